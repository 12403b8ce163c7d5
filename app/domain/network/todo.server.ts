// "Att göra": what waits for the strategist, each with the one thing that finishes it.
import { addDays, daysBetween, todayOn } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import type { Kind, State } from "~/domain/commitments/rules";
import { fileTodos } from "~/domain/material/todo.server";
import { confirmationTodo, type ConfirmationTodoKind } from "~/domain/confirmations/todo.server";
import { effortTodo } from "~/domain/efforts/todo.server";
import { spreadTodo } from "~/domain/spread/todo.server";
import { groupTodo, type GroupTodo, type GroupTodoKind } from "~/domain/groups/todo.server";
import { findingTodo } from "~/domain/findings/queries.server";
import { questionTodo } from "~/domain/questions/queries.server";
import { visitTodo } from "~/domain/visits/queries.server";
import { inboxTodo } from "~/domain/meetings/inbox/queries.server";
import { inquiryTodo, type InquiryTodoKind } from "~/domain/inquiries/todo.server";
import { meetingTodo, type MeetingTodo, type MeetingTodoKind } from "~/domain/meetings/todo.server";
import { organisationList, type OrganisationLine } from "./queries.server";

export type TodoKind = "receive" | "unconfirmed" | "unanswered" | "paper" | "declined" | "returned" | "vacant" | "deputyMissing" | "expiring" | "noForm" | "letter" | "seal" | "draftOnBehalf" | MeetingTodoKind | ConfirmationTodoKind | "findingProposed" | "questionProposed" | "questionLate" | "visitNotes" | GroupTodoKind | "effortBehind" | "spreadSilent" | InquiryTodoKind | "incoming" | "mailbox" | "infected" | "unscanned";
export interface Todo { kind: TodoKind; key: string; organisation: string; slug: string; commitmentId: string | null; signatureId: string | null; since: string | null; days: number; detail: string | null; form: Kind | null; meeting: MeetingTodo | null; group: GroupTodo | null }

interface FormRow { id: string; organisation: string; slug: string; kind: Kind; state: State; signedAt: string | null; sentAt: string | null; startOn: string | null; touchedAt: string; onBehalf: number; copied: number }
interface SignatureRow { id: string; commitmentId: string; organisation: string; slug: string; name: string; state: string; escalatedAt: string | null; byPaper: number; createdAt: string; kind: Kind }

/** In the order in which they should be done. */
export function todoList(permit: NetworkPermit<"todo.see">): { todo: Todo[]; organisations: OrganisationLine[] } {
  const { network, today } = permit;
  const organisations = organisationList(permit);
  const todo: Todo[] = [];
  const add = (kind: TodoKind, of: { organisation: string; slug: string }, more: Partial<Todo> = {}) =>
    todo.push({ kind, key: `${kind}-${more.commitmentId ?? more.signatureId ?? of.slug}`, commitmentId: null, signatureId: null, since: null, detail: null, form: null, meeting: null, group: null, organisation: of.organisation, slug: of.slug, days: more.since ? daysBetween(more.since, today) : 0, ...more });

  const signatures = rows<SignatureRow>(
    `SELECT s.id, s.commitmentId, o.name AS organisation, o.slug, s.name, s.state, s.escalatedAt, (s.email IS NULL OR s.sharedMailbox = 1) AS byPaper, s.createdAt, c.kind
     FROM Signature s JOIN Commitment c ON c.id = s.commitmentId JOIN Organisation o ON o.id = c.organisationId
     WHERE c.networkId = ? AND c.state = 'awaitingSignature' AND s.state IN ('pending', 'unconfirmed') ORDER BY s.createdAt`, network.id);
  const forms = rows<FormRow>(
    `SELECT c.id, o.name AS organisation, o.slug, c.kind, c.state, c.signedAt, c.sentAt, c.startOn, c.touchedAt, c.onBehalf,
       EXISTS (SELECT 1 FROM Commitment n WHERE n.networkId = c.networkId AND n.organisationId = c.organisationId AND n.createdAt > c.createdAt AND n.state NOT IN ('lapsed', 'withdrawn')) AS copied
     FROM Commitment c JOIN Organisation o ON o.id = c.organisationId
     WHERE c.networkId = ? AND ((c.receivedAt IS NULL AND c.state IN ('signed', 'active') AND c.origin <> 'moveIn') OR c.state IN ('declined', 'returned') OR (c.state = 'draft' AND c.onBehalf = 1)) ORDER BY c.signedAt`, network.id);

  for (const f of forms) {
    const since = (at: string | null) => (at ? todayOn(new Date(at)) : null);
    if (f.state === "signed" || f.state === "active") add("receive", f, { commitmentId: f.id, since: since(f.signedAt), form: f.kind, detail: f.startOn });
    else if (f.state === "draft") add("draftOnBehalf", f, { commitmentId: f.id, since: since(f.touchedAt), form: f.kind });
    else if (!f.copied) add(f.state === "declined" ? "declined" : "returned", f, { commitmentId: f.id, since: since(f.sentAt), form: f.kind });
  }
  for (const s of signatures) {
    if (s.state === "unconfirmed") add("unconfirmed", s, { commitmentId: s.commitmentId, signatureId: s.id, detail: s.name, form: s.kind, since: todayOn(new Date(s.createdAt)) });
    else if (s.byPaper) add("paper", s, { commitmentId: s.commitmentId, signatureId: s.id, detail: s.name, form: s.kind, since: todayOn(new Date(s.createdAt)) });
    else if (s.escalatedAt) add("unanswered", s, { commitmentId: s.commitmentId, signatureId: s.id, detail: s.name, form: s.kind, since: todayOn(new Date(s.createdAt)) });
  }
  const failed = rows<{ id: string; organisation: string | null; slug: string | null; subject: string; error: string | null; createdAt: string }>(
    `SELECT l.id, o.name AS organisation, o.slug, l.subject, l.error, l.createdAt FROM Letter l LEFT JOIN Organisation o ON o.id = l.organisationId
     WHERE l.networkId = ? AND l.state = 'failed' AND l.settledAt IS NULL ORDER BY l.createdAt`, network.id);
  for (const l of failed) add("letter", { organisation: l.organisation ?? "", slug: l.slug ?? "" }, { key: `letter-${l.id}`, signatureId: l.id, detail: l.subject, since: todayOn(new Date(l.createdAt)) });
  for (const t of fileTodos(permit)) add(t.kind, { organisation: t.organisation ?? "", slug: t.effortId ?? "" }, { key: t.key, commitmentId: t.commitmentId, signatureId: t.materialId, detail: t.name, since: todayOn(new Date(t.createdAt)) });
  const unsealed = rows<{ id: string; organisation: string; slug: string; createdAt: string }>(
    `SELECT c.id, o.name AS organisation, o.slug, w.createdAt FROM Work w JOIN Commitment c ON c.id = w.subjectId JOIN Organisation o ON o.id = c.organisationId
     WHERE w.kind = 'seal' AND w.doneAt IS NULL AND w.attempts >= 3 AND c.networkId = ?`, network.id);
  for (const w of unsealed) add("seal", w, { commitmentId: w.id, since: todayOn(new Date(w.createdAt)) });

  const inbox = inboxTodo(permit);
  if (inbox.waiting > 0) add("incoming", { organisation: "", slug: "" }, { key: "incoming", detail: String(inbox.waiting) });
  if (inbox.failingSince) add("mailbox", { organisation: "", slug: "" }, { key: "mailbox", detail: inbox.failingSince });
  for (const m of meetingTodo(permit)) add(m.kind, { organisation: m.title, slug: "" }, { key: `${m.kind}-${m.id}`, meeting: m, since: m.since });

  for (const { kind, id, title, silent, lastOn } of inquiryTodo(permit)) add(kind, { organisation: title, slug: "" }, { key: `${kind}-${id}`, commitmentId: id, since: lastOn, detail: String(silent) });

  for (const g of groupTodo(permit)) add(g.kind, { organisation: g.group, slug: "" }, { key: g.key, since: g.since, detail: g.detail, group: g });
  for (const i of spreadTodo(permit)) add("spreadSilent", { organisation: i.title, slug: i.id }, { since: i.since, detail: String(i.silent) });
  for (const e of effortTodo(permit)) add("effortBehind", { organisation: e.title, slug: e.id }, { since: e.since, detail: String(e.behind) });
  for (const { kind, id, ...c } of confirmationTodo(permit)) add(kind, c, { key: `${kind}-${id}`, since: c.since, detail: c.detail });

  for (const f of findingTodo(permit)) add("findingProposed", f, { key: `finding-${f.id}`, signatureId: f.id, detail: f.title, since: f.since });

  for (const q of questionTodo(permit)) add(q.kind, q, { key: `question-${q.id}`, signatureId: q.id, detail: q.title, since: q.since });

  for (const v of visitTodo(permit)) add("visitNotes", v, { key: `visit-${v.id}`, signatureId: v.id, since: v.since });

  const underway = new Set([...signatures.map((s) => s.slug), ...forms.filter((f) => f.state === "signed" || f.state === "draft").map((f) => f.slug)]);
  const invited = new Set(rows<{ slug: string }>(
    `SELECT DISTINCT o.slug FROM Link l JOIN Organisation o ON o.id = l.organisationId WHERE l.networkId = ?1 AND l.purpose = 'fill' AND l.revokedAt IS NULL AND l.expiresAt > ?2 AND l.createdAt > ?3`,
    network.id, permit.now.toISOString(), new Date(permit.now.getTime() - 14 * 86_400_000).toISOString()).map((l) => l.slug));
  for (const o of organisations) {
    if (underway.has(o.slug) || invited.has(o.slug)) continue;
    const of = { organisation: o.name, slug: o.slug };
    if (o.standing === "vacant") add("vacant", of, { since: o.date, detail: o.deputy });
    else if (o.standing === "deputyMissing") add("deputyMissing", of);
    else if (o.standing === "noForm") add("noForm", of);
    else if (o.standing === "expiring" || o.standing === "expired") add("expiring", of, { detail: o.date && addDays(o.date, -1) });
  }
  const order: TodoKind[] = ["infected", "unscanned", "letter", "mailbox", "vacant", "receive", "unconfirmed", "declined", "returned", "unanswered", "paper", "seal", "draftOnBehalf", "confirmNo", "confirmSilent", "confirmPhone", "groupRequest", "incoming", "convene", "proposals", "poll", "attendance", "minutes", "findingProposed", "questionProposed", "questionLate", "visitNotes", "effortBehind", "spreadSilent", "milestone", "convener", "inquiryPassed", "inquiryDone", "deputyMissing", "expiring", "noForm"];
  todo.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.days - a.days);
  return { todo, organisations };
}
