// The words of the findings. Pure.
import { button } from "~/platform/marks";
import { longDate } from "~/platform/calendar";
import { listed } from "~/platform/swedish";
import type { Consent, FindingKind } from "./rules";

export const kindWords: Record<FindingKind, string> = {
  need: "Behov",
  success: "Framgångsfaktor",
  example: "Lärande exempel",
};
export const consentWords: Record<Consent, string> = {
  none: "Visas",
  asked: "Väntar på svar",
  agreed: "Visas med namn",
  nameless: "Visas utan namn",
  proposed: "Har föreslagit annan text",
  refused: "Visas inte",
  withdrawn: "Tillbakadragen",
};
export const consentTones: Record<Consent, "ok" | "wait" | "info"> = {
  none: "ok",
  asked: "wait",
  agreed: "ok",
  nameless: "ok",
  proposed: "wait",
  refused: "info",
  withdrawn: "info",
};

interface Group {
  shortName: string;
  within: string;
  nameWithin: string;
  authority: string;
}
interface Asked {
  title: string;
  text: string;
  organisations: readonly string[];
  address: string;
}
const whose = (a: Asked) => listed(a.organisations);
export const question = (g: { within: string }) => `Får vi visa det här för ${g.within}?`;
export const asked = (g: Group, a: Asked) => ({
  subject: `${question(g)} ${a.title}`,
  text: [
    `Vi vill ta med det här bland nätverkets lärdomar. Det kommer från ${whose(a)}, och ingen annan ser det förrän ni har sagt ja.`,
    a.text,
    "Ni kan säga ja med eller utan namn, föreslå en annan text eller säga nej.",
    button("Svara", a.address),
    g.authority,
  ].join("\n\n"),
});
export const reminded = (g: Group, a: Asked, on: string) => ({
  subject: `Påminnelse: ${question(g)}`,
  text: [
    `Den ${longDate(on)} frågade vi om vi får visa lärdomen ”${a.title}” från ${whose(a)} för ${g.within}. Vi har inte fått något svar, och därför visas den inte.`,
    button("Svara", a.address),
    "Det här är den enda påminnelsen.",
    g.authority,
  ].join("\n\n"),
});
