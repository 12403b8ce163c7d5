// Where a signed-in person belongs, and the demo's mailbox.
import { db, rows } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { must } from "~/platform/must";
import { notFound } from "~/platform/refusal";
import { accountOf, allNetworks, type Permit, standingOf } from "./permits.server";

export interface MyPlace {
  countySlug: string;
  slug: string;
  network: string;
  countyName: string;
  role: "strategist" | "administrator" | "representative" | "deputy";
  organisation: { slug: string; name: string } | null;
}

/** Everything the account holds today, staff roles first. */
export function myPlaces(permit: Permit<"me.see">): MyPlace[] {
  const { staff, seats } = standingOf(accountOf(permit).id, permit.today);
  const networks = new Map(allNetworks().map((n) => [n.id, n]));
  const organisations = new Map(
    rows<{ id: string; slug: string; name: string }>(
      "SELECT DISTINCT o.id, o.slug, o.name FROM Organisation o JOIN Holding h ON h.organisationId = o.id JOIN Person p ON p.id = h.personId WHERE p.accountId = ?",
      accountOf(permit).id,
    ).map((o) => [o.id, o]),
  );
  const at = (id: string) => {
    const n = must(networks.get(id), "the network of a role");
    return { countySlug: n.countySlug, slug: n.slug, network: n.name, countyName: n.countyName };
  };
  return [
    ...staff.flatMap(({ networkId, role }) =>
      networkId ? [{ ...at(networkId), role, organisation: null }] : [],
    ),
    ...staff
      .filter((s) => !s.networkId)
      .map((s) => ({
        countySlug: "",
        slug: "",
        network: "",
        countyName: "",
        role: s.role,
        organisation: null,
      })),
    ...seats.map((s) => {
      const { slug, name } = must(organisations.get(s.organisationId), "the organisation of a seat");
      return { ...at(s.networkId), role: s.seat, organisation: { slug, name } };
    }),
  ];
}

function demoOnly(): void {
  if (!env.demoMailbox) throw notFound();
}

export async function demoLetters(_: Permit<"demoMailbox.see">, to: string | null) {
  demoOnly();
  const found = await db.demoLetter.findMany({
    where: to ? { to } : {},
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: 300,
    select: { id: true, to: true, from: true, subject: true, receivedAt: true },
  });
  return found.map((l) => ({ ...l, receivedAt: l.receivedAt.toISOString() }));
}
export async function demoLetter(_: Permit<"demoMailbox.see">, id: string) {
  demoOnly();
  const found = await db.demoLetter.findUnique({ where: { id } });
  if (!found) throw notFound();
  return { ...found, html: "", receivedAt: found.receivedAt.toISOString() };
}
