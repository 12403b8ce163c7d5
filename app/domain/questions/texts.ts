// The words of the questions to raise. Pure.
import { button } from "~/platform/marks";
import type { Level, QuestionState } from "./rules";
import { listed } from "~/platform/swedish";

export const levelWords: Record<Level, string> = { heads: "Länschefsnätverket", national: "Nationell nivå" };
export const stateWords: Record<QuestionState, string> = {
  proposed: "Föreslagen",
  raised: "Lyft",
  answered: "Besvarad",
  reported: "Återkopplad",
  setAside: "Lagd åt sidan",
};
export const stateTones: Record<QuestionState, "ok" | "wait" | "info"> = {
  proposed: "info",
  raised: "wait",
  answered: "ok",
  reported: "ok",
  setAside: "info",
};

interface Told {
  title: string;
  answer: string;
  organisations: readonly string[];
  address: string;
  willReport: boolean;
}
export const answered = (g: { authority: string }, t: Told) => ({
  subject: `Svar på er fråga: ${t.title}`,
  text: [
    `Frågan från ${listed(t.organisations)} har fått svar.`,
    `Frågan: ${t.title}`,
    t.answer,
    t.willReport && "Svaret tas också upp på nästa ordinarie möte.",
    button("Läs frågan och svaret", t.address),
    g.authority,
  ]
    .filter(Boolean)
    .join("\n\n"),
});
/** The item of the agenda where an answer is reported back. */
export const itemTitle = (title: string): string => `Återkoppling: ${title}`;
