// The one way a letter leaves: a row in the transaction that makes it true. What is secret in it
// (a link's token, a code) is derived when it is sent and stands nowhere.
import { env } from "./env.server";
import { insertAll, type Tx } from "./db.server";
import { nanoid } from "./ids";

export interface NewLetter {
  /** Against doubles, chosen by the reaction: "one per what?" – e.g. `signed:${commitmentId}:strategist`. */
  key: string;
  kind: string;
  to: string;
  subject: string;
  /** Paragraphs parted by an empty line. `{{link}}` alone in a paragraph becomes the letter's button; `{{code}}` the code. */
  text: string;
  senderName: string;
  replyTo: string;
  at: Date;
  /** 0 goes first (codes), 5 is usual. */
  priority?: number;
  /** A code letter is worthless after its code. */
  notAfter?: Date;
  eventSeq?: number; networkId?: string; organisationId?: string; commitmentId?: string; personId?: string; linkId?: string; codeId?: string;
  /** JSON of the calendar entry that goes along. */
  calendar?: string;
  /** For an unknown address: the same work is done, nothing is sent. */
  withheld?: boolean;
}

const host = () => new URL(env.baseUrl).hostname;

function letterRow({ at, withheld, ...letter }: NewLetter) {
  const id = nanoid();
  return { ...letter, id, priority: letter.priority ?? 5, state: withheld ? "cancelled" : "queued", nextAttemptAt: at, createdAt: at, messageId: `<${id}@${host()}>` };
}

/** Puts a letter in the outbox, once per key. Returns its id, or null if the key was there already. */
export async function post(tx: Tx, letter: NewLetter): Promise<string | null> {
  if (await tx.letter.findUnique({ where: { key: letter.key }, select: { id: true } })) return null;
  const row = letterRow(letter);
  await tx.letter.create({ data: row });
  wake();
  return row.id;
}

/** As `post`, for many: two statements however many they are. */
export async function postAll(tx: Tx, letters: readonly NewLetter[]): Promise<void> {
  const known = new Set((await tx.letter.findMany({ where: { key: { in: letters.map((l) => l.key) } }, select: { key: true } })).map((l) => l.key));
  await insertAll(tx, "Letter", letters.filter((l) => !known.has(l.key)).map((l) => ({ attempts: 0, maybeDoubled: false, ...letterRow(l) })));
  wake();
}

let waker: (() => void) | null = null;
/** The worker in this process is told that there is something to do; harmless without one. */
export const wake = (): void => waker?.();
export const onWake = (listener: (() => void) | null): void => { waker = listener; };
