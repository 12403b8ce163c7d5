// What keeps a form from being sent: what is wrong in it, and what is asked about.
import { Question, invalid, type FieldErrors, type Refusal } from "~/platform/refusal";
import type { Kind } from "./rules";
import { faults, questions, type Draft } from "./schema";

/** Null: nothing. What is asked about is said as a fault of its field is; where there is nothing else, the page asks. */
export function unfit(
  draft: Draft,
  kind: Kind,
  at: { onBehalf: boolean; today: string },
  more: FieldErrors = {},
): Refusal | null {
  const wrong: FieldErrors = { ...faults(draft, kind, at), ...more };
  const asks = Object.keys(wrong).length === 0;
  for (const q of questions(draft, kind)) (wrong[q.path] ??= []).push(q.sentence);
  if (Object.keys(wrong).length === 0) return null;
  return asks ? new Question(wrong) : invalid(wrong);
}
