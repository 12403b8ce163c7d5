// The one way a letter leaves: a row in the transaction that makes it true. What is secret in it
// (a link's token, a code) is derived when it is sent and stands nowhere.
import { env } from "./env.server";
import { insertAll, type Tx } from "./db.server";
import { nanoid } from "./ids";
import type { LetterKind } from "./letter-kinds";
import { toKeep } from "./marks";
import { asAddress } from "./swedish";
import { monday, nextMorning } from "./weekly";

export interface NewLetter {
  /** Against doubles, chosen by the reaction: "one per what?" – e.g. `signed:${commitmentId}:strategist`. */
  key: string;
  kind: LetterKind;
  to: string;
  subject: string;
  /** Paragraphs parted by an empty line, with marks (platform/marks.ts) where a link, a code or a button is to stand. */
  text: string;
  senderName: string;
  replyTo: string;
  at: Date;
  /** 0 goes first (codes), 5 is usual. */
  priority?: number;
  /** A code letter is worthless after its code. */
  notAfter?: Date;
  eventSeq?: number;
  networkId?: string;
  organisationId?: string;
  commitmentId?: string;
  personId?: string;
  linkId?: string;
  codeId?: string;
  /** JSON of the calendar entry that goes along. */
  calendar?: string;
  /** Held for the weekly letter of a person who has chosen that. Never one with a link, a code or a calendar entry of its own. */
  canWait?: boolean;
  /** The last day of what it is about: it does not wait until then. */
  lastOn?: string;
  /** For an unknown address: the same work is done, nothing is sent. */
  withheld?: boolean;
}

const host = () => new URL(env.baseUrl).hostname;

/** Those that are to wait, by what their persons have chosen. */
async function toHold(tx: Tx, letters: readonly NewLetter[]): Promise<ReadonlySet<NewLetter>> {
  const can = letters.filter(
    (l) => l.canWait && l.personId && l.networkId && !l.linkId && !l.codeId && !l.calendar && !l.withheld,
  );
  if (can.length === 0) return new Set();
  const weekly = await tx.mailChoice.findMany({
    where: { weekly: true, personId: { in: can.flatMap((l) => l.personId ?? []) } },
  });
  if (weekly.length === 0) return new Set();
  const networks = await tx.network.findMany({
    where: { id: { in: weekly.map((c) => c.networkId) } },
    select: { id: true, county: { select: { quietPeriods: true } } },
  });
  const quiet = new Map(
    networks.map((n) => [n.id, JSON.parse(n.county.quietPeriods) as { from: string; to: string }[]]),
  );
  return new Set(
    can.filter((l) => {
      const c = weekly.find((x) => x.personId === l.personId && x.networkId === l.networkId);
      return c && (!l.lastOn || l.lastOn > nextMorning(l.at, c.weekday ?? monday, quiet.get(c.networkId)));
    }),
  );
}

function firstState(withheld: boolean, hold: boolean) {
  if (withheld) return "cancelled";
  return hold ? "held" : "queued";
}
function letterRow({ at, withheld, canWait: _, lastOn: __, ...letter }: NewLetter, hold: boolean) {
  const id = nanoid();
  return {
    ...letter,
    text: toKeep(letter.text),
    to: asAddress(letter.to),
    id,
    priority: letter.priority ?? 5,
    state: firstState(Boolean(withheld), hold),
    nextAttemptAt: at,
    createdAt: at,
    messageId: `<${id}@${host()}>`,
  };
}

/** Puts a letter in the outbox, once per key. Returns its id, or null if the key was there already. */
export async function post(tx: Tx, letter: NewLetter): Promise<string | null> {
  if (await tx.letter.findUnique({ where: { key: letter.key }, select: { id: true } })) return null;
  const row = letterRow(letter, (await toHold(tx, [letter])).has(letter));
  await tx.letter.create({ data: row });
  wake();
  return row.id;
}

/** As `post`, for many: a few statements however many they are. */
export async function postAll(tx: Tx, letters: readonly NewLetter[]): Promise<void> {
  const known = new Set(
    (
      await tx.letter.findMany({ where: { key: { in: letters.map((l) => l.key) } }, select: { key: true } })
    ).map((l) => l.key),
  );
  const fresh = letters.filter((l) => !known.has(l.key));
  const held = await toHold(tx, fresh);
  await insertAll(
    tx,
    "Letter",
    fresh.map((l) => ({ attempts: 0, maybeDoubled: false, ...letterRow(l, held.has(l)) })),
  );
  wake();
}

let waker: (() => void) | null = null;
/** The worker in this process is told that there is something to do; harmless without one. */
export const wake = (): void => waker?.();
export const onWake = (listener: (() => void) | null): void => {
  waker = listener;
};
