import type { Choice, GroupStanding } from "./rules";

export const groupStandings: Record<GroupStanding, string> = { coming: "Börjar senare", running: "Pågår", overdue: "Slutdagen har passerat", ended: "Avslutad" };
export const groupTones: Record<GroupStanding, "ok" | "wait" | "info"> = { coming: "info", running: "ok", overdue: "wait", ended: "info" };

export const choiceWords = (seat: string): Record<Choice, string> => ({ successor: "Går vidare till efterträdaren", other: seat === "deputy" ? "Går till representanten" : "Går till ersättaren", vacant: "Blir vakant" });
