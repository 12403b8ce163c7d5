// The words of home work. Pure.
import { button } from "~/platform/marks";
import { longDate } from "~/platform/calendar";
import { listed } from "~/platform/swedish";
import type { AskStanding } from "~/domain/asks/rules";
import type { ShareState } from "./rules";

export const shareStateWords: Record<ShareState, string> = {
  waiting: "Inte börjat",
  begun: "Har börjat",
  done: "Klart",
  notForUs: "Inte aktuellt",
};
export const shareTones: Record<ShareState, "wait" | "info" | "ok"> = {
  waiting: "wait",
  begun: "info",
  done: "ok",
  notForUs: "info",
};
export const standingWords: Record<AskStanding, string> = {
  running: "Pågår",
  passed: "Sista dagen har passerat",
  closed: "Avslutad",
};
export const standingTones: Record<AskStanding, "ok" | "wait" | "info"> = {
  running: "ok",
  passed: "wait",
  closed: "info",
};

interface Group {
  shortName: string;
  authority: string;
  name: string;
}
interface Told {
  title: string;
  text: string;
  lastOn: string;
  organisations: readonly string[];
  address: string;
}
const paragraphs = (...parts: (string | null | false)[]) => parts.filter(Boolean).join("\n\n");
const forWhom = (t: Told) => `Det gäller ${listed(t.organisations)}.`;

export const given = (g: Group, t: Told) => ({
  subject: `På hemmaplan: ${t.title}`,
  text: paragraphs(
    `${g.shortName} har kommit överens om en insats på hemmaplan. Svara senast ${longDate(t.lastOn)} hur det har gått. ${forWhom(t)}`,
    t.text,
    button("Läs och svara", t.address),
    g.authority,
  ),
});
export const reminded = (g: Group, t: Told, which: "before" | "after") => ({
  subject: `Påminnelse: ${t.title}`,
  text: paragraphs(
    which === "before"
      ? `Den ${longDate(t.lastOn)} är sista dagen att svara hur det har gått med insatsen ”${t.title}”. ${forWhom(t)}`
      : `Sista dagen för insatsen ”${t.title}” var ${longDate(t.lastOn)}, och vi har inte fått ert svar. ${forWhom(t)}`,
    button("Svara hur det har gått", t.address),
    "Är insatsen inte aktuell för er kan ni svara det.",
    g.authority,
  ),
});
