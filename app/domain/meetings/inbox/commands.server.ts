// What comes in by the mailbox, or is dropped in: answers that count, reports of letters that did not arrive, and the rest for the strategist.
import { transact, db } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { env, sha256 } from "~/platform/env.server";
import { nanoid } from "~/platform/ids";
import { only } from "~/platform/must";
import { conflict, notFound } from "~/platform/refusal";
import { readReplyAddress } from "~/platform/reply-address.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import type { Attendee } from "~/platform/prisma/client";
import { textOf, unfoldedTextOf } from "~/platform/decode";
import { repliesIn } from "./calendar-text";
import { readMessage, type Read } from "./mail.server";
import { weighReport, type Noted } from "./reports.server";
import { vouched, type Why } from "./rules";
import { addressOf, giveAnswers, permitOf, weigh } from "./weighing.server";

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
  if (asReport) {
    const noted = await weighReport(message);
    return keep(about, { ...noted, networkId: noted.networkId ?? (await onlyNetwork()) });
  }
  const tagged = message.recipients.map(readReplyAddress).find((r) => r?.kind === "svar")?.id;
  const a = tagged ? await db.attendee.findUnique({ where: { id: tagged } }) : null;
  const hidden = a ? (await addressOf(a)).hidden : false;
  if (!message.replies?.length) return keep(about, await weighNone(message, a, hidden));
  const vouchedKey = vouched(message.authentication, env.trustedAuthserv, message.from);
  const last = message.replies.length - 1;
  for (const [i, reply] of message.replies.entries()) {
    // The message's own key is the last reply's: what stops before it is gone through again, without what has been kept.
    const own = i === last ? key : `${key}:${i}`;
    if (await db.incoming.findUnique({ where: { messageKey: own } })) continue;
    const noted = await weigh(
      reply,
      { recipients: message.recipients, vouchedKey, hidden, dropped: null },
      now,
    );
    await keep({ ...about, key: own }, { ...noted, networkId: noted.networkId ?? (await onlyNetwork()) });
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
      ? { replies: repliesIn(unfoldedTextOf(bytes)), from: "", subject: name }
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
