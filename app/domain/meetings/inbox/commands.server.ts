// What comes in by the mailbox, or is dropped in: answers that count, reports of letters that did not arrive, and the rest for the strategist.
import { transact, db } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { env, sha256 } from "~/platform/env.server";
import { nanoid } from "~/platform/ids";
import { must, only } from "~/platform/must";
import { Refusal, conflict, notFound } from "~/platform/refusal";
import { emailKey } from "~/platform/swedish";
import { zonedInstant } from "~/platform/calendar";
import { readReplyAddress } from "~/platform/reply-address.server";
import { findLink, linkToken } from "~/domain/access/tokens.server";
import { permit as mint, inNetwork, type NetworkPermit } from "~/domain/access/permits.server";
import { protectedAddress } from "~/domain/people/protected.server";
import { looksLikePersonnummer } from "~/domain/commitments/slips";
import type { Answer, Attendee, Meeting } from "~/platform/prisma/client";
import { answer, answerAsGuest } from "../answering/commands.server";
import { askedSeats } from "../attendees.server";
import { personKey, standInKey, type Choice, type Mode } from "../rules";
import { textOf } from "~/platform/decode";
import type { AnswerInput } from "../schema";
import { repliesIn } from "./calendar-text";
import { readMessage, type Read } from "./mail.server";
import { weighReport, type Noted } from "./reports.server";
import { choiceBy, replyFor, vouched, whyNot, type Reply, type Why } from "./rules";

type Whose = Attendee & { meeting: Meeting };

/** The address that the entry was sent to. */
async function addressOf(a: Attendee): Promise<{ key: string; hidden: boolean }> {
  const person = a.personId
    ? await db.person.findUniqueOrThrow({
        where: { id: a.personId },
        select: { email: true, protected: true },
      })
    : null;
  return {
    key: emailKey(
      (person?.protected
        ? await protectedAddress(must(a.personId, "a.personId"))
        : (person?.email ?? a.email)) ?? "",
    ),
    hidden: person?.protected ?? false,
  };
}

/** The permit of the attendee's own letter: a reply may do what its link may, no more. */
async function permitOf(a: Attendee, now: Date): Promise<NetworkPermit<"meeting.answer"> | null> {
  const token = a.linkId ? await linkToken(a.linkId) : null;
  const found = token && (await findLink(token.token, "attend", now));
  return found?.state === "works"
    ? inNetwork(mint("meeting.answer", { account: null, link: found.link, now }, null))
    : null;
}

/** The organisation's answer as the reply of one of its seats leaves it; null: the reply says nothing about it. */
function answerBy(
  { seat, instead, organisationId }: { seat: string; instead: boolean; organisationId: string },
  comes: boolean,
  known: Answer | undefined,
  note: string | null,
): AnswerInput | null {
  const now = (known?.choice ?? null) as Choice | null;
  const choice = choiceBy(seat as "representative" | "deputy", comes, now, instead);
  const next = choice ?? (note ? now : null);
  if (!next) return null;
  const { standInName, standInEmail, mode, diet } = known ?? nothingSaid;
  return {
    organisationId,
    choice: next,
    standInName,
    standInEmail,
    mode: mode as Mode | null,
    note: note ?? known?.note ?? null,
    diet,
  };
}
const nothingSaid = { standInName: null, standInEmail: null, mode: null, diet: null };

/** Answers for each seat the person has in the meeting. What was answered after the reply was written stands. */
async function giveAnswers(
  permit: NetworkPermit<"meeting.answer">,
  a: Whose,
  comes: boolean,
  reply: { comment: string | null; stampedAt: Date | null },
): Promise<Why | null> {
  const { meeting: m } = a;
  const note = reply.comment?.slice(0, 500) ?? null;
  if (note && looksLikePersonnummer(note)) return "comment";
  // When the person said it, so that the next reply is weighed against this one and not against when it was read.
  const saidAt = reply.stampedAt && reply.stampedAt < permit.now ? reply.stampedAt : permit.now;
  const older = (than: Date) => reply.stampedAt !== null && reply.stampedAt < than;
  if (a.kind !== "member") {
    const stands = older(await guestSaidAt(a));
    return !stands && (await answerAsGuest(permit, m.id, { choice: comes ? "yes" : "no" }, saidAt))
      ? null
      : "noChange";
  }
  const { seats, answers } = await askedSeats(db, m, permit.today);
  let changed = false;
  for (const s of seats.filter((s) => s.personId === a.personId)) {
    const known = answers.get(s.organisationId);
    if (known && older(known.answeredAt)) continue;
    if (comes && known?.choice === "standIn") return "standIn";
    const next = answerBy(s, comes, known, note);
    if (next && (await answer(permit, m.id, next, saidAt))) changed = true;
  }
  return changed ? null : "noChange";
}
/** When a guest or a stand-in last said anything, by whatever way. */
async function guestSaidAt(a: Whose): Promise<Date> {
  const said = await db.event.findMany({
    where: { kind: "guest.answered", subjectId: a.id },
    select: { at: true, data: true },
  });
  const key = personKey(a.personId, a.email);
  const answers = (
    await db.answer.findMany({
      where: { meetingId: a.meetingId, choice: "standIn" },
      select: { standInEmail: true, standInPersonId: true, answeredAt: true },
    })
  ).filter((x) => standInKey(x) === key);
  return new Date(
    Math.max(
      0,
      ...said.map((e) =>
        Date.parse((JSON.parse(e.data) as { saidAt?: string }).saidAt ?? e.at.toISOString()),
      ),
      ...(a.choice ? answers.map((x) => x.answeredAt.getTime()) : []),
    ),
  );
}

/** Was it sent to the entry's own address? */
const sentTo = (a: Attendee, recipients: readonly string[]): boolean =>
  recipients.some((r) => {
    const said = readReplyAddress(r);
    return said?.kind === "svar" && said.id === a.id;
  });
const aboutEntry = ({ sequence, state, meeting: m }: Whose, addressKey: string, now: Date) => ({
  sequence,
  state,
  addressKey,
  meetingState: m.state,
  started: now >= zonedInstant(m.heldOn, m.fromTime),
});
/** Gives what a reply says as the entry's own answer; why not, where it does not count. */
async function counted(a: Whose, reply: Reply, now: Date): Promise<Why | null> {
  const permit = await permitOf(a, now);
  try {
    return permit ? await giveAnswers(permit, a, reply.partstat === "ACCEPTED", reply) : "withdrawn";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return "refused";
  }
}

/** What is kept of a reply's own words. */
const saidIn = ({ partstat, comment }: Reply) => ({
  kind: "reply" as const,
  partstat: partstat.slice(0, 20),
  comment: comment && !looksLikePersonnummer(comment) ? comment.slice(0, 500) : null,
});

/** One reply, weighed and counted. Nothing it says can make the reading stop. */
async function weigh(
  given: Reply,
  came: {
    recipients: readonly string[];
    vouchedKey: string | null;
    hidden: boolean;
    dropped: NetworkPermit<"meeting.manage"> | null;
  },
  now: Date,
): Promise<Noted> {
  const a = await db.attendee.findUnique({ where: { uid: given.uid }, include: { meeting: true } });
  // The strategist of another county drops nothing into this one's meetings.
  const mine = a && (!came.dropped || came.dropped.network.id === a.networkId) ? a : null;
  const of = mine && (await addressOf(mine));
  const reply = of ? replyFor(given, of.key) : given;
  const noted = {
    ...saidIn(reply),
    networkId: mine?.networkId ?? came.dropped?.network.id ?? null,
    attendeeId: mine?.id,
    hidden: came.hidden || of?.hidden,
  };
  let why = whyNot(reply, mine && of && aboutEntry(mine, of.key, now), {
    personal: mine !== null && sentTo(mine, came.recipients),
    vouchedKey: came.vouchedKey,
    dropped: came.dropped !== null,
  });
  if (!why && mine) why = await counted(mine, reply, now);
  const unclear = why === "noChange" ? "settled" : "waiting";
  return { ...noted, state: why ? unclear : "counted", why };
}

/** Keeps what was made of a message, once: eight copies of it at once are one. */
async function keep(
  message: { key: string; from: string; subject: string; receivedAt: Date },
  noted: Noted,
): Promise<void> {
  const { hidden, ...row } = noted;
  await transact(async (tx) => {
    if (await tx.incoming.findUnique({ where: { messageKey: message.key } })) return;
    await tx.incoming.create({
      data: {
        ...row,
        id: nanoid(14),
        messageKey: message.key,
        sender: hidden ? "" : message.from.slice(0, 200),
        subject: hidden ? "" : message.subject,
        receivedAt: message.receivedAt,
      },
    });
  });
}

/** Where a message says nothing of whose it is: the only network there is, or nobody's. */
async function onlyNetwork(): Promise<string | null> {
  const all = await db.network.findMany({ select: { id: true }, take: 2 });
  return only(all)?.id ?? null;
}

/** Why there is nothing to weigh in a message. */
function whyNone(message: Read): Why {
  if (message.outlookOnly) return "outlookOnly";
  if (message.replies) return "unreadable";
  return message.automatic ? "automatic" : "noEntry";
}

async function weighNone(message: Read, a: Attendee | null, hidden: boolean): Promise<Noted> {
  const why = whyNone(message);
  return {
    // What was meant as an answer has the buttons to count it, though it cannot be read.
    kind: a && why !== "automatic" && why !== "noEntry" ? "reply" : "other",
    state: why === "automatic" ? "settled" : "waiting",
    why,
    networkId: a?.networkId ?? (await onlyNetwork()),
    attendeeId: a?.id,
    hidden,
  };
}

/** Takes one message of the mailbox. Taken twice it changes nothing. */
export async function takeMessage(raw: Buffer, receivedAt: Date, now: Date): Promise<void> {
  const key = sha256(raw);
  if (await db.incoming.findUnique({ where: { messageKey: key } })) return;
  const message = await readMessage(raw);
  const about = { key, from: message.from, subject: message.subject, receivedAt };
  const asReport =
    message.report !== null || message.recipients.some((r) => readReplyAddress(r)?.kind === "retur");
  if (asReport) return keep(about, await weighReport(message));
  const tagged = message.recipients.map(readReplyAddress).find((r) => r?.kind === "svar")?.id;
  const a = tagged ? await db.attendee.findUnique({ where: { id: tagged } }) : null;
  const hidden = a ? (await addressOf(a)).hidden : false;
  if (!message.replies?.length) return keep(about, await weighNone(message, a, hidden));
  const vouchedKey = vouched(message.authentication, env.trustedAuthserv, message.from);
  for (const [i, reply] of message.replies.entries()) {
    const noted = await weigh(
      reply,
      { recipients: message.recipients, vouchedKey, hidden, dropped: null },
      now,
    );
    await keep(
      { ...about, key: i === 0 ? key : `${key}:${i}` },
      { ...noted, networkId: noted.networkId ?? (await onlyNetwork()) },
    );
  }
}

export interface Dropped {
  counted: number;
  /** What had been said already, or was said before a later answer. */
  unchanged: number;
  waiting: number;
  unreadable: number;
}
const becomes = { waiting: "waiting", counted: "counted", settled: "unchanged" } as const;
/** Files from the strategist's own mail program: what fits counts at once, the rest joins the list. */
export async function dropIn(
  permit: NetworkPermit<"meeting.manage">,
  files: readonly { name: string; bytes: Buffer }[],
): Promise<Dropped> {
  const done: Dropped = { counted: 0, unchanged: 0, waiting: 0, unreadable: 0 };
  for (const { name, bytes } of files) {
    const text = /\.(ics|vcs)$/i.test(name) || /^\s*BEGIN:VCALENDAR/i.test(textOf(bytes.subarray(0, 400)));
    const read = text
      ? { replies: repliesIn(textOf(bytes)), from: "", subject: name }
      : await readMessage(bytes);
    if (!read.replies || read.replies.length === 0) {
      done.unreadable++;
      continue;
    }
    for (const [i, reply] of read.replies.entries()) {
      const noted = await weigh(
        reply,
        { recipients: [], vouchedKey: null, hidden: false, dropped: permit },
        permit.now,
      );
      await keep(
        {
          key: `${permit.network.id}:${sha256(bytes)}:${i}`,
          from: read.from || reply.attendee,
          subject: read.subject,
          receivedAt: permit.now,
        },
        { ...noted, networkId: permit.network.id },
      );
      done[becomes[noted.state]]++;
    }
  }
  return done;
}

/** The strategist has read it: it counts as the answer of that person after all (true: which changed something), or it is done with. */
export async function settleIncoming(
  permit: NetworkPermit<"meeting.manage">,
  also: () => NetworkPermit<"meeting.answer">,
  { id, gor }: { id: string; gor: "kommer" | "kommer-inte" | "klart" },
): Promise<boolean> {
  const found = await db.incoming.findFirst({ where: { id, networkId: permit.network.id } });
  if (!found) throw notFound();
  if (found.state !== "waiting") throw conflict("Meddelandet är redan hanterat.");
  let changed = false;
  if (gor !== "klart") {
    const a = await db.attendee.findFirst({
      where: { id: found.attendeeId ?? "", networkId: permit.network.id },
      include: { meeting: true },
    });
    if (!a) throw notFound();
    const by = a.kind === "member" ? also() : await permitOf(a, permit.now);
    const why = by
      ? await giveAnswers(by, a, gor === "kommer", { comment: found.comment, stampedAt: null })
      : "withdrawn";
    if (why === "standIn")
      throw conflict("Organisationen har sagt att någon annan kommer. Ändra svaret på mötets sida.");
    if (why && why !== "noChange") throw conflict("För in svaret på mötets sida i stället.");
    changed = why === null;
  }
  await transact(async (tx) => {
    const won = await tx.incoming.updateMany({
      where: { id, state: "waiting" },
      data: {
        state: changed ? "counted" : "settled",
        ...(gor !== "klart" && !changed ? { why: "noChange" } : {}),
        settledAt: permit.now,
        settledById: permit.actor.id,
      },
    });
    if (won.count !== 1) throw conflict("Meddelandet är redan hanterat.");
    await announce(tx, permit, {
      kind: "incoming.settled",
      networkId: permit.network.id,
      subjectType: "incoming",
      subjectId: id,
      data: { gor },
    });
  });
  return changed;
}

/** What came in is forgotten after two months. */
export const weedIncoming = (now: Date): Promise<number> =>
  transact(
    async (tx) =>
      (
        await tx.incoming.deleteMany({
          where: { receivedAt: { lt: new Date(now.getTime() - 60 * 86_400_000) }, state: { not: "waiting" } },
        })
      ).count,
  );
