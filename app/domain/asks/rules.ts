// What is asked of many organisations, each with a last day: home work, something to spread, an inquiry. Pure.
import { addDays } from "~/platform/calendar";

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

/** Which reminder is due: a week before the last day and two days after it, each for three days so that a quiet weekend does not swallow it. */
export function reminderDue(today: string, lastOn: string): "before" | "after" | null {
  if (today >= addDays(lastOn, -7) && today <= addDays(lastOn, -5)) return "before";
  return today >= addDays(lastOn, 2) && today <= addDays(lastOn, 4) ? "after" : null;
}
