// The network as it is read: the public front page, and every organisation at a glance in one query.
import { rows } from "~/platform/db.server";
import { allNetworks, type NetworkPermit, type Permit } from "~/domain/access/permits.server";
import { hasPublic } from "~/domain/material/queries.server";
import { standingOf, type Standing, type State } from "~/domain/commitments/rules";

export interface Place {
  countySlug: string;
  slug: string;
}
export const placeOf = ({ countySlug, slug }: Place): Place => ({ countySlug, slug });

export interface FrontNetwork {
  place: Place;
  name: string;
  countyName: string;
  authority: string;
  purpose: string;
  formedYear: number | null;
  mailbox: string;
  organisations: { name: string; kind: string }[];
  /** Is there material that everybody may see? */
  material: boolean;
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
     WHERE m.networkId = ?1 AND m.kind = 'member' AND m.fromOn <= ?2 AND (m.untilOn IS NULL OR m.untilOn > ?2) ORDER BY o.sortKey`,
    n.id,
    today,
  );
  return {
    place: placeOf(n),
    name: n.name,
    countyName: n.countyName,
    authority: n.authority,
    mailbox: n.mailbox,
    organisations,
    material: hasPublic(permit),
    purpose: about?.purpose ?? "",
    formedYear: about?.formedYear ?? null,
  };
}

export const networksOf = (
  _: Permit<"front.see">,
): { place: Place; name: string; countyName: string; authority: string }[] =>
  allNetworks().map((n) => ({
    place: placeOf(n),
    name: n.name,
    countyName: n.countyName,
    authority: n.authority,
  }));

interface ListRow {
  id: string;
  slug: string;
  name: string;
  kind: string;
  representative: string | null;
  representativeProtected: number | null;
  deputy: string | null;
  deputyProtected: number | null;
  coverUntil: string | null;
  formId: string | null;
  untilOn: string | null;
  formSince: string | null;
  latest: State | null;
  latestStart: string | null;
  remindersSpent: number;
  vacantSince: string | null;
}
export interface OrganisationLine {
  id: string;
  slug: string;
  name: string;
  kind: string;
  representative: string | null;
  deputy: string | null;
  coverUntil: string | null;
  standing: Standing;
  date: string | null;
  mine: boolean;
}

/** Everything the list needs, in one statement; ?1 network, ?2 today. */
const listSql = `
SELECT o.id, o.slug, o.name, o.kind,
  rp.name AS representative, rp.protected AS representativeProtected, dp.name AS deputy, dp.protected AS deputyProtected, c.untilOn AS coverUntil,
  act.id AS formId, act.untilOn, COALESCE(act.changesOn, act.startOn) AS formSince, newest.state AS latest, COALESCE(newest.changesOn, newest.startOn) AS latestStart,
  EXISTS (SELECT 1 FROM Signature s WHERE s.commitmentId = newest.id AND s.state = 'pending' AND s.escalatedAt IS NOT NULL) AS remindersSpent,
  CASE WHEN rh.id IS NULL THEN (SELECT max(untilOn) FROM Holding p WHERE p.networkId = m.networkId AND p.organisationId = o.id AND p.seat = 'representative' AND p.untilOn <= ?2) END AS vacantSince
FROM Membership m
JOIN Organisation o ON o.id = m.organisationId
LEFT JOIN Holding rh ON rh.networkId = m.networkId AND rh.organisationId = o.id AND rh.seat = 'representative' AND rh.fromOn <= ?2 AND (rh.untilOn IS NULL OR rh.untilOn > ?2)
LEFT JOIN Person rp ON rp.id = rh.personId
LEFT JOIN Holding dh ON dh.networkId = m.networkId AND dh.organisationId = o.id AND dh.seat = 'deputy' AND dh.fromOn <= ?2 AND (dh.untilOn IS NULL OR dh.untilOn > ?2)
LEFT JOIN Person dp ON dp.id = dh.personId
LEFT JOIN Cover c ON c.networkId = m.networkId AND c.organisationId = o.id AND c.cancelledAt IS NULL AND c.fromOn <= ?2 AND c.untilOn > ?2
LEFT JOIN Commitment act ON act.id = (SELECT a.id FROM Commitment a WHERE a.networkId = m.networkId AND a.organisationId = o.id AND a.state = 'active' ORDER BY a.createdAt DESC LIMIT 1)
LEFT JOIN Commitment newest ON newest.id = (SELECT l.id FROM Commitment l WHERE l.networkId = m.networkId AND l.organisationId = o.id
  AND l.state IN ('draft', 'awaitingSignature', 'signed', 'active', 'declined', 'returned') ORDER BY l.createdAt DESC LIMIT 1)
WHERE m.networkId = ?1 AND m.kind = 'member' AND m.fromOn <= ?2 AND (m.untilOn IS NULL OR m.untilOn > ?2)
ORDER BY o.sortKey`;

const seatName = (name: string | null, hidden: number | null, organisation: string, seat: string) =>
  name === null ? null : hidden ? `${seat} för ${organisation}` : name;

/** The organisations with representative, deputy and the standing of the form. Members see the standing of their own only. */
export function organisationList(
  permit: NetworkPermit<"network.see" | "todo.see" | "addresses.see">,
): OrganisationLine[] {
  const own = new Set(permit.seats.map((s) => s.organisationId));
  return rows<ListRow>(listSql, permit.network.id, permit.today).map((r) => {
    const standing = standingOf(
      {
        representativeHeld: r.representative !== null,
        deputyHeld: r.deputy !== null,
        latest: r.latest,
        remindersSpent: r.remindersSpent === 1,
        hasForm: r.formId !== null,
        untilOn: r.untilOn,
      },
      permit.today,
    );
    const date =
      standing === "vacant"
        ? r.vacantSince
        : standing === "signed"
          ? r.latestStart
          : standing === "expired" || standing === "expiring"
            ? r.untilOn
            : r.formSince;
    return {
      id: r.id,
      slug: r.slug,
      name: r.name,
      kind: r.kind,
      standing,
      date,
      coverUntil: r.coverUntil,
      mine: own.has(r.id),
      representative: seatName(r.representative, r.representativeProtected, r.name, "Representanten"),
      deputy: seatName(r.deputy, r.deputyProtected, r.name, "Ersättaren"),
    };
  });
}

/** The member organisations of the day, for a choice: public. */
export const memberOptions = (permit: NetworkPermit<"linkRequest.use">): [string, string][] =>
  rows<{ id: string; name: string }>(
    `SELECT o.id, o.name FROM Membership m JOIN Organisation o ON o.id = m.organisationId
     WHERE m.networkId = ?1 AND m.kind = 'member' AND m.fromOn <= ?2 AND (m.untilOn IS NULL OR m.untilOn > ?2) ORDER BY o.sortKey`,
    permit.network.id,
    permit.today,
  ).map((o) => [o.id, o.name]);
