// The states of a commitment and the steps between them: one table (domain page, "States of a commitment").
// Pure; today's date is an argument.
import { addDays, addMonths } from "~/platform/calendar";

export const states = [
  "draft",
  "awaitingSignature",
  "declined",
  "signed",
  "active",
  "returned",
  "replaced",
  "ended",
  "withdrawn",
  "lapsed",
] as const;
export type State = (typeof states)[number];

export const steps = {
  start: { from: [null], to: "draft" },
  save: { from: ["draft"], to: "draft" },
  send: { from: ["draft"], to: "awaitingSignature" },
  /** One of several managers has signed. */
  sign: { from: ["awaitingSignature"], to: "awaitingSignature" },
  /** Every manager has signed. */
  complete: { from: ["awaitingSignature"], to: "signed" },
  /** A signed paper that the strategist attaches stands for every signature. */
  attachPaper: { from: ["draft", "awaitingSignature"], to: "signed" },
  misdirect: { from: ["awaitingSignature"], to: "awaitingSignature" },
  /** The strategist lets the paper's own day hold, with a reason, though it will be signed later. */
  backdate: { from: ["awaitingSignature"], to: "awaitingSignature" },
  confirmManager: { from: ["awaitingSignature"], to: "awaitingSignature" },
  decline: { from: ["awaitingSignature"], to: "declined" },
  withdraw: { from: ["draft", "awaitingSignature"], to: "withdrawn" },
  /** The strategist stops it before its day; a new draft is copied from it. */
  stop: { from: ["signed"], to: "returned" },
  activate: { from: ["signed"], to: "active" },
  replace: { from: ["active"], to: "replaced" },
  end: { from: ["active"], to: "ended" },
  lapse: { from: ["draft"], to: "lapsed" },
  /** A stamp (who, when, number), no gate: it changes no state. */
  receive: { from: ["signed", "active", "replaced", "ended"], to: null },
} as const satisfies Record<string, { from: readonly (State | null)[]; to: State | null }>;
export type Step = keyof typeof steps;

/** Where a step leads from a state, or null if it may not be taken. */
export function after(step: Step, from: State | null): State | null {
  const rule = steps[step];
  if (!(rule.from as readonly (State | null)[]).includes(from)) return null;
  return rule.to ?? from;
}

export const kinds = ["first", "renewal", "representative", "deputy"] as const;
/** What a form changes: everything, or one seat (a replacement). */
export type Kind = (typeof kinds)[number];
export type SeatName = "representative" | "deputy";

export const isReplacement = (kind: Kind): boolean => kind === "representative" || kind === "deputy";
/** The seats that a form of this kind fills. */
export const seatsOf = (kind: Kind): readonly SeatName[] =>
  kind === "representative"
    ? ["representative"]
    : kind === "deputy"
      ? ["deputy"]
      : ["representative", "deputy"];

/** Do two forms of one organisation touch the same seat? Only one of them may be under way. */
export const collides = (a: Kind, b: Kind): boolean => seatsOf(a).some((seat) => seatsOf(b).includes(seat));

/** Whose managers sign: the persons' own, one signature where they are the same (strategist's desk, 3). */
export function signersOf(
  kind: Kind,
  hasDeputy: boolean,
  sameManager: boolean,
): readonly ("representative" | "deputy" | "both")[] {
  if (kind === "representative") return ["representative"];
  if (kind === "deputy") return ["deputy"];
  if (!hasDeputy) return ["representative"];
  return sameManager ? ["both"] : ["representative", "deputy"];
}

/** The last day of a term, as untilOn; null is until further notice. A replacement keeps the period's end. */
export function untilOf(
  kind: Kind,
  startOn: string,
  termMonths: number | null,
  periodEnd: string | null,
): string | null {
  if (isReplacement(kind)) return periodEnd;
  return termMonths ? addMonths(startOn, termMonths) : null;
}

/** The day on which seats change: the form's, but never before the day it was signed and never the day the leaver began. */
export function changesOn(startOn: string, signedOn: string, leaverFrom: string | null): string {
  const day = startOn < signedOn ? signedOn : startOn;
  return leaverFrom && day <= leaverFrom ? addDays(leaverFrom, 1) : day;
}

const draftLivesDays = 30;
/** The day on which an untouched draft lapses. */
export const lapsesOn = (touchedOn: string): string => addDays(touchedOn, draftLivesDays);

export const reminders = { firstAfterDays: 5, thenEveryDays: 3, atMost: 4 } as const;
/** When the next reminder is due; null when they are spent and it lands in the strategist's list. */
export function nextReminder(sentOn: string, alreadySent: number): string | null {
  if (alreadySent >= reminders.atMost) return null;
  return addDays(sentOn, reminders.firstAfterDays + alreadySent * reminders.thenEveryDays);
}

/** Days before a term's end on which renewal is asked for. */
export const renewalAsks = [60, 14] as const;

/** An organisation's standing in a list: a gap before a wait before "gäller" – the first that is true. */
const standings = [
  "vacant",
  "declined",
  "returned",
  "unanswered",
  "awaitingSignature",
  "noForm",
  "deputyMissing",
  "expired",
  "expiring",
  "signed",
  "active",
] as const;
export type Standing = (typeof standings)[number];

export interface StandingFacts {
  representativeHeld: boolean;
  deputyHeld: boolean;
  /** The newest form that is not over, and the one in force. */
  latest: State | null;
  remindersSpent: boolean;
  hasForm: boolean;
  untilOn: string | null;
}

/** The first standing of the written order that the facts make true. */
export function standingOf(facts: StandingFacts, today: string): Standing {
  const { latest } = facts;
  if (!facts.representativeHeld && facts.hasForm) return "vacant";
  if (latest === "declined") return "declined";
  if (latest === "returned") return "returned";
  if (latest === "awaitingSignature") return facts.remindersSpent ? "unanswered" : "awaitingSignature";
  if (!facts.hasForm) return latest === "signed" ? "signed" : "noForm";
  if (!facts.deputyHeld && latest !== "signed") return "deputyMissing";
  if (facts.untilOn && facts.untilOn <= today) return "expired";
  if (facts.untilOn && addDays(today, renewalAsks[0]) >= facts.untilOn) return "expiring";
  return latest === "signed" ? "signed" : "active";
}
