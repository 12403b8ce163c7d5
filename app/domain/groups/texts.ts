import { button } from "~/platform/marks";
import type { Choice, GroupStanding } from "./rules";

export const groupStandings: Record<GroupStanding, string> = {
  coming: "Börjar senare",
  running: "Pågår",
  overdue: "Slutdagen har passerat",
  ended: "Avslutad",
};
export const groupTones: Record<GroupStanding, "ok" | "wait" | "info"> = {
  coming: "info",
  running: "ok",
  overdue: "wait",
  ended: "info",
};

export const choiceWords = (seat: string): Record<Choice, string> => ({
  successor: "Går vidare till efterträdaren",
  other: seat === "deputy" ? "Går till representanten" : "Går till ersättaren",
  vacant: "Blir vakant",
});
export interface Sender {
  shortName: string;
  authority: string;
  name: string;
}
export const paragraphs = (...parts: (string | null | false)[]): string => parts.filter(Boolean).join("\n\n");
/** `address`: for whoever can sign in. */
export const nowConvener = (g: Sender, group: string, address: string | null) => ({
  subject: `Du är sammankallande i ${group}`,
  text: paragraphs(
    `Länsstyrelsen har valt dig till sammankallande i arbetsgruppen ${group}. Du håller ihop arbetet mellan mötena.${address ? " Du kan bocka av gruppens milstolpar." : ""}`,
    address && button("Öppna gruppens sida", address),
    "Stämmer det inte? Svara på det här mejlet.",
    g.authority,
  ),
});
