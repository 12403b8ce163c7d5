// Questions to raise: the steps that one goes through, and when its answer is late. Pure.
import { daysBetween } from "~/platform/calendar";

export const levels = ["heads", "national"] as const;
export type Level = (typeof levels)[number];
export type QuestionState = "proposed" | "raised" | "answered" | "reported" | "setAside";

/** Each step: from where, to where. An answer can be corrected until it is reported back. */
export const steps = {
  lyft: { from: ["proposed"], to: "raised" },
  svara: { from: ["raised", "answered"], to: "answered" },
  aterkoppla: { from: ["answered"], to: "reported" },
  "lagg-undan": { from: ["proposed", "raised"], to: "setAside" },
  "ta-upp-igen": { from: ["setAside"], to: "proposed" },
} as const satisfies Record<string, { from: readonly QuestionState[]; to: QuestionState }>;
export type Step = keyof typeof steps;
export const mayTake = (step: Step, state: QuestionState): boolean =>
  (steps[step].from as readonly QuestionState[]).includes(state);
export const isOpen = (state: QuestionState): boolean => state === "proposed" || state === "raised";

export const lateAfterDays = 60;
export const isLate = (q: { state: QuestionState; raisedOn: string | null }, today: string): boolean =>
  q.state === "raised" && q.raisedOn !== null && daysBetween(q.raisedOn, today) >= lateAfterDays;
