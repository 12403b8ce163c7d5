// Inquiries: what an answer must be, and what all of them add up to. Pure.
export const kinds = ["text", "one", "several", "scale", "number"] as const;
export type Kind = (typeof kinds)[number];
export type ShareState = "waiting" | "begun" | "submitted";
export interface Question { id: string; kind: Kind; label: string; hint: string | null; required: boolean; options: readonly string[] }
/** Question → what was said; several choices are several. */
export type Said = Readonly<Record<string, readonly string[]>>;
export const scale = ["1", "2", "3", "4", "5"] as const;

const isNumber = (v: string) => /^-?\d{1,9}([.,]\d{1,4})?$/.test(v.replace(/[\s\u00a0]/g, ""));
export const numberOf = (v: string): number => Number(v.replace(/[\s\u00a0]/g, "").replace(",", "."));

/** What is wrong with an answer, by question. `whole`: it is submitted, so that what is required must be there. */
export function faults(questions: readonly Question[], said: Said, whole: boolean): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const q of questions) {
    const values = said[q.id] ?? [];
    if (values.length === 0) { if (whole && q.required) found[`q.${q.id}`] = ["Svara på frågan"]; continue; }
    const allowed = q.kind === "scale" ? scale : q.options;
    if (q.kind === "number" && !isNumber(values[0]!)) found[`q.${q.id}`] = ["Skriv ett tal med siffror"];
    else if (q.kind === "text" && values[0]!.length > 6000) found[`q.${q.id}`] = ["Högst 6000 tecken"];
    else if (q.kind !== "number" && q.kind !== "text" && values.some((v) => !(allowed as readonly string[]).includes(v))) found[`q.${q.id}`] = ["Välj bland svaren"];
    else if (q.kind !== "several" && values.length > 1) found[`q.${q.id}`] = ["Välj ett svar"];
  }
  return found;
}

export interface Answered { organisationId: string; sort: string; values: readonly string[] }
export interface Bar { label: string; count: number }
export interface Summary { answered: number; bars: Bar[]; number: { median: number; least: number; most: number; sum: number } | null; mean: number | null }
/** One question over all organisations that have submitted. Free texts have no bars. */
export function summary(q: Question, answers: readonly Answered[]): Summary {
  const said = answers.filter((a) => a.values.length > 0);
  const labels = q.kind === "scale" ? scale : q.options;
  const bars = q.kind === "text" || q.kind === "number" ? [] : labels.map((label) => ({ label, count: said.filter((a) => a.values.includes(label)).length }));
  const numbers = q.kind === "number" || q.kind === "scale" ? said.map((a) => numberOf(a.values[0]!)).sort((a, b) => a - b) : [];
  const middle = (n: number[]) => (n.length % 2 ? n[(n.length - 1) / 2]! : (n[n.length / 2 - 1]! + n[n.length / 2]!) / 2);
  const sum = numbers.reduce((a, b) => a + b, 0);
  return {
    answered: said.length, bars, number: q.kind === "number" && numbers.length > 0 ? { median: middle(numbers), least: numbers[0]!, most: numbers.at(-1)!, sum } : null,
    mean: q.kind === "scale" && numbers.length > 0 ? Math.round((sum / numbers.length) * 10) / 10 : null,
  };
}
