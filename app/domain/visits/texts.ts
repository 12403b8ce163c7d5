// The words of visits. Pure.
export type VisitStanding = "planned" | "unnoted" | "done" | "cancelled";
export const standingWords: Record<VisitStanding, string> = {
  planned: "Planerat",
  unnoted: "Anteckningar saknas",
  done: "Klart",
  cancelled: "Inställt",
};
export const standingTones: Record<VisitStanding, "info" | "wait" | "ok"> = {
  planned: "info",
  unnoted: "wait",
  done: "ok",
  cancelled: "info",
};
