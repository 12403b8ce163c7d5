// Inquiries: which questions are asked of whom, what an answer must be, and how a colleague's words become the organisation's. Pure.
import { looksLikePersonnummer } from "~/domain/commitments/slips";

export const kinds = ["text", "one", "several", "scale", "number", "file"] as const;
export type Kind = (typeof kinds)[number];
export type ShareState = "waiting" | "begun" | "submitted";
/** Asked only of those who have chosen `value` at an earlier question with choices. */
export interface Condition {
  question: string;
  value: string;
}
export interface Question {
  id: string;
  kind: Kind;
  label: string;
  hint: string | null;
  required: boolean;
  options: readonly string[];
  onlyIf: Condition | null;
}
/** Question → what was said; several choices are several; of a file its name. */
export type Said = Readonly<Record<string, readonly string[]>>;
export const scale = ["1", "2", "3", "4", "5"] as const;

const isNumber = (v: string) => /^-?\d{1,9}([.,]\d{1,4})?$/.test(v.replace(/[\s\u00a0]/g, ""));
export const numberOf = (v: string): number => Number(v.replace(/[\s\u00a0]/g, "").replace(",", "."));
export const hasChoices = (q: { kind: Kind }): boolean => q.kind === "one" || q.kind === "several";

/** The questions that are put to whoever has answered so: a question below one that is not asked is not asked either. */
export function asked<Q extends Pick<Question, "id" | "onlyIf">>(questions: readonly Q[], said: Said): Q[] {
  const put = new Set<string>();
  return questions.filter(({ id, onlyIf }) => {
    const yes = !onlyIf || (put.has(onlyIf.question) && (said[onlyIf.question] ?? []).includes(onlyIf.value));
    if (yes) put.add(id);
    return yes;
  });
}
/** The first question whose condition does not name a choice of an earlier question. */
export const astray = (questions: readonly Question[]): Question | null =>
  questions.find(
    ({ onlyIf }, i) =>
      onlyIf &&
      !questions
        .slice(0, i)
        .some((q) => q.id === onlyIf.question && hasChoices(q) && q.options.includes(onlyIf.value)),
  ) ?? null;

const allowed = (q: Question): readonly string[] => (q.kind === "scale" ? scale : q.options);
function fault(q: Question, values: readonly string[]): string | null {
  const [first] = values;
  if (first === undefined || q.kind === "file") return null;
  if (values.some(looksLikePersonnummer)) return "Det ser ut att stå ett personnummer i svaret. Ta bort det.";
  if (q.kind === "number") return isNumber(first) ? null : "Skriv ett tal med siffror";
  if (q.kind === "text") return first.length > 6000 ? "Högst 6000 tecken" : null;
  if (values.some((v) => !allowed(q).includes(v))) return "Välj bland svaren";
  return q.kind !== "several" && values.length > 1 ? "Välj ett svar" : null;
}
const missing = (q: Question): string => (q.kind === "file" ? "Lägg till en fil" : "Svara på frågan");
/** What is wrong with an answer, by question. `whole`: it is submitted, so that what is required must be there. What is not asked is not looked at. */
export function faults(questions: readonly Question[], said: Said, whole: boolean): Record<string, string[]> {
  return Object.fromEntries(
    asked(questions, said).flatMap((q) => {
      const values = said[q.id] ?? [];
      const found = values.length === 0 && whole && q.required ? missing(q) : fault(q, values);
      return found ? [[`q.${q.id}`, [found]]] : [];
    }),
  );
}
/** What is kept of an answer: when it is submitted only what was asked; before that also what a changed choice has hidden, as long as it can be read back. */
export const keeps = (questions: readonly Question[], said: Said, whole: boolean): Question[] =>
  whole ? asked(questions, said) : questions.filter((q) => fault(q, said[q.id] ?? []) === null);

/** The organisation's answer with a colleague's put into it: words as a paragraph of their own, choices chosen, one choice or number in place of the other. */
export function withTheirs(
  q: Question,
  own: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const [added] = theirs;
  if (added === undefined) return own;
  if (q.kind === "several") return [...new Set([...own, ...theirs])];
  if (q.kind !== "text" || !own[0]) return theirs;
  return own[0].split("\n\n").includes(added) || own[0] === added ? own : [`${own[0]}\n\n${added}`];
}

export interface QuestionRow {
  id: string;
  kind: string;
  label: string;
  hint: string | null;
  required: number | boolean;
  options: string;
  onlyIfId: string | null;
  onlyIfValue: string | null;
}
/** A question as it is stored. */
export const asQuestion = (q: QuestionRow): Question => ({
  id: q.id,
  kind: q.kind as Kind,
  label: q.label,
  hint: q.hint,
  required: Boolean(q.required),
  options: JSON.parse(q.options) as string[],
  onlyIf: q.onlyIfId && q.onlyIfValue !== null ? { question: q.onlyIfId, value: q.onlyIfValue } : null,
});
