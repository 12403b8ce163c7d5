// A year to plan: as many suggested days as the network has meetings a year, beside those that are planned already.
import { placeOf } from "~/domain/network/queries.server";
import { daysOf } from "~/domain/network/terms.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { addDays, daysBetween, isoWeek, isQuiet, mondayOf, shortDate } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import { pointedOut, weekdayOf } from "~/platform/holidays";
import { nextYears } from "./rules";

interface Meeting {
  title: string;
  heldOn: string;
  fromTime: string;
  toTime: string;
  place: string | null;
}
const ordinary = (networkId: string, year: number): Meeting[] =>
  rows<Meeting>(
    "SELECT title, heldOn, fromTime, toTime, place FROM Meeting WHERE networkId = ?1 AND kind = 'ordinary' AND state <> 'cancelled' AND substr(heldOn, 1, 4) = ?2 ORDER BY heldOn",
    networkId,
    String(year),
  );
const lastYear = (networkId: string, before: number): number | null =>
  row<{ year: number | null }>(
    "SELECT max(CAST(substr(heldOn, 1, 4) AS INTEGER)) AS year FROM Meeting WHERE networkId = ?1 AND kind = 'ordinary' AND state <> 'cancelled' AND substr(heldOn, 1, 4) < ?2",
    networkId,
    String(before),
  )?.year ?? null;

/** So many days spread over the two terms, on one weekday (1 is Monday). */
function spread(year: number, count: number, weekday: number): string[] {
  const within = (from: number, to: number, n: number) =>
    Array.from({ length: n }, (_, i) =>
      addDays(mondayOf(year, Math.floor(from + ((i + 0.5) * (to - from)) / n)), weekday - 1),
    );
  const spring = Math.ceil(count / 2);
  return [...within(5, 24, spring), ...within(35, 50, count - spring)];
}
/** The list without the day that lies nearest. */
function withoutNearest<T>(list: readonly T[], on: string, dayOf: (x: T) => string): T[] {
  const far = (x: T) => Math.abs(daysBetween(on, dayOf(x)));
  const nearest = [...list].sort((a, b) => far(a) - far(b))[0];
  return list.filter((x) => x !== nearest);
}
const own = (on: string) => on;

const ordinals = ["första", "andra", "tredje", "fjärde", "femte", "sjätte"];
/** "Höstens andra möte": the first of its term that no other has. */
function usualTitle(on: string, taken: Set<string>): string {
  const term = on.slice(5) < "07-01" ? "Vårens" : "Höstens";
  const free = ordinals.map((nth) => `${term} ${nth} möte`).find((t) => !taken.has(t)) ?? "Möte";
  taken.add(free);
  return free;
}

/** The same week and weekday in the year that is planned. */
function movedTo(year: number, on: string): string {
  let day = on;
  for (let i = Number(on.slice(0, 4)); i < year; i++) day = nextYears(day);
  return day;
}

/** What speaks against a day; null: nothing. A weekend does not where the network has met on one before. */
function against(permit: NetworkPermit<"meeting.manage">, year: number) {
  const { network } = permit;
  const known = daysOf(network.id, year);
  const taken = new Map(
    rows<{ heldOn: string; title: string }>(
      "SELECT m.heldOn, m.title FROM Meeting m JOIN Network n ON n.id = m.networkId WHERE n.countyId = ?1 AND m.state <> 'cancelled' AND m.heldOn BETWEEN ?2 AND ?3",
      network.countyId,
      `${year}-01-01`,
      `${year}-12-31`,
    ).map((m) => [m.heldOn, `samma dag som ${m.title}`]),
  );
  return (on: string, weekday: number): string | null => {
    const day = pointedOut(on);
    if (day && !(weekday >= 6 && /^en (lör|sön)dag$/.test(day))) return day;
    const note = known.find((d) => d.on === on || (d.week && isoWeek(d.on) === isoWeek(on)));
    if (note) return note.label;
    return isQuiet(on, network.quietPeriods) ? "i en lugn period" : (taken.get(on) ?? null);
  };
}

/** The year after the last one with meetings, and never one that has been, unless another is asked for. */
function yearOf(asked: string | null, today: string, last: number | null): { year: number; years: number[] } {
  const now = Number(today.slice(0, 4));
  const years = [now, now + 1, now + 2, now + 3];
  const usual = Math.min(Math.max(now, (last ?? now - 1) + 1), now + 3);
  const year = years.find((y) => String(y) === asked) ?? usual;
  return { year, years };
}

export function yearToPlan(permit: NetworkPermit<"meeting.manage">, asked: string | null) {
  const { network, today } = permit;
  const { year, years } = yearOf(asked, today, lastYear(network.id, 9999));
  const aYear = row<{ n: number }>("SELECT meetingsAYear AS n FROM Network WHERE id = ?", network.id)?.n ?? 4;
  const planned = ordinary(network.id, year);
  const last = lastYear(network.id, year);
  const before = last === null ? [] : ordinary(network.id, last);
  const usual = before[0] ?? planned[0];
  const weekday = usual ? weekdayOf(usual.heldOn) : 4;

  // Where nobody has met before the days are spread; each that is planned, or that last year's pattern gives, stands for the nearest.
  let slots = spread(year, aYear, weekday);
  let pattern = before.map((m) => ({ ...m, heldOn: movedTo(year, m.heldOn) }));
  for (const m of planned) {
    slots = withoutNearest(slots, m.heldOn, own);
    pattern = withoutNearest(pattern, m.heldOn, (p) => p.heldOn);
  }
  const far = (m: Meeting) => Math.min(...slots.map((on) => Math.abs(daysBetween(on, m.heldOn))));
  while (pattern.length > slots.length) {
    const stray = [...pattern].sort((a, b) => far(b) - far(a))[0];
    pattern = pattern.filter((m) => m !== stray);
  }
  for (const m of pattern) slots = withoutNearest(slots, m.heldOn, own);
  const titles = new Set([...planned, ...pattern].map((m) => m.title));
  const rest = slots.map((heldOn) => ({
    title: usualTitle(heldOn, titles),
    heldOn,
    fromTime: usual?.fromTime ?? "09:00",
    toTime: usual?.toTime ?? "16:00",
    place: null,
  }));

  const trouble = against(permit, year);
  const chosen = new Set<string>();
  /** The nearest week in which nothing speaks against the weekday; a day that has been is left for the strategist to choose. */
  const suggested = (m: Meeting) => {
    const day = weekdayOf(m.heldOn);
    const free = [0, 7, -7, 14, -14, 21, -21, 28, -28]
      .map((days) => addDays(m.heldOn, days))
      .find((on) => on > today && on.startsWith(`${year}-`) && !chosen.has(on) && trouble(on, day) === null);
    const heldOn = free ?? (m.heldOn > today ? m.heldOn : "");
    chosen.add(heldOn);
    const why = trouble(m.heldOn, day);
    return {
      ...m,
      heldOn,
      place: m.place ?? "",
      insteadOf: heldOn && heldOn !== m.heldOn && why ? `${shortDate(m.heldOn)} är ${why}` : null,
      clash: heldOn ? trouble(heldOn, day) : null,
    };
  };
  return {
    place: placeOf(network),
    today,
    year,
    years,
    fromYear: last,
    aYear,
    planned: planned.map(({ title, heldOn }) => ({ title, heldOn })),
    meetings: [...pattern, ...rest].sort((a, b) => a.heldOn.localeCompare(b.heldOn)).map(suggested),
  };
}
