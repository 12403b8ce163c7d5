// Swedish red days, eves and squeeze days (lagen om allmänna helgdagar, 1989:253). Pointed out, never blocked.
import { addDays } from "./calendar";

/** Easter Sunday by the Gregorian computus (Meeus/Jones/Butcher). */
export function easter(year: number): string {
  const a = year % 19,
    b = Math.floor(year / 100),
    c = year % 100,
    d = Math.floor(b / 4),
    e = b % 4;
  const g = Math.floor((8 * b + 13) / 25),
    h = (19 * a + b - d - g + 15) % 30,
    i = Math.floor(c / 4),
    k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7,
    m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31),
    day = ((h + l - 7 * m + 114) % 31) + 1;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (on: string): number => ((new Date(`${on}T12:00:00Z`).getUTCDay() + 6) % 7) + 1;
const firstOf = (from: string, weekday: number): string => addDays(from, (weekday - weekdayOf(from) + 7) % 7);

const years = new Map<number, Map<string, string>>();
/** Red days and eves of a year, by day. */
export function holidays(year: number): ReadonlyMap<string, string> {
  const known = years.get(year);
  if (known) return known;
  const e = easter(year);
  const midsummer = firstOf(`${year}-06-20`, 6);
  const found = new Map<string, string>([
    [`${year}-01-01`, "nyårsdagen"],
    [`${year}-01-05`, "trettondagsafton"],
    [`${year}-01-06`, "trettondedag jul"],
    [addDays(e, -3), "skärtorsdagen"],
    [addDays(e, -2), "långfredagen"],
    [addDays(e, -1), "påskafton"],
    [e, "påskdagen"],
    [addDays(e, 1), "annandag påsk"],
    [`${year}-04-30`, "valborgsmässoafton"],
    [`${year}-05-01`, "första maj"],
    [addDays(e, 39), "Kristi himmelsfärdsdag"],
    [addDays(e, 49), "pingstdagen"],
    [`${year}-06-06`, "nationaldagen"],
    [addDays(midsummer, -1), "midsommarafton"],
    [midsummer, "midsommardagen"],
    [addDays(firstOf(`${year}-10-31`, 6), -1), "allhelgonaafton"],
    [firstOf(`${year}-10-31`, 6), "alla helgons dag"],
    [`${year}-12-24`, "julafton"],
    [`${year}-12-25`, "juldagen"],
    [`${year}-12-26`, "annandag jul"],
    [`${year}-12-31`, "nyårsafton"],
  ]);
  years.set(year, found);
  return found;
}
const eves = new Set(["trettondagsafton", "skärtorsdagen", "valborgsmässoafton", "allhelgonaafton"]);
const free = (on: string): boolean => {
  const name = holidays(Number(on.slice(0, 4))).get(on);
  return weekdayOf(on) >= 6 || (name !== undefined && !eves.has(name));
};

/** What is special about a day for whoever plans a meeting: a red day, an eve, a weekend or a squeeze day; otherwise null. */
export function pointedOut(on: string): string | null {
  const name = holidays(Number(on.slice(0, 4))).get(on);
  if (name) return name;
  if (weekdayOf(on) >= 6) return weekdayOf(on) === 6 ? "en lördag" : "en söndag";
  return free(addDays(on, -1)) && free(addDays(on, 1)) ? "en klämdag" : null;
}
