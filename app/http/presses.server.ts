// A press that comes twice is done once. Each form carries the key of its page; what was done by it is noted in the same
// transaction, so that the second press, however close, is answered as the first was, with its notice and its cookies.
import { ownPath } from "~/paths";
import { AlreadyDone, ridden, row, transactNow, stored } from "~/platform/db.server";
import { randomToken, sha256 } from "~/platform/env.server";
import { isUnsaved, passUnsaved } from "~/platform/refusal";
import type { GoOn } from "./porter.server";
import { opened, sealed } from "./sealing.server";
import type { BrowserHeld } from "./session.server";

const livesMs = 2 * 3_600_000;

export interface Press {
  /** Hash of the page's key; null where the form brought none. */
  id: string | null;
  /** Hash of all that was posted, and where. */
  content: string;
  /** The same by the same browser, whatever page it stood on and whatever version it was of. */
  sameAs: string;
  /** It says which version it changes; a version never comes back, as an order or a text may. */
  versioned: boolean;
  /** What the outcome is sealed by: the browser's own, or the page's key where it keeps no cookies. */
  secret: string;
  /** When its page was read; null where the form does not say. */
  readAt: number | null;
  /** The form's place on its page. */
  place: string;
  /** The page that it stands on, where that is another address than it posts to. */
  from: string | null;
  /** By whoever has neither session nor link: it is written nowhere. */
  stranger: boolean;
}
type Outcome = Omit<GoOn, "headers"> & { cookies: string[] };
/** `again`: it has been done already. With other content: `other`, it can be changed there, or `sent`, it cannot. */
export type Pressed<T> =
  { done: T } | { again: Outcome | null } | { other: Pick<GoOn, "as"> & { made: string } } | { sent: string };

async function digest(value: unknown): Promise<unknown> {
  if (value instanceof Blob) return [value.size, sha256(Buffer.from(await value.arrayBuffer()))];
  if (Array.isArray(value)) return Promise.all(value.map(digest));
  if (typeof value !== "object" || value === null) return value;
  return Promise.all(Object.entries(value).map(async ([name, v]) => [name, await digest(v)]));
}

/** A page's key: drawn by lot, and when the page was read. */
export const pageKey = (now: Date): string => randomToken(9) + now.getTime().toString(36);
const whenRead = /^[\w-]{12}([\da-z]{8})(?::|$)/;
function readAt(key: string | null): number | null {
  const when = whenRead.exec(key ?? "")?.[1];
  return when ? parseInt(when, 36) : null;
}
/** The page's address as the form carries it, without what came back to it then. */
function pageOf(sent: unknown): string | null {
  const path = ownPath(sent);
  if (!path) return null;
  const url = new URL(path, "http://page.invalid");
  url.searchParams.delete("parkerat");
  return url.pathname + url.search;
}

/** The page's key and address are taken out of the values. */
export async function pressOf(
  address: string,
  values: Record<string, unknown>,
  browser: BrowserHeld,
  stranger = false,
): Promise<Press> {
  const { nyckel, sida } = values;
  delete values.nyckel;
  delete values.sida;
  const key = typeof nyckel === "string" && /^[\w:-]{12,60}$/.test(nyckel) ? nyckel : null;
  const posted = (await digest(values)) as [string, unknown][];
  const apart = JSON.stringify([browser.hash, address, posted.filter(([name]) => name !== "version")]);
  return {
    id: key && sha256(`press:${key}`),
    content: sha256(JSON.stringify([address, posted])),
    sameAs: sha256(apart),
    versioned: posted.some(([name]) => name === "version"),
    secret: browser.header && key ? key : browser.secret,
    readAt: readAt(key),
    place: key?.includes(":") ? key.slice(key.indexOf(":")) : "",
    from: pageOf(sida),
    stranger,
  };
}

/** In it the command is run, so that the note of the press goes along with what the command writes. */
export type Ride = <T>(command: () => Promise<T>) => Promise<T>;

interface PressRow {
  content: string;
  outcome: Uint8Array | null;
}
/** What strangers press is remembered here alone, the newest of it: however much they press, it fills no disk. */
const strangers = new Map<string, PressRow & { sameAs: string; until: number }>();
const strangersAtMost = 1000;
function remember(id: string, { content, sameAs }: Press, outcome: Uint8Array, now: Date): void {
  strangers.delete(id);
  strangers.set(id, { content, sameAs, outcome, until: now.getTime() + livesMs });
  const [oldest] = strangers.keys();
  if (strangers.size > strangersAtMost && oldest !== undefined) strangers.delete(oldest);
}
/** Whoever has signed in by a press is no stranger when it comes again. */
function rememberedOf(id: string, now: Date): PressRow | null {
  const known = strangers.get(id);
  return known && known.until > now.getTime() ? known : null;
}
function rememberedAs(press: Press, now: Date): PressRow | null {
  for (const known of strangers.values())
    if (known.sameAs === press.sameAs && known.until > now.getTime()) return known;
  return null;
}

const earlierOf = (id: string, now: Date) =>
  rememberedOf(id, now) ??
  row<PressRow>("SELECT content, outcome FROM Press WHERE id = ? AND expiresAt > ?", id, stored(now));
const outcomeOf = (press: Press, earlier: Pick<PressRow, "outcome">) =>
  earlier.outcome && (opened(press.secret, "press", earlier.outcome) as Outcome | null);

/**
 * Where the same led lately, by the same browser: what a command refuses to do twice shows its success again.
 * `changing`: it can be done over and over, so only from the page as it was then, of the same version.
 */
export function doneBefore(press: Press, now: Date, changing: boolean): { again: Outcome } | null {
  if (changing && !press.versioned) return null;
  const earlier =
    (changing ? null : rememberedAs(press, now)) ??
    row<PressRow>(
      `SELECT content, outcome FROM Press WHERE sameAs = ? AND outcome IS NOT NULL AND expiresAt > ?
     AND (content = ? OR NOT ?) LIMIT 1`,
      press.sameAs,
      stored(now),
      press.content,
      Number(changing),
    );
  const again = earlier && outcomeOf(press, earlier);
  return again ? { again } : null;
}

function answered(press: Press, earlier: PressRow): Exclude<Pressed<never>, { done: never }> | null {
  const outcome = outcomeOf(press, earlier);
  if (earlier.content === press.content) return { again: outcome };
  if (outcome?.made) return { other: { made: outcome.made, as: outcome.as } };
  return outcome?.sent ? { sent: outcome.sent } : null;
}

const note = `INSERT INTO Press (id, content, sameAs, outcome, expiresAt) VALUES (?, ?, ?, NULL, ?)
  ON CONFLICT (id) DO UPDATE SET content = excluded.content, sameAs = excluded.sameAs, outcome = NULL, expiresAt = excluded.expiresAt
  WHERE content <> excluded.content`;

/** Presses that are being done in this process, until they are noted; others of the same key wait for them. */
const underWay = new Map<string, Promise<unknown>>();

/** What a press showed on its own page is written nowhere: for a minute it is shown again to the browser that pressed. */
const shown = new Map<string, { press: Press; done: object; until: number }>();
const [shownMs, shownAtMost] = [60_000, 100];
function keepShown(id: string, press: Press, done: object, now: Date): void {
  shown.set(id, { press, done, until: now.getTime() + shownMs });
  for (const [old, { until }] of shown)
    if (until <= now.getTime() || shown.size > shownAtMost) shown.delete(old);
}
function shownTo(id: string, press: Press, now: Date): object | null {
  const known = shown.get(id);
  const same = known?.press.content === press.content && known.press.sameAs === press.sameAs;
  return known && same && known.until > now.getTime() ? known.done : null;
}

/** Does what was pressed, unless it has been done. What fails leaves nothing behind, and may be pressed again. */
export async function pressOnce<T extends GoOn | object>(
  press: Press,
  now: Date,
  act: (ride: Ride) => Promise<T>,
): Promise<Pressed<T>> {
  const { id } = press;
  if (!id) return { done: await act((command) => command()) };
  // Whoever waits for a promise that has ended while its press is still listed would never let the process do anything else.
  while (underWay.has(id)) await underWay.get(id)?.catch(() => undefined);
  const earlier = earlierOf(id, now);
  const showing = earlier && shownTo(id, press, now);
  if (showing) return { done: showing as T };
  const known = earlier && answered(press, earlier);
  if (known) return known;
  const remembered = async () => {
    const done = await act((command) => command());
    if ("to" in done) remember(id, press, outcomeFrom(press, done), now);
    return { done };
  };
  const doing = press.stranger ? remembered() : doneAndNoted(id, press, now, act);
  const whole = doing.finally(() => underWay.delete(id));
  underWay.set(id, whole);
  return whole;
}

async function doneAndNoted<T extends GoOn | object>(
  id: string,
  press: Press,
  now: Date,
  act: (ride: Ride) => Promise<T>,
): Promise<Pressed<T>> {
  const expiresAt = stored(new Date(now.getTime() + livesMs));
  const rider = { sql: note, values: [id, press.content, press.sameAs, expiresAt] };
  try {
    const done = await act((command) => ridden(rider, command));
    // What was pressed has been done, also where it cannot be noted where it led.
    await keep(id, press, done, expiresAt).catch(passUnsaved);
    if (!("to" in done)) keepShown(id, press, done, now);
    return { done };
  } catch (error) {
    if (error instanceof AlreadyDone) {
      const other = earlierOf(id, now);
      return { again: (other && outcomeOf(press, other)) ?? null };
    }
    // Where nothing could be saved nothing is noted, but by a work of several transactions, in its first.
    if (!isUnsaved(error) || earlierOf(id, now))
      await transactNow((tx) => tx.run("DELETE FROM Press WHERE id = ? AND outcome IS NULL", id)).catch(
        passUnsaved,
      );
    throw error;
  }
}

function outcomeFrom(press: Press, { to, notice, made, as, sent, headers }: GoOn): Uint8Array {
  const cookies = new Headers(headers).getSetCookie();
  return sealed(press.secret, "press", { to, notice, made, as, sent, cookies } satisfies Outcome);
}

/** Only where it led is kept, never what a page showed. */
async function keep(id: string, press: Press, done: object, expiresAt: string): Promise<void> {
  if (!("to" in done)) return;
  const outcome = outcomeFrom(press, done as GoOn);
  await transactNow((tx) =>
    tx.run(
      `INSERT INTO Press (id, content, sameAs, outcome, expiresAt) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT (id) DO UPDATE SET content = ?2, sameAs = ?3, outcome = ?4, expiresAt = ?5`,
      id,
      press.content,
      press.sameAs,
      Buffer.from(outcome),
      expiresAt,
    ),
  );
}
