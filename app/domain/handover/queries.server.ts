// The handover as it is read: the organisation's page, the leaver's page by the link, and where a new holder begins.
import { addDays, inForceSql, minute, todayOn } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import { gone, notFound } from "~/platform/refusal";
import { linkPath, paths } from "~/paths";
import type { NetworkPermit, Permit } from "~/domain/access/permits.server";
import { linkToken } from "~/domain/access/tokens.server";
import { channelsOf } from "~/domain/confirmations/channels/reading.server";
import { confirmedInShort } from "~/domain/confirmations/reading.server";
import { isOverSql } from "~/domain/meetings/rules";
import { placesLeft } from "~/domain/groups/passing.server";
import { placeOf } from "~/domain/network/queries.server";
import { termsOf } from "~/domain/network/terms.server";
import { organisationAt } from "~/domain/organisations/queries.server";
import { emptySeat } from "~/domain/commitments/texts";
import { holdingsOf, sittingOn, vacantSince, type SeatHolder } from "~/domain/seats/queries.server";
import { openThings } from "./open.server";
import { closesOn, recentDays } from "./rules";

function called(h: SeatHolder): string {
  if (!h.hidden) return h.name;
  return h.seat === "deputy" ? "Ersättaren (skyddad person)" : "Representanten (skyddad person)";
}
interface NoteRow {
  holdingId: string;
  writtenAt: string | null;
  know: string | null;
  contacts: string | null;
  askedAt: string;
}

/** The organisation's own read the note; the strategist sees that it is there. */
export function handoverPage(permit: NetworkPermit<"handover.see">, slug: string) {
  const { network, today } = permit;
  const o = organisationAt(permit, slug);
  const own = permit.seats.filter((s) => s.organisationId === o.id);
  const place = placeOf(network);
  const all = holdingsOf(network.id, o.id);
  const seats = (["representative", "deputy"] as const).map((seat) => {
    const now = sittingOn(all, seat, today);
    const before =
      all.find((h) => h.seat === seat && h.untilOn !== null && h.untilOn <= (now?.fromOn ?? today)) ?? null;
    const line = (h: SeatHolder | null) => h && { who: called(h), fromOn: h.fromOn, untilOn: h.untilOn };
    return {
      seat,
      now: line(now),
      before: line(before),
      empty: emptySeat(vacantSince(all, seat, today)),
    };
  });
  // Whoever has left lately, is to leave, or is to be changed by a form that is under way.
  const changing = new Set(
    rows<{ leaverId: string }>(
      `SELECT leaverId FROM Commitment WHERE networkId = ?1 AND organisationId = ?2 AND leaverId IS NOT NULL AND state IN ('draft', 'awaitingSignature', 'signed')
     UNION SELECT holdingId FROM HandoverNote WHERE networkId = ?1 AND organisationId = ?2 AND linkId IS NOT NULL`,
      network.id,
      o.id,
    ).map((c) => c.leaverId),
  );
  const leaving = all
    .filter((h) => (h.untilOn === null ? changing.has(h.holdingId) : h.untilOn > addDays(today, -recentDays)))
    .map((h) => ({
      holdingId: h.holdingId,
      seat: h.seat,
      who: called(h),
      untilOn: h.untilOn,
      places: placesLeft({ organisationId: o.id, holdingId: h.holdingId }),
    }))
    .filter((l) => l.places.length > 0);
  const notes = rows<NoteRow>(
    "SELECT holdingId, writtenAt, know, contacts, askedAt FROM HandoverNote WHERE networkId = ?1 AND organisationId = ?2 ORDER BY askedAt DESC",
    network.id,
    o.id,
  ).flatMap((n) => {
    const h = all.find((x) => x.holdingId === n.holdingId);
    if (!h || (n.writtenAt !== null && n.know === null)) return [];
    return [
      {
        key: n.holdingId,
        who: called(h),
        seat: h.seat,
        askedOn: todayOn(new Date(n.askedAt)),
        writtenOn: n.writtenAt && todayOn(new Date(n.writtenAt)),
        ...(own.length > 0 ? { know: n.know, contacts: n.contacts } : { know: null, contacts: null }),
      },
    ];
  });
  const groups = rows<{ id: string; name: string; who: string | null }>(
    `SELECT g.id, g.name, CASE WHEN x.protected THEN 'Organisationens person' ELSE x.name END AS who FROM GroupPlace p JOIN WorkingGroup g ON g.id = p.groupId LEFT JOIN Person x ON x.id = p.personId
     WHERE p.networkId = ?1 AND p.organisationId = ?2 AND ${inForceSql("p", "?3")} AND (g.endedOn IS NULL OR g.endedOn > ?3) ORDER BY swedish(g.name)`,
    network.id,
    o.id,
    today,
  );
  const meetings = rows<{
    id: string;
    title: string;
    heldOn: string;
    fromTime: string;
    toTime: string;
    answered: number;
  }>(
    `SELECT m.id, m.title, m.heldOn, m.fromTime, m.toTime, EXISTS (SELECT 1 FROM Answer a WHERE a.meetingId = m.id AND a.organisationId = ?2) AS answered FROM Meeting m
     WHERE m.networkId = ?1 AND m.state = 'convened' AND m.heldOn >= ?3 AND NOT ${isOverSql("?4")} AND (m.groupId IS NULL OR EXISTS (SELECT 1 FROM GroupPlace g WHERE g.groupId = m.groupId AND g.organisationId = ?2 AND ${inForceSql("g", "m.heldOn")})) ORDER BY m.heldOn LIMIT 12`,
    network.id,
    o.id,
    today,
    minute(permit.now),
  );
  const minutes =
    row<{ id: string; title: string; heldOn: string }>(
      "SELECT m.id, m.title, m.heldOn FROM Minutes x JOIN Meeting m ON m.id = x.meetingId WHERE m.networkId = ?1 AND x.state = 'published' AND m.state = 'convened' AND m.groupId IS NULL ORDER BY m.heldOn DESC LIMIT 1",
      network.id,
    ) ?? null;
  const unread =
    own.length > 0 &&
    row(
      "SELECT 1 FROM Holding WHERE handoverReadAt IS NULL AND id IN (SELECT value FROM json_each(?1))",
      JSON.stringify(own.map((s) => s.holdingId)),
    ) !== undefined;
  const others =
    own.length === 0
      ? []
      : rows<{ slug: string; name: string }>(
          "SELECT slug, name FROM Organisation WHERE id IN (SELECT value FROM json_each(?1)) AND id <> ?2 ORDER BY sortKey",
          JSON.stringify(permit.seats.map((s) => s.organisationId)),
          o.id,
        );
  return {
    place,
    organisation: o.name,
    slug: o.slug,
    staff: permit.roles.has("strategist"),
    own: own.length > 0,
    network: network.nameWithin,
    purpose: network.purpose,
    terms: termsOf(network.id),
    authority: network.authority,
    mailbox: network.mailbox,
    today,
    unread,
    others,
    seats,
    leaving,
    notes,
    groups,
    meetings,
    minutes,
    open: openThings(network.id, o, place, permit),
    ways: channelsOf(network.id, o.id, today).map(({ name, purpose, frequency }) => ({
      name,
      purpose,
      frequency,
    })),
    confirmed: confirmedInShort(network.id, o.id).answeredOn,
  };
}
export type HandoverPage = ReturnType<typeof handoverPage>;

/** The other organisations that the same person hands over, by links of their own: one letter leads to all of them. */
async function otherNotes(noteOf: { linkId: string; personId: string; networkId: string }, today: string) {
  const others = rows<{ linkId: string; organisation: string; untilOn: string; written: number }>(
    `SELECT n.linkId, o.name AS organisation, n.untilOn, n.writtenAt IS NOT NULL AS written FROM HandoverNote n JOIN Holding h ON h.id = n.holdingId
     JOIN Organisation o ON o.id = n.organisationId WHERE h.personId = ?1 AND n.networkId = ?2 AND n.linkId <> ?3 ORDER BY o.sortKey`,
    noteOf.personId,
    noteOf.networkId,
    noteOf.linkId,
  ).filter((n) => closesOn(n.untilOn) > today);
  const found = await Promise.all(
    others.map(async ({ linkId, organisation, written }) => {
      const link = await linkToken(linkId);
      return link && !link.revoked
        ? [{ organisation, written: written === 1, at: linkPath("handover", link.token) }]
        : [];
    }),
  );
  return found.flat();
}

/** By the leaver's link: what is open, as words, and what has been written. */
export async function notePage(permit: NetworkPermit<"handover.write">) {
  const { network, today } = permit;
  const n = row<{
    id: string;
    slug: string;
    organisation: string;
    personId: string;
    untilOn: string;
    know: string | null;
    contacts: string | null;
    writtenAt: string | null;
  }>(
    "SELECT o.id, o.slug, o.name AS organisation, h.personId, n.untilOn, n.know, n.contacts, n.writtenAt FROM HandoverNote n JOIN Holding h ON h.id = n.holdingId JOIN Organisation o ON o.id = n.organisationId WHERE n.linkId = ?1 AND n.networkId = ?2",
    permit.link?.id ?? "",
    network.id,
  );
  if (!n) throw notFound();
  if (closesOn(n.untilOn) <= today) throw gone("Tiden för överlämningen har gått ut.");
  return {
    organisation: n.organisation,
    lastOn: addDays(n.untilOn, -1),
    know: n.know ?? "",
    contacts: n.contacts ?? "",
    writtenOn: n.writtenAt && todayOn(new Date(n.writtenAt)),
    others: await otherNotes(
      { linkId: permit.link?.id ?? "", personId: n.personId, networkId: network.id },
      today,
    ),
    authority: network.authority,
    mailbox: network.mailbox,
    open: openThings(network.id, n, placeOf(network), permit).map(({ key, kind, title, lastOn }) => ({
      key,
      kind,
      title,
      lastOn,
    })),
  };
}

/** Where whoever has signed in begins while a seat of theirs is new and the page not read; who came in from paper has been there all the time. */
export function firstPage(permit: Permit<"me.see">): string | null {
  const h = row<{ organisation: string; slug: string; countySlug: string }>(
    `SELECT o.slug AS organisation, n.slug, c.slug AS countySlug FROM Person p JOIN Holding h ON h.personId = p.id JOIN Organisation o ON o.id = h.organisationId JOIN Network n ON n.id = h.networkId JOIN County c ON c.id = n.countyId LEFT JOIN Commitment k ON k.id = h.commitmentId
     WHERE p.accountId = ?1 AND h.handoverReadAt IS NULL AND ${inForceSql("h")} AND coalesce(k.origin, '') <> 'moveIn' ORDER BY o.sortKey LIMIT 1`,
    permit.account?.id ?? "",
    permit.today,
  );
  return h ? paths.organisationAct(h, h.organisation, "overlamning") : null;
}
