// Attendance as it is taken on the day, and as it is read over meetings and years.
import { inForceSql, minute } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { calledSql } from "~/domain/people/texts";
import { meetingRow } from "../queries.server";
import { askable, askedFrom, couldBeAsked } from "../seats.server";
import { isCounted, isOver, isUnmarked, type Choice, type Mode } from "../rules";

export type Who = "representative" | "deputy" | "standIn" | "absentNoticed" | "absent" | "vacant";
export interface AttendanceLine {
  organisationId: string;
  organisation: string;
  slug: string;
  representative: string | null;
  deputy: string | null;
  choice: Choice | null;
  standInName: string | null;
  answerMode: Mode | null;
  version: number;
  who: Who | null;
  name: string | null;
  morning: number;
  afternoon: number;
  mode: Mode | null;
  /** There was somebody to call. */
  askable: number;
}

/** Every organisation on the day of the meeting, with its answer and what has been marked; one query. */
export function attendancePage(permit: NetworkPermit<"attendance.take">, id: string) {
  const { network, today } = permit;
  const m = meetingRow(network.id, id);
  const asked = askedFrom(m);
  const lines = rows<AttendanceLine>(
    `SELECT o.id AS organisationId, o.name AS organisation, o.slug, ${calledSql("rp", "representative")} AS representative, ${calledSql("dp", "deputy")} AS deputy, a.choice, a.standInName, a.mode AS answerMode, coalesce(t.version, 0) AS version, t.who, t.name, coalesce(t.morning, 0) AS morning, coalesce(t.afternoon, 0) AS afternoon, t.mode, ${askable(m)} AS askable
     ${asked.from}
     LEFT JOIN Answer a ON a.meetingId = ?2 AND a.organisationId = o.id LEFT JOIN Attendance t ON t.meetingId = ?2 AND t.organisationId = o.id
     WHERE ${asked.where} ORDER BY o.sortKey`,
    network.id,
    id,
    m.heldOn,
  );
  const changes = rows<{ organisation: string; at: string; why: string; who: string | null }>(
    `SELECT o.name AS organisation, c.at, c.why, acc.email AS who FROM AttendanceChange c JOIN Attendance t ON t.id = c.attendanceId JOIN Organisation o ON o.id = t.organisationId LEFT JOIN Account acc ON acc.id = c.byId WHERE t.meetingId = ? ORDER BY c.at DESC`,
    id,
  );
  const guests = rows<{ id: string; name: string | null; came: number }>(
    "SELECT id, name, cameAt IS NOT NULL AS came FROM Attendee WHERE meetingId = ?1 AND networkId = ?2 AND kind = 'guest' AND state IN ('invited', 'walkIn') ORDER BY swedish(name)",
    id,
    network.id,
  ).map((g) => ({ ...g, came: g.came === 1 }));
  const marked = lines.filter((l) => l.who !== null).length;
  return {
    place: placeOf(network),
    meeting: { ...m, over: isOver(m, minute(permit.now)) },
    today,
    lines,
    guests,
    marked,
    unmarked: lines.filter(isUnmarked).length,
    present: lines.filter((l) => l.morning || l.afternoon).length,
    may: m.state === "convened" && m.heldOn <= today,
    changes,
  };
}

/** ?1 network, ?2 and ?3 first and last day, ?4 today: a meeting under way is not counted. One row an organisation and meeting. */
export const heatSql = `
SELECT o.id AS organisationId, o.name AS organisation, o.slug, m.id AS meetingId, m.title, m.heldOn, t.who, coalesce(t.morning, 0) + coalesce(t.afternoon, 0) AS halves, ${couldBeAsked("m", "m.heldOn")} AS askable
FROM Meeting m JOIN Membership s ON s.networkId = m.networkId AND s.kind = 'member' AND ${inForceSql("s", "m.heldOn")}
JOIN Organisation o ON o.id = s.organisationId LEFT JOIN Attendance t ON t.meetingId = m.id AND t.organisationId = o.id
WHERE m.networkId = ?1 AND m.state = 'convened' AND m.kind <> 'group' AND m.heldOn BETWEEN ?2 AND ?3 AND (m.heldOn < ?4 OR m.closedAt IS NOT NULL) ORDER BY o.sortKey, m.heldOn`;
interface HeatRow {
  organisationId: string;
  organisation: string;
  slug: string;
  meetingId: string;
  title: string;
  heldOn: string;
  who: Who | null;
  halves: number;
  askable: number;
}
export interface HeatCell {
  askable: number;
  who: Who | null;
  halves: number;
}

/** Presence per organisation over the meetings that have been held; a meeting nobody was marked at counts as not taken. */
export function attendanceOverview(permit: NetworkPermit<"attendance.see">, fromYear: string | null) {
  const { network, today } = permit;
  const first = fromYear && /^20\d\d$/.test(fromYear) ? fromYear : String(Number(today.slice(0, 4)) - 1);
  const found = rows<HeatRow>(heatSql, network.id, `${first}-01-01`, today, today);
  const taken = new Set(found.filter((r) => r.who !== null).map((r) => r.meetingId));
  const meetings = [
    ...new Map(
      found
        .filter((r) => taken.has(r.meetingId))
        .map((r) => [r.meetingId, { id: r.meetingId, title: r.title, heldOn: r.heldOn }]),
    ).values(),
  ].sort((a, b) => a.heldOn.localeCompare(b.heldOn));
  const lines = new Map<string, { organisation: string; slug: string; cells: Map<string, HeatCell> }>();
  for (const r of found) {
    const line = lines.get(r.organisationId) ?? {
      organisation: r.organisation,
      slug: r.slug,
      cells: new Map(),
    };
    lines.set(r.organisationId, line);
    if (taken.has(r.meetingId))
      line.cells.set(r.meetingId, { who: r.who, halves: r.halves, askable: r.askable });
  }
  return {
    place: placeOf(network),
    first,
    years: Array.from({ length: 6 }, (_, i) => String(Number(today.slice(0, 4)) - i)),
    meetings,
    lines: [...lines.values()].map((l) => {
      const cells = meetings.map((m) => l.cells.get(m.id) ?? null);
      const counted = cells.filter((c): c is HeatCell => c !== null && isCounted(c));
      return {
        organisation: l.organisation,
        slug: l.slug,
        cells,
        present: counted.reduce((sum, c) => sum + c.halves, 0) / 2,
        of: counted.length,
      };
    }),
  };
}
