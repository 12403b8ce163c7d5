// "Läget i korthet": the six duties read from what happened. Facts in, a level out; nothing is typed in by anybody. Pure.
import type { OpenForm, Standing, StandingNow } from "~/domain/commitments/rules";

export const duties = ["takePart", "groups", "home", "spread", "collect", "seat"] as const;
export type Duty = (typeof duties)[number];
/** met: nothing to do · underway: its day has not come · partly: something is left · open: all of it is · none: nothing is asked. */
export const levels = ["met", "underway", "partly", "open", "none"] as const;
export type Level = (typeof levels)[number];

/** What was asked of an organisation in a period: `open` before its last day, `late` after it. */
export interface Asked {
  given: number;
  done: number;
  notForUs: number;
  open: number;
  late: number;
}
export interface Facts {
  /** Meetings whose attendance was taken, but for those of groups, and half days at them. */
  meetings: number;
  halves: number;
  /** Places in working groups at the period's end, and at any time in it. */
  filled: number;
  vacant: number;
  held: number;
  home: Asked;
  spread: Asked;
  collect: Asked;
  /** At the period's end: who sits, and the standing that list, to-do and status say too. */
  representative: boolean;
  deputy: boolean;
  standing: Standing;
  /** Of a period that today is in: the form under way that puts right what the standing says, and the deputy's coming end. */
  underway?: OpenForm["state"] | null;
  deputyLeaves?: StandingNow["deputyLeaves"];
}

/** From this share of the meetings on it is taking part. */
export const takesPart = 0.75;

function asked(a: Asked): Level {
  if (a.given === 0) return "none";
  if (a.late === 0) return a.open > 0 ? "underway" : "met";
  return a.late === a.given ? "open" : "partly";
}
function takingPart(f: Facts): Level {
  if (f.meetings === 0) return "none";
  if (f.halves === 0) return "open";
  return f.halves / 2 >= takesPart * f.meetings ? "met" : "partly";
}
function inGroups(f: Facts): Level {
  if (f.vacant > 0) return f.filled > 0 ? "partly" : "open";
  return f.held > 0 ? "met" : "none";
}
/** What each standing of the form amounts to as a duty. */
const seatLevels: Record<Standing, Level> = {
  vacant: "open",
  leaving: "partly",
  declined: "partly",
  returned: "partly",
  unanswered: "partly",
  awaitingSignature: "underway",
  begun: "underway",
  invited: "underway",
  noForm: "open",
  deputyMissing: "partly",
  deputyLeaving: "partly",
  expired: "partly",
  expiring: "met",
  received: "underway",
  signed: "underway",
  active: "met",
};
const rules: Record<Duty, (f: Facts) => Level> = {
  takePart: takingPart,
  groups: inGroups,
  home: (f) => asked(f.home),
  spread: (f) => asked(f.spread),
  collect: (f) => asked(f.collect),
  seat: (f) => seatLevels[f.standing],
};
export const levelOf = (duty: Duty, facts: Facts): Level => rules[duty](facts);

/** A period: a calendar year up to today, at most. */
export interface Period {
  year: string;
  fromOn: string;
  toOn: string;
}
export const periodOf = (year: string, today: string): Period => ({
  year,
  fromOn: `${year}-01-01`,
  toOn: `${year}-12-31` < today ? `${year}-12-31` : today,
});
/** The year a manager is shown first: the one that has ended, until March has run out. */
export const shownYear = (today: string): string =>
  String(Number(today.slice(0, 4)) - (today.slice(5, 7) <= "03" ? 1 : 0));
/** The years up to this one, newest last, at most ten. */
export const yearsUntil = (first: string, today: string): Period[] => {
  const last = Number(today.slice(0, 4));
  const from = Math.max(Number(first), last - 9);
  return Array.from({ length: last - from + 1 }, (_, i) => periodOf(String(from + i), today));
};
