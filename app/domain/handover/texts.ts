// The words of the handover. Pure.
import { button } from "~/platform/marks";
import { addDays, longDate } from "~/platform/calendar";

export const fields = {
  know: {
    label: "Vad behöver din efterträdare veta?",
    hint: "Till exempel vad som pågår, vad ni har lovat och vad som brukar fungera. Skriv inget om enskilda ärenden.",
  },
  contacts: {
    label: "Vem inom organisationen är bra att känna till?",
    hint: "Roller, inte privatpersoner. Till exempel kommunikatören på förvaltningen.",
  },
} as const;
export const whoReads =
  "Din efterträdare och organisationens andra plats läser det du skriver. Länsstyrelsen ser att det finns en överlämning, inte vad som står i den. Efter ett år raderas den.";

const ask = (untilOn: string, successor: boolean, several: boolean) =>
  `Skriv gärna några rader till den som ${successor ? "kommer efter dig" : "tar över, när någon är utsedd"}. Det tar fem minuter och går bra även efter att din inloggning har slutat fungera, till och med ${longDate(addDays(untilOn, 30))}.${several ? " På sidan finns en överlämning för varje organisation." : ""}`;
/** What is added to the letter that tells the leaver; `several`: of more than one organisation. */
export const asked = (untilOn: string, successor: boolean, several = false): string =>
  `${ask(untilOn, successor, several)}\n\n${button(successor ? "Skriv till din efterträdare" : "Skriv en överlämning")}`;

export const freshLink = (g: { authority: string; within: string }, organisation: string) => ({
  subject: `Din nya länk: överlämning för ${organisation}`,
  text: [
    `Här är länken där du skriver till din efterträdare i ${g.within}.`,
    button("Skriv till din efterträdare"),
    "Länken är personlig och gäller i 30 dagar. Bad du inte om den? Då behöver du inte göra något.",
    g.authority,
  ].join("\n\n"),
});
export const openWords = {
  meeting: "Svara på kallelsen",
  effort: "På hemmaplan",
  spread: "Sprid",
  inquiry: "Svara på frågorna",
  task: "Uppgift",
} as const;
