// The morning of the week on which letters that can wait go together. Pure.
import { addDays, isQuiet, todayOn, zonedInstant } from "./calendar";
import { weekdayOf } from "./holidays";

const weeklyTime = "07:00";
export const monday = 1;
/** The instant of the morning of a day. */
export const morningOf = (on: string): Date => zonedInstant(on, weeklyTime);
/** The day of the last such morning, at or before an instant. */
export function lastMorning(at: Date, weekday: number): string {
  const today = todayOn(at);
  const on = addDays(today, -((weekdayOf(today) - weekday + 7) % 7));
  return morningOf(on) > at ? addDays(on, -7) : on;
}
/** The day of the next one that no quiet period covers. */
export function nextMorning(at: Date, weekday: number, quiet: { from: string; to: string }[] = []): string {
  let on = addDays(lastMorning(at, weekday), 7);
  for (let i = 0; i < 53 && isQuiet(on, quiet); i++) on = addDays(on, 7);
  return on;
}
