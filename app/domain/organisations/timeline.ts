// What has happened, in words: from the log's ids, dates and states. Pure.
import { longDate, through } from "~/platform/calendar";
import { formNames, seatWords, signedFrom } from "~/domain/commitments/texts";

export interface TimelineLine {
  key: number;
  when: string;
  what: string;
  more?: string;
  commitment?: string;
}
type Data = Record<string, unknown>;

const day = (value: unknown) => (typeof value === "string" ? longDate(value) : "");
/** The log may name what no longer is. */
const wordIn = (words: Partial<Record<string, string>>, key: unknown) =>
  typeof key === "string" ? words[key] : undefined;
const kindOf = (d: Data) => wordIn(formNames, d.kind) ?? "Blanketten";
const seatOf = (d: Data) => (wordIn(seatWords, d.seat) ?? "Plats").toLowerCase();

/** Facts from before the day of the signature was kept in them tell the first day alone. */
const signedLine = (d: Data): string =>
  typeof d.signedOn === "string"
    ? signedFrom(d.signedOn, String(d.startOn))
    : `Gäller från ${day(d.startOn)}`;
const reported: Partial<Record<string, string>> = {
  done: "En insats på hemmaplan är klar",
  notForUs: "En insats på hemmaplan är inte aktuell",
};
const consents: Partial<Record<string, string>> = {
  agreed: "Organisationen sa ja till att en lärdom visas",
  nameless: "Organisationen sa ja till att en lärdom visas",
  proposed: "Organisationen föreslog en annan text till en lärdom",
  withdrawn: "Organisationen drog tillbaka en lärdom",
};
const placeChoices: Partial<Record<string, string>> = {
  vacant: "Den blir vakant",
  other: "Den går till organisationens andra plats",
};
const takenIn = "Uppgifterna hämtades från Excel. På papper, ej undertecknat här";
/** Without a method: older lists were taken in as if a paper had been signed. */
const paperWords: Record<string, string> = {
  phone: "Underskriften bekräftades per telefon",
  paper: "Länsstyrelsen lade in ett undertecknat papper",
};

const words: Record<
  string,
  (d: Data, who: { person: string | null; leaver: string | null }) => { what: string; more?: string }
> = {
  "commitment.start": (d) => ({
    what: `${kindOf(d)} påbörjades`,
    more: d.onBehalf ? "Ifylld av länsstyrelsen åt organisationen" : undefined,
  }),
  "commitment.send": (d) => ({
    what: `${kindOf(d)} skickades för underskrift`,
    more: "Länsstyrelsen fick besked",
  }),
  "commitment.sign": () => ({ what: "En av cheferna skrev under" }),
  "commitment.complete": (d) => ({
    what: `${kindOf(d)} undertecknades`,
    more: `${signedLine(d)}. Länsstyrelsen fick besked`,
  }),
  "commitment.attachPaper": (d) => ({
    what: paperWords[String(d.method)] ?? takenIn,
    more: d.method === undefined ? undefined : signedLine(d),
  }),
  "commitment.moveIn": () => ({ what: takenIn }),
  "commitment.takeBack": () => ({ what: "Länsstyrelsen tog bort eller rättade det som hämtats från Excel" }),
  "commitment.backdate": () => ({ what: "Länsstyrelsen lät blanketten gälla från sin egen dag" }),
  "person.moved": (_, { person }) => ({ what: `${person ?? "En person"} fick en ny mejladress` }),
  "commitment.decline": () => ({ what: "Chefen skrev inte under", more: "Länsstyrelsen fick besked" }),
  "commitment.misdirect": () => ({ what: "Mottagaren var inte rätt chef" }),
  "commitment.confirmManager": () => ({ what: "En ny chef bekräftades" }),
  "commitment.withdraw": () => ({ what: "Blanketten återtogs" }),
  "commitment.stop": () => ({ what: "Länsstyrelsen stoppade blanketten" }),
  "commitment.receive": () => ({ what: "Länsstyrelsen tog emot blanketten" }),
  "commitment.extract": () => ({ what: "Ett protokollsutdrag bifogades" }),
  "commitment.activate": (d) => ({ what: `${kindOf(d)} började gälla` }),
  "signature.reminded": (d) => ({ what: `Chefen fick påminnelse ${String(d.number)}` }),
  "signature.unanswered": () => ({
    what: "Chefen har inte svarat på fyra påminnelser",
    more: "Länsstyrelsen fick besked",
  }),
  "seat.taken": (d, { person, leaver }) => ({
    what: leaver
      ? `${person ?? "En person"} blev ${seatOf(d)} efter ${leaver}`
      : `${person ?? "En person"} blev ${seatOf(d)}`,
    more: `Från ${day(d.fromOn)}`,
  }),
  "seat.left": (d, { person }) => ({
    what: `${person ?? "En person"} slutar som ${seatOf(d)} utan efterträdare`,
    more:
      typeof d.untilOn === "string"
        ? `Sista dagen är ${through(d.untilOn)}. Länsstyrelsen fick besked`
        : undefined,
  }),
  "seat.saidToLeave": (d, { person }) => ({
    what: `Kontaktpersonen säger att ${person ?? "en person"} slutar som ${seatOf(d)}`,
    more:
      typeof d.untilOn === "string"
        ? `Sista dagen är ${through(d.untilOn)}. Länsstyrelsen fick besked`
        : undefined,
  }),
  "cover.started": (d) => ({
    what: "Ersättaren tjänstgör",
    more: `${day(d.fromOn)}–${typeof d.untilOn === "string" ? through(d.untilOn) : ""}`,
  }),
  "cover.ended": () => ({ what: "Ersättaren tjänstgör inte längre" }),
  "link.invited": (d) => ({
    what: d.again ? "Inbjudan skickades igen" : "Organisationen bjöds in att fylla i blanketten",
  }),
  "link.revoked": () => ({ what: "Inbjudan återkallades" }),
  "link.fresh": (d) => ({
    what: d.purpose === "replace" ? "En länk för byte skickades" : "En ny länk skickades",
  }),
  "renewal.asked": (d) => ({
    what: "Organisationen fick frågan om uppgifterna stämmer",
    more: typeof d.untilOn === "string" ? `Perioden går ut ${through(d.untilOn)}` : undefined,
  }),
  "organisation.joined": (d) => ({ what: "Organisationen kom med i nätverket", more: day(d.fromOn) }),
  "organisation.renamed": () => ({ what: "Organisationen bytte namn" }),
  "organisation.left": (d) => ({
    what: d.successor ? "Organisationen går upp i en annan" : "Organisationen lämnar nätverket",
    more: typeof d.untilOn === "string" ? `Sista dagen är ${through(d.untilOn)}` : undefined,
  }),
  "association.added": () => ({ what: "En förening lades till" }),
  "contact.added": () => ({ what: "En kontaktperson lades till" }),
  "person.protected": () => ({ what: "En person har nu skyddade personuppgifter" }),
  "protected.revealed": () => ({
    what: "Länsstyrelsen visade skyddade uppgifter",
    more: "Tillfället är loggat",
  }),
  "effort.reported": (d) => ({
    what: reported[String(d.state)] ?? "Organisationen svarade om en insats på hemmaplan",
  }),
  "effort.dayMoved": (d) => ({
    what: `Sista dagen för en insats på hemmaplan flyttades till ${longDate(String(d.lastOn))}`,
  }),
  "inquiry.submitted": () => ({ what: "Organisationen skickade in sitt svar på nätverkets frågor" }),
  "inquiry.takenBack": () => ({ what: "Organisationen tog tillbaka sitt svar för att ändra det" }),
  "inquiry.dayMoved": (d) => ({
    what: `Sista dagen för nätverkets frågor flyttades till ${longDate(String(d.lastOn))}`,
  }),
  "finding.asked": () => ({ what: "Organisationen fick frågan om en lärdom får visas för nätverket" }),
  "finding.answered": (d) => ({
    what: consents[String(d.consent)] ?? "Organisationen sa nej till att en lärdom visas",
  }),
  "question.proposed": () => ({ what: "En fråga att lyfta föreslogs" }),
  "question.raised": () => ({ what: "Organisationens fråga lyftes" }),
  "question.answered": () => ({ what: "Organisationens fråga fick svar" }),
  "question.reported": () => ({ what: "Svaret på organisationens fråga är återkopplat" }),
  "question.setAside": () => ({ what: "Organisationens fråga lades åt sidan" }),
  "spread.answered": (d) => ({
    what:
      d.state === "notForUs"
        ? "Något att sprida var inte relevant för organisationen"
        : "Organisationen spred vidare något från nätverket",
  }),
  "spread.dayMoved": (d) => ({
    what: `Sista dagen för något att sprida flyttades till ${longDate(String(d.lastOn))}`,
  }),
  "place.given": (d) => ({
    what: d.person ? "Organisationen fick en plats i en arbetsgrupp" : "Platsen i en arbetsgrupp är vakant",
  }),
  "place.ended": () => ({ what: "Platsen i en arbetsgrupp upphörde" }),
  "place.chosen": (d) => ({
    what: "Någon valde vad som händer med en plats i en arbetsgrupp",
    more: placeChoices[String(d.choice)] ?? "Den går vidare till efterträdaren",
  }),
  "standing.sent": (d) => ({
    what: "Läget i korthet skickades till chefen",
    more: d.why === "yearly" ? `Hela ${String(d.year)}` : undefined,
  }),
  "handover.written": () => ({ what: "En överlämning skrevs", more: "Bara organisationen läser den" }),
  "channel.added": () => ({ what: "En kontaktväg lades till" }),
  "channel.changed": () => ({ what: "En kontaktväg ändrades" }),
  "channel.ended": () => ({ what: "En kontaktväg avslutades" }),
  "manager.noted": (d) => ({
    what: "Länsstyrelsen noterade en ny ansvarig chef",
    more: `Från ${day(d.fromOn)}`,
  }),
  "confirmation.asked": (d) => ({
    what: "Chefen fick frågan om uppdraget fortfarande stämmer",
    more: d.how === "phone" ? "Tas per telefon" : undefined,
  }),
  "confirmation.reminded": () => ({ what: "Chefen fick en påminnelse om frågan" }),
  "confirmation.answered": (d) => ({
    what: [d.resources, d.room, d.channels].includes("no")
      ? "Chefen svarade att något behöver ändras"
      : "Chefen bekräftade tid, utrymme och kontaktvägar",
    more: d.method === "phone" ? "Per telefon" : undefined,
  }),
  "letter.settled": () => ({ what: "Ett mejl som inte kom fram är hanterat" }),
};

/** The sentence of an event, or null for one that nobody needs to read. */
export const told = (
  kind: string,
  data: Data,
  who: { person: string | null; leaver: string | null },
): { what: string; more?: string } | null => words[kind]?.(data, who) ?? null;
