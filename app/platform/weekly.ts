// The morning of the week on which letters that can wait go together. Pure.
import { addDays, todayOn, zonedInstant } from "./calendar";

export const weeklyTime = "07:00";
export const monday = 1;
/** 1 Monday … 7 Sunday. */
export const weekdayOf = (on: string): number => ((new Date(`${on}T12:00:00Z`).getUTCDay() + 6) % 7) + 1;
/** The instant of the morning of a day. */
export const morningOf = (on: string): Date => zonedInstant(on, weeklyTime);
/** The day of the last such morning, at or before an instant. */
export function lastMorning(at: Date, weekday: number): string {
  const today = todayOn(at);
  const on = addDays(today, -((weekdayOf(today) - weekday + 7) % 7));
  return morningOf(on) > at ? addDays(on, -7) : on;
}
export const nextMorning = (at: Date, weekday: number): string => addDays(lastMorning(at, weekday), 7);
