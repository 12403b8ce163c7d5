// Working groups as they are read: all of them, one, and the forms.
import { row, rows } from "~/platform/db.server";
import type { Table } from "~/platform/table.server";
import { notFound } from "~/platform/refusal";
import { isOver, isOverSql, type MeetingState } from "~/domain/meetings/rules";
import { inForceSql, minute } from "~/platform/calendar";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { protectedName } from "~/domain/people/texts";
import { placeOf } from "~/domain/network/queries.server";
import { groupStanding, leads } from "./rules";

interface GroupRow {
  id: string;
  name: string;
  purpose: string;
  expected: string | null;
  startOn: string;
  plannedEndOn: string | null;
  endedOn: string | null;
  result: string | null;
  convenerId: string | null;
  convenerLeftOn: string | null;
  version: number;
}
const columns =
  "g.id, g.name, g.purpose, g.expected, g.startOn, g.plannedEndOn, g.endedOn, g.result, g.convenerId, g.convenerLeftOn, g.version";

export function groupRow(networkId: string, id: string): GroupRow {
  const found = row<GroupRow>(
    `SELECT ${columns} FROM WorkingGroup g WHERE g.id = ?1 AND g.networkId = ?2`,
    id,
    networkId,
  );
  if (!found) throw notFound();
  return found;
}

/** Running ones first, then those to come, then the ended. */
export function groupList(permit: NetworkPermit<"group.see">) {
  const { network, today } = permit;
  const own = JSON.stringify(permit.seats.map((s) => s.organisationId));
  const found = rows<GroupRow & { places: number; vacant: number; nextOn: string | null; mine: number }>(
    `SELECT ${columns}, count(p.id) AS places, coalesce(sum(p.id IS NOT NULL AND p.personId IS NULL), 0) AS vacant, coalesce(max(p.organisationId IN (SELECT value FROM json_each(?3))), 0) AS mine,
       (SELECT min(m.heldOn) FROM Meeting m WHERE m.groupId = g.id AND m.state = 'convened' AND m.heldOn >= ?2 AND NOT ${isOverSql("?4")}) AS nextOn
     FROM WorkingGroup g LEFT JOIN GroupPlace p ON p.groupId = g.id AND p.untilOn IS NULL WHERE g.networkId = ?1 GROUP BY g.id ORDER BY g.endedOn IS NOT NULL, g.endedOn DESC, g.startOn > ?2, swedish(g.name)`,
    network.id,
    today,
    own,
    minute(permit.now),
  );
  return {
    place: placeOf(network),
    staff: permit.roles.has("strategist"),
    today,
    groups: found.map((g) => ({ ...g, mine: g.mine === 1, standing: groupStanding(g, today) })),
  };
}

/** A person as others see one of the group; a protected one is the organisation's. */
const called = "CASE WHEN x.protected THEN 'Organisationens person' ELSE x.name END";
/** Null: the strategist. Of an ended group the one who was it last. */
const convenerOf = (g: GroupRow): string | null =>
  row<{ convener: string }>(
    `SELECT ${called} || ', ' || o.name AS convener FROM GroupPlace p JOIN Person x ON x.id = p.personId JOIN Organisation o ON o.id = p.organisationId WHERE p.groupId = ?1 AND p.personId = ?2 ORDER BY p.untilOn IS NOT NULL, p.untilOn DESC LIMIT 1`,
    g.id,
    g.convenerId ?? "",
  )?.convener ?? null;

/** The form, with those who can convene it. */
export function groupForm(permit: NetworkPermit<"group.manage">, id: string | null) {
  const { network, today } = permit;
  const group = id ? groupRow(network.id, id) : null;
  const conveners = rows<{ id: string; words: string }>(
    `SELECT x.id, ${called} || ', ' || group_concat(o.name, ', ') AS words FROM GroupPlace p JOIN Person x ON x.id = p.personId JOIN Organisation o ON o.id = p.organisationId
     WHERE p.groupId = ?1 AND (p.untilOn IS NULL OR p.untilOn > ?2) GROUP BY x.id ORDER BY min(o.sortKey)`,
    id ?? "",
    today,
  ).map((c) => [c.id, c.words] as const);
  return { place: placeOf(network), today, group, conveners, authority: network.authority };
}

/** One group. Members see who has which place; a protected person is the organisation's. */
export function groupPage(permit: NetworkPermit<"group.see">, id: string) {
  const { network, today } = permit;
  const staff = permit.roles.has("strategist");
  const g = groupRow(network.id, id);
  const places = rows<{
    id: string;
    organisationId: string;
    organisation: string;
    slug: string;
    person: string | null;
    /** The strategist's, to mark and to look. */
    personId: string | null;
    hidden: number | null;
    fromOn: string;
    untilOn: string | null;
  }>(
    `SELECT p.id, p.organisationId, o.name AS organisation, o.slug, ${called} AS person, CASE WHEN ?3 THEN p.personId END AS personId, x.protected AS hidden, p.fromOn, p.untilOn
     FROM GroupPlace p JOIN Organisation o ON o.id = p.organisationId LEFT JOIN Person x ON x.id = p.personId WHERE p.groupId = ?1 AND p.networkId = ?2 ORDER BY o.sortKey, p.fromOn DESC`,
    id,
    network.id,
    staff ? 1 : 0,
  );
  const meetings = rows<{
    id: string;
    title: string;
    heldOn: string;
    fromTime: string;
    toTime: string;
    closedAt: string | null;
    state: MeetingState;
    minutes: string | null;
  }>(
    `SELECT m.id, m.title, m.heldOn, m.fromTime, m.toTime, m.closedAt, m.state, x.state AS minutes FROM Meeting m LEFT JOIN Minutes x ON x.meetingId = m.id WHERE m.groupId = ?1 AND m.networkId = ?2 AND (?3 OR m.state <> 'planned') ORDER BY m.heldOn DESC`,
    id,
    network.id,
    staff ? 1 : 0,
  ).map(({ minutes, ...m }) => ({
    ...m,
    over: isOver(m, minute(permit.now)),
    minutes: minutes !== null && (staff || minutes !== "draft"),
  }));
  return {
    place: placeOf(network),
    staff,
    today,
    group: g,
    convener: convenerOf(g),
    authority: network.authority,
    leads: leads(g, { staff, personIds: permit.seats.map((s) => s.personId) }),
    standing: groupStanding(g, today),
    places: places.filter((p) => p.untilOn === null || p.untilOn > today || p.untilOn === g.endedOn),
    earlier: places.filter(
      (p) => p.untilOn !== null && p.untilOn <= today && p.untilOn !== g.endedOn && p.person !== null,
    ),
    meetings,
  };
}

/** The organisations that can have a place, with who sits in their seats. */
export function placeForm(permit: NetworkPermit<"group.manage">, id: string, slug: string | null) {
  const { network, today } = permit;
  const group = groupRow(network.id, id);
  const seat = (name: string) =>
    `(SELECT CASE WHEN p.protected THEN '${protectedName}' ELSE p.name END FROM Holding h JOIN Person p ON p.id = h.personId WHERE h.networkId = ?1 AND h.organisationId = o.id AND h.seat = '${name}' AND ${inForceSql("h")})`;
  const organisations = rows<{
    id: string;
    slug: string;
    name: string;
    representative: string | null;
    deputy: string | null;
    protectedDefault: number;
    has: number;
  }>(
    `SELECT o.id, o.slug, o.name, ${seat("representative")} AS representative, ${seat("deputy")} AS deputy, o.protectedDefault, EXISTS (SELECT 1 FROM GroupPlace g WHERE g.groupId = ?3 AND g.organisationId = o.id AND g.untilOn IS NULL) AS has
     FROM Membership s JOIN Organisation o ON o.id = s.organisationId WHERE s.networkId = ?1 AND s.kind = 'member' AND ${inForceSql("s")} ORDER BY o.sortKey`,
    network.id,
    today,
    id,
  );
  return {
    place: placeOf(network),
    group,
    organisation: organisations.find((o) => o.slug === slug) ?? null,
    free: organisations.filter((o) => !o.has).map((o) => [o.slug, o.name] as const),
  };
}

/** All groups and their places, to take away. A protected person is the organisation's. */
export const groupTable = (permit: NetworkPermit<"group.manage">): Table => ({
  sheet: "Arbetsgrupper",
  values: [permit.network.id],
  sql: `SELECT g.name, g.startOn, g.plannedEndOn, g.endedOn, o.name AS organisation, CASE WHEN p.id IS NULL THEN NULL WHEN p.personId IS NULL THEN 'Vakant' ELSE ${called} END AS person, p.fromOn, date(p.untilOn, '-1 day') AS lastOn,
      CASE WHEN p.personId = g.convenerId THEN 'Ja' END AS convenes FROM WorkingGroup g LEFT JOIN GroupPlace p ON p.groupId = g.id LEFT JOIN Organisation o ON o.id = p.organisationId LEFT JOIN Person x ON x.id = p.personId
    WHERE g.networkId = ?1 ORDER BY g.endedOn IS NOT NULL, g.startOn DESC, swedish(g.name), o.sortKey, p.fromOn`,
  columns: [
    { key: "name", head: "Arbetsgrupp", width: 34, type: "text" },
    { key: "startOn", head: "Börjar", width: 12, type: "date" },
    { key: "plannedEndOn", head: "Ska vara klar", width: 14, type: "date" },
    { key: "endedOn", head: "Avslutad", width: 12, type: "date" },
    { key: "organisation", head: "Organisation", width: 32, type: "text" },
    { key: "person", head: "Vem", width: 26, type: "text" },
    { key: "fromOn", head: "Från", width: 12, type: "date" },
    { key: "lastOn", head: "Till och med", width: 12, type: "date" },
    { key: "convenes", head: "Sammankallande", width: 16, type: "text" },
  ],
});

/** The groups that a meeting can be for. */
export const openGroups = (permit: NetworkPermit<"meeting.manage">): (readonly [string, string])[] =>
  rows<{ id: string; name: string }>(
    "SELECT id, name FROM WorkingGroup WHERE networkId = ?1 AND (endedOn IS NULL OR endedOn > ?2) ORDER BY swedish(name)",
    permit.network.id,
    permit.today,
  ).map((g) => [g.id, g.name] as const);
