// What of the meetings waits for the strategist.
import { addDays } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { silentInPolls } from "./polls/queries.server";

export type MeetingTodoKind = "convene" | "proposals" | "poll" | "attendance" | "minutes";
export interface MeetingTodo {
  kind: MeetingTodoKind;
  id: string;
  title: string;
  heldOn: string | null;
  count: number;
  since: string | null;
}
export interface MeetingFacts {
  id: string;
  title: string;
  state: string;
  heldOn: string;
  closedAt: string | null;
  proposals: number;
  minutes: string | null;
}

/** A month ahead it is time to convene; three days after, for the minutes. What is older than two months waits no longer. */
export function meetingWaits(m: MeetingFacts, today: string): MeetingTodoKind[] {
  if (m.state === "planned") return m.heldOn >= today && m.heldOn <= addDays(today, 28) ? ["convene"] : [];
  if (m.heldOn >= today) return m.proposals > 0 ? ["proposals"] : [];
  return [
    ...(m.closedAt === null ? (["attendance"] as const) : []),
    ...(m.heldOn <= addDays(today, -3) && m.minutes !== "published" ? (["minutes"] as const) : []),
  ];
}

export function meetingTodo(permit: NetworkPermit<"todo.see">): MeetingTodo[] {
  const { network, today } = permit;
  const meetings = rows<MeetingFacts>(
    `SELECT m.id, m.title, m.state, m.heldOn, m.closedAt, x.state AS minutes, (SELECT count(*) FROM AgendaItem a WHERE a.meetingId = m.id AND a.state = 'proposed') AS proposals
     FROM Meeting m LEFT JOIN Minutes x ON x.meetingId = m.id WHERE m.networkId = ?1 AND m.state <> 'cancelled' AND m.heldOn >= ?2 ORDER BY m.heldOn`,
    network.id,
    addDays(today, -60),
  );
  const polls = silentInPolls(network.id, today);
  return [
    ...meetings.flatMap((m) =>
      meetingWaits(m, today).map((kind): MeetingTodo => ({
        kind,
        id: m.id,
        title: m.title,
        heldOn: m.heldOn,
        count: m.proposals,
        since: kind === "attendance" || kind === "minutes" ? m.heldOn : null,
      })),
    ),
    ...polls
      .filter((p) => p.silent === 0 || (p.answerByOn !== null && p.answerByOn < today))
      .map((p): MeetingTodo => ({
        kind: "poll",
        id: p.id,
        title: p.title,
        heldOn: null,
        count: p.silent,
        since: p.answerByOn,
      })),
  ];
}
