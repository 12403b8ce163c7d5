import type { GroupStanding } from "./rules";

export const groupStandings: Record<GroupStanding, string> = { coming: "Börjar senare", running: "Pågår", overdue: "Slutdagen har passerat", ended: "Avslutad" };
export const groupTones: Record<GroupStanding, "ok" | "wait" | "info"> = { coming: "info", running: "ok", overdue: "wait", ended: "info" };
