// Dates as people in Sweden read them. `…On` is YYYY-MM-DD text, `…At` an instant.
import { TZDate } from "@date-fns/tz";
import { addMonths as plusMonths } from "date-fns/addMonths";
import { getISOWeek } from "date-fns/getISOWeek";

export const ZONE = "Europe/Stockholm";
/** The same few days are asked about thousands of times. */
function remembered<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let made = known.get(key);
    if (made === undefined) {
      if (known.size >= 2000) known.clear();
      known.set(key, (made = make(key)));
    }
    return made;
  };
}
const pad = (n: number) => String(n).padStart(2, "0");
const iso = (d: Date) => `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`;
const numbers = (on: string): [number, number, number] => [
  Number(on.slice(0, 4)),
  Number(on.slice(5, 7)),
  Number(on.slice(8, 10)),
];
/** Noon in Stockholm on the day: far from every change of the clock. */
const noon = (on: string) => {
  const [y, m, d] = numbers(on);
  return new TZDate(y, m - 1, d, 12, 0, 0, ZONE);
};
/** A day needs no zone to be counted with or written out: lists do it by the thousand. */
const dayNumber = (on: string) => {
  const [y, m, d] = numbers(on);
  return Date.UTC(y, m - 1, d) / 86_400_000;
};
const dayOf = (number: number) => {
  const d = new Date(number * 86_400_000);
  return `${d.getUTCFullYear()}-${pad(d.getUTCMonth() + 1)}-${pad(d.getUTCDate())}`;
};
const format = (options: Intl.DateTimeFormatOptions, timeZone: string = ZONE) => {
  const formatter = new Intl.DateTimeFormat("sv-SE", { timeZone, ...options });
  return (at: Date) => formatter.format(at);
};
const there = format({
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});
const hour = 3_600_000;
const offsets = new Map<number, number>();
/** Milliseconds that Stockholm is ahead in the hour of an instant; asked of the calendar once an hour that is written. */
function ahead(at: number): number {
  const begins = Math.floor(at / hour) * hour;
  let offset = offsets.get(begins);
  if (offset === undefined) {
    if (offsets.size >= 5000) offsets.clear();
    offsets.set(begins, (offset = Date.parse(`${there(new Date(begins)).replace(" ", "T")}Z`) - begins));
  }
  return offset;
}
/** "2026-11-12 16:42" in Stockholm */
export const minute = (at: Date): string =>
  new Date(at.getTime() + ahead(at.getTime())).toISOString().slice(0, 16).replace("T", " ");

/** The calendar day in Stockholm at an instant. */
export const todayOn = (at: Date): string => minute(at).slice(0, 10);
export const addDays = (on: string, days: number): string => dayOf(dayNumber(on) + days);
const monthsFrom = remembered((key): string => {
  const [on = "", months] = key.split(" ");
  return iso(plusMonths(noon(on), Number(months)));
});
export const addMonths = (on: string, months: number): string => monthsFrom(`${on} ${months}`);
/** Whole calendar days from one day to another. */
export const daysBetween = (fromOn: string, toOn: string): number => dayNumber(toOn) - dayNumber(fromOn);
/** ISO 8601 week, "v. 53" for 2027-01-03. */
export const isoWeek = remembered((on): number => getISOWeek(noon(on)));
/** The instant at which a day begins in Stockholm. */
export const startOfDay = (on: string): Date => {
  const [y, m, d] = numbers(on);
  return new Date(new TZDate(y, m - 1, d, 0, 0, 0, ZONE).getTime());
};

/** The instant of a time of the clock (HH:MM) on a day in Stockholm. */
export const zonedInstant = (on: string, time: string): Date => new Date(instantOf(`${on}T${time}`));
const instantOf = remembered((at): number => {
  const [y, m, d] = numbers(at);
  return new TZDate(y, m - 1, d, Number(at.slice(11, 13)), Number(at.slice(14, 16)), 0, ZONE).getTime();
});
/** What is wrong with a time of the clock on a day: the change of the clock takes it away or gives it twice. Null: it is there, once. */
export function hourTrouble(on: string, time: string): string | null {
  if (!isDate(on) || !/^\d{2}:\d{2}$/.test(time)) return null;
  const at = zonedInstant(on, time).getTime();
  const is = (instant: number) => minute(new Date(instant)) === `${on} ${time}`;
  const said = time.replace(":", ".");
  if (!is(at))
    return `Klockan ${said} finns inte den ${shortDate(on)}: då ställs klockan fram till sommartid. Skriv en annan tid.`;
  if (is(at - hour) || is(at + hour))
    return `Klockan ${said} kommer två gånger den ${shortDate(on)}: då ställs klockan tillbaka till vintertid. Skriv en annan tid.`;
  return null;
}
/** Rows whose half-open period covers the day, as a where of Prisma. */
export const inForceOn = (on: string) => ({
  fromOn: { lte: on },
  OR: [{ untilOn: null }, { untilOn: { gt: on } }],
});
/** The same in raw SQL, of a table by its name in the query, or of the only one there; ?2 is the day where no other is named. */
export const inForceSql = (table: string, day = "?2"): string => {
  const t = table && `${table}.`;
  return `${t}fromOn <= ${day} AND (${t}untilOn IS NULL OR ${t}untilOn > ${day})`;
};
/** The Monday of an ISO week. */
export const mondayOf = (year: number, week: number): string => {
  const fourth = `${year}-01-04`;
  return addDays(fourth, (week - 1) * 7 - ((new Date(`${fourth}T12:00:00Z`).getUTCDay() + 6) % 7));
};

/** True for a YYYY-MM-DD that exists in the calendar. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [y, m, d] = text.split("-").map(Number) as [number, number, number];
  const at = new Date(Date.UTC(y, m - 1, d));
  return at.getUTCMonth() === m - 1 && at.getUTCDate() === d && y >= 1900 && y < 2200;
}

const months = [
  "januari",
  "februari",
  "mars",
  "april",
  "maj",
  "juni",
  "juli",
  "augusti",
  "september",
  "oktober",
  "november",
  "december",
];
/** 5 for "maj"; 0 for what is no month. */
export const monthNumber = (name: string): number => months.indexOf(name.toLowerCase()) + 1;
const weekday = format({ weekday: "long" });

/** "1 mars", for a day within the year that the text is about */
export const shortDate = (on: string): string => {
  const [, m, d] = numbers(on);
  return `${d} ${months[m - 1]}`;
};
/** "1 mars 2027" */
export const longDate = (on: string): string => `${shortDate(on)} ${on.slice(0, 4)}`;
/** The last day of a half-open period, "31 december 2026" of one until 2027-01-01: what ends is told by its last day. */
export const through = (untilOn: string): string => longDate(addDays(untilOn, -1));
/** "1–20 december 2026", "28 november–3 december 2026"; month and year are said once where they are the same. */
export const longPeriod = (fromOn: string, lastOn: string): string => {
  if (fromOn === lastOn) return longDate(lastOn);
  if (fromOn.slice(0, 7) === lastOn.slice(0, 7)) return `${Number(fromOn.slice(8))}–${longDate(lastOn)}`;
  return `${fromOn.slice(0, 4) === lastOn.slice(0, 4) ? shortDate(fromOn) : longDate(fromOn)}–${longDate(lastOn)}`;
};
/** "1 mars 2027", of a stored instant */
export const longDateAt = (at: string): string => longDate(todayOn(new Date(at)));
/** "torsdag 11 mars 2027" */
export const weekdayDate = remembered((on): string => `${weekday(noon(on))} ${longDate(on)}`);
const clock = (moment: string) => moment.slice(11).replace(":", ".");
/** "kl. 16.42" */
export const clockTime = (at: Date): string => `kl. ${clock(minute(at))}`;
/** "12 november 2026 kl. 16.42" */
export const longMoment = (at: Date): string => {
  const moment = minute(at);
  return `${longDate(moment.slice(0, 10))} kl. ${clock(moment)}`;
};
/** "2026-11-12 16.42", for tables */
export const tableMoment = (at: Date): string => minute(at).replace(":", ".");

/** Is the day inside one of the county's quiet periods ({from,to} as MM-DD, inclusive, may pass new year)? */
export function isQuiet(on: string, periods: { from: string; to: string }[]): boolean {
  const day = on.slice(5);
  return periods.some(({ from, to }) => (from <= to ? from <= day && day <= to : day >= from || day <= to));
}

/** No longer than this is it quiet on end; what waits for a quiet period to pass counts on it. */
export const longestQuiet = 90;
/** The most days on end that the periods cover together: one may begin where another ends. */
export function quietOnEnd(periods: { from: string; to: string }[]): number {
  let [most, now] = [0, 0];
  // Over two new years, one of them of a leap year.
  for (let i = 0, on = "2027-01-01"; i < 3 * 366; i++, on = addDays(on, 1)) {
    now = isQuiet(on, periods) ? now + 1 : 0;
    most = Math.max(most, now);
  }
  return most;
}

/** The first day from `on` that no quiet period covers. */
export function afterQuiet(on: string, periods: { from: string; to: string }[]): string {
  let day = on;
  for (let i = 0; i < 366 && isQuiet(day, periods); i++) day = addDays(day, 1);
  return day;
}
