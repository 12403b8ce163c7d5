// Answers, per organisation: by the letter's link, by a member who has signed in, or noted by the strategist.
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { inForceOn, zonedInstant } from "~/platform/calendar";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { pressLink } from "~/domain/access/tokens.server";
import type { Meeting } from "~/platform/prisma/client";
import { reconcile } from "../attendees.server";
import type { AnswerInput } from "../schema";
import { sittingOn } from "../seats.server";
import { turnsOf } from "./turns.server";

type Answering = NetworkPermit<"meeting.answer">;

/** An answer can be given and changed until the meeting starts. */
async function openMeeting(tx: Tx, permit: Answering, id: string): Promise<Meeting> {
  const m = await tx.meeting.findFirst({ where: { id, networkId: permit.network.id } });
  if (!m) throw notFound();
  if (m.state === "cancelled") throw conflict("Mötet är inställt.");
  if (m.state !== "convened") throw conflict("Kallelsen är inte skickad än.");
  if (permit.now >= zonedInstant(m.heldOn, m.fromTime)) throw conflict("Mötet har börjat. Det går inte att ändra svaret längre.");
  return m;
}

/** May whoever comes by this permit answer for the organisation? By a link: the person's own seats, or the organisation they stand in for. */
async function answersFor(tx: Tx, permit: Answering, m: Meeting, organisationId: string): Promise<boolean> {
  if (permit.roles.has("strategist")) return (m.groupId ? await tx.groupPlace.count({ where: { groupId: m.groupId, organisationId, ...inForceOn(permit.today) } }) : await tx.membership.count({ where: { networkId: m.networkId, organisationId } })) > 0;
  if (!permit.link) {
    const own = permit.seats.find((s) => s.organisationId === organisationId);
    return Boolean(own) && (!m.groupId || (await sittingOn(tx, m, permit.today, { organisationId, personId: own!.personId })).length > 0);
  }
  const a = await tx.attendee.findFirst({ where: { id: permit.link.attendeeId ?? "", meetingId: m.id, state: "invited" } });
  if (!a) return false;
  if (!a.personId) return false; // a stand-in answers as a guest does
  return (await sittingOn(tx, m, permit.today, { organisationId, personId: a.personId })).length > 0;
}

const same = (a: Record<string, unknown>, b: Record<string, unknown>): boolean => Object.keys(b).every((key) => (a[key] ?? null) === (b[key] ?? null));

/** Keeps the answer of one organisation; the same one again changes nothing and sends nothing. */
export async function answer(permit: Answering, meetingId: string, { organisationId, ...given }: AnswerInput): Promise<void> {
  await transact(async (tx) => {
    const m = await openMeeting(tx, permit, meetingId);
    if (!(await answersFor(tx, permit, m, organisationId))) throw notFound();
    const seats = await sittingOn(tx, m, permit.today, { organisationId });
    const sits = (seat: string) => seats.some((s) => s.seat === seat);
    if ((given.choice === "deputy" || given.choice === "both") && !sits("deputy")) throw invalid({ choice: ["Organisationen har ingen ersättare. Välj någon annan."] });
    if ((given.choice === "representative" || given.choice === "both") && !sits("representative")) throw invalid({ choice: ["Platsen som representant är vakant. Välj ersättaren eller någon annan."] });
    const mode = given.choice === "nobody" ? null : m.place && m.link ? (given.mode ?? "room") : m.place ? "room" : "link";
    const next = { ...given, mode, standInName: given.choice === "standIn" ? given.standInName : null, standInEmail: given.choice === "standIn" ? given.standInEmail : null, diet: given.choice === "nobody" ? null : given.diet };
    const known = await tx.answer.findUnique({ where: { meetingId_organisationId: { meetingId, organisationId } } });
    if (permit.link) await pressLink(tx, permit.link.id, permit.now);
    if (known && same(known as unknown as Record<string, unknown>, next)) return;
    const by = { answeredAt: permit.now, byKind: permit.actor.kind, byId: permit.actor.id };
    await tx.answer.upsert({ where: { meetingId_organisationId: { meetingId, organisationId } }, update: { ...next, ...by }, create: { ...next, ...by, id: nanoid(14), meetingId, networkId: m.networkId, organisationId } });
    await announce(tx, permit, { kind: "answer.given", networkId: m.networkId, organisationId, subjectType: "meeting", subjectId: m.id, data: { choice: given.choice, mode, heldOn: m.heldOn } });
    await turnsOf(tx, permit, permit.network, m);
    await reconcile(tx, permit, permit.network, m);
  });
}

/** A guest or a stand-in answers for nobody but themselves; a stand-in who cannot leaves the organisation without anybody. */
export async function answerAsGuest(permit: Answering, meetingId: string, given: { choice: "yes" | "no"; mode: string | null; diet: string | null }): Promise<void> {
  await transact(async (tx) => {
    const m = await openMeeting(tx, permit, meetingId);
    const a = await tx.attendee.findFirst({ where: { id: permit.link?.attendeeId ?? "", meetingId: m.id, state: "invited", personId: null } });
    if (!a) throw notFound();
    const mode = given.choice === "no" ? null : m.place && m.link ? (given.mode ?? "room") : m.place ? "room" : "link";
    const next = { choice: given.choice, mode, diet: given.choice === "no" ? null : given.diet };
    await pressLink(tx, permit.link!.id, permit.now);
    if (same(a as unknown as Record<string, unknown>, next)) return;
    if (a.organisationId) {
      const where = { meetingId_organisationId: { meetingId, organisationId: a.organisationId } };
      const by = { answeredAt: permit.now, byKind: permit.actor.kind, byId: permit.actor.id };
      await tx.answer.update({ where, data: given.choice === "no" ? { choice: "nobody", standInName: null, standInEmail: null, mode: null, diet: null, ...by } : { mode, diet: next.diet, ...by } });
      await announce(tx, permit, { kind: "answer.given", networkId: m.networkId, organisationId: a.organisationId, subjectType: "meeting", subjectId: m.id, data: { choice: given.choice === "no" ? "nobody" : "standIn", mode, heldOn: m.heldOn } });
    }
    await tx.attendee.update({ where: { id: a.id }, data: next });
    if (!a.organisationId) await announce(tx, permit, { kind: "guest.answered", networkId: m.networkId, subjectType: "attendee", subjectId: a.id, data: { choice: given.choice } });
    await turnsOf(tx, permit, permit.network, m);
    await reconcile(tx, permit, permit.network, m);
  });
}
