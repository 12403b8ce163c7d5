// Questions to raise as they are read: by members those shown and their own organisation's, by the strategist all.
import { addDays } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import { notFound } from "~/platform/refusal";
import type { Table } from "~/platform/table.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { membersToChoose } from "~/domain/asks/asked.server";
import { placeOf } from "~/domain/network/queries.server";
import {
  isLate,
  isOpen,
  lateAfterDays,
  mayTake,
  steps,
  type Level,
  type QuestionState,
  type Step,
} from "./rules";
import { levelWords, stateWords } from "./texts";

interface Row {
  id: string;
  level: Level;
  title: string;
  background: string;
  organisationId: string | null;
  organisation: string | null;
  slug: string | null;
  meetingId: string | null;
  meeting: string | null;
  named: number;
  state: QuestionState;
  shown: number;
  proposedOn: string;
  raisedOn: string | null;
  raisedTo: string | null;
  answer: string | null;
  answeredOn: string | null;
  reportedOn: string | null;
  why: string | null;
  version: number;
  onMeetingId: string | null;
  onMeeting: string | null;
  onHeldOn: string | null;
  onState: string | null;
}
const found = `SELECT q.id, q.level, q.title, q.background, q.organisationId, o.name AS organisation, o.slug, q.meetingId, m.title AS meeting, q.named, q.state, q.shown, q.proposedOn, q.raisedOn, q.raisedTo, q.answer, q.answeredOn, q.reportedOn, q.why, q.version, g.id AS onMeetingId, g.title AS onMeeting, g.heldOn AS onHeldOn, g.state AS onState
  FROM RaisedQuestion q LEFT JOIN Organisation o ON o.id = q.organisationId LEFT JOIN Meeting m ON m.id = q.meetingId LEFT JOIN AgendaItem a ON a.id = q.agendaItemId LEFT JOIN Meeting g ON g.id = a.meetingId AND g.state <> 'cancelled'
  WHERE q.networkId = ?1 AND (?3 OR q.shown OR q.organisationId IN (SELECT value FROM json_each(?2)))`;
const reach = (permit: NetworkPermit) =>
  [
    permit.network.id,
    JSON.stringify(permit.seats.map((s) => s.organisationId)),
    permit.roles.has("strategist") ? 1 : 0,
  ] as const;
/** Who asked is told where it said so, to itself, and to the strategist. */
function lineOf(
  permit: NetworkPermit,
  { organisationId, organisation, slug, named, shown, onMeetingId, onMeeting, onHeldOn, onState, ...q }: Row,
) {
  const staff = permit.roles.has("strategist");
  const mine = organisationId !== null && permit.seats.some((s) => s.organisationId === organisationId);
  const known = staff || mine || named === 1;
  const from = () => {
    if (organisationId === null) return q.meeting ?? "Länsstyrelsen";
    return organisation !== null && known ? organisation : `En organisation i ${permit.network.within}`;
  };
  return {
    ...q,
    mine,
    named: named === 1,
    shown: shown === 1,
    organisation: known ? organisation : null,
    slug: known ? slug : null,
    from: from(),
    why: staff || mine ? q.why : null,
    late: isLate(q, permit.today),
    open: isOpen(q.state),
    onMeeting:
      onMeetingId && onMeeting && onHeldOn && (staff || onState !== "planned")
        ? { id: onMeetingId, title: onMeeting, heldOn: onHeldOn }
        : null,
  };
}
const order =
  "ORDER BY CASE q.state WHEN 'proposed' THEN 0 WHEN 'raised' THEN 1 WHEN 'answered' THEN 2 WHEN 'reported' THEN 3 ELSE 4 END, coalesce(q.answeredOn, q.raisedOn, q.proposedOn) DESC";

export function questionList(permit: NetworkPermit<"question.see">) {
  return {
    place: placeOf(permit.network),
    staff: permit.roles.has("strategist"),
    questions: rows<Row>(`${found} ${order}`, ...reach(permit)).map((q) => lineOf(permit, q)),
  };
}

export function questionPage(permit: NetworkPermit<"question.see" | "question.manage">, id: string) {
  const q = row<Row>(`${found} AND q.id = ?4`, ...reach(permit), id);
  if (!q) throw notFound();
  const staff = permit.roles.has("strategist");
  return {
    place: placeOf(permit.network),
    staff,
    today: permit.today,
    question: lineOf(permit, q),
    may: Object.fromEntries(
      (Object.keys(steps) as Step[]).map((s) => [s, staff && mayTake(s, q.state)]),
    ) as Record<Step, boolean>,
  };
}

export function questionForm(permit: NetworkPermit<"question.propose">) {
  const staff = permit.roles.has("strategist");
  const own = new Set(permit.seats.map((s) => s.organisationId));
  return {
    place: placeOf(permit.network),
    staff,
    organisations: membersToChoose(permit).filter((o) => staff || own.has(o.id)),
    meetings: staff
      ? rows<{ id: string; title: string; heldOn: string }>(
          "SELECT id, title, heldOn FROM Meeting WHERE networkId = ?1 AND state = 'convened' AND kind <> 'group' AND heldOn <= ?2 ORDER BY heldOn DESC LIMIT 12",
          permit.network.id,
          permit.today,
        )
      : [],
  };
}

export function questionTable(permit: NetworkPermit<"question.manage">): Table {
  const col = (
    key: string,
    head: string,
    width: number,
    type: "text" | "date" = "text",
    words?: Record<string, string>,
  ) => ({ key, head, width, type, words });
  return {
    sheet: "Frågor att lyfta",
    values: [...reach(permit)],
    sql: `SELECT level, title, background, coalesce(organisation, meeting, 'Länsstyrelsen') AS whose, state, proposedOn, raisedOn, raisedTo, answeredOn, answer, reportedOn, why FROM (${found}) ORDER BY proposedOn DESC`,
    columns: [
      col("level", "Till", 20, "text", levelWords),
      col("title", "Fråga", 50),
      col("background", "Bakgrund", 60),
      col("whose", "Från", 28),
      col("state", "Läge", 16, "text", stateWords),
      col("proposedOn", "Föreslagen", 12, "date"),
      col("raisedOn", "Lyft", 12, "date"),
      col("raisedTo", "Var och till vem", 30),
      col("answeredOn", "Besvarad", 12, "date"),
      col("answer", "Svar", 60),
      col("reportedOn", "Återkopplad", 12, "date"),
      col("why", "Varför åt sidan", 30),
    ],
  };
}

export interface OpenQuestion {
  id: string;
  title: string;
  state: QuestionState;
  organisationId: string | null;
}
/** Raised to the heads and not answered, the oldest first. */
export const askedOfHeads = (networkId: string): string[] =>
  rows<{ title: string }>(
    "SELECT title FROM RaisedQuestion WHERE networkId = ? AND level = 'heads' AND state = 'raised' ORDER BY raisedOn",
    networkId,
  ).map((q) => q.title);
/** An organisation's own that are not answered. */
export const openOf = (networkId: string, organisationId: string): OpenQuestion[] =>
  rows<OpenQuestion>(
    "SELECT id, title, state, organisationId FROM RaisedQuestion WHERE networkId = ?1 AND organisationId = ?2 AND state IN ('proposed', 'raised') ORDER BY proposedOn",
    networkId,
    organisationId,
  );

export interface QuestionTodo {
  kind: "questionProposed" | "questionLate";
  id: string;
  title: string;
  organisation: string;
  slug: string;
  since: string;
}
export const questionTodo = (permit: NetworkPermit<"todo.see">): QuestionTodo[] =>
  rows<QuestionTodo>(
    `SELECT CASE q.state WHEN 'proposed' THEN 'questionProposed' ELSE 'questionLate' END AS kind, q.id, q.title, coalesce(o.name, '') AS organisation, coalesce(o.slug, '') AS slug, coalesce(q.raisedOn, q.proposedOn) AS since
   FROM RaisedQuestion q LEFT JOIN Organisation o ON o.id = q.organisationId WHERE q.networkId = ?1 AND ((q.state = 'proposed' AND q.organisationId IS NOT NULL) OR (q.state = 'raised' AND q.raisedOn <= ?2)) ORDER BY since`,
    permit.network.id,
    addDays(permit.today, -lateAfterDays),
  );
