// The words of the standing, with the rules said in words: what the interface shows as "Så räknas det". Pure.
import { button } from "~/platform/marks";
import { decimal, genitive } from "~/platform/swedish";
import { standings, type Standing } from "~/domain/commitments/rules";
import { deputyLeavesText, standingWords, type Tone } from "~/domain/commitments/texts";
import { levelOf, levels, takesPart, type Asked, type Duty, type Facts, type Level } from "./rules";

export const dutyWords: Record<Duty, string> = {
  takePart: "Delta",
  groups: "Arbetsgrupper",
  home: "På hemmaplan",
  spread: "Sprida",
  collect: "Samla in",
  seat: "Aktuell blankett",
};
const tones: Record<Level, Tone> = {
  met: "ok",
  underway: "info",
  partly: "wait",
  open: "gap",
  none: "info",
};
/** Each level that a duty can have: its word, and when. */
export const ruleRows: Record<
  Exclude<Duty, "seat">,
  Partial<Record<Level, readonly [word: string, when: string]>>
> = {
  takePart: {
    met: [
      "Deltar",
      `Organisationen var med på minst ${takesPart * 100} procent av mötena. Halva dagar är halva, och det räknas lika om representanten, ersättaren eller någon annan kom.`,
    ],
    partly: ["Deltar ibland", "Organisationen var med på något möte."],
    open: ["Har inte deltagit", "Organisationen var inte med på något möte."],
    none: ["Inga möten än", "Ingen närvaro är förd under året. Arbetsgruppernas möten räknas inte här."],
  },
  groups: {
    met: [
      "Är med",
      "Organisationen har eller har haft en plats i en arbetsgrupp under året, och ingen av platserna är vakant.",
    ],
    partly: ["En plats är vakant", "Organisationen har flera platser och någon av dem är vakant."],
    open: ["Platsen är vakant", "Organisationen har plats i en arbetsgrupp men ingen på platsen."],
    none: ["Inte aktuellt i år", "Organisationen har inte haft någon plats i en arbetsgrupp under året."],
  },
  home: askedRows("insatser"),
  spread: askedRows("utskick"),
  collect: askedRows("frågor"),
};
function askedRows(what: string): Partial<Record<Level, readonly [string, string]>> {
  return {
    met: [
      "Har svarat",
      `Organisationen har svarat på alla ${what} under året. ”Inte aktuellt för oss” är också ett svar.`,
    ],
    underway: ["Pågår", "Sista dagen har inte varit än."],
    partly: [
      "Något är kvar",
      "Sista dagen har varit för något som organisationen inte har svarat på. Annat är besvarat eller har sin dag kvar.",
    ],
    open: ["Har inte svarat", "Sista dagen har varit för allt, och organisationen har inte svarat."],
    none: ["Inget i år", "Organisationen har inte fått något under året."],
  };
}
/** The word of a duty: of the form it is its standing, as everywhere else. */
export const dutyWord = (duty: Duty, facts: Facts): string =>
  duty === "seat" ? standingWords[facts.standing].text : (ruleRows[duty][levelOf(duty, facts)]?.[0] ?? "");
/** What is known beside the word: of the form, that the deputy leaves. */
export const dutyBeside = (duty: Duty, facts: Facts): string | null =>
  duty === "seat" ? deputyLeavesText(facts) : null;
/** The word with what is known beside it. */
export const saidOf = (d: { word: string; beside: string | null }): string =>
  d.beside ? `${d.word}. ${d.beside}` : d.word;
/** The tone of a duty: of the form it is its standing's, as everywhere else. */
export const dutyTone = (duty: Duty, facts: Facts): Tone =>
  duty === "seat" ? standingWords[facts.standing].tone : tones[levelOf(duty, facts)];
/** When each standing of the form is said: the first that is true, in this order. */
export const seatRows: Record<Standing, string> = {
  vacant: "Representantens plats är tom och någon har haft den.",
  leaving: "Representanten slutar och ingen efterträdare är utsedd till den dagen.",
  declined: "Chefen har skrivit varför hen inte skriver under, och ingen rättad blankett är skickad.",
  returned: "Länsstyrelsen har stoppat blanketten, och ingen rättad är skickad.",
  unanswered: "Chefen har fått fyra påminnelser och har inte skrivit under.",
  awaitingSignature: "En blankett är skickad till chefen.",
  begun: "Organisationen har börjat på sin första blankett.",
  invited: "Organisationen har fått inbjudan de senaste två veckorna.",
  noForm: "Ingen blankett gäller och ingen är på väg.",
  deputyMissing: "Representanten finns, men ingen ersättare.",
  deputyLeaving: "Ersättaren slutar och ingen ny är utsedd till den dagen.",
  expired: "Blankettens period har gått ut. Den gäller ändå.",
  expiring: "Blankettens period går ut inom två månader.",
  received: "Blanketten är undertecknad och mottagen, och väntar på sin dag.",
  signed: "Blanketten är undertecknad och väntar på sin dag.",
  active: "Representant och ersättare finns, och en undertecknad blankett gäller.",
};
/** What counts as this year's: said once for all three. */
export const dayRule =
  "Insatser, utskick och frågor räknas till året där organisationens sista dag ligger, och till i år så länge den dagen inte har varit.";

const settled = (a: Asked) => `${a.given - a.open - a.late} av ${a.given}`;
/** The figure behind a level, short enough for a cell: "3,5 av 4". Empty where nothing was asked. */
export function figure(duty: Duty, f: Facts): string {
  if (duty === "takePart") return f.meetings === 0 ? "" : `${decimal(f.halves / 2)} av ${f.meetings}`;
  if (duty === "groups") return f.filled + f.vacant === 0 ? "" : `${f.filled} av ${f.filled + f.vacant}`;
  if (duty === "seat") return `${Number(f.representative) + Number(f.deputy)} av 2`;
  return f[duty].given === 0 ? "" : settled(f[duty]);
}
export const figureHint: Record<Duty, string> = {
  takePart: "möten",
  groups: "platser fyllda",
  home: "besvarade",
  spread: "besvarade",
  collect: "besvarade",
  seat: "platser fyllda",
};

export const toManager = (
  g: { authority: string; nameWithin: string; within: string },
  organisation: string,
  year: string,
  why: "yearly" | "asked" | "fresh",
) => ({
  subject: `Läget i korthet ${year}: ${organisation} i ${g.within}`,
  text: [
    `${g.authority} samordnar ${g.nameWithin}, där ${organisation} har en plats. Du är ansvarig chef för representanten.`,
    why === "fresh"
      ? "Här är en ny länk till läget i korthet."
      : `Här ser du ${genitive(organisation)} sex åtaganden ${year} i korthet, vad som är gjort och vad som är nästa steg. Sidan finns också som ett blad att skriva ut.${why === "asked" ? " Den skickas för att någon hos er eller hos oss har bett om det." : ""}`,
    button("Se läget i korthet"),
    "Länken är personlig och gäller i 60 dagar. Går den inte att öppna? Svara på det här mejlet, så skickar vi bladet.",
    g.authority,
  ].join("\n\n"),
});

/** "Så räknas det": each word of a duty, with its tone and when it is said. */
export function rulesOf(duty: Duty): { tone: Tone; word: string; when: string }[] {
  if (duty === "seat")
    return standings.map((s) => ({
      tone: standingWords[s].tone,
      word: standingWords[s].text,
      when: seatRows[s],
    }));
  const rows = ruleRows[duty];
  return levels.flatMap((level) => {
    const row = rows[level];
    return row ? [{ tone: tones[level], word: row[0], when: row[1] }] : [];
  });
}
