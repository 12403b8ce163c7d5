// A day as people write it in a list. What could be two days, or no day, is asked about and never guessed. Pure.
import { isDate, longDate } from "~/platform/calendar";

export type Day = { on: string } | { unknown: true } | { ask: string };

const months = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
const pad = (n: number | string) => String(n).padStart(2, "0");
const fourDigits = (text: string): Day => ({
  ask: `Skriv årtalet i ”${text}” med fyra siffror, till exempel 2026-03-01`,
});
const unread = (text: string): Day => ({
  ask: `Dagen ”${text}” går inte att läsa. Skriv den som 2026-03-01, eller lämna cellen tom om den är okänd`,
});

function dated(text: string, year: string, month: number | string, day: string): Day {
  if (year.length === 2) return fourDigits(text);
  const on = `${year}-${pad(month)}-${pad(day)}`;
  return isDate(on) ? { on } : unread(text);
}

/** Two numbers and a year: 25/03/2026 is one day, 01/03/2026 could be two. */
function eitherOrder(text: string, first: string, second: string, year: string): Day {
  const swedish = dated(text, year, second, first);
  const american = dated(text, year, first, second);
  if (!("on" in swedish)) return american;
  if (!("on" in american) || american.on === swedish.on) return swedish;
  return {
    ask: `”${text}” kan vara ${longDate(swedish.on)} eller ${longDate(american.on)}. Skriv dagen som 2026-03-01`,
  };
}

/** Days since 30 December 1899, as Excel counts. The time of the day is left out; half a second is forgiven the arithmetic. */
export const excelDay = (serial: number): string =>
  new Date(Date.UTC(1899, 11, 30) + Math.floor(serial + 0.5 / 86_400) * 86_400_000)
    .toISOString()
    .slice(0, 10);

const time = /[T ]+(kl\.? ?)?\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?( ?(Z|[+-]\d{2}:?\d{2}))?$/i;
const weekday = /^(må|ti|on|to|fr|lö|sö)[a-zåäö]*\.?,? +(?=(den +)?\d)/;

/** Between 1949 and 2119: a list of today holds no other. */
function serialDay(typed: string): Day {
  const serial = Number(typed.replace(",", "."));
  return serial > 18_000 && serial < 80_000 ? { on: excelDay(serial) } : unread(typed);
}

export function readDay(cell: string): Day {
  const typed = cell.trim();
  if (/^([-–—?]+|okän[dt]|vet ej|saknas|ingen|x)?$/i.test(typed)) return { unknown: true };
  if (/^\d{5}([.,]\d+)?$/.test(typed)) return serialDay(typed);
  const text = typed
    .toLowerCase()
    .replace(time, "")
    .replace(weekday, "")
    .replace(/^den +/, "")
    .trim();
  if (/^\d{6}$/.test(text)) return fourDigits(typed);
  return yearFirst(typed, text) ?? monthNamed(typed, text) ?? yearLast(typed, text) ?? unread(typed);
}

function yearFirst(typed: string, text: string): Day | null {
  const found =
    /^(\d{4}|\d{2})[-./ ](\d{1,2})[-./ ](\d{1,2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const [, year = "", month = "", day = ""] = found ?? [];
  return found && dated(typed, year, month, day);
}
function monthNamed(typed: string, text: string): Day | null {
  const [, day = "", name = "", year = ""] =
    /^(\d{1,2})(?::?[ae])?\.? ?([a-zåäö]{3,9})\.?,? ?['’-]?(\d{4}|\d{2})$/.exec(text) ?? [];
  const month = months.indexOf(name.slice(0, 3));
  return month < 0 ? null : dated(typed, year, month + 1, day);
}
function yearLast(typed: string, text: string): Day | null {
  const numbers = /^(\d{1,2})([-./])(\d{1,2})([-./ ]|-? ?-?)(\d{4}|\d{2})$/.exec(text);
  return numbers && ordered(typed, numbers);
}

/** "1.3.2026" and "1/3 2026" are never written with the month first. */
function ordered(typed: string, m: RegExpExecArray): Day {
  const [, first, one, second, two, year] = m as unknown as [string, string, string, string, string, string];
  if (year.length === 2) return fourDigits(typed);
  const swedish = one === "." || one !== two;
  return swedish ? dated(typed, year, second, first) : eitherOrder(typed, first, second, year);
}
