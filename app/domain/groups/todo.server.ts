// What of the groups waits for the strategist.
import { todayOn } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import type { NetworkPermit } from "~/domain/access/permits.server";

type GroupTodoKind = "groupRequest" | "convener" | "milestone";
export interface GroupTodo {
  kind: GroupTodoKind;
  /** Of the request, the group or the milestone. */ id: string;
  group: string;
  groupId: string;
  detail: string;
  since: string;
}

/** Requests that nobody has answered, groups whose convener's place has ended, milestones whose day has passed. */
export function groupTodo(permit: NetworkPermit<"todo.see">): GroupTodo[] {
  const { network, today } = permit;
  const open = "g.networkId = ?1 AND g.endedOn IS NULL";
  const requests = rows<{
    id: string;
    group: string;
    groupId: string;
    organisation: string;
    createdAt: string;
  }>(
    `SELECT j.id, g.name AS "group", g.id AS groupId, o.name AS organisation, j.createdAt FROM GroupJoining j JOIN WorkingGroup g ON g.id = j.groupId JOIN Organisation o ON o.id = j.organisationId WHERE ${open} AND j.kind = 'request' AND j.state = 'open' ORDER BY j.createdAt`,
    network.id,
  );
  const left = rows<{ groupId: string; group: string; since: string }>(
    `SELECT g.id AS groupId, g.name AS "group", g.convenerLeftOn AS since FROM WorkingGroup g WHERE ${open} AND g.convenerLeftOn IS NOT NULL ORDER BY g.convenerLeftOn`,
    network.id,
  );
  const late = rows<{ id: string; groupId: string; group: string; title: string; dueOn: string }>(
    `SELECT m.id, g.id AS groupId, g.name AS "group", m.title, m.dueOn FROM GroupMilestone m JOIN WorkingGroup g ON g.id = m.groupId WHERE ${open} AND m.doneAt IS NULL AND m.dueOn < ?2 ORDER BY m.dueOn`,
    network.id,
    today,
  );
  return [
    ...requests.map((r): GroupTodo => ({
      kind: "groupRequest",
      id: r.id,
      group: r.group,
      groupId: r.groupId,
      detail: r.organisation,
      since: todayOn(new Date(r.createdAt)),
    })),
    ...left.map((l): GroupTodo => ({ ...l, kind: "convener", id: l.groupId, detail: "" })),
    ...late.map((m): GroupTodo => ({
      kind: "milestone",
      id: m.id,
      group: m.group,
      groupId: m.groupId,
      detail: m.title,
      since: m.dueOn,
    })),
  ];
}
