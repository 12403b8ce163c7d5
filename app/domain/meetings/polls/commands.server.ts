// Several times are proposed, every organisation answers, one is picked and becomes the meeting with the answers carried over.
import { addDays, inForceOn, startOfDay } from "~/platform/calendar";
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { must } from "~/platform/must";
import { post } from "~/platform/outbox.server";
import { conflict, invalid, notFound } from "~/platform/refusal";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { makeLink, pressLink } from "~/domain/access/tokens.server";
import type { DatePoll } from "~/platform/prisma/client";
import { modeIn } from "../rules";
import type { PollAnswerInput, PollInput } from "./schema";
import { pollAsked } from "./texts";

type Manager = NetworkPermit<"meeting.manage">;
const sitting = (today: string) => ({
  ...inForceOn(today),
});
const told = (permit: NetworkPermit, kind: string, id: string, data: Record<string, string | null> = {}) => ({
  kind,
  networkId: permit.network.id,
  subjectType: "poll",
  subjectId: id,
  data,
});

async function open(tx: Tx, permit: NetworkPermit, id: string): Promise<DatePoll> {
  const poll = await tx.datePoll.findFirst({ where: { id, networkId: permit.network.id } });
  if (!poll) throw notFound();
  if (poll.state !== "open")
    throw conflict(poll.state === "picked" ? "Tiden är redan vald." : "Frågan är stängd.");
  return poll;
}

/** Asks every representative, each person once. */
export async function createPoll(permit: Manager, { options, ...input }: PollInput): Promise<string> {
  const times = options
    .filter((o) => o.heldOn)
    .sort((a, b) => `${a.heldOn}${a.fromTime}`.localeCompare(`${b.heldOn}${b.fromTime}`));
  if (times.some((o) => o.heldOn <= permit.today))
    throw invalid({ form: ["Ett förslag ligger inte framåt i tiden"] });
  const id = nanoid(14);
  const { network } = permit;
  await transact(async (tx) => {
    await tx.datePoll.create({
      data: {
        ...input,
        id,
        networkId: network.id,
        state: "open",
        createdAt: permit.now,
        options: { create: times.map((o) => ({ ...o, id: nanoid(14) })) },
      },
    });
    await announce(tx, permit, told(permit, "poll.open", id));
    const seats = await tx.holding.findMany({
      where: { networkId: network.id, seat: "representative", ...sitting(permit.today) },
      include: { person: true },
      orderBy: { organisation: { sortKey: "asc" } },
    });
    const expiresAt = startOfDay(addDays(must(times.at(-1), "a last proposal").heldOn, 1));
    for (const [personId, seat] of new Map(seats.map((s) => [s.personId, s]))) {
      const invitee = nanoid(14);
      const email = seat.person.protected ? "" : (seat.person.email ?? "");
      const linkId = await makeLink(
        tx,
        {
          purpose: "poll",
          networkId: network.id,
          organisationId: seat.organisationId,
          pollInviteeId: invitee,
          email,
          expiresAt,
        },
        permit.now,
        [],
      );
      await tx.pollInvitee.create({ data: { id: invitee, pollId: id, personId, linkId } });
      await post(tx, {
        ...pollAsked(network, input, times),
        key: `poll:${invitee}`,
        kind: "pollAsked",
        to: email,
        personId,
        linkId,
        at: permit.now,
        networkId: network.id,
        organisationId: seat.organisationId,
        senderName: network.authority,
        replyTo: network.mailbox,
      });
    }
  });
  return id;
}

/** An organisation's answer to every time; the same one again changes nothing. */
export async function answerPoll(
  permit: NetworkPermit<"poll.answer">,
  pollId: string,
  { organisationId, values }: PollAnswerInput,
): Promise<void> {
  await transact(async (tx) => {
    const poll = await open(tx, permit, pollId);
    const invitee = permit.link
      ? await tx.pollInvitee.findFirst({ where: { id: permit.link.pollInviteeId ?? "", pollId } })
      : null;
    const personId = permit.link
      ? (invitee?.personId ?? "")
      : (permit.seats.find((s) => s.organisationId === organisationId)?.personId ?? "");
    if (
      !personId ||
      (await tx.holding.count({
        where: { networkId: poll.networkId, organisationId, personId, ...sitting(permit.today) },
      })) === 0
    )
      throw notFound();
    if (permit.link) await pressLink(tx, permit.link.id, permit.now);
    const options = await tx.pollOption.findMany({
      where: { pollId },
      include: { answers: { where: { organisationId } } },
    });
    const missing = options.find((o) => !values[o.id]);
    if (missing) throw invalid({ [`values.${missing.id}`]: ["Svara på alla tider"] });
    const changed = options.filter((o) => o.answers[0]?.value !== values[o.id]);
    if (changed.length === 0) return;
    const by = { at: permit.now, byKind: permit.actor.kind, byId: permit.actor.id };
    for (const o of changed) {
      const value = must(values[o.id], "an answer to each proposal");
      await tx.pollAnswer.upsert({
        where: { optionId_organisationId: { optionId: o.id, organisationId } },
        update: { value, ...by },
        create: { id: nanoid(14), optionId: o.id, networkId: poll.networkId, organisationId, value, ...by },
      });
    }
    await announce(tx, permit, { ...told(permit, "poll.answered", pollId), organisationId });
  });
}

/** The picked time becomes a planned meeting; whoever can is noted as coming, whoever cannot as not. */
export async function pickOption(permit: Manager, pollId: string, optionId: string): Promise<string> {
  return transact(async (tx) => {
    const poll = await open(tx, permit, pollId);
    const option = await tx.pollOption.findFirst({
      where: { id: optionId, pollId },
      include: { answers: true },
    });
    if (!option) throw notFound();
    const meetingId = nanoid(14);
    await tx.meeting.create({
      data: {
        id: meetingId,
        networkId: poll.networkId,
        kind: "extra",
        title: poll.title,
        state: "planned",
        heldOn: option.heldOn,
        fromTime: option.fromTime,
        toTime: option.toTime,
        place: poll.place,
        message: poll.message,
        audience: "representatives",
        createdAt: permit.now,
      },
    });
    for (const a of option.answers) {
      const comes = a.value !== "no";
      await tx.answer.create({
        data: {
          id: nanoid(14),
          meetingId,
          networkId: poll.networkId,
          organisationId: a.organisationId,
          choice: comes ? "representative" : "nobody",
          mode: comes ? modeIn({ place: poll.place, link: null }, null) : null,
          answeredAt: a.at,
          byKind: a.byKind,
          byId: a.byId,
        },
      });
    }
    await end(tx, permit, poll, "picked", meetingId);
    await announce(tx, permit, {
      kind: "meeting.plan",
      networkId: poll.networkId,
      subjectType: "meeting",
      subjectId: meetingId,
      data: { heldOn: option.heldOn, poll: poll.id },
    });
    return meetingId;
  });
}
export async function closePoll(permit: Manager, pollId: string): Promise<void> {
  await transact(async (tx) => end(tx, permit, await open(tx, permit, pollId), "closed", null));
}

async function end(
  tx: Tx,
  permit: Manager,
  poll: DatePoll,
  state: "picked" | "closed",
  meetingId: string | null,
): Promise<void> {
  await tx.datePoll.update({ where: { id: poll.id }, data: { state, meetingId, version: { increment: 1 } } });
  const invitees = await tx.pollInvitee.findMany({ where: { pollId: poll.id }, select: { id: true } });
  await tx.link.updateMany({
    where: { pollInviteeId: { in: invitees.map((i) => i.id) }, revokedAt: null },
    data: { revokedAt: permit.now },
  });
  await announce(tx, permit, told(permit, `poll.${state}`, poll.id, { meeting: meetingId }));
}
