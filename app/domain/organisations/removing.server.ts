// An organisation that was added by mistake is removed, if nothing has happened to it. One with a history leaves the network instead.
import type { NetworkPermit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { row, rows, transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { conflict, notFound } from "~/platform/refusal";
import { listed } from "~/platform/swedish";

/** What whoever added it typed, and what goes with it. */
const own = ["Membership", "OrganisationName", "OrganisationDomain", "Association", "Contact"] as const;
/** Facts that tell of nothing but that it was added and described; they stay in the log. */
const ownFacts = [
  "organisation.joined",
  "organisation.renamed",
  "organisation.domain",
  "contact.added",
  "contact.ended",
  "association.added",
];
const words: Partial<Record<string, string>> = {
  Holding: "platser",
  Commitment: "blanketter",
  ManagerTerm: "ansvarig chef",
  Cover: "tjänstgörande ersättare",
  Channel: "kontaktvägar",
  Link: "inbjudningar",
  Letter: "mejl",
  Answer: "svar på kallelser",
  Attendance: "närvaro",
  GroupPlace: "arbetsgrupper",
  GroupJoining: "arbetsgrupper",
  EffortShare: "hemmaplan",
  SpreadShare: "något att sprida",
  InquiryShare: "frågor att svara på",
  Visit: "kommunbesök",
  Confirmation: "bekräftelser",
};

/** Every table that names an organisation, whatever is added to them later. */
const naming = (): string[] =>
  rows<{ name: string }>(
    "SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.name = 'organisationId' ORDER BY t.name",
  ).map((t) => t.name);

/** What has happened to it, in words; nothing: it may be removed. */
function historyOf(id: string, networkId: string): string[] {
  const mine: readonly string[] = own;
  const found = naming()
    .filter((table) => !mine.includes(table))
    .filter((table) =>
      table === "Event"
        ? row(
            `SELECT 1 FROM Event WHERE organisationId = ?1 AND kind NOT IN (SELECT value FROM json_each(?2)) LIMIT 1`,
            id,
            JSON.stringify(ownFacts),
          )
        : row(`SELECT 1 FROM "${table}" WHERE organisationId = ?1 LIMIT 1`, id),
    )
    .map((table) => words[table] ?? "händelser");
  const elsewhere = row(
    "SELECT 1 FROM Membership WHERE organisationId = ?1 AND networkId <> ?2",
    id,
    networkId,
  );
  const successor = row("SELECT 1 FROM Organisation WHERE successorId = ?1", id);
  return [
    ...new Set([
      ...found.filter((w) => w !== "händelser"),
      ...(elsewhere ? ["ett annat nätverk"] : []),
      ...(successor ? ["en organisation som gått upp i den"] : []),
      ...(found.includes("händelser") ? ["händelser"] : []),
    ]),
  ];
}
const refused = (history: readonly string[]): string =>
  `Organisationen går inte att ta bort, för den har historik: ${listed(history)}. Låt den lämna nätverket i stället.`;

type Manage = NetworkPermit<"organisation.manage">;
export function removalPage(permit: Manage, slug: string) {
  const { network } = permit;
  const o = row<{ id: string; name: string; slug: string }>(
    "SELECT o.id, o.name, o.slug FROM Organisation o WHERE o.slug = ?1 AND EXISTS (SELECT 1 FROM Membership m WHERE m.organisationId = o.id AND m.networkId = ?2)",
    slug,
    network.id,
  );
  if (!o) throw notFound();
  const history = historyOf(o.id, network.id);
  return { place: placeOf(network), ...o, refused: history.length > 0 ? refused(history) : null };
}

/** Gone from every list; the log keeps that it was there and who removed it. */
export async function removeOrganisation(permit: Manage, slug: string): Promise<void> {
  const { network } = permit;
  await transact(async (tx) => {
    const o = await tx.organisation.findFirst({
      where: { slug, memberships: { some: { networkId: network.id } } },
      select: { id: true },
    });
    if (!o) throw notFound();
    const history = historyOf(o.id, network.id);
    if (history.length > 0) throw conflict(refused(history));
    const where = { organisationId: o.id };
    await tx.contact.deleteMany({ where });
    await tx.association.deleteMany({ where });
    await tx.organisationDomain.deleteMany({ where });
    await tx.organisationName.deleteMany({ where });
    await tx.membership.deleteMany({ where });
    await tx.organisation.delete({ where: { id: o.id } });
    await announce(tx, permit, {
      kind: "organisation.removed",
      networkId: network.id,
      organisationId: o.id,
      subjectType: "organisation",
      subjectId: o.id,
    });
  });
}
