// What is asked of many organisations, each with a last day: home work, something to spread, an inquiry. Pure.
import { addDays, longestQuiet } from "~/platform/calendar";

/** An own day goes before the common one. */
export const lastDay = (ask: { lastOn: string }, share: { lastOn: string | null }): string =>
  share.lastOn ?? ask.lastOn;

/** A day may stay as it was when it has passed, but nothing is moved to a day that has. */
export const mayMove = (was: string, to: string, today: string): boolean => to === was || to >= today;
export const hasPassed = { lastOn: ["Dagen har redan varit"] };

export type AskStanding = "running" | "passed" | "closed";
export function askStanding(
  ask: { lastOn: string; closedAt: string | Date | null },
  today: string,
): AskStanding {
  if (ask.closedAt) return "closed";
  return ask.lastOn < today ? "passed" : "running";
}

/** Said of an organisation whose seats are empty, where it has not answered. */
export const nobodyToAsk = "Ingen att fråga";
/** The states of a share, of whatever is asked, that leave it to be answered; every other one settles it. */
export const unsettledStates = ["waiting", "begun"] as const;
export const isSettled = (state: string): boolean => !unsettledStates.some((open) => open === state);
/** An answer is awaited: not settled, begun or not, and there is somebody to ask. */
export const isAwaited = (s: { state: string; askable: number }): boolean =>
  !isSettled(s.state) && s.askable === 1;
/** Not settled, begun or not, and there is nobody to ask. */
export const isEmpty = (s: { state: string; askable: number }): boolean =>
  !isSettled(s.state) && s.askable === 0;

/** A reminder after the last day comes the second day after it, or later, */
const lateFrom = 2;
/** when the longest quiet period that may begin that day is over. */
export const lateAtMost = lateFrom + longestQuiet;
/**
 * Which reminder is due: from a week before the last day until it, and from two days after it. However late it is found, so that
 * neither a quiet period nor a server that stood still swallows it. What was asked within that week is not reminded of before its last day.
 */
export function reminderDue(today: string, lastOn: string, askedOn: string): "before" | "after" | null {
  const from = addDays(lastOn, -7);
  if (today >= from && today <= lastOn) return askedOn < from ? "before" : null;
  return today >= addDays(lastOn, lateFrom) && today <= addDays(lastOn, lateAtMost) ? "after" : null;
}
