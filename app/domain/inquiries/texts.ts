// The words of inquiries. Pure.
import { button } from "~/platform/marks";
import { longDate } from "~/platform/calendar";
import { listed } from "~/platform/swedish";
import type { Kind, Question, ShareState } from "./rules";

export const kindWords: Record<Kind, string> = {
  text: "Fri text",
  one: "Ett av flera svar",
  several: "Flera svar",
  scale: "Skala 1–5",
  number: "Tal",
  file: "Fil",
};
export const stateWords: Record<ShareState, string> = {
  waiting: "Har inte börjat",
  begun: "Har börjat",
  submitted: "Har skickat in",
};
export const stateTones: Record<ShareState, "wait" | "info" | "ok"> = {
  waiting: "wait",
  begun: "info",
  submitted: "ok",
};
export const standingWords = {
  draft: "Utkast",
  running: "Pågår",
  passed: "Sista dagen har passerat",
  closed: "Avslutad",
} as const;
export const standingTones = { draft: "info", running: "ok", passed: "wait", closed: "info" } as const;

/** Whom a question is for, where it is not for all. */
export function conditionWords(questions: readonly Question[], { onlyIf }: Question): string | null {
  if (!onlyIf) return null;
  const at = questions.findIndex((q) => q.id === onlyIf.question);
  return at < 0 ? null : `För den som har svarat ”${onlyIf.value}” på fråga ${at + 1}`;
}
/** A step of the scale in words; those between the ends are their numbers. */
export function scaleWords(step: string): string {
  if (step === "1") return "1, stämmer inte alls";
  return step === "5" ? "5, stämmer helt" : step;
}
export const tooLarge = "Filen är större än 25 MB. Gör den mindre och välj den igen.";

interface Group {
  shortName: string;
  authority: string;
}
interface Told {
  title: string;
  why: string;
  lastOn: string;
  organisations: readonly string[];
  address: string;
}
const paragraphs = (...parts: (string | false)[]) => parts.filter(Boolean).join("\n\n");
export const given = (g: Group, t: Told) => ({
  subject: `Samla in: ${t.title}`,
  text: paragraphs(
    `${g.shortName} har frågor till er organisation. Svara senast ${longDate(t.lastOn)}. Det gäller ${listed(t.organisations)}.`,
    t.why,
    "På sidan finns frågorna och en länk att skicka till kollegor.",
    button("Svara på frågorna", t.address),
    g.authority,
  ),
});
export const reminded = (g: Group, t: Told, which: "before" | "after") => ({
  subject: `Påminnelse: ${t.title}`,
  text: paragraphs(
    which === "before"
      ? `Den ${longDate(t.lastOn)} är sista dagen att svara på ”${t.title}”. Det gäller ${listed(t.organisations)}.`
      : `Sista dagen för ”${t.title}” var ${longDate(t.lastOn)}, och ert svar är inte inskickat. Det gäller ${listed(t.organisations)}.`,
    button("Svara på frågorna", t.address),
    g.authority,
  ),
});
