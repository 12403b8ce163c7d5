// What a reply says, weighed against the entry it answers and given as that person's own answer. Whether it counts is said in `rules.ts`.
import { db } from "~/platform/db.server";
import { must } from "~/platform/must";
import { isUnsaved, Refusal } from "~/platform/refusal";
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
import type { AnswerInput } from "../schema";
import type { Noted } from "./reports.server";
import { choiceBy, replyFor, whyNot, type Reply, type Why } from "./rules";

type Whose = Attendee & { meeting: Meeting };

/** The address that the entry was sent to. */
export async function addressOf(a: Attendee): Promise<{ key: string; hidden: boolean }> {
  const person = a.personId
    ? await db.person.findUniqueOrThrow({
        where: { id: a.personId },
        select: { email: true, protected: true },
      })
    : null;
  return {
    key: emailKey(
      (person?.protected
        ? await protectedAddress(must(a.personId, "the person of an entry"))
        : (person?.email ?? a.email)) ?? "",
    ),
    hidden: person?.protected ?? false,
  };
}

/** The permit of the attendee's own letter: a reply may do what its link may, no more. */
export async function permitOf(a: Attendee, now: Date): Promise<NetworkPermit<"meeting.answer"> | null> {
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

/** What a person says by a reply, or by the strategist's press. */
interface Spoken {
  comes: boolean;
  note: string | null;
  /** When the person said it, so that the next reply is weighed against this one and not against when it was read. */
  saidAt: Date;
  /** What was answered after the reply was written stands. */
  older: (than: Date) => boolean;
}
function spoken(comes: boolean, { comment, stampedAt }: Stamped, now: Date): Spoken {
  return {
    comes,
    note: comment?.slice(0, 500) ?? null,
    saidAt: stampedAt && stampedAt < now ? stampedAt : now,
    older: (than) => stampedAt !== null && stampedAt < than,
  };
}
type Stamped = Pick<Reply, "comment" | "stampedAt">;

/** Answers for each seat the person has in the meeting, or as the guest; why not, where nothing was answered. */
export async function giveAnswers(
  permit: NetworkPermit<"meeting.answer">,
  a: Whose,
  comes: boolean,
  reply: Stamped,
): Promise<Why | null> {
  const said = spoken(comes, reply, permit.now);
  if (said.note && looksLikePersonnummer(said.note)) return "comment";
  return a.kind === "member" ? answerForSeats(permit, a, said) : answerForGuest(permit, a, said);
}
async function answerForSeats(
  permit: NetworkPermit<"meeting.answer">,
  { meeting: m, personId }: Whose,
  { comes, note, saidAt, older }: Spoken,
): Promise<Why | null> {
  const { seats, answers } = await askedSeats(db, m, permit.today);
  let changed = false;
  for (const s of seats.filter((s) => s.personId === personId)) {
    const known = answers.get(s.organisationId);
    if (known && older(known.answeredAt)) continue;
    if (comes && known?.choice === "standIn") return "standIn";
    const next = answerBy(s, comes, known, note);
    if (next && (await answer(permit, m.id, next, saidAt))) changed = true;
  }
  return changed ? null : "noChange";
}
async function answerForGuest(
  permit: NetworkPermit<"meeting.answer">,
  a: Whose,
  { comes, saidAt, older }: Spoken,
): Promise<Why | null> {
  if (older(await guestSaidAt(a))) return "noChange";
  const changed = await answerAsGuest(permit, a.meetingId, { choice: comes ? "yes" : "no" }, saidAt);
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
    // What could not be saved is weighed anew when the message is read again.
    if (!(error instanceof Refusal) || isUnsaved(error)) throw error;
    return "refused";
  }
}

/** What is kept of a reply's own words. */
const saidIn = ({ partstat, comment }: Reply) => ({
  kind: "reply" as const,
  partstat: partstat.slice(0, 20),
  comment: comment && !looksLikePersonnummer(comment) ? comment.slice(0, 500) : null,
});

/** How a reply came. */
export interface Came {
  recipients: readonly string[];
  vouchedKey: string | null;
  hidden: boolean;
  /** Whose hand dropped it in; null: it came by the mailbox. */
  dropped: NetworkPermit<"meeting.manage"> | null;
}
/** The entry that a reply is about, with the address it was sent to; null: none that may be answered this way. */
async function entryOf(uid: string, dropped: Came["dropped"]) {
  const a = await db.attendee.findUnique({ where: { uid }, include: { meeting: true } });
  // The strategist of another county drops nothing into this one's meetings.
  if (!a || (dropped && dropped.network.id !== a.networkId)) return null;
  return { a, of: await addressOf(a) };
}

/** One reply, weighed and counted. Nothing it says can make the reading stop. */
export async function weigh(given: Reply, came: Came, now: Date): Promise<Noted> {
  const entry = await entryOf(given.uid, came.dropped);
  const reply = entry ? replyFor(given, entry.of.key) : given;
  const unfit = whyNot(reply, entry && aboutEntry(entry.a, entry.of.key, now), {
    personal: entry !== null && sentTo(entry.a, came.recipients),
    vouchedKey: came.vouchedKey,
    dropped: came.dropped !== null,
  });
  const why = !unfit && entry ? await counted(entry.a, reply, now) : unfit;
  const unclear = why === "noChange" ? "settled" : "waiting";
  return {
    ...saidIn(reply),
    networkId: entry?.a.networkId ?? came.dropped?.network.id ?? null,
    attendeeId: entry?.a.id,
    hidden: came.hidden || entry?.of.hidden,
    state: why ? unclear : "counted",
    why,
  };
}
