// The words of spreading. Pure.
import { button } from "~/platform/marks";
import { longDate } from "~/platform/calendar";
import { listed } from "~/platform/swedish";
import type { SpreadState } from "./rules";

export const stateWords: Record<SpreadState, string> = {
  waiting: "Har inte svarat",
  spread: "Har spridit",
  notForUs: "Inte relevant",
};
export const stateTones: Record<SpreadState, "wait" | "ok" | "info"> = {
  waiting: "wait",
  spread: "ok",
  notForUs: "info",
};
export const standingWords = {
  running: "Pågår",
  passed: "Sista dagen har passerat",
  closed: "Avslutad",
} as const;
export const standingTones = { running: "ok", passed: "wait", closed: "info" } as const;

interface Group {
  shortName: string;
  authority: string;
  name: string;
}
interface Told {
  title: string;
  why: string;
  targets: string;
  lastOn: string;
  organisations: readonly string[];
  address: string;
}
const paragraphs = (...parts: (string | null | false)[]) => parts.filter(Boolean).join("\n\n");
const forWhom = (t: Told) => `Det gäller ${listed(t.organisations)}.`;

export const given = (g: Group, t: Told) => ({
  subject: `Att sprida: ${t.title}`,
  text: paragraphs(
    `${g.shortName} ber dig sprida det här i din organisation, senast ${longDate(t.lastOn)}. ${forWhom(t)}`,
    t.why,
    `Till: ${t.targets}`,
    "Det finns ett färdigt mejl, en text till intranätet, ett blad och en bild.",
    button("Öppna materialet", t.address),
    g.authority,
  ),
});
export const reminded = (g: Group, t: Told, which: "before" | "after") => ({
  subject: `Påminnelse: ${t.title}`,
  text: paragraphs(
    which === "before"
      ? `Den ${longDate(t.lastOn)} är sista dagen att sprida ”${t.title}”. ${forWhom(t)}`
      : `Sista dagen att sprida ”${t.title}” var ${longDate(t.lastOn)}, och ni har inte svarat än. ${forWhom(t)}`,
    button("Öppna materialet och svara", t.address),
    "Är det inte relevant för er kan ni svara det.",
    g.authority,
  ),
});

interface Package {
  title: string;
  why: string;
  text: string;
  targets: string;
  network: string;
  /** Its name inside a sentence. */
  within: string;
  link: string | null;
}
/** The letter that the representative sends on, in the representative's own name. */
export const forward = (p: Package) => ({
  subject: p.title,
  text: paragraphs(
    "Hej,",
    `Jag representerar oss i ${p.within} och ber dig läsa det här och sprida det vidare till ${lower(p.targets)}.`,
    p.why,
    p.text,
    p.link && `Läs mer: ${p.link}`,
    "Hälsningar",
  ),
});
export const intranet = (p: Package): string =>
  paragraphs(p.title, p.why, p.text, p.link && `Läs mer: ${p.link}`, `Källa: ${p.network}`);
const lower = (text: string) =>
  /^[A-ZÅÄÖ][a-zåäö]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
