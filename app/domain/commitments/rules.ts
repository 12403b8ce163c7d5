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
/** What has been signed, here or on paper, and was not stopped or taken back. */
export const signedStates = ["signed", "active", "replaced", "ended"] as const satisfies readonly State[];

export const steps = {
  start: { from: [null], to: "draft" },
  save: { from: ["draft"], to: "draft" },
  send: { from: ["draft"], to: "awaitingSignature" },
  /** One of several managers has signed. */
  sign: { from: ["awaitingSignature"], to: "awaitingSignature" },
  /** Every manager has signed. */
  complete: { from: ["awaitingSignature"], to: "signed" },
  /** A signed paper that the strategist attaches stands for every signature. */
  attachPaper: { from: ["awaitingSignature"], to: "signed" },
  /** Taken in from a list: it is on paper somewhere, and holds. Nobody signs it here. */
  moveIn: { from: ["draft"], to: "active" },
  /** The row was mistaken, or is written anew. */
  takeBack: { from: ["active"], to: "withdrawn" },
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
  receive: { from: signedStates, to: null },
} as const satisfies Record<string, { from: readonly (State | null)[]; to: State | null }>;
export type Step = keyof typeof steps;

/** Where a step leads from a state, or null if it may not be taken. */
export function after(step: Step, from: State | null): State | null {
  const rule = steps[step];
  if (!(rule.from as readonly (State | null)[]).includes(from)) return null;
  return rule.to ?? from;
}

/** A form that was sent and came to nothing is mended in a copy of it; not one that was taken in from a list. */
export const isMendable = (c: { state: string; contentHash: string | null; origin: string }): boolean =>
  ["declined", "returned", "withdrawn"].includes(c.state) && c.contentHash !== null && c.origin !== "moveIn";

export const kinds = ["first", "renewal", "representative", "deputy"] as const;
/** What a form changes: everything, or one seat (a replacement). */
export type Kind = (typeof kinds)[number];
export type SeatName = "representative" | "deputy";
export const isWaitedFor = ({ state }: { state: string }): boolean =>
  state === "pending" || state === "unconfirmed";
/** The facts that tell that all have signed. */
export const signedFacts = ["commitment.complete", "commitment.attachPaper"] as const;
export const theOtherSeat = (seat: string): SeatName => (seat === "deputy" ? "representative" : "deputy");

export const isReplacement = (kind: Kind): boolean => kind === "representative" || kind === "deputy";
/** The seats that a form of this kind fills. */
export const seatsOf = (kind: Kind): readonly SeatName[] =>
  kind === "representative" || kind === "deputy" ? [kind] : ["representative", "deputy"];

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

/** The network's period, and the end of the one that the form in force is of. */
export interface Term {
  months: number | null;
  periodEnd: string | null;
}
/** The last day of a term, as untilOn; null is until further notice. A replacement keeps the period's end. */
export function untilOf(kind: Kind, startOn: string, { months, periodEnd }: Term): string | null {
  if (isReplacement(kind)) return periodEnd;
  return months ? addMonths(startOn, months) : null;
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

/** An organisation's standing, in the order of precedence: a gap before a wait before "gäller" – the first that is true. */
export const standings = [
  "vacant",
  "leaving",
  "declined",
  "returned",
  "unanswered",
  "awaitingSignature",
  "begun",
  "invited",
  "noForm",
  "deputyMissing",
  "deputyLeaving",
  "expired",
  "expiring",
  "received",
  "signed",
  "active",
] as const;
export type Standing = (typeof standings)[number];
/** The seat that is empty, or is to be. */
export const seatToFill: Partial<Record<Standing, SeatName>> = {
  vacant: "representative",
  leaving: "representative",
  deputyMissing: "deputy",
  deputyLeaving: "deputy",
};

/** A form that is not over: nothing that was sent after it has taken its place. */
export interface OpenForm {
  id: string;
  kind: Kind;
  state: "draft" | "awaitingSignature" | "signed" | "declined" | "returned";
  startOn: string | null;
  /** Since when it has been so. */
  since: string;
  received: boolean;
  remindersSpent: boolean;
  /** It names a deputy. */
  deputy: boolean;
}
interface SeatFacts {
  held: boolean;
  /** The first day without anybody, of a seat that somebody has held. */
  vacantSince: string | null;
  /** The first day without the holder, where nobody holds it from then on. */
  leavesOn: string | null;
}
export interface StandingFacts {
  representative: SeatFacts;
  deputy: SeatFacts;
  /** The newest first. */
  forms: readonly OpenForm[];
  inForce: { startOn: string | null; untilOn: string | null } | null;
  /** An invitation that is young enough to be waited for, and came through. */
  invitedOn: string | null;
}

const formIn = (f: StandingFacts, state: OpenForm["state"]): OpenForm | undefined =>
  f.forms.find((x) => x.state === state);
/** Is it a form for the seat? One of the deputy's seat alone is, before anybody is named in it. */
const isFor = (x: OpenForm, seat: SeatName): boolean =>
  seatsOf(x.kind).includes(seat) && (seat === "representative" || x.kind === "deputy" || x.deputy);
const formFor = (f: StandingFacts, seat: SeatName): OpenForm | null =>
  f.forms.find((x) => isFor(x, seat)) ?? null;
/** Is a seat filled by a signed form, on the day or before it? */
const filledBy = (f: StandingFacts, seat: SeatName, on: string): boolean =>
  f.forms.some((x) => x.state === "signed" && isFor(x, seat) && (x.startOn ?? "") <= on);
const leaves = (f: StandingFacts, seat: SeatName) => {
  const { held, leavesOn } = f[seat];
  return held && leavesOn && !filledBy(f, seat, leavesOn) ? { date: leavesOn } : null;
};
/** Is a seat held that nobody is known to take over? */
export const becomesVacant = (f: StandingFacts, seat: SeatName): boolean => Boolean(leaves(f, seat));
const byForm = (form: OpenForm | undefined | false) => form && { date: form.since, form };
const without = (f: StandingFacts): boolean => !f.inForce && !formIn(f, "signed");
/** The first day after the period of the form in force, unless a signed one renews it. */
const periodEnd = (f: StandingFacts): string | null => {
  const renewed = f.forms.some((x) => x.state === "signed" && !isReplacement(x.kind));
  return renewed ? null : (f.inForce?.untilOn ?? null);
};
/** How a period stands that ends: out, or so near its end that renewal is asked for. */
export function periodStanding(end: string | null, today: string): "expired" | "expiring" | null {
  if (!end || end > addDays(today, renewalAsks[0])) return null;
  return end <= today ? "expired" : "expiring";
}
const runsOut = (f: StandingFacts, today: string, as: "expired" | "expiring") => {
  const end = periodEnd(f);
  return periodStanding(end, today) === as && { date: end };
};

type Found = { date: string | null; form?: OpenForm } | null | undefined | false;
const holds: Record<Standing, (f: StandingFacts, today: string) => Found> = {
  vacant: ({ representative: r, inForce }) =>
    !r.held && (r.vacantSince !== null || inForce !== null) && { date: r.vacantSince },
  leaving: (f) => leaves(f, "representative"),
  declined: (f) => byForm(formIn(f, "declined")),
  returned: (f) => byForm(formIn(f, "returned")),
  unanswered: (f) => byForm(f.forms.find((x) => x.state === "awaitingSignature" && x.remindersSpent)),
  awaitingSignature: (f) => byForm(formIn(f, "awaitingSignature")),
  begun: (f) => without(f) && byForm(formIn(f, "draft")),
  invited: (f) => without(f) && f.invitedOn !== null && { date: f.invitedOn },
  noForm: (f) => without(f) && { date: null },
  deputyMissing: (f) =>
    f.inForce !== null && !f.deputy.held && !filledBy(f, "deputy", "9999") && { date: f.deputy.vacantSince },
  deputyLeaving: (f) => f.inForce !== null && leaves(f, "deputy"),
  expired: (f, today) => runsOut(f, today, "expired"),
  expiring: (f, today) => runsOut(f, today, "expiring"),
  received: (f) => {
    const form = f.forms.find((x) => x.state === "signed" && x.received);
    return form && { date: form.startOn, form };
  },
  signed: (f) => {
    const form = formIn(f, "signed");
    return form && { date: form.startOn, form };
  },
  active: (f) => ({ date: f.inForce?.startOn ?? null }),
};

/** The form under way that would put right what the standing says, where it speaks of no form itself. */
function mendedBy(f: StandingFacts, standing: Standing): OpenForm | null {
  const seat = seatToFill[standing];
  if (seat) return formFor(f, seat);
  if (standing !== "expired" && standing !== "expiring") return null;
  return f.forms.find((x) => !isReplacement(x.kind)) ?? null;
}

export interface StandingNow {
  standing: Standing;
  date: string | null;
  form: OpenForm | null;
  /** The form under way that the standing does not speak of: one that puts it right (`mends`) before the newest. */
  beside: OpenForm | null;
  mends: boolean;
  /** The first day after the period, whatever the standing speaks of. */
  periodEnd: string | null;
  /** The first day without a deputy whom nobody is known to follow, and the form under way for the seat, whatever the standing speaks of. */
  deputyLeaves: { date: string; form: OpenForm | null } | null;
}
/** The deputy's coming end, where the standing speaks of something else. */
export const deputyLeavesBeside = (
  s: Pick<StandingNow, "standing"> & Partial<StandingNow>,
): StandingNow["deputyLeaves"] => (s.standing === "deputyLeaving" ? null : (s.deputyLeaves ?? null));
/** The first standing of the written order that the facts make true, since when or from when, and the form that it is about. */
export function standingOf(facts: StandingFacts, today: string): StandingNow {
  for (const standing of standings) {
    const found = holds[standing](facts, today);
    if (!found) continue;
    const form = found.form ?? null;
    const mending = mendedBy(facts, standing);
    const deputy = leaves(facts, "deputy");
    return {
      standing,
      date: found.date,
      form,
      beside: mending ?? facts.forms.find((x) => x !== form) ?? null,
      mends: mending !== null,
      periodEnd: periodEnd(facts),
      deputyLeaves: deputy && { ...deputy, form: formFor(facts, "deputy") },
    };
  }
  throw new Error("every organisation has a standing");
}
