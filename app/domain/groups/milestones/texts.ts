// The words of milestones. Pure.
import { button } from "~/platform/marks";
import { longDate } from "~/platform/calendar";
import { paragraphs, type Sender } from "../texts";

interface About {
  group: string;
  title: string;
  dueOn: string;
  /** For whoever can sign in. */ address: string | null;
  /** May tick it off. */ leads: boolean;
}
export const reminded = (g: Sender, m: About, which: "before" | "after") => ({
  subject:
    which === "before" ? `Milstolpe ${longDate(m.dueOn)}: ${m.title}` : `Milstolpen har passerat: ${m.title}`,
  text: paragraphs(
    which === "before"
      ? `Arbetsgruppen ${m.group} ska ha nått hit ${longDate(m.dueOn)}: ${m.title}.`
      : `Arbetsgruppen ${m.group} skulle ha nått hit ${longDate(m.dueOn)}: ${m.title}. Den är inte markerad som klar.`,
    m.address && button(m.leads ? "Markera milstolpen som klar" : "Öppna gruppens sida", m.address),
    g.authority,
  ),
});
