// Meetings: what an answer means, who has a turn in the room, when reminders go. Pure.
import { addDays, longDate, weekdayDate, isoWeek } from "~/platform/calendar";

export type MeetingKind = "ordinary" | "extra" | "group";
export type MeetingState = "planned" | "convened" | "cancelled";
export type Audience = "representatives" | "both";
export type Choice = "representative" | "deputy" | "both" | "standIn" | "nobody";
export type Mode = "room" | "link";

/** Where somebody who comes will be: as they say where there are both a place and a link; null: not known yet. */
export const modeIn = (m: { place: string | null; link: string | null }, said: Mode | null): Mode | null =>
  m.place && m.link ? (said ?? "room") : m.place ? "room" : m.link ? "link" : null;

/** "torsdag 11 mars 2027 kl. 09.00–16.00 (v. 10)" */
export const whenText = (m: { heldOn: string; fromTime: string; toTime: string }): string =>
  `${weekdayDate(m.heldOn)} kl. ${clock(m.fromTime)}–${clock(m.toTime)} (v. ${isoWeek(m.heldOn)})`;
/** "09.00" */
export const clock = (time: string): string => time.replace(":", ".");

/** Reminders to the silent ones only, these days before the last answer day. */
export const reminderDays = [7, 2] as const;
/** The reminder that is due: the nearest one whose day has come, while answers are still asked for. */
export function reminderDue(today: string, answerByOn: string): number | null {
  if (today > answerByOn) return null;
  return [...reminderDays].reverse().find((days) => today >= addDays(answerByOn, -days)) ?? null;
}

/** Who of an organisation comes by an answer: keys of persons. */
export function comers(choice: Choice, who: { representative: string | null; deputy: string | null; standIn: string | null }): string[] {
  const of: Record<Choice, (string | null)[]> = { representative: [who.representative], deputy: [who.deputy], both: [who.representative, who.deputy], standIn: [who.standIn], nobody: [] };
  return of[choice].filter((key): key is string => key !== null);
}

export interface Turn { personKey: string; number: number }
/** Turns in the room: whoever wants one keeps the number they had, the others get the next ones in order; nobody else has one. */
export function turns(held: readonly Turn[], wanting: readonly string[]): Turn[] {
  const numbers = new Map(held.map((t) => [t.personKey, t.number]));
  let next = Math.max(0, ...held.map((t) => t.number)) + 1;
  return [...new Set(wanting)].map((personKey) => ({ personKey, number: numbers.get(personKey) ?? next++ })).sort((a, b) => a.number - b.number);
}
/** A person's place in the queue; 0: has a place in the room. */
export function waiting(all: readonly Turn[], personKey: string, places: number | null): number {
  if (places === null) return 0;
  const rank = [...all].sort((a, b) => a.number - b.number).findIndex((t) => t.personKey === personKey);
  return Math.max(0, rank + 1 - places);
}

/** What a changed meeting's letter says first. */
export function changesIn(before: { heldOn: string; fromTime: string; toTime: string; place: string | null; link: string | null }, after: typeof before): string[] {
  const said: string[] = [];
  if (before.heldOn !== after.heldOn) said.push(`Ny dag: ${weekdayDate(after.heldOn)}, tidigare ${longDate(before.heldOn)}.`);
  if (before.fromTime !== after.fromTime || before.toTime !== after.toTime) said.push(`Ny tid: kl. ${clock(after.fromTime)}–${clock(after.toTime)}, tidigare ${clock(before.fromTime)}–${clock(before.toTime)}.`);
  if (before.place !== after.place) said.push(after.place ? `Ny plats: ${after.place}.` : "Mötet har ingen lokal längre.");
  if (before.link !== after.link) said.push(after.link ? "Den digitala länken är ny." : "Mötet går inte längre att följa digitalt.");
  return said;
}

/** The same week and weekday as a year before. */
export const nextYears = (heldOn: string): string => addDays(heldOn, 364);

/** Half days are halves. */
export const presence = (a: { morning: boolean; afternoon: boolean; who: string }): number =>
  a.who === "absent" || a.who === "absentNoticed" ? 0 : (a.morning ? 0.5 : 0) + (a.afternoon ? 0.5 : 0);
