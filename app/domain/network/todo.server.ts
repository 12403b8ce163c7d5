// "Att göra": what waits for the strategist, each with the one thing that finishes it.
import { addDays, daysBetween, todayOn } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import {
  periodStanding,
  seatToFill,
  type Kind,
  type OpenForm,
  type Standing,
  type State,
  deputyLeavesBeside,
} from "~/domain/commitments/rules";
import { openForms } from "~/domain/commitments/standing.server";
import { fileTodos, type FileTodo } from "~/domain/material/todo.server";
import { confirmationTodo } from "~/domain/confirmations/todo.server";
import { effortTodo } from "~/domain/efforts/todo.server";
import { spreadTodo } from "~/domain/spread/todo.server";
import { groupTodo, type GroupTodo } from "~/domain/groups/todo.server";
import { findingTodo } from "~/domain/findings/queries.server";
import { questionTodo } from "~/domain/questions/queries.server";
import { visitTodo } from "~/domain/visits/queries.server";
import { inboxTodo } from "~/domain/meetings/inbox/queries.server";
import { inquiryTodo } from "~/domain/inquiries/todo.server";
import { waitsToBeMended } from "~/domain/notifications/queries.server";
import { meetingTodo, type MeetingTodo } from "~/domain/meetings/todo.server";
import { organisationList, type OrganisationLine } from "./queries.server";
import { todoOrder, type TodoKind } from "./todo-kinds";

/** `aboutId`: what the row is about, by its kind; `commitmentId` the form, where it is about one or about its signature; `slug` empty where there is no organisation. */
export interface Todo {
  kind: TodoKind;
  key: string;
  aboutId: string | null;
  organisation: string;
  slug: string;
  commitmentId: string | null;
  since: string | null;
  days: number;
  detail: string | null;
  form: Kind | null;
  file: FileTodo | null;
  meeting: MeetingTodo | null;
  group: GroupTodo | null;
  /** What binds the rows of seats that were left together, and of forms that are one change. */
  together: string | null;
  /** Who goes in for the representative, and the form that is under way beside. */
  deputy: string | null;
  beside: OpenForm | null;
  /** That form puts right what the row is about. */
  mends: boolean;
  /** The period that runs out beside a seat that comes before it. */
  period: { standing: "expiring" | "expired"; date: string } | null;
}

interface FormRow {
  id: string;
  organisation: string;
  slug: string;
  kind: Kind;
  state: State;
  signedAt: string | null;
  sentAt: string | null;
  startOn: string | null;
  touchedAt: string;
  onBehalf: number;
  groupId: string | null;
}
interface SignatureRow {
  id: string;
  commitmentId: string;
  organisation: string;
  slug: string;
  name: string;
  state: string;
  escalatedAt: string | null;
  byPaper: number;
  createdAt: string;
  kind: Kind;
}

/** Standings that wait for somebody to do something, and are not rows by their form or signature. */
const asTodo = [
  "vacant",
  "leaving",
  "deputyMissing",
  "deputyLeaving",
  "noForm",
  "expiring",
  "expired",
] as const satisfies readonly (Standing & TodoKind)[];
const isTodo = (standing: Standing): standing is (typeof asTodo)[number] =>
  (asTodo as readonly Standing[]).includes(standing);

/** A period that runs out has been asked about: whoever was asked has two weeks before it is a row again. */
const askedToRenew = ({ now, invitation }: OrganisationLine, today: string): boolean =>
  (now?.standing === "expiring" || now?.standing === "expired") &&
  invitation?.failed === false &&
  invitation.on > addDays(today, -14);

function periodOf(date: string | null, today: string): Todo["period"] {
  const standing = periodStanding(date, today);
  return date && standing ? { standing, date } : null;
}

/** Seats that one person left the same day in several organisations: what binds them, by organisation and seat. */
function leftTogether(networkId: string): Map<string, string> {
  return new Map(
    rows<{ slug: string; seat: string; bond: string }>(
      `SELECT o.slug, h.seat, h.personId || ' ' || h.untilOn AS bond FROM Holding h JOIN Organisation o ON o.id = h.organisationId
       WHERE h.networkId = ?1 AND h.ending IN ('left', 'endedByStrategist') AND EXISTS (SELECT 1 FROM Holding x WHERE x.networkId = ?1 AND x.personId = h.personId AND x.untilOn = h.untilOn AND x.ending = h.ending AND x.organisationId <> h.organisationId)
       AND NOT EXISTS (SELECT 1 FROM Holding n WHERE n.networkId = ?1 AND n.organisationId = h.organisationId AND n.seat = h.seat AND n.fromOn >= h.untilOn)
       ORDER BY h.untilOn`,
      networkId,
    ).map((r) => [`${r.slug} ${r.seat}`, r.bond]),
  );
}

type Add = (kind: TodoKind, of: { organisation: string; slug?: string }, more?: Partial<Todo>) => void;
type Permit = NetworkPermit<"todo.see">;

/** Forms to receive, that came back, or that we have begun ourselves. */
function addForms({ network }: Permit, add: Add): void {
  const open = new Set([...openForms(network.id).values()].flat().map((f) => f.id));
  const forms = rows<FormRow>(
    `SELECT c.id, o.name AS organisation, o.slug, c.kind, c.state, c.signedAt, c.sentAt, COALESCE(c.changesOn, c.startOn) AS startOn, c.touchedAt, c.onBehalf, c.groupId
     FROM Commitment c JOIN Organisation o ON o.id = c.organisationId
     WHERE c.networkId = ? AND ((c.receivedAt IS NULL AND c.state IN ('signed', 'active') AND c.origin <> 'moveIn') OR c.state IN ('declined', 'returned') OR (c.state = 'draft' AND c.onBehalf = 1)) ORDER BY c.signedAt`,
    network.id,
  );

  for (const f of forms) {
    const since = (at: string | null) => (at ? todayOn(new Date(at)) : null);
    if (f.state === "signed" || f.state === "active")
      add("receive", f, {
        aboutId: f.id,
        commitmentId: f.id,
        since: since(f.signedAt),
        form: f.kind,
        detail: f.startOn,
        together: f.groupId && `${f.groupId} ${f.startOn ?? ""}`,
      });
    else if (f.state === "draft")
      add("draftOnBehalf", f, { aboutId: f.id, commitmentId: f.id, since: since(f.touchedAt), form: f.kind });
    else if (open.has(f.id))
      add(f.state === "declined" ? "declined" : "returned", f, {
        aboutId: f.id,
        commitmentId: f.id,
        since: since(f.sentAt),
        form: f.kind,
      });
  }
}
/** Signatures that wait for us: to be confirmed, on paper, or reminded in vain. */
function addSignatures({ network }: Permit, add: Add): void {
  const signatures = rows<SignatureRow>(
    `SELECT s.id, s.commitmentId, o.name AS organisation, o.slug, s.name, s.state, s.escalatedAt, (s.email IS NULL OR s.sharedMailbox = 1) AS byPaper, s.createdAt, c.kind
     FROM Signature s JOIN Commitment c ON c.id = s.commitmentId JOIN Organisation o ON o.id = c.organisationId
     WHERE c.networkId = ? AND c.state = 'awaitingSignature' AND s.state IN ('pending', 'unconfirmed') ORDER BY s.createdAt`,
    network.id,
  );
  const kindOf = (s: SignatureRow): TodoKind | null => {
    if (s.state === "unconfirmed") return "unconfirmed";
    if (s.byPaper) return "paper";
    return s.escalatedAt ? "unanswered" : null;
  };
  for (const s of signatures) {
    const kind = kindOf(s);
    if (kind)
      add(kind, s, {
        aboutId: s.id,
        commitmentId: s.commitmentId,
        detail: s.name,
        form: s.kind,
        since: todayOn(new Date(s.createdAt)),
      });
  }
}
/** Letters that did not arrive, files that cannot be given out, papers that could not be sealed. */
function addFaults(permit: Permit, add: Add): void {
  const { network } = permit;
  const failed = rows<{
    id: string;
    organisation: string | null;
    slug: string | null;
    subject: string;
    error: string | null;
    createdAt: string;
  }>(
    `SELECT l.id, o.name AS organisation, o.slug, l.subject, l.error, l.createdAt FROM Letter l LEFT JOIN Organisation o ON o.id = l.organisationId
     WHERE l.networkId = ? AND ${waitsToBeMended("l")} ORDER BY l.createdAt`,
    network.id,
  );
  for (const l of failed)
    add(
      "letter",
      { organisation: l.organisation ?? "", slug: l.slug ?? "" },
      { aboutId: l.id, detail: l.subject, since: todayOn(new Date(l.createdAt)) },
    );
  for (const t of fileTodos(permit))
    add(
      t.kind,
      { organisation: t.organisation ?? "" },
      {
        aboutId: t.id,
        commitmentId: t.commitmentId,
        file: t,
        detail: t.name,
        since: todayOn(new Date(t.createdAt)),
      },
    );
  const unsealed = rows<{ id: string; organisation: string; slug: string; createdAt: string }>(
    `SELECT c.id, o.name AS organisation, o.slug, w.createdAt FROM Work w JOIN Commitment c ON c.id = w.subjectId JOIN Organisation o ON o.id = c.organisationId
     WHERE w.kind IN ('seal', 'sheet') AND w.doneAt IS NULL AND w.attempts >= 3 AND c.networkId = ?`,
    network.id,
  );
  for (const w of unsealed)
    add("seal", w, { aboutId: w.id, commitmentId: w.id, since: todayOn(new Date(w.createdAt)) });
}
/** What the rooms have found themselves. */
function addRooms(permit: Permit, add: Add): void {
  const inbox = inboxTodo(permit);
  if (inbox.waiting > 0) add("incoming", { organisation: "" }, { detail: String(inbox.waiting) });
  if (inbox.failingSince) add("mailbox", { organisation: "" }, { detail: inbox.failingSince });
  for (const m of meetingTodo(permit))
    add(m.kind, { organisation: m.title }, { aboutId: m.id, meeting: m, since: m.since });
  for (const i of inquiryTodo(permit))
    add(i.kind, { organisation: i.title }, { aboutId: i.id, since: i.lastOn, detail: String(i.silent) });
  for (const g of groupTodo(permit))
    add(g.kind, { organisation: g.group }, { aboutId: g.id, since: g.since, detail: g.detail, group: g });
  for (const i of spreadTodo(permit))
    add("spreadSilent", { organisation: i.title }, { aboutId: i.id, since: i.since, detail: String(i.late) });
  for (const e of effortTodo(permit))
    add("effortBehind", { organisation: e.title }, { aboutId: e.id, since: e.since, detail: String(e.late) });
  for (const c of confirmationTodo(permit))
    add(c.kind, c, { aboutId: c.id, since: c.since, detail: c.detail });
  for (const f of findingTodo(permit))
    add("findingProposed", f, { aboutId: f.id, detail: f.title, since: f.since });
  for (const q of questionTodo(permit)) add(q.kind, q, { aboutId: q.id, detail: q.title, since: q.since });
  for (const v of visitTodo(permit)) add("visitNotes", v, { aboutId: v.id, since: v.since });
}
/** The rows about an organisation are the standings of the table, each in its row. */
function addStandings(
  { network, today }: Permit,
  organisations: readonly OrganisationLine[],
  add: Add,
): void {
  const together = leftTogether(network.id);
  for (const o of organisations) {
    const { now } = o;
    if (!now) continue;
    const row = (kind: (typeof asTodo)[number], more: Partial<Todo>) => {
      add(
        kind,
        { organisation: o.name, slug: o.slug },
        {
          together: together.get(`${o.slug} ${seatToFill[kind] ?? "representative"}`) ?? null,
          commitmentId: more.beside?.id ?? null,
          ...more,
        },
      );
    };
    const said = isTodo(now.standing) ? now.standing : null;
    const { beside, mends } = now;
    const deputyLeaves = deputyLeavesBeside(now);
    const period = periodOf(now.periodEnd, today);
    if (said && !askedToRenew(o, today))
      row(said, {
        since: said === "vacant" || said === "deputyMissing" ? now.date : null,
        detail: now.date,
        deputy: o.goesIn,
        beside,
        mends,
        period,
      });
    // A deputy who leaves is a row of its own beside every other standing: what finishes it is another thing.
    if (deputyLeaves)
      row("deputyLeaving", {
        detail: deputyLeaves.date,
        beside: deputyLeaves.form,
        mends: deputyLeaves.form !== null,
        period: said ? null : period,
      });
  }
}

/** In the order in which they should be done. */
export function todoList(permit: NetworkPermit<"todo.see">): {
  todo: Todo[];
  organisations: OrganisationLine[];
} {
  const organisations = organisationList(permit);
  const todo: Todo[] = [];
  const add: Add = (kind, of, more = {}) =>
    void todo.push({
      kind,
      key: `${kind}-${more.aboutId ?? of.slug ?? ""}`,
      aboutId: null,
      commitmentId: null,
      since: null,
      detail: null,
      form: null,
      file: null,
      meeting: null,
      group: null,
      together: null,
      deputy: null,
      beside: null,
      mends: false,
      period: null,
      organisation: of.organisation,
      slug: of.slug ?? "",
      days: more.since ? daysBetween(more.since, permit.today) : 0,
      ...more,
    });
  addForms(permit, add);
  addSignatures(permit, add);
  addFaults(permit, add);
  addRooms(permit, add);
  addStandings(permit, organisations, add);
  todo.sort((a, b) => todoOrder.indexOf(a.kind) - todoOrder.indexOf(b.kind) || b.days - a.days);
  return { todo, organisations };
}
