// The network as it is read: the public front page, and every organisation at a glance in one query.
import { addDays, inForceSql } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import { notFound } from "~/platform/refusal";
import { allNetworks, type Network, type NetworkPermit, type Permit } from "~/domain/access/permits.server";
import { hasPublic } from "~/domain/material/queries.server";
import type { StandingNow } from "~/domain/commitments/rules";
import { standingsOf, type OrganisationStanding } from "~/domain/commitments/standing.server";
import { emptySeat, goesIn } from "~/domain/commitments/texts";

export interface Place {
  countySlug: string;
  slug: string;
}
export const placeOf = ({ countySlug, slug }: Place): Place => ({ countySlug, slug });

export interface FrontNetwork {
  place: Place;
  name: string;
  /** The short name inside a sentence. */
  within: string;
  countyName: string;
  authority: string;
  purpose: string;
  formedYear: number | null;
  mailbox: string;
  organisations: { name: string; kind: string }[];
  /** Is there material that everybody may see? */
  material: boolean;
  signedIn: boolean;
}

/** What everybody may know of a network: no person. */
export function frontPage(permit: NetworkPermit<"front.see">): FrontNetwork {
  const { network: n, today } = permit;
  const [about] = rows<{ purpose: string; formedYear: number | null }>(
    "SELECT purpose, formedYear FROM Network WHERE id = ?",
    n.id,
  );
  const organisations = rows<{ name: string; kind: string }>(
    `SELECT o.name, o.kind FROM Membership m JOIN Organisation o ON o.id = m.organisationId
     WHERE m.networkId = ?1 AND m.kind = 'member' AND ${inForceSql("m")} ORDER BY o.sortKey`,
    n.id,
    today,
  );
  return {
    place: placeOf(n),
    name: n.name,
    within: n.within,
    countyName: n.countyName,
    authority: n.authority,
    mailbox: n.mailbox,
    organisations,
    material: hasPublic(permit),
    signedIn: permit.account !== null,
    purpose: about?.purpose ?? "",
    formedYear: about?.formedYear ?? null,
  };
}

export interface PlaceLine {
  place: Place;
  name: string;
  /** As it is written inside a sentence. */
  within: string;
  countyName: string;
  authority: string;
}
const placeLine = (n: Network): PlaceLine => ({
  place: placeOf(n),
  name: n.name,
  within: n.within,
  countyName: n.countyName,
  authority: n.authority,
});
export const networksOf = (_: Permit<"front.see">): PlaceLine[] => allNetworks().map(placeLine);

/** A county's networks, by the county's part of the address; a county without one has no page. */
export function networksIn(_: Permit<"front.see">, county: string): [PlaceLine, ...PlaceLine[]] {
  const [first, ...others] = allNetworks().filter((n) => n.countySlug === county.toLowerCase());
  if (!first) throw notFound();
  return [placeLine(first), ...others.map(placeLine)];
}

/** Who answers for the data of each network, and where to write. */
export const contactsOf = (
  _: Permit<"front.see">,
): { authority: string; network: string; mailbox: string }[] =>
  allNetworks().map((n) => ({ authority: n.authority, network: n.name, mailbox: n.mailbox }));

export interface OrganisationLine {
  id: string;
  slug: string;
  name: string;
  kind: string;
  representative: string | null;
  deputy: string | null;
  /** What stands where nobody sits. */
  empty: { representative: string; deputy: string };
  /** The last day of whoever leaves without a successor. */
  lastDay: { representative: string | null; deputy: string | null };
  /** The deputy, where they go in for the representative. */
  goesIn: string | null;
  coverUntil: string | null;
  /** Null where it is not the viewer's to see. */
  now: StandingNow | null;
  /** The newest invitation that nobody has acted on. */
  invitation: OrganisationStanding["invitation"];
  mine: boolean;
}

const shownSeat = (s: OrganisationStanding, seat: "representative" | "deputy") =>
  s[seat].hidden ? `${seat === "deputy" ? "Ersättaren" : "Representanten"} för ${s.name}` : s[seat].name;

/** The organisations with representative, deputy and the standing of the form. Members see the standing of their own only. */
export function organisationList(
  permit: NetworkPermit<"network.see" | "todo.see" | "addresses.see">,
): OrganisationLine[] {
  const own = new Set(permit.seats.map((s) => s.organisationId));
  const staff = permit.roles.has("strategist");
  return standingsOf(permit.network.id, permit.today).map((s) => {
    const { standing, date, form, beside, mends, periodEnd, deputyLeaves } = s;
    const mine = own.has(s.id);
    const sees = staff || mine;
    const lastDay = (seat: "representative" | "deputy") =>
      sees && s[seat].leavesOn ? addDays(s[seat].leavesOn, -1) : null;
    return {
      id: s.id,
      slug: s.slug,
      name: s.name,
      kind: s.kind,
      representative: shownSeat(s, "representative"),
      deputy: shownSeat(s, "deputy"),
      empty: {
        representative: emptySeat(s.representative.vacantSince),
        deputy: emptySeat(s.deputy.vacantSince),
      },
      lastDay: { representative: lastDay("representative"), deputy: lastDay("deputy") },
      goesIn: sees && goesIn(s) ? shownSeat(s, "deputy") : null,
      coverUntil: s.coverUntil,
      now: sees ? { standing, date, form, beside, mends, periodEnd, deputyLeaves } : null,
      invitation: staff ? s.invitation : null,
      mine,
    };
  });
}

/** The member organisations of the day, for a choice: public. */
export const memberOptions = (permit: NetworkPermit<"linkRequest.use">): [string, string][] =>
  rows<{ id: string; name: string }>(
    `SELECT o.id, o.name FROM Membership m JOIN Organisation o ON o.id = m.organisationId
     WHERE m.networkId = ?1 AND m.kind = 'member' AND ${inForceSql("m")} ORDER BY o.sortKey`,
    permit.network.id,
    permit.today,
  ).map((o) => [o.id, o.name]);

/** What the networks say of themselves in other languages: paragraphs that begin with "fi:", "se:" or "en:", and others. */
export function inOtherLanguages(): { lang: string | null; text: string }[] {
  const said = rows<{ text: string }>(
    "SELECT inOtherLanguages AS text FROM Network WHERE inOtherLanguages IS NOT NULL ORDER BY swedish(name)",
  );
  return [...new Set(said.flatMap((s) => s.text.split(/\n\s*\n/)))]
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
    .map((paragraph) => {
      const named = /^(fi|se|en):\s*/.exec(paragraph);
      return { lang: named?.[1] ?? null, text: paragraph.slice(named?.[0].length ?? 0) };
    });
}
