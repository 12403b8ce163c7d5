// Home work as it is read: the list, one effort, and the form. Each a query of its own. What an organisation says is the strategist's and its own.
import { row, rows } from "~/platform/db.server";
import { notFound } from "~/platform/refusal";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { membersToChoose } from "~/domain/asks/asked.server";
import { askStanding } from "~/domain/asks/rules";
import type { ShareState } from "./rules";

interface EffortRow { id: string; title: string; text: string; lastOn: string; closedAt: string | null; version: number; done: number; begun: number; notForUs: number; organisations: number }
const columns = `e.id, e.title, e.text, e.lastOn, e.closedAt, e.version, sum(s.state = 'done') AS done, sum(s.state = 'begun') AS begun, sum(s.state = 'notForUs') AS notForUs, count(*) AS organisations`;
const own = (permit: NetworkPermit): string => JSON.stringify(permit.seats.map((s) => s.organisationId));
const staffOf = (permit: NetworkPermit): boolean => permit.roles.has("strategist");
/** Members see what their own organisations have been given. */
const seen = "(?3 OR EXISTS (SELECT 1 FROM EffortShare x WHERE x.effortId = e.id AND x.organisationId IN (SELECT value FROM json_each(?2))))";

/** Open ones first, by their last day; `waiting`: how many of one's own parts are not settled. */
export function effortList(permit: NetworkPermit<"effort.see">) {
  const { network, today } = permit;
  const found = rows<EffortRow & { mine: number; waiting: number }>(
    `SELECT ${columns}, sum(s.organisationId IN (SELECT value FROM json_each(?2))) AS mine, sum(s.state IN ('waiting', 'begun') AND s.organisationId IN (SELECT value FROM json_each(?2))) AS waiting
     FROM Effort e JOIN EffortShare s ON s.effortId = e.id WHERE e.networkId = ?1 AND ${seen} GROUP BY e.id ORDER BY e.closedAt IS NOT NULL, CASE WHEN e.closedAt IS NULL THEN e.lastOn END, e.lastOn DESC`, network.id, own(permit), staffOf(permit) ? 1 : 0);
  return { place: placeOf(network), staff: staffOf(permit), today, efforts: found.map((e) => ({ ...e, standing: askStanding(e, today) })) };
}

export function effortRow(permit: NetworkPermit, id: string): EffortRow {
  const found = row<EffortRow>(`SELECT ${columns} FROM Effort e JOIN EffortShare s ON s.effortId = e.id WHERE e.networkId = ?1 AND e.id = ?4 AND ${seen} GROUP BY e.id`, permit.network.id, own(permit), staffOf(permit) ? 1 : 0, id);
  if (!found) throw notFound();
  return found;
}

export interface ShareLine { organisationId: string; organisation: string; slug: string; state: ShareState; answer: string | null; lastOn: string | null; changedAt: string | null; by: string | null }
export function effortPage(permit: NetworkPermit<"effort.see" | "effort.manage">, id: string) {
  const { network, today } = permit;
  const staff = staffOf(permit);
  const effort = effortRow(permit, id);
  // Who said so is a person's address only where the person is not protected.
  const shares = rows<ShareLine>(
    `SELECT s.organisationId, o.name AS organisation, o.slug, s.state, s.answer, s.lastOn, s.changedAt, (SELECT p.name FROM Person p WHERE p.accountId = s.changedById AND NOT p.protected LIMIT 1) AS by
     FROM EffortShare s JOIN Organisation o ON o.id = s.organisationId WHERE s.networkId = ?1 AND s.effortId = ?4 AND (?3 OR s.organisationId IN (SELECT value FROM json_each(?2))) ORDER BY o.sortKey`, network.id, own(permit), staff ? 1 : 0, id);
  const meeting = row<{ id: string; title: string; heldOn: string; state: string }>("SELECT m.id, m.title, m.heldOn, m.state FROM Effort e JOIN AgendaItem a ON a.id = e.agendaItemId JOIN Meeting m ON m.id = a.meetingId WHERE e.id = ?1 AND m.state <> 'cancelled'", id);
  return { place: placeOf(network), staff, today, effort, standing: askStanding(effort, today), shares, meeting: meeting && (staff || meeting.state !== "planned") ? meeting : null };
}

/** The form of a new one: from nothing, or from a task of the minutes. */
export function effortForm(permit: NetworkPermit<"effort.manage">, minutesItemId: string | null) {
  const { network, today } = permit;
  const organisations = membersToChoose(permit);
  const task = minutesItemId === null ? null : row<{ id: string; text: string; dueOn: string | null; everybody: number; chosen: string | null }>(
    "SELECT i.id, i.text, i.dueOn, i.everybody, (SELECT json_group_array(o.organisationId) FROM MinutesItemOrganisation o WHERE o.itemId = i.id) AS chosen FROM MinutesItem i WHERE i.id = ?1 AND i.networkId = ?2 AND i.kind = 'task'", minutesItemId, network.id);
  if (task === undefined && minutesItemId !== null) throw notFound();
  const chosen = new Set(task ? (JSON.parse(task.chosen ?? "[]") as string[]) : []);
  return {
    place: placeOf(network), organisations: organisations.map((o) => ({ ...o, chosen: chosen.has(o.id) })), minutesItemId: task?.id ?? null,
    values: task ? { title: task.text.slice(0, 140), text: task.text, lastOn: task.dueOn && task.dueOn >= today ? task.dueOn : "", to: task.everybody || chosen.size === 0 ? "all" : "chosen" } : { to: "all" },
  };
}
