// The words of the form: declaration, states. A changed declaration is a new version.
import { addDays, longDate, longMoment, startOfDay, through, todayOn } from "~/platform/calendar";
import { counted, numberWord } from "~/platform/swedish";
import {
  deputyLeavesBeside,
  isReplacement,
  type Kind,
  type Standing,
  type State,
  type Step,
  type Term,
} from "./rules";

export const declarationVersion = "2026-11";
export const declaration = "Jag är ansvarig chef och har läst hela uppdraget.";

/** Åtaganden: what the six duties are called. What they say is the network's own (network/terms.server.ts). */
export const dutyNames = [
  "Delta",
  "Arbetsgrupper",
  "På hemmaplan",
  "Sprida",
  "Samla in",
  "Aktuell blankett",
] as const;

export const purposes = { deliver: "Sprida", gather: "Samla in", both: "Sprida och samla in" } as const;
export const kindWords: Record<Kind, string> = {
  first: "Blankett",
  renewal: "Ny blankett",
  representative: "Byte av representant",
  deputy: "Byte av ersättare",
};
/** Asked of whoever sits for so many organisations. */
export const allOfThem = (organisations: number): string =>
  organisations === 2 ? "Gäller båda organisationerna?" : `Gäller alla ${numberWord(organisations)}?`;
/** A form as a sentence names it. */
export const formNames: Record<Kind, string> = {
  first: "Blanketten",
  renewal: "Den nya blanketten",
  representative: "Blanketten om byte av representant",
  deputy: "Blanketten om byte av ersättare",
};
export const seatWords = { representative: "Representant", deputy: "Ersättare" } as const;
export const signerWords = {
  representative: "Chef för representanten",
  deputy: "Chef för ersättaren",
  both: "Chef för representanten och ersättaren",
} as const;

export const stateWords: Record<State, string> = {
  draft: "Utkast",
  awaitingSignature: "Väntar på underskrift",
  declined: "Chefen har avböjt",
  signed: "Undertecknad",
  active: "Gäller",
  returned: "Stoppad, behöver rättas",
  replaced: "Ersatt av en ny blankett",
  ended: "Avslutad",
  withdrawn: "Återtagen",
  lapsed: "Utkastet är raderat",
};

/** What a form is, with its day: on its page, in the list of forms and in the organisation's standing. */
export const formWord = (form: { state: State; startOn: string | null; received?: boolean }): string => {
  if (form.state === "active") return "Gäller";
  if (form.state !== "signed") return stateWords[form.state];
  const word = form.received ? "Mottagen" : "Undertecknad";
  return form.startOn ? `${word}, gäller från ${longDate(form.startOn)}` : word;
};
const small = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
/** What is under way beside the standing: "Byte av representant: väntar på underskrift". */
export const besideText = (form: { kind: Kind; state: State; startOn: string | null; received: boolean }) =>
  `${kindWords[form.kind]}: ${form.state === "draft" ? "påbörjad" : small(formWord(form))}`;

export type Tone = "ok" | "wait" | "gap" | "info";
/** The tone of a form, on its page and in the list of forms. */
export const formTones: Record<State, Tone> = {
  draft: "info",
  awaitingSignature: "wait",
  declined: "gap",
  signed: "info",
  active: "ok",
  returned: "gap",
  replaced: "info",
  ended: "info",
  withdrawn: "info",
  lapsed: "info",
};
/** Tag and tone of a standing, the same everywhere; `standingText` has the day with it. */
export const standingWords: Record<Standing, { text: string; tone: Tone }> = {
  vacant: { text: "Vakant", tone: "gap" },
  leaving: { text: "Blir vakant", tone: "gap" },
  declined: { text: "Chefen har avböjt", tone: "gap" },
  returned: { text: "Stoppad, ska rättas", tone: "gap" },
  unanswered: { text: "Ingen underskrift efter påminnelser", tone: "gap" },
  awaitingSignature: { text: "Väntar på underskrift", tone: "wait" },
  begun: { text: "Blanketten är påbörjad", tone: "wait" },
  invited: { text: "Inbjuden att fylla i blanketten", tone: "wait" },
  noForm: { text: "Blankett saknas", tone: "wait" },
  deputyMissing: { text: "Ersättare saknas", tone: "wait" },
  deputyLeaving: { text: "Ersättaren slutar", tone: "wait" },
  expired: { text: "Perioden gick ut", tone: "wait" },
  expiring: { text: "Perioden går ut", tone: "wait" },
  received: { text: "Mottagen", tone: "info" },
  signed: { text: "Undertecknad", tone: "info" },
  active: { text: "Gäller tills vidare", tone: "ok" },
};
/** Standings whose day is the first one after; they are told by the last. */
const byLastDay: readonly Standing[] = ["deputyLeaving", "expired", "expiring"];
/** The day of a standing as it is told, beside its text or in a column. */
export const standingDay = (s: { standing: Standing; date: string | null }): string | null =>
  s.date && byLastDay.includes(s.standing) ? addDays(s.date, -1) : s.date;
const withDay: Partial<Record<Standing, (date: string) => string>> = {
  vacant: (d) => ` sedan ${longDate(d)}`,
  leaving: (d) => ` ${longDate(d)}`,
  deputyLeaving: (d) => ` ${longDate(d)}`,
  expired: (d) => ` ${longDate(d)}`,
  expiring: (d) => ` ${longDate(d)}`,
  received: (d) => `, gäller från ${longDate(d)}`,
  signed: (d) => `, gäller från ${longDate(d)}`,
};
export function standingText(s: { standing: Standing; date: string | null }): string {
  const day = standingDay(s);
  return standingWords[s.standing].text + (day ? (withDay[s.standing]?.(day) ?? "") : "");
}
/** The deputy's coming end, beside a standing that speaks of something else. */
export function deputyLeavesText(s: Parameters<typeof deputyLeavesBeside>[0]): string | null {
  const leaves = deputyLeavesBeside(s);
  return leaves && standingText({ standing: "deputyLeaving", date: leaves.date });
}
export const invitationText = (i: { on: string; failed: boolean }): string =>
  i.failed ? "Inbjudan kom inte fram" : `Inbjuden ${longDate(i.on)}`;
/** The tone of a seat: held, or empty or to be so, as its standing is. */
export function seatTone(seat: "representative" | "deputy", s: { held: boolean; leaves: boolean }): Tone {
  if (s.held && !s.leaves) return "ok";
  const standings = {
    representative: s.held ? "leaving" : "vacant",
    deputy: s.held ? "deputyLeaving" : "deputyMissing",
  } as const;
  return standingWords[standings[seat]].tone;
}
/** What is done about a seat: somebody new is named where it is empty or is to be, or else whoever has it is changed. */
export const seatAct = (seat: "representative" | "deputy", s: { held: boolean; leaves: boolean }): string =>
  `${s.held && !s.leaves ? "Byt" : "Utse"} ${seatWords[seat].toLowerCase()}`;
/** Since when or from when the deputy goes in for the representative, and until when; null where nobody does. */
export function goesIn(s: {
  standing: Standing;
  date: string | null;
  deputy: { held: boolean; leavesOn: string | null };
}): string | null {
  const { held, leavesOn } = s.deputy;
  if (!held) return null;
  if (s.standing === "vacant") return "tills någon ny är utsedd";
  if (s.standing !== "leaving" || !s.date || (leavesOn && leavesOn <= s.date)) return null;
  return `från ${longDate(s.date)}, tills någon ny är utsedd`;
}
/** Nobody in a seat: "Vakant" where somebody has been, or else nobody has been named yet. */
export const emptySeat = (vacantSince: string | null): string => (vacantSince ? "Vakant" : "Inte utsedd");

export const stepWords: Record<Step, string> = {
  start: "Blanketten påbörjades",
  save: "Utkastet sparades",
  send: "Skickades för underskrift",
  sign: "En chef skrev under",
  complete: "Undertecknades",
  attachPaper: "Undertecknad på papper",
  moveIn: "Hämtades in från Excel, på papper",
  takeBack: "Togs bort av länsstyrelsen",
  misdirect: "Mottagaren var inte rätt chef",
  confirmManager: "Ny chef bekräftades",
  backdate: "Får gälla från dagen på blanketten",
  decline: "Chefen avböjde",
  withdraw: "Återtogs",
  stop: "Stoppades av länsstyrelsen",
  activate: "Började gälla",
  replace: "Ersattes av en ny blankett",
  end: "Avslutades",
  lapse: "Utkastet raderades efter 30 dagar",
  receive: "Togs emot",
};

/** When it was signed and from when it holds: the same sentence on paper, page, letter and timeline. */
export const signedFrom = (signedOn: string, from: string): string =>
  `Undertecknad ${longDate(signedOn)}, gäller från ${from === signedOn ? "den dagen" : longDate(from)}`;
/** When a signature was given: of one made here the moment; of a pen or a call the day, which stands as its beginning. */
export const whenSigned = (at: Date): string => {
  const on = todayOn(at);
  return startOfDay(on).getTime() === at.getTime() ? longDate(on) : longMoment(at);
};
/** How long a form holds, as its paper says it. */
export const untilLine = (untilOn: string | null): string =>
  untilOn ? `Till och med ${through(untilOn)}` : "Gäller tills vidare";
/** The same before a day is chosen. */
export const termLine = (kind: Kind, { months, periodEnd }: Term): string =>
  months && !isReplacement(kind)
    ? `Gäller i ${counted(months, "månad", "månader")}`
    : untilLine(isReplacement(kind) ? periodEnd : null);
/** What a form is that came to nothing: a signature that was given counts no more. */
const overWords: Partial<Record<State, string>> = {
  declined: "Blanketten är avböjd",
  returned: "Blanketten är stoppad",
  withdrawn: "Blanketten är återtagen",
};
export const overWord = (c: { state: State; origin: string }): string | null =>
  (c.origin === "moveIn" ? null : overWords[c.state]) ?? null;
/** Of a form that was taken in from a list. */
export const onPaper = "På papper, ej undertecknat här";
export const sealedByMistake = "Stämplad av misstag vid hämtning från Excel";

export const words = {
  somebodyWasFirst:
    "Någon annan hann före. Det du gjorde sparades inte. Läs in sidan igen och se vad som gäller nu.",
  tooLate: (step: Step, state: State): string => {
    if (state === "active" || state === "signed")
      return "Blanketten är redan undertecknad och kan inte ändras.";
    if (state === "withdrawn") return "Blanketten har dragits tillbaka.";
    if (state === "lapsed")
      return "Utkastet har raderats eftersom det inte ändrats på 30 dagar. Börja på ett nytt.";
    if (step === "receive") return "Blanketten är inte undertecknad än.";
    return "Blanketten har hunnit ändras. Läs in sidan igen och se vad som gäller nu.";
  },
  otherUnderway:
    "En annan blankett för samma plats väntar redan på underskrift eller på att börja gälla. Avsluta den först.",
  nameNotInLatin: (name: string) =>
    `Organisationens namn, ${name}, har tecken som inte går att skriva ut på blanketten. Be länsstyrelsen skriva namnet med latinska bokstäver. Det ni har fyllt i är sparat.`,
  leaverChanged: "Någon annan har fått platsen sedan ni började på blanketten. Börja på en ny.",
  alreadySigned: "Du har redan skrivit under.",
};
