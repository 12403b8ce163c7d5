// Meetings: what an answer means, who has a turn in the room, when reminders go. Pure.
import { addDays, daysBetween, isoWeek, longDate, mondayOf, weekdayDate } from "~/platform/calendar";
import { emailKey, searchKey } from "~/platform/swedish";

export type MeetingKind = "ordinary" | "extra" | "group";
export type MeetingState = "planned" | "convened" | "cancelled";
export type Audience = "representatives" | "both";
export type Choice = "representative" | "deputy" | "both" | "standIn" | "nobody";
export type Mode = "room" | "link";

/** Where somebody who comes will be: as they say where there are both a place and a link; null: not known yet. */
export function modeIn(m: { place: string | null; link: string | null }, said: Mode | null): Mode | null {
  if (m.place && m.link) return said ?? "room";
  if (m.place) return "room";
  return m.link ? "link" : null;
}

/** "torsdag 11 mars 2027 kl. 09.00–16.00 (v. 10)" */
export const whenText = (m: { heldOn: string; fromTime: string; toTime: string }): string =>
  `${weekdayDate(m.heldOn)} kl. ${clock(m.fromTime)}–${clock(m.toTime)} (v.\u00a0${isoWeek(m.heldOn)})`;
/** A meeting is over when its last hour has struck, or its attendance is closed; `now` as of `minute`. */
export const isOver = (
  m: { heldOn: string; toTime: string; closedAt: string | null },
  now: string,
): boolean => m.closedAt !== null || `${m.heldOn} ${m.toTime}` <= now;
/** The same of a row m of Meeting, for a query. */
export const isOverSql = (now: string): string =>
  `(m.closedAt IS NOT NULL OR m.heldOn || ' ' || m.toTime <= ${now})`;
/** From then on nobody answers: a row m of Meeting. */
export const hasBegunSql = (now: string): string =>
  `(m.closedAt IS NOT NULL OR m.heldOn || ' ' || m.fromTime <= ${now})`;
/** "09.00" */
export const clock = (time: string): string => time.replace(":", ".");

/** Reminders to the silent ones only, these days before the last answer day. */
const reminderDays = [7, 2] as const;
/** The reminder that is due, however late: the nearest one whose day has come, while answers are still asked for (after that it would ask for nothing); never one whose day was not after that of asking. */
export function reminderDue(today: string, answerByOn: string, askedOn: string): number | null {
  if (today > answerByOn) return null;
  return (
    [...reminderDays].reverse().find((days) => {
      const on = addDays(answerByOn, -days);
      return on <= today && on > askedOn;
    }) ?? null
  );
}

export interface Coming {
  organisationId: string;
  choice: Choice | null;
  representativeId: string | null;
  deputyId: string | null;
  standInName: string | null;
  standInEmail: string | null;
  /** A stand-in whose address is kept secret is known by the person. */
  standInPersonId: string | null;
}
/** Whoever an attendee or a stand-in is, as the key of a person. */
export const personKey = (personId: string | null, email: string | null): string =>
  personId ? `p:${personId}` : `e:${emailKey(email ?? "")}`;

type StandIn = Pick<Coming, "standInEmail" | "standInPersonId">;
/** The key of the person that an answer says will come instead; null: nobody who can be reached. */
export const standInKey = (a: StandIn): string | null =>
  a.standInPersonId || a.standInEmail ? personKey(a.standInPersonId, a.standInEmail) : null;

/** Who of an organisation comes by its answer, as keys of persons: p:person, e:address, n:organisation:name of a stand-in without one. */
export function comers(a: Coming): string[] {
  const sits = (personId: string | null) => (personId ? [`p:${personId}`] : []);
  const standIn = standInKey(a) ?? `n:${a.organisationId}:${searchKey(a.standInName ?? "")}`;
  const of: Record<Choice, string[]> = {
    representative: sits(a.representativeId),
    deputy: sits(a.deputyId),
    both: [...sits(a.representativeId), ...sits(a.deputyId)],
    standIn: [standIn],
    nobody: [],
  };
  return a.choice ? of[a.choice] : [];
}

export interface Turn {
  personKey: string;
  number: number;
}
/** Turns in the room: whoever wants one keeps the number they had, the others get the next ones in order; nobody else has one. */
export function turns(held: readonly Turn[], wanting: readonly string[]): Turn[] {
  const numbers = new Map(held.map((t) => [t.personKey, t.number]));
  let next = Math.max(0, ...held.map((t) => t.number)) + 1;
  return [...new Set(wanting)]
    .map((personKey) => ({ personKey, number: numbers.get(personKey) ?? next++ }))
    .sort((a, b) => a.number - b.number);
}
/** A person's place in the queue; 0: has a place in the room. Without a turn nobody has one: they stand last. */
export function waiting(all: readonly Turn[], personKey: string, places: number | null): number {
  if (places === null) return 0;
  const rank = [...all].sort((a, b) => a.number - b.number).findIndex((t) => t.personKey === personKey);
  return rank < 0 ? Math.max(1, all.length + 1 - places) : Math.max(0, rank + 1 - places);
}
/** Of those who come by an answer, how far the first without a place has to one; 0: all of them have one. */
export function queueOf(
  all: readonly Turn[],
  a: Coming & { mode: Mode | null },
  places: number | null,
): number {
  const waits =
    a.mode === "room"
      ? comers(a)
          .map((key) => waiting(all, key, places))
          .filter((n) => n > 0)
      : [];
  return waits.length > 0 ? Math.min(...waits) : 0;
}

/** What a changed meeting's letter says first. */
export function changesIn(
  before: { heldOn: string; fromTime: string; toTime: string; place: string | null; link: string | null },
  after: typeof before,
): string[] {
  const said: string[] = [];
  if (before.heldOn !== after.heldOn)
    said.push(`Ny dag: ${weekdayDate(after.heldOn)}, tidigare ${longDate(before.heldOn)}.`);
  if (before.fromTime !== after.fromTime || before.toTime !== after.toTime)
    said.push(
      `Ny tid: kl. ${clock(after.fromTime)}–${clock(after.toTime)}, tidigare ${clock(before.fromTime)}–${clock(before.toTime)}.`,
    );
  if (before.place !== after.place)
    said.push(after.place ? `Ny plats: ${after.place}.` : "Mötet har ingen lokal längre.");
  if (before.link !== after.link)
    said.push(after.link ? "Den digitala länken är ny." : "Mötet går inte längre att följa digitalt.");
  return said;
}

/** The same ISO week and weekday a year later; the 53rd week is the last one where there is none. */
export function nextYears(heldOn: string): string {
  // The Thursday says which year a week belongs to (ISO 8601).
  const at = ((daysBetween("2024-01-01", heldOn) % 7) + 7) % 7;
  const year = Number(addDays(heldOn, 3 - at).slice(0, 4)) + 1;
  const monday = mondayOf(year, isoWeek(heldOn));
  return addDays(Number(addDays(monday, 3).slice(0, 4)) === year ? monday : addDays(monday, -7), at);
}

/** Nobody has said whether an organisation that could come did. */
export const isUnmarked = (l: { who: string | null; askable: number }): boolean =>
  l.who === null && l.askable === 1;

/** Nothing has come from an organisation that could be asked; one that could not is nobody's silence. */
export const isSilent = (a: { choice: Choice | null; askable: number | boolean }): boolean =>
  a.choice === null && Boolean(a.askable);
/** An organisation is counted at a meeting where there was somebody to call, or where somebody came for it all the same. */
export const isCounted = (a: { who: string | null; halves: number; askable: number | boolean }): boolean =>
  a.halves > 0 || (Boolean(a.askable) && a.who !== "vacant");

/** Half days are halves. */
export const presence = (a: { morning: boolean; afternoon: boolean; who: string }): number =>
  a.who === "absent" || a.who === "absentNoticed" || a.who === "vacant"
    ? 0
    : (a.morning ? 0.5 : 0) + (a.afternoon ? 0.5 : 0);
