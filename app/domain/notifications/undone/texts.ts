// The words for a form that comes to nothing: declined by one of two, taken back, stopped. Pure.
import { button } from "~/platform/marks";
import { paragraphs, seat, type Group, type Letter } from "../texts";

const nothingToDo = "Du behöver inte göra något. Du får en ny länk om en rättad blankett skickas till dig.";
/** Of a form that one of two managers declines: to the one who had signed. */
export const otherDeclined = (g: Group, organisation: string): Letter => ({
  subject: `Blanketten för ${organisation} är avböjd`,
  text: paragraphs(
    `Den andra chefen har avböjt blanketten för ${organisation} i ${g.within}, så din underskrift gäller inte längre. ${nothingToDo}`,
    "Svara på det här mejlet om du har frågor.",
    g.authority,
  ),
});
/** What it means that a form is taken back: to the county board, whoever filled it in, the organisation's contacts, and the managers. */
const takenBackMeans = {
  board: null,
  filler: "Ni kan rätta blanketten och skicka den igen.",
  contact: "Vill ni fylla i en ny blankett? Be om en länk.",
  signed: `Din underskrift gäller inte längre. ${nothingToDo}`,
  asked: "Din länk för att skriva under fungerar inte längre. Du behöver inte göra något.",
};
export type ToldTakenBack = keyof typeof takenBackMeans;
/** A form that is taken back before it is signed by all. `ask`: where a link is asked for. */
export const takenBack = (
  g: Group,
  organisation: string,
  c: { why: string | null; to: ToldTakenBack; ask: string },
): Letter => ({
  subject: `Blanketten för ${organisation} är återtagen`,
  text: paragraphs(
    c.why === null
      ? `Organisationen har tagit tillbaka blanketten för ${organisation} i ${g.within}, innan alla hade skrivit under.`
      : `${g.authority} har tagit tillbaka blanketten för ${organisation} i ${g.within}, innan alla hade skrivit under. Anledningen är:`,
    c.why,
    takenBackMeans[c.to],
    c.to === "contact" && button("Be om en länk", c.ask),
    c.to !== "board" && "Svara på det här mejlet om du har frågor.",
    c.to !== "board" && g.authority,
  ),
});
/** To whoever can mend it, and to the managers who had signed; `ask`: where a contact asks for a link. */
export const stopped = (
  g: Group,
  organisation: string,
  c: { why: string; to: "filler" | "signer" | "contact"; ask: string },
): Letter => ({
  subject: `Blanketten för ${organisation} behöver rättas`,
  text: paragraphs(
    `${g.authority} har stoppat blanketten innan den började gälla. Anledningen är:`,
    c.why,
    stoppedMeans[c.to],
    c.to === "contact" && button("Be om en länk", c.ask),
    "Svara på det här mejlet om du har frågor.",
    g.authority,
  ),
});
const stoppedMeans = {
  filler: "Rätta blanketten och skicka den igen.",
  signer: "Du behöver inte göra något. Du får en ny länk när den rättade blanketten är skickad.",
  contact: "Vill ni fylla i en ny blankett? Be om en länk.",
};
/** To whoever heard of a form when it was signed: who comes, who goes on or leaves, and a former manager. The reason is the organisation's. */
export const stoppedAfterAll = (
  g: Group,
  organisation: string,
  c: { comesTo: string | null; holds: boolean; note: boolean },
): Letter => ({
  subject: `Blanketten för ${organisation} i ${g.within} är stoppad`,
  text: paragraphs(
    `${g.authority} har stoppat blanketten för ${organisation} i ${g.within}, innan den började gälla. Det vi skrev till dig om den gäller inte längre.`,
    afterAll(c),
    c.note && "Du behöver inte skriva någon överlämning.",
    "Svara på det här mejlet om du har frågor.",
    g.authority,
  ),
});
function afterAll(c: { comesTo: string | null; holds: boolean }): string {
  if (c.holds) return "Du har kvar ditt uppdrag som förut.";
  return c.comesTo
    ? `Du är inte utsedd till ${seat(c.comesTo)}. Du får ett nytt mejl om en rättad blankett skrivs under.`
    : "Du behöver inte göra något.";
}
