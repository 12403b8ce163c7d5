// The words of requests and invitations. Pure.
import { button } from "~/platform/marks";
import { listed } from "~/platform/swedish";
import { paragraphs, type Sender } from "../texts";
import type { SeatChoice } from "./rules";

export const choiceWords: Record<SeatChoice, string> = {
  representative: "Representanten",
  deputy: "Ersättaren",
  later: "En kollega, vi återkommer om vem",
};

interface About {
  group: string;
  purpose: string;
  address: string;
}
export const invited = (
  g: Sender,
  { organisations, words, ...a }: About & { organisations: readonly string[]; words: string | null },
  again: boolean,
) => ({
  subject: `${again ? "Påminnelse: i" : "I"}nbjudan till arbetsgruppen ${a.group}`,
  text: paragraphs(
    again
      ? `Vi har bjudit in ${listed(organisations)} till arbetsgruppen ${a.group} och har inte fått något svar.`
      : `Vi bjuder in ${listed(organisations)} till arbetsgruppen ${a.group}.`,
    `Gruppen ska: ${a.purpose}`,
    words,
    button("Tacka ja eller nej", a.address),
    g.authority,
  ),
});
export const requested = (
  g: Sender,
  { organisation, words, ...a }: About & { organisation: string; words: string | null },
) => ({
  subject: `${organisation} vill vara med i ${a.group}`,
  text: paragraphs(
    `${organisation} ber om en plats i arbetsgruppen ${a.group}.`,
    words && `”${words}”`,
    button("Svara", a.address),
    g.shortName,
  ),
});
export const letIn = (g: Sender, { organisation, ...a }: About & { organisation: string }) => ({
  subject: `Ni är med i arbetsgruppen ${a.group}`,
  text: paragraphs(
    `${organisation} har fått plats i arbetsgruppen ${a.group}. Den som har platsen kallas till gruppens möten.`,
    button("Öppna gruppens sida", a.address),
    g.authority,
  ),
});
export const refused = (
  g: Sender,
  { organisation, reason, ...a }: About & { organisation: string; reason: string },
) => ({
  subject: `Svar om arbetsgruppen ${a.group}`,
  text: paragraphs(
    `${organisation} bad om en plats i arbetsgruppen ${a.group}. Den här gången blir det inte så.`,
    reason,
    button("Öppna gruppens sida", a.address),
    g.authority,
  ),
});
export const answered = (
  g: Sender,
  { organisation, yes, ...a }: About & { organisation: string; yes: boolean },
) => ({
  subject: `${organisation} tackar ${yes ? "ja" : "nej"} till ${a.group}`,
  text: paragraphs(
    `${organisation} tackar ${yes ? "ja" : "nej"} till inbjudan till arbetsgruppen ${a.group}.`,
    button("Öppna gruppens sida", a.address),
    g.shortName,
  ),
});
