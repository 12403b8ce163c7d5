// The words of the yearly confirmation. Pure.
import { button } from "~/platform/marks";
import { genitive } from "~/platform/swedish";
import type { ChannelHint } from "./rules";

export const questions = {
  resources: "Har representanten tid och resurser för uppdraget?",
  room: "Har representanten utrymme att tala för hela organisationen?",
  channels: "Stämmer kontaktvägarna?",
} as const;
export const subjects = {
  resources: "Tid och resurser",
  room: "Utrymme",
  channels: "Kontaktvägar",
} as const;
export type Subject = keyof typeof subjects;
export const answerWords: Record<string, string> = {
  yes: "Ja",
  no: "Nej",
  changed: "Nej, men de är ändrade sedan dess",
};
export const hintWords: Record<ChannelHint, string> = {
  unused: "Den har inte använts för det som har spritts de senaste tolv månaderna.",
  unconfirmed: "Ingen har bekräftat eller ändrat den på över ett år.",
};

interface Group {
  authority: string;
  name: string;
  shortName: string;
  within: string;
  nameWithin: string;
}
const paragraphs = (...parts: string[]) => parts.join("\n\n");
const about = (g: Group, organisation: string) =>
  `${g.authority} samordnar ${g.nameWithin}, där ${organisation} har en plats. Du är ansvarig chef för representanten.`;
const help =
  "Går länken inte att öppna? Svara på det här mejlet, så tar vi det per telefon. Är någon annan ansvarig chef? Svara och skriv vem.";

export const asked = (g: Group, organisation: string, fresh: boolean) => ({
  subject: `Stämmer ${genitive(organisation)} uppdrag i ${g.within} fortfarande?`,
  text: paragraphs(
    about(g, organisation),
    `${fresh ? "Du är ny som ansvarig chef. Därför frågar vi" : "En gång om året frågar vi"} om tid, utrymme och kontaktvägar fortfarande finns. Det är tre frågor på en sida och tar två minuter.`,
    button("Svara på de tre frågorna"),
    `Länken är personlig och gäller i 30 dagar. ${help}`,
    g.authority,
  ),
});
export const reminded = (g: Group, organisation: string) => ({
  subject: `Påminnelse: stämmer ${genitive(organisation)} uppdrag fortfarande?`,
  text: paragraphs(
    about(g, organisation),
    "För två veckor sedan frågade vi om tid, utrymme och kontaktvägar fortfarande finns. Det är tre frågor på en sida och tar två minuter.",
    button("Svara på de tre frågorna"),
    `Länken gäller i 30 dagar från i dag. ${help}`,
    g.authority,
  ),
});
/** A fresh link, asked for by whoever held one that had expired. */
export const freshLink = (g: Group, organisation: string) => ({
  subject: `Din nya länk: ${genitive(organisation)} uppdrag i ${g.within}`,
  text: paragraphs(
    about(g, organisation),
    "Här är länken till de tre frågorna.",
    button("Svara på de tre frågorna"),
    `Länken är personlig och gäller i 30 dagar. ${help}`,
    g.authority,
  ),
});
