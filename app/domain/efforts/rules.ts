// Home work: how far an organisation has come, and who is reminded when. Pure.
import { addDays } from "~/platform/calendar";

export const shareStates = ["waiting", "begun", "done", "notForUs"] as const;
export type ShareState = (typeof shareStates)[number];
/** Nothing more is expected of it. */
export const settled = (state: ShareState): boolean => state === "done" || state === "notForUs";
/** An own day goes before the effort's. */
export const lastDay = (effort: { lastOn: string }, share: { lastOn: string | null }): string => share.lastOn ?? effort.lastOn;

export type EffortStanding = "running" | "passed" | "closed";
export const effortStanding = (e: { lastOn: string; closedAt: string | Date | null }, today: string): EffortStanding => (e.closedAt ? "closed" : e.lastOn < today ? "passed" : "running");

/** Which reminder is due: a week before the last day and two days after it, each for three days so that a quiet weekend does not swallow it. */
export function reminderDue(today: string, lastOn: string): "before" | "after" | null {
  if (today >= addDays(lastOn, -7) && today <= addDays(lastOn, -5)) return "before";
  return today >= addDays(lastOn, 2) && today <= addDays(lastOn, 4) ? "after" : null;
}
