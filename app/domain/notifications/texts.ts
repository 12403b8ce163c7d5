// The letters of the network. Pure: names in, words out. A protected person is "representanten för …".
import { theOtherSeat } from "~/domain/commitments/rules";
import { button, page } from "~/platform/marks";
import { longDate, through } from "~/platform/calendar";
import type { Kind } from "~/domain/commitments/rules";
import { signedFrom } from "~/domain/commitments/texts";
import { genitive, listed } from "~/platform/swedish";

export interface Group {
  shortName: string;
  authority: string;
  name: string;
  /** Inside a sentence: the short name, and the name in full. */
  within: string;
  nameWithin: string;
  purpose: string;
}
export interface Letter {
  subject: string;
  text: string;
}
export const paragraphs = (...parts: (string | null | false | undefined)[]) =>
  parts.filter(Boolean).join("\n\n");
export const list = (items: readonly string[]) => items.map((i) => `– ${i}`).join("\n");
/** The first paragraph of what a network says it is for. */
const firstOf = (purpose: string) => purpose.split("\n")[0];
export const seat = (name: string) => (name === "deputy" ? "ersättare" : "representant");
export const otherSeat = (name: string) => seat(theOtherSeat(name));
export const theSeat = (name: string) => (name === "deputy" ? "Ersättaren" : "Representanten");

export const inviteLetter = (g: Group, organisation: string): Letter => ({
  subject: `Vem representerar ${organisation} i ${g.within}?`,
  text: paragraphs(
    `${g.authority} samordnar ${g.nameWithin}. ${organisation} har en plats i nätverket.`,
    "Fyll i vem som är er representant, vem som är ersättare och vilka interna kontaktvägar de har. Sedan skriver ansvarig chef under. Det tar ungefär tio minuter, och du kan spara och fortsätta senare.",
    button("Fyll i blanketten"),
    "Länken är personlig och gäller i 30 dagar. Vill du hellre fylla i på papper eller per telefon? Svara på det här mejlet.",
    g.authority,
  ),
});

/** What a manager is asked to sign; the network's own name follows. */
const asked: Record<Kind, string> = {
  first: "vem som ska representera er",
  renewal: "vem som ska representera er",
  representative: "ett byte av representant",
  deputy: "ett byte av ersättare",
};
export const askSignature = (
  g: Group,
  organisation: string,
  given: { who: string; acting: boolean; kind: Kind },
): Letter => ({
  subject: `Underskrift: ${genitive(organisation)} uppdrag i ${g.within}`,
  text: paragraphs(
    `${g.authority} samordnar ${g.nameWithin}, där ${organisation} har en plats.`,
    `${given.who} har angett dig som ansvarig chef. Det gäller ${asked[given.kind]} i ${g.within}. Läs uppdraget och skriv under, eller säg att du inte är rätt chef.`,
    button("Läs och skriv under"),
    "Länken är personlig och gäller i 14 dagar. Du får en kod till den här adressen när du vill skriva under. Går det inte att öppna länken kan ni skriva under på papper. Svara på det här mejlet så hjälper vi till.",
    g.authority,
  ),
});
export const remindSignature = (g: Group, organisation: string, number: number): Letter => ({
  subject: `Påminnelse ${number}: ${genitive(organisation)} uppdrag väntar på din underskrift`,
  text: paragraphs(
    `Uppdraget för ${organisation} i ${g.within} väntar på dig som ansvarig chef. Det tar ett par minuter.`,
    button("Läs och skriv under"),
    "Länken gäller i 14 dagar från i dag. Är du inte rätt chef kan du säga det på samma sida.",
    g.authority,
  ),
});
export const partlySigned = (g: Group, organisation: string): Letter => ({
  subject: `En chef har skrivit under för ${organisation}`,
  text: paragraphs("En av cheferna har skrivit under. Blanketten väntar på den andra.", g.authority),
});

export interface Change {
  seat: string;
  /** The same person, who has another address now. */
  moves: boolean;
  leaver: string | null;
  comer: string | null;
  startOn: string;
  held: readonly string[];
  /** The leaver goes on in the organisation's other seat: comes to it, or had it already. */
  goesOn: "takes" | "keeps" | null;
  /** Whoever comes leaves the other seat for this one, and has another address. */
  from: "same" | "newAddress" | null;
}
interface Start {
  seat: string;
  leaver: string | null;
  startOn: string | null;
  vacantSince: string | null;
}
const whoLeaves = (c: Start): string => {
  if (c.leaver) return `${c.leaver} lämnar uppdraget${c.startOn ? ` den ${longDate(c.startOn)}` : ""}.`;
  return c.vacantSince
    ? `Platsen är vakant sedan ${longDate(c.vacantSince)}.`
    : "Ingen har suttit på platsen förut.";
};
export const started = (g: Group, organisation: string, c: Start): Letter => ({
  subject: `${organisation} har börjat byta ${seat(c.seat)}`,
  text: paragraphs(
    `Ett byte av ${seat(c.seat)} har påbörjats för ${organisation}.`,
    whoLeaves(c),
    "Du får besked igen när blanketten skickas till chefen och när den är undertecknad.",
  ),
});
export const sentToManager = (
  organisations: readonly string[],
  c: { change: string; comers: readonly string[]; startOn: string; managers: number },
): Letter => {
  const manager = c.managers > 1 ? "ansvariga chefer" : "ansvarig chef";
  return {
    subject: `${listed(organisations)} väntar på ${c.managers > 1 ? "chefernas" : "chefens"} underskrift`,
    text: paragraphs(
      `${c.change} för ${listed(organisations)} är skickad till ${manager}.`,
      c.comers.length > 0 && list(c.comers),
      `Det ska gälla från ${longDate(c.startOn)}.`,
    ),
  };
};
/** The day on which the seats change, the day of the last signature, and the day that stands on the paper. */
export interface Signing {
  on: string;
  signedOn: string;
  paper: string | null;
}
/** Only where the day is another than the paper's. */
const otherDay = ({ on, signedOn, paper }: Signing): string | null =>
  paper && paper !== on ? `${signedFrom(signedOn, on)}. På blanketten står ${longDate(paper)}.` : null;

export const signed = (
  g: Group,
  organisation: string,
  changes: readonly Change[],
  signing: Signing,
): Letter => ({
  subject: oneLeaves(changes)
    ? `${organisation} byter ${seat(changes[0]?.seat ?? "")} den ${longDate(signing.on)}`
    : `${genitive(organisation)} uppdrag är undertecknat`,
  text: paragraphs(
    `Blanketten från ${organisation} är undertecknad.`,
    otherDay(signing),
    ...changes.map((c) =>
      paragraphs(
        changeLine(c),
        c.leaver && c.held.length > 0 && `Den som lämnar hade också:\n\n${list(c.held)}`,
      ),
    ),
    changes.every((c) => c.moves) &&
      `Samma personer fortsätter. Den nya blanketten gäller från ${longDate(signing.on)}.`,
    "Ta emot blanketten under Att göra.",
  ),
});
const oneLeaves = (changes: readonly Change[]): boolean => {
  const [only, ...more] = changes;
  return Boolean(only?.leaver && only.comer && !only.moves && more.length === 0);
};
function changeLine(c: Change): string | null {
  if (c.moves)
    return `${c.leaver ?? "Den som har platsen"} fortsätter och har en ny mejladress från ${longDate(c.startOn)}.`;
  if (c.comer && c.from) {
    const address = c.from === "newAddress" ? " och har en ny mejladress från samma dag" : "";
    return `${c.comer} blir ${seat(c.seat)} i stället för ${otherSeat(c.seat)} från ${longDate(c.startOn)}${address}.${leaverToo(c)}`;
  }
  if (c.comer)
    return `${c.comer} ${c.leaver ? "kommer in som" : "blir"} ${seat(c.seat)} från ${longDate(c.startOn)}.${leaverToo(c)}`;
  if (c.goesOn === "takes") return `Platsen som ${seat(c.seat)} blir vakant ${longDate(c.startOn)}.`;
  if (!c.leaver) return null;
  return c.goesOn === "keeps"
    ? `${c.leaver} slutar som ${seat(c.seat)} ${longDate(c.startOn)} och fortsätter som ${otherSeat(c.seat)}. Platsen blir vakant.`
    : `${c.leaver} lämnar uppdraget den ${longDate(c.startOn)}.`;
}
/** Whoever takes the other seat is told of with it. */
function leaverToo(c: Change): string {
  if (!c.leaver || c.goesOn === "takes") return "";
  return c.goesOn === "keeps"
    ? ` ${c.leaver} slutar som ${seat(c.seat)} samma dag och fortsätter som ${otherSeat(c.seat)}.`
    : ` ${c.leaver} lämnar uppdraget samma dag.`;
}
export const signedFiller = (g: Group, organisation: string, signing: Signing): Letter => ({
  subject: `Blanketten för ${organisation} är undertecknad`,
  text: paragraphs(
    otherDay(signing),
    `Blanketten är undertecknad och gäller från ${longDate(signing.on)}. ${g.authority} har fått besked.`,
    button("Läs blanketten"),
    g.authority,
  ),
});
export const declined = (g: Group, organisation: string, why: string): Letter => ({
  subject: `Chefen skriver inte under för ${organisation}`,
  text: paragraphs(
    "Chefen har avböjt. Anledningen är:",
    why,
    "Rätta blanketten och skicka den igen, eller välj någon annan.",
  ),
});
export const misdirected = (g: Group, organisation: string, named: string, email: string): Letter => ({
  subject: `Fel chef fick blanketten för ${organisation}`,
  text: paragraphs(
    `Den som fick blanketten är inte ansvarig chef. Rätt chef ska vara ${named}, ${email}.`,
    "Bekräfta att adressen stämmer, så skickas blanketten dit.",
  ),
});
/** Who goes on in the seat, who comes to it, and who comes to it from the organisation's other one. */
type NamedAs = "stays" | "comes" | "changes";
function namedLine(g: Group, organisation: string, c: { seatName: string; on: string; as: NamedAs }): string {
  const [seatName, on] = [seat(c.seatName), longDate(c.on)];
  const first = "Den dagen får du ett mejl med din första sida.";
  if (c.as === "stays")
    return `${organisation} har skrivit under en ny blankett. Du fortsätter som ${seatName} i ${g.nameWithin}. Blanketten gäller från ${on}.`;
  return c.as === "changes"
    ? `${organisation} har skrivit under en ny blankett. Du blir ${seatName} i stället för ${otherSeat(c.seatName)} i ${g.nameWithin} från ${on}. ${first}`
    : `${organisation} har utsett dig till ${seatName} i ${g.nameWithin}. Blanketten är undertecknad och gäller från ${on}. ${first}`;
}
/** To whoever is named on a form: that it is signed, and from which day. */
export const namedSigned = (
  g: Group,
  organisation: string,
  given: { seatName: string; on: string; as: NamedAs; mailbox: string },
): Letter => ({
  subject: `Uppdraget för ${organisation} i ${g.within} är undertecknat`,
  text: paragraphs(
    namedLine(g, organisation, given),
    `Stämmer det inte? Svara på det här mejlet eller skriv till ${given.mailbox}.`,
    g.authority,
  ),
});
/** To a manager who has signed, when the other one has too. */
export const managerSigned = (g: Group, organisation: string, on: string): Letter => ({
  subject: `Uppdraget för ${organisation} i ${g.within} är undertecknat`,
  text: paragraphs(
    `Nu har båda cheferna skrivit under uppdraget för ${organisation}. Det gäller från ${longDate(on)}.`,
    g.authority,
  ),
});
/** To the address that a person leaves; who is told says so if it is not right. `comesTo`: the seat, of whoever changes seats too. */
export const addressChanges = (g: Group, organisation: string, on: string, comesTo?: string): Letter => ({
  subject: `Du får en ny mejladress i ${g.nameWithin}`,
  text: paragraphs(
    comesTo
      ? `${organisation} har skickat in en ny blankett. Du blir ${seat(comesTo)} i stället för ${otherSeat(comesTo)} från ${longDate(on)}. Från den dagen skickar vi till den mejladress som står i blanketten, och du loggar in med den.`
      : `${organisation} har skickat in en ny blankett. Du har kvar din plats, men från ${longDate(on)} skickar vi till den mejladress som står i blanketten, och du loggar in med den.`,
    "Stämmer det inte? Svara på det här mejlet.",
    g.authority,
  ),
});
export const addressChanged = (g: Group, organisation: string, given: { signIn: string }): Letter => ({
  subject: `Din nya mejladress i ${g.nameWithin}`,
  text: paragraphs(
    `Från och med nu skickar vi till den här mejladressen. Du har kvar din plats för ${organisation}.`,
    "Logga in med den här adressen.",
    button("Logga in", given.signIn),
    "Stämmer det inte? Svara på det här mejlet.",
    g.authority,
  ),
});
export const formerManager = (g: Group, organisation: string, seatName: string, on: string): Letter => ({
  subject: `${organisation} byter ${seat(seatName)} i ${g.within}`,
  text: paragraphs(
    `Du har tidigare skrivit under för ${organisation} i ${g.within}. En annan chef har nu skrivit under ett byte av ${seat(seatName)} som gäller från ${longDate(on)}.`,
    "Stämmer det inte? Svara på det här mejlet.",
    g.authority,
  ),
});
/** To whoever comes to a seat, on the day; `begins`: each organisation with the page to begin on. */
export const welcome = (
  g: Group,
  begins: readonly { organisation: string; firstPage: string }[],
  given: { seatName: string; on: string; mailbox: string },
): Letter => {
  const [only, ...more] = begins;
  const one = more.length === 0;
  return {
    subject: `Välkommen till ${g.within}`,
    text: paragraphs(
      `Du är ${seat(given.seatName)} för ${listed(begins.map((b) => b.organisation))} i ${g.nameWithin} från ${longDate(given.on)}.`,
      firstOf(g.purpose),
      `${g.authority} samordnar.`,
      `Börja på din första sida${one ? "" : " för varje organisation"}, och logga in med den här mejladressen.`,
      one && only && button("Öppna din första sida", only.firstPage),
      !one && list(begins.map((b) => `${b.organisation}: ${page(b.firstPage)}`)),
      `${one ? "Sidan" : "Varje sida"} visar vad uppdraget är, vad som lämnas över, vad som väntar, nästa möte och de senaste minnesanteckningarna.`,
      `Har du frågor? Skriv till ${given.mailbox}.`,
    ),
  };
};
export const replaceLink = (g: Group, organisation: string): Letter => ({
  subject: `Din länk för ${organisation} i ${g.within}`,
  text: paragraphs(
    `Här kan du börja byta representant eller ersättare för ${organisation}, eller säga att någon slutar.`,
    button("Byt eller säg att någon slutar"),
    "Länken är personlig och gäller i 14 dagar. Bad du inte om den? Då behöver du inte göra något.",
    g.authority,
  ),
});
export const draftLink = (g: Group, organisation: string): Letter => ({
  subject: `Blanketten för ${organisation}: fortsätt här`,
  text: paragraphs(
    "Här är din personliga länk till blanketten. Du kan spara och fortsätta när du vill i 30 dagar.",
    button("Fortsätt med blanketten"),
    g.authority,
  ),
});
export const unanswered = (g: Group, organisation: string): Letter => ({
  subject: `Ingen underskrift för ${organisation}`,
  text: paragraphs(
    `Ansvarig chef för ${organisation} har fått fyra påminnelser och har inte svarat. Du hittar blanketten under Att göra.`,
  ),
});
export const renewalAsk = (g: Group, organisation: string, untilOn: string): Letter => ({
  subject: `Stämmer uppgifterna för ${organisation} fortfarande?`,
  text: paragraphs(
    `Perioden i er blankett går ut den ${through(untilOn)}. Alla behåller sina platser, men vi behöver veta om uppgifterna fortfarande stämmer.`,
    button("Se efter om det stämmer"),
    g.authority,
  ),
});
export const staffAppointed = (
  g: Group,
  c: { standIn: boolean; fromOn: string; lastOn: string | null; signIn: string; mailbox: string },
): Letter => ({
  subject: `Du är länsstrateg för ${g.within} från ${longDate(c.fromOn)}`,
  text: paragraphs(
    `Du är ${c.standIn ? "vikarierande länsstrateg" : "länsstrateg"} för ${g.nameWithin} från ${longDate(c.fromOn)}${c.lastOn ? ` till och med ${longDate(c.lastOn)}` : ""}.`,
    "Logga in med den här mejladressen.",
    button("Logga in", c.signIn),
    `Stämmer det inte? Skriv till ${c.mailbox}.`,
    g.authority,
  ),
});
export const staffEnded = (g: Group, c: { untilOn: string; mailbox: string }): Letter => ({
  subject: `Din uppgift som länsstrateg för ${g.within} är avslutad`,
  text: paragraphs(
    `Från och med ${longDate(c.untilOn)} är du inte längre länsstrateg för ${g.nameWithin}.`,
    `Stämmer det inte? Skriv till ${c.mailbox}.`,
    g.authority,
  ),
});
