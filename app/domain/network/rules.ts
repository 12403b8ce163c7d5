// The days that a network knows, and the sports week of its county. Pure.
import { isDate, mondayOf, monthNumber } from "~/platform/calendar";

export interface KnownDay {
  on: string;
  label: string;
  /** Begins a week that is known as a whole. */
  week: boolean;
}

/** "8 mars Internationella kvinnodagen", "v. 47 En vecka fri från våld börjar"; null: neither. */
function knownDay(line: string, year: number): KnownDay | null {
  const week = /^v\.?\s*(\d{1,2})\s+(\S.*)$/i.exec(line);
  if (week) {
    const number = Number(week[1]);
    return number >= 1 && number <= 53
      ? { on: mondayOf(year, number), label: `${week[2] ?? ""} (v. ${number})`, week: true }
      : null;
  }
  const day = /^(\d{1,2})\s+(\p{L}+)\s+(\S.*)$/u.exec(line);
  if (!day) return null;
  const [, of = "", month = "", label = ""] = day;
  const on = `${year}-${String(monthNumber(month)).padStart(2, "0")}-${of.padStart(2, "0")}`;
  return isDate(on) ? { on, label, week: false } : null;
}

/** Leap years have every day that a line may name. */
export const isKnownDay = (line: string): boolean => knownDay(line, 2028) !== null;
export const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((l) => l.trim())
    .filter(Boolean);

export const knownDays = (lines: string, sportsWeek: number | null, year: number): KnownDay[] =>
  [...(sportsWeek ? [`v. ${sportsWeek} Sportlovet börjar`] : []), ...linesOf(lines)]
    .map((line) => knownDay(line, year))
    .filter((d) => d !== null)
    .sort((a, b) => a.on.localeCompare(b.on));
