// What is said of the weekly check of everything that is kept for good.
import { button } from "~/platform/marks";
import { counted } from "~/platform/swedish";

const faultsIn = (count: number): string => counted(count, "fel", "fel");

/** To the administrators. It names nobody and nothing: the page does. */
export const brokenLetter = (count: number, address: string) => ({
  senderName: "Kontroll av arkivet",
  subject: `Kontrollen hittade ${faultsIn(count)} i det som sparas`,
  text: [
    `Veckans kontroll av händelser, filer och stämplade papper hittade ${faultsIn(count)}: något saknas eller har ändrats utanför tjänsten.`,
    "På sidan Administration står vad och var.",
    button("Öppna Administration", address),
    "Ändra ingenting innan ni har sparat en kopia av datamappen. Återställ sedan från en säkerhetskopia (docs/drift.md).",
  ].join("\n\n"),
});

export const checkedWords = (of: { events: number; files: number; papers: number; count: number }): string =>
  of.count === 0
    ? `Allt stämmer: ${counted(of.events, "händelse", "händelser")}, ${counted(of.files, "fil", "filer")} och ${counted(of.papers, "blankett", "blanketter")} är som de skrevs.`
    : `Kontrollen hittade ${faultsIn(of.count)}. Spara en kopia av datamappen innan något ändras.`;
