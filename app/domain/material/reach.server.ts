// Who may see what material: one function, a piece of SQL that every query of material spreads.
// Lists, search, the file's door, letters and the front page all ask it; there is no other check.
import { inForceSql } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import type { NetworkPermit } from "~/domain/access/permits.server";

export interface Reader {
  networkId: string;
  today: string;
  staff: boolean;
  /** Holds a seat in the network today. */
  member: boolean;
  personIds: readonly string[];
  /** Who comes by the link of a letter, and the one meeting that it is about. */
  attendeeId: string | null;
  meetingId: string | null;
  /** Who comes by a link to read inside an organisation, and the one thing to spread that it is about. */
  spreadItemId?: string | null;
}

/** Whoever the permit was given to. By a letter's link: its person as of today, within its meeting. */
export function readerOf(
  permit: NetworkPermit<
    | "material.see"
    | "material.manage"
    | "meeting.see"
    | "meeting.manage"
    | "meeting.answer"
    | "agenda.manage"
    | "front.see"
    | "spread.see"
    | "group.see"
    | "spread.answer"
    | "spread.read"
  >,
): Reader {
  const { network, today, link, seats } = permit;
  const nobody: Reader = {
    networkId: network.id,
    today,
    staff: false,
    member: false,
    personIds: [],
    attendeeId: null,
    meetingId: null,
  };
  if (!link)
    return {
      ...nobody,
      staff: permit.roles.has("strategist"),
      member: seats.length > 0,
      personIds: seats.map((s) => s.personId),
    };
  if (link.purpose === "read")
    return {
      ...nobody,
      spreadItemId:
        row<{ itemId: string }>(
          "SELECT itemId FROM SpreadShare WHERE linkId = ?1 AND networkId = ?2",
          link.id,
          network.id,
        )?.itemId ?? "",
    };
  const a = row<{ id: string; meetingId: string; personId: string | null }>(
    "SELECT id, meetingId, personId FROM Attendee WHERE id = ?1 AND networkId = ?2 AND state = 'invited'",
    link.attendeeId ?? "",
    network.id,
  );
  if (!a) return { ...nobody, meetingId: "" };
  const member =
    a.personId !== null &&
    rows(
      `SELECT 1 FROM Holding WHERE networkId = ?1 AND personId = ?2 AND ${inForceSql("", "?3")} LIMIT 1`,
      network.id,
      a.personId,
      today,
    ).length > 0;
  return {
    ...nobody,
    member,
    personIds: member && a.personId ? [a.personId] : [],
    attendeeId: a.id,
    meetingId: a.meetingId,
  };
}

/**
 * The organisations that are called to a meeting `y`: somebody who is invited sits for it on the meeting's day (today, if that is to come), to a group's meeting by
 * a place in the group. `organisation` is the SQL of the organisation asked about. Takes one value: today.
 */
export const calledOrganisation = (organisation: string): string => `EXISTS (
  SELECT 1 FROM Attendee ca JOIN (SELECT personId, networkId, organisationId, fromOn, untilOn, NULL AS groupId FROM Holding UNION ALL SELECT personId, networkId, organisationId, fromOn, untilOn, groupId FROM GroupPlace) ch
    ON ch.personId = ca.personId AND ch.networkId = y.networkId AND ch.organisationId = ${organisation} AND ch.groupId IS y.groupId, (SELECT ? AS today) t
  WHERE ca.meetingId = y.id AND ca.state = 'invited' AND ${inForceSql("ch", "min(y.heldOn, t.today)")})`;

/** For a statement with Material as `m`: what the reader may see, with its values in their order. A group's own is for those with a place in it, and for those who had one when it ended. */
export function seenBy(r: Reader): { sql: string; values: string[] } {
  // What is to be spread is meant for everybody who has been given its link, but for drafts of the strategists' own.
  if (r.spreadItemId != null)
    return {
      sql: "m.networkId = ? AND m.removedAt IS NULL AND m.spreadItemId = ? AND m.audience IN ('everyone', 'network')",
      values: [r.networkId, r.spreadItemId],
    };
  const within = r.meetingId === null ? "" : "AND m.meetingId = ?";
  const base = {
    sql: `m.networkId = ? AND m.removedAt IS NULL ${within}`,
    values: [r.networkId, ...(r.meetingId === null ? [] : [r.meetingId])],
  };
  if (r.staff) return base;
  const persons = JSON.stringify(r.personIds);
  return {
    sql: `${base.sql}
      AND NOT EXISTS (SELECT 1 FROM Meeting p WHERE p.id = m.meetingId AND p.state = 'planned')
      AND (m.audience = 'everyone'${r.member ? " OR m.audience = 'network'" : ""}
        OR (m.audience = 'group' AND EXISTS (SELECT 1 FROM GroupPlace k JOIN WorkingGroup w ON w.id = k.groupId WHERE k.groupId = m.groupId AND k.networkId = m.networkId AND k.personId IN (SELECT value FROM json_each(?))
          AND (k.untilOn IS NULL OR k.untilOn > ? OR k.untilOn = w.endedOn)))
        OR (m.audience = 'invited' AND EXISTS (SELECT 1 FROM Meeting y WHERE y.id = m.meetingId AND (
          EXISTS (SELECT 1 FROM Attendee ia WHERE ia.meetingId = y.id AND ia.state = 'invited' AND (ia.id = ? OR ia.personId IN (SELECT value FROM json_each(?))))
          OR EXISTS (SELECT 1 FROM Holding mine WHERE mine.networkId = y.networkId AND mine.personId IN (SELECT value FROM json_each(?)) AND mine.fromOn <= ? AND (mine.untilOn IS NULL OR mine.untilOn > ?)
            AND ${calledOrganisation("mine.organisationId")})))))`,
    values: [
      ...base.values,
      persons,
      r.today,
      r.attendeeId ?? "",
      persons,
      persons,
      r.today,
      r.today,
      r.today,
    ],
  };
}
