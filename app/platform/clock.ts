// The only place that asks what time it is. Everybody else is given the time as a value:
// a permit carries `now` and `today`, a job is called with them.
import { todayOn } from "./calendar";

const real = () => Date.now();
const started = real();

/** Milliseconds that `CLOCK` moves the time: "+14d", "-3h", or from a fixed instant. */
function reader(setting: string | undefined): () => Date {
  if (!setting) return () => new Date(real());
  const shift = /^([+-]\d+)([dhm])$/.exec(setting);
  if (shift) {
    const unit = { d: 86_400_000, h: 3_600_000, m: 60_000 }[shift[2] as "d" | "h" | "m"];
    return () => new Date(real() + Number(shift[1]) * unit);
  }
  const fixed = Date.parse(setting.replace(/~$/, ""));
  if (Number.isNaN(fixed)) throw new Error(`CLOCK is neither a shift (+14d, -3h) nor an instant: ${setting}`);
  // A trailing "~" lets the clock run on from the instant; otherwise it stands still.
  return setting.endsWith("~") ? () => new Date(fixed + real() - started) : () => new Date(fixed);
}

let read: (() => Date) | null = null;

/** The present instant, as `CLOCK` would have it. */
export function now(): Date {
  read ??= reader(process.env.CLOCK?.trim() || undefined);
  return read();
}

/** The calendar day in Stockholm. */
export const today = (): string => todayOn(now());

/** For seeds and tests: another time from here on; null returns to `CLOCK`. */
export function setClock(at: Date | (() => Date) | null): void {
  read = at === null || typeof at === "function" ? at : () => at;
}

/** Monotonic milliseconds, for measuring durations only. */
export const elapsed = (): number => performance.now();

export const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

/** Times that have been: what is written down as later was written before the clock was turned back, and counts no longer. */
export const been = (at: Date): { lte: Date } => ({ lte: minutesAfter(at, 1) });

/** Has a claim of so many minutes run out? One that begins in the future was made before the clock was turned back. */
export const isVoid = (claimedAt: Date | null, at: Date, minutes: number): boolean =>
  claimedAt === null || claimedAt < minutesAfter(at, -minutes) || claimedAt > minutesAfter(at, 1);
