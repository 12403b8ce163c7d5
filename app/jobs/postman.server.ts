// Carries letters from the outbox. Claim (a commit), send, mark (a commit): killed in between, the
// letter is sent again with the same Message-ID and marked as maybe doubled – never lost.
import { hostname } from "node:os";
import { codeOf, linkToken } from "~/domain/access/tokens.server";
import type { SentEntry } from "~/domain/meetings/attendees.server";
import { hiddenAddress } from "~/domain/people/protected.server";
import { linkPath } from "~/paths";
import { isVoid, minutesAfter, now } from "~/platform/clock";
import { db, rows, stored, transact, transactNow } from "~/platform/db.server";
import { env, randomToken } from "~/platform/env.server";
import { htmlOf } from "~/platform/letterhead";
import { log } from "~/platform/log.server";
import { asText, filled } from "~/platform/marks";
import { must } from "~/platform/must";
import { replyAddress } from "~/platform/reply-address.server";
import { requestText } from "~/platform/calendar-entry.server";
import { transport, Undeliverable } from "~/platform/mail.server";

export const postRules = {
  /** Letters in the air at most: more than the mail server's connections, so that none of them waits for our disk. */
  atOnce: 12,
  /** Minutes until the next try after the n:th failure; the last one repeats. */
  backOffMinutes: [1, 5, 15, 60, 180],
  /** Tries before it is given up and shown to the strategist (about two weeks). */
  maxAttempts: 120,
  /** A claim of a process that cannot be asked is void after this many minutes. */
  leaseMinutes: 2,
  /** Days after sending that a letter's text is weeded. */
  weedDays: 90,
} as const;

const me = `${hostname()}:${process.pid}:${randomToken(6)}`;

/** Is the process that claimed a letter gone? Another host's claim is left to its lease. */
function abandoned(letter: { claimedBy: string | null; claimedAt: Date | null }, at: Date): boolean {
  const [host, pid] = (letter.claimedBy ?? "").split(":");
  if (letter.claimedBy === me) return false;
  if (host === hostname() && Number(pid) !== process.pid) {
    try {
      process.kill(Number(pid), 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ESRCH") return true;
    }
  } else if (host === hostname()) return true; // this pid, another life
  return isVoid(letter.claimedAt, at, postRules.leaseMinutes);
}

/** Letters that a killed sender held are taken back. */
export async function takeBack(at: Date): Promise<number> {
  const held = (
    await db.letter.findMany({
      where: { state: "sending" },
      select: { id: true, claimedBy: true, claimedAt: true },
    })
  ).filter((l) => abandoned(l, at));
  if (held.length === 0) return 0;
  await transact(async (tx) => {
    for (const l of held)
      await tx.letter.updateMany({
        where: { id: l.id, state: "sending", claimedBy: l.claimedBy },
        data: { state: "queued", maybeDoubled: true, nextAttemptAt: at, claimedBy: null },
      });
  });
  return held.length;
}

interface Claimed {
  id: string;
  kind: string;
  to: string;
  personId: string | null;
  commitmentId: string | null;
  linkId: string | null;
  codeId: string | null;
  replyTo: string;
  senderName: string;
  subject: string;
  text: string;
  calendar: string | null;
  notAfter: string | null;
  attempts: number;
  messageId: string;
}
/** Minutes that a letter of so many tries waits at most; a minute more is what two clocks may differ by. */
const longestWaits = [0, ...postRules.backOffMinutes].map((minutes) => minutes + 1);
/** ?1: now. From ?3: a wait longer than any that so many tries give was given before the clock was turned back. */
const dueSql = `state = 'queued' AND (nextAttemptAt <= ?1 OR nextAttemptAt > CASE attempts ${longestWaits
  .slice(0, -1)
  .map((_, tries) => `WHEN ${tries} THEN ?${tries + 3}`)
  .join(" ")} ELSE ?${longestWaits.length + 2} END) ORDER BY priority, createdAt LIMIT ?2`;

async function claim(at: Date, most: number): Promise<Claimed[]> {
  const borders = longestWaits.map((minutes) => stored(minutesAfter(at, minutes)));
  if (rows("SELECT id FROM Letter WHERE " + dueSql, stored(at), 1, ...borders).length === 0) return [];
  return transactNow((now) =>
    now
      .rows<{ id: string }>("SELECT id FROM Letter WHERE " + dueSql, stored(at), most, ...borders)
      .map(({ id }) => {
        now.run(
          "UPDATE Letter SET state = 'sending', claimedAt = ?, claimedBy = ?, attempts = attempts + 1 WHERE id = ?",
          stored(at),
          me,
          id,
        );
        const claimed = now.row<Claimed>(
          'SELECT id, kind, "to", personId, commitmentId, linkId, codeId, replyTo, senderName, subject, text, calendar, notAfter, attempts, messageId FROM Letter WHERE id = ?',
          id,
        );
        return must(claimed, "the letter that was claimed");
      }),
  );
}

/** The letter's text with its secrets put in at the marks (platform/marks.ts), or why it must not go. */
async function filledIn(
  letter: Claimed,
): Promise<{ text: string; to: string; url: string | null } | { stop: string }> {
  let url: string | null = null;
  let code: string | null = null;
  if (letter.linkId) {
    const link = await linkToken(letter.linkId);
    if (!link || link.revoked) return { stop: "cancelled" };
    url = env.baseUrl + linkPath(link.purpose, link.token);
  }
  if (letter.codeId) {
    const row = await db.code.findUnique({ where: { id: letter.codeId } });
    if (!row) return { stop: "expired" };
    code = codeOf(row);
  }
  const to = letter.to || (await hiddenAddress(letter));
  return to ? { text: filled(letter.text, { link: url, code }), to, url } : { stop: "failed" };
}

/** The entry with its one attendee, unless that is hidden, and the personal link in it. */
function entryFor(calendar: string, to: string, url: string | null): { method: string; content: string } {
  const { name, at, hidden, ...e } = JSON.parse(calendar) as SentEntry;
  const content = requestText({
    ...e,
    at: new Date(at),
    cancelled: e.method === "cancel",
    url,
    description: url ? `${e.description}\nSvara: ${url}` : e.description,
    attendee: hidden || e.method === "publish" ? null : { name: name ?? to, email: to },
  });
  return { method: e.method, content };
}

interface Outcome {
  state: string;
  error?: string | null;
  sentAt?: Date | null;
  nextAttemptAt?: Date | null;
}
/** What became of letters and could not be saved: it is before any more are sent, so that none goes twice or is left behind. */
const unsaved = new Map<string, Outcome>();
async function settle(id: string, outcome: Outcome): Promise<void> {
  const { state, error = null, sentAt = null, nextAttemptAt = null } = outcome;
  unsaved.set(id, outcome);
  await transactNow((now) =>
    now.run(
      "UPDATE Letter SET claimedBy = NULL, state = ?, error = ?, sentAt = coalesce(?, sentAt), nextAttemptAt = coalesce(?, nextAttemptAt) WHERE id = ? AND state = 'sending' AND claimedBy = ?",
      state,
      error,
      sentAt && stored(sentAt),
      nextAttemptAt && stored(nextAttemptAt),
      id,
      me,
    ),
  );
  unsaved.delete(id);
}

/** Sends a letter, and tells what became of it. */
async function sent(letter: Claimed, at: Date): Promise<Outcome> {
  if (letter.notAfter && new Date(letter.notAfter) <= at) return { state: "expired" };
  try {
    const ready = await filledIn(letter);
    if ("stop" in ready)
      return { state: ready.stop, error: ready.stop === "failed" ? "Mejladress saknas" : null };
    const carrier = await transport();
    await carrier.send({
      messageId: letter.messageId,
      to: ready.to,
      bounceTo: replyAddress("retur", letter.id),
      from: { name: letter.senderName, address: env.mailFrom },
      replyTo: letter.replyTo,
      subject: letter.subject,
      text: asText(ready.text),
      html: htmlOf(ready.text, letter.senderName),
      at,
      calendar: letter.calendar ? entryFor(letter.calendar, ready.to, ready.url) : undefined,
    });
    return { state: "sent", sentAt: now() };
  } catch (error) {
    const final = error instanceof Undeliverable || letter.attempts >= postRules.maxAttempts;
    const wait =
      postRules.backOffMinutes[Math.min(letter.attempts, postRules.backOffMinutes.length) - 1] ?? 1;
    log.warn({ letter: letter.id, kind: letter.kind, final }, "a letter was not accepted");
    return {
      state: final ? "failed" : "queued",
      error: reason(error),
      nextAttemptAt: new Date(at.getTime() + wait * 60_000),
    };
  }
}
const deliver = async (letter: Claimed): Promise<void> => settle(letter.id, await sent(letter, now()));

/** What the server said, without the address it said it about. */
const reason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\S+@\S+/g, "adressen").slice(0, 300);

const never = () => false;
/** Sends what is due, a few letters at once, `until` there is no time for more; returns how many were tried. */
export async function carry(until = never): Promise<number> {
  let tried = 0;
  const flying = new Set<Promise<void>>();
  for (const [id, outcome] of unsaved) await settle(id, outcome);
  for (;;) {
    // Half of them at a time, so that a claim is for several.
    const room = flying.size <= postRules.atOnce / 2 && !until() ? postRules.atOnce - flying.size : 0;
    const mine = room > 0 ? await claim(now(), room) : [];
    for (const letter of mine) {
      const flight: Promise<void> = deliver(letter).finally(() => flying.delete(flight));
      flying.add(flight);
    }
    tried += mine.length;
    if (flying.size === 0) return tried;
    await Promise.race(flying);
  }
}

/** Letters that can no longer be of use, and texts whose time is up. */
export async function weedLetters(at: Date): Promise<void> {
  const before = new Date(at.getTime() - postRules.weedDays * 86_400_000);
  const day = new Date(at.getTime() - 86_400_000);
  // What strangers ask for is of no use to anybody after an hour (the longest that letters to an address are counted), and however
  // much they ask, no more of it than an hour's lies on the disk.
  const hour = new Date(at.getTime() - 3_600_000);
  await transact(async (tx) => {
    await tx.letter.updateMany({
      where: { createdAt: { lt: before }, state: { notIn: ["queued", "sending", "held"] }, weededAt: null },
      data: { text: "", subject: "", calendar: null, weededAt: at },
    });
    await tx.code.deleteMany({ where: { expiresAt: { lt: before } } });
    await tx.letter.deleteMany({
      where: {
        kind: "signInCode",
        OR: [
          { state: "cancelled", createdAt: { lt: hour } },
          { state: { in: ["expired", "sent"] }, createdAt: { lt: day } },
        ],
      },
    });
    await tx.code.deleteMany({ where: { expiresAt: { lt: hour }, usedAt: null } });
    await tx.parkedForm.deleteMany({ where: { expiresAt: { lt: at } } });
    await tx.press.deleteMany({ where: { expiresAt: { lt: at } } });
    // A browser that has had a session may leave a form open for weeks: that it had one is remembered so long.
    const month = new Date(at.getTime() - 30 * 86_400_000);
    await tx.session.deleteMany({ where: { expiresAt: { lt: month } } });
  });
}
