// The form (uppdragsblanketten): what is typed, what it must be before it is sent, and what is asked
// about without being refused. Used by the browser and the server alike.
import { z } from "zod";
import { isDate } from "~/platform/calendar";
import { inLatin, printable } from "~/platform/printable";
import { asAddress, emailKey, isNewAddress, searchKey, wholeAddress } from "~/platform/swedish";
import { addressSlip, looksLikePersonnummer } from "./slips";
import { isReplacement, seatsOf, type Kind } from "./rules";
import { isName, isNameOrMasked, noName, noNameTick, sameName, sameness } from "~/domain/people/rules";

/** A draft takes what is far too long for its field (`faults` says so), but no book. */
const text = z.string().trim().max(5000, "Högst 5 000 tecken").default("");
const address = text.transform(asAddress);
const tick = z
  .union([z.literal("on"), z.literal(""), z.boolean()])
  .optional()
  .transform((v) => v === "on" || v === true);

const person = z
  .object({
    name: text,
    title: text,
    email: address,
    phone: text,
    protected: tick,
    sharedMailbox: tick,
  })
  .prefault({});
const manager = z
  .object({
    name: text,
    title: text,
    email: address,
    phone: text,
    unit: text,
    town: text,
    acting: tick,
    sharedMailbox: tick,
  })
  .prefault({});
/** The same person's seat in another organisation: its own manager signs ("Gäller alla tre"). */
const also = z.object({
  organisationId: text,
  chosen: tick,
  managerName: text,
  managerEmail: address,
});
const channel = z.object({
  name: text,
  purpose: z.enum(["deliver", "gather", "both"]).catch("both"),
  frequency: text,
});

/** Whatever was typed, kept as it is: nothing is refused in a draft. */
export const draftSchema = z.object({
  representative: person,
  deputyLater: tick,
  deputy: person,
  channels: z.array(channel).max(100).default([]),
  alsoIn: z.array(also).max(20).default([]),
  manager,
  sameManager: tick,
  deputyManager: manager,
  association: text,
  startOn: text,
  filler: z.object({ name: text, email: address }).prefault({}),
  /** Questions that have been answered "yes, it is right". */
  confirmed: z.union([z.array(z.string()), z.string().transform((s) => [s])]).default([]),
});
export type Draft = z.output<typeof draftSchema>;
export type PersonInput = Draft["representative"];
export type ManagerInput = Draft["manager"];
export const emptyDraft = (): Draft => ({
  ...draftSchema.parse({}),
  sameManager: true,
  channels: [{ name: "", purpose: "both", frequency: "" }],
});

/** What a manager is shown, frozen and hashed. */
export interface Content {
  kind: Kind;
  organisation: string;
  association: string | null;
  representative: PersonInput | null;
  deputy: PersonInput | null;
  /** "Vi utser ersättare senare", a deliberate choice. */
  deputyLater: boolean;
  channels: { name: string; purpose: "deliver" | "gather" | "both"; frequency: string }[];
  startOn: string;
}

const noNumber = "Det ser ut som ett personnummer. Skriv aldrig personnummer här.";

export const mostChannels = 12;
/** How long each text may be in a form that is sent, by the last part of its field's name. */
const longest: Record<string, number> = {
  ...{ name: 120, title: 120, email: 200, phone: 40, unit: 120, town: 80 },
  ...{ managerName: 120, managerEmail: 200, frequency: 80, association: 120 },
};
/** Every text of a draft, by its field. */
function textsIn(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, of]) => textsIn(of, path ? `${path}.${name}` : name));
}
/** What is too long, and what the sealed paper could not say. */
function checkTexts(at: Say, draft: Draft): void {
  for (const [path, text] of textsIn(draft)) {
    const field = path.slice(path.lastIndexOf(".") + 1);
    const most = path.startsWith("channels.") && field === "name" ? 200 : longest[field];
    if (most === undefined) continue;
    if (text.length > most) at(path, `Högst ${most} tecken`);
    if (!/email$/i.test(field) && !printable(text)) at(path, inLatin);
  }
}

type Say = (path: string, sentence: string) => void;

function checkPerson(at: Say, p: PersonInput, path: "representative" | "deputy", who: string): void {
  if (!p.name) at(`${path}.name`, `Skriv ${who} för- och efternamn`);
  else if (!isName(p.name)) at(`${path}.name`, noNameTick);
  else if (looksLikePersonnummer(p.name)) at(`${path}.name`, noNumber);
  if (looksLikePersonnummer(p.title)) at(`${path}.title`, noNumber);
  if (!p.email) at(`${path}.email`, `Skriv ${who} mejladress`);
  else if (!isNewAddress(p.email)) at(`${path}.email`, wholeAddress);
}
function checkManager(at: Say, m: ManagerInput, path: string): void {
  if (!m.name) at(`${path}.name`, "Skriv chefens för- och efternamn");
  else if (!isNameOrMasked(m.name)) at(`${path}.name`, noName);
  else if (looksLikePersonnummer(m.name)) at(`${path}.name`, noNumber);
  for (const part of ["title", "unit", "town"] as const)
    if (looksLikePersonnummer(m[part])) at(`${path}.${part}`, noNumber);
  if (!m.email && !m.phone) at(`${path}.email`, "Skriv chefens mejladress, eller ett telefonnummer");
  else if (m.email && !isNewAddress(m.email)) at(`${path}.email`, wholeAddress);
}
function checkDeputy(at: Say, { deputy, representative }: Draft, kind: Kind): void {
  if (!deputy.name && !deputy.email && kind !== "deputy")
    at("deputy.name", "Skriv vem som är ersättare, eller kryssa i att ni utser ersättare senare");
  else checkPerson(at, deputy, "deputy", "ersättarens");
  if (seatsOf(kind).includes("representative") && deputy.name && sameness(representative, deputy) === "same")
    at("deputy.name", "Representanten och ersättaren är samma person. Välj en annan ersättare.");
}
function checkChannels(at: Say, { channels }: Draft): void {
  const named = channels.map((c, i) => ({ ...c, i })).filter((c) => c.name || c.frequency);
  if (named.length === 0)
    at("channels.0.name", "Skriv minst en intern kontaktväg, till exempel Kommunens ledningsgrupp");
  const beyond = named[mostChannels];
  if (beyond) at(`channels.${beyond.i}.name`, "Högst tolv kontaktvägar. Töm den här, eller en av de andra.");
  for (const c of named) {
    if (!c.name) at(`channels.${c.i}.name`, "Skriv vad kontaktvägen heter");
    if (!c.frequency) at(`channels.${c.i}.frequency`, "Skriv hur ofta, till exempel varje kvartal");
    for (const part of ["name", "frequency"] as const)
      if (looksLikePersonnummer(c[part])) at(`channels.${c.i}.${part}`, noNumber);
  }
}
function checkOthers(at: Say, { alsoIn }: Draft): void {
  for (const [i, a] of alsoIn.entries()) {
    if (!a.chosen) continue;
    if (!a.managerName) at(`alsoIn.${i}.managerName`, "Skriv chefens för- och efternamn");
    else if (!isNameOrMasked(a.managerName)) at(`alsoIn.${i}.managerName`, noName);
    else if (looksLikePersonnummer(a.managerName)) at(`alsoIn.${i}.managerName`, noNumber);
    if (!isNewAddress(a.managerEmail)) at(`alsoIn.${i}.managerEmail`, "Skriv chefens hela mejladress");
  }
}
function checkStart(at: Say, { startOn }: Draft, today: string): void {
  if (!startOn) at("startOn", "Skriv från vilken dag det ska gälla");
  else if (!isDate(startOn)) at("startOn", "Skriv dagen som år-månad-dag, till exempel 2027-01-15");
  else if (startOn < today) at("startOn", "Dagen har redan varit. Välj i dag eller en senare dag.");
}
function checkFiller(at: Say, { filler }: Draft): void {
  if (!filler.name) at("filler.name", "Skriv ditt namn");
  else if (!isNameOrMasked(filler.name)) at("filler.name", noName);
  else if (looksLikePersonnummer(filler.name)) at("filler.name", noNumber);
  if (filler.email && !isNewAddress(filler.email)) at("filler.email", wholeAddress);
}

/** The sentences at the fields that stop a form of this kind from being sent, or none. */
export function faults(
  draft: Draft,
  kind: Kind,
  options: { onBehalf: boolean; today: string },
): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  const at: Say = (path, sentence) => {
    (found[path] ??= []).push(sentence);
  };
  checkTexts(at, draft);
  if (seatsOf(kind).includes("representative"))
    checkPerson(at, draft.representative, "representative", "representantens");
  const withDeputy = seatsOf(kind).includes("deputy") && !(draft.deputyLater && kind !== "deputy");
  if (withDeputy) checkDeputy(at, draft, kind);
  if (kind !== "deputy") {
    checkChannels(at, draft);
    checkManager(at, draft.manager, "manager");
  }
  if (kind === "deputy" || (withDeputy && !draft.sameManager))
    checkManager(at, draft.deputyManager, "deputyManager");
  checkOthers(at, draft);
  checkStart(at, draft, options.today);
  if (!options.onBehalf) checkFiller(at, draft);
  return found;
}

export interface Question {
  key: string;
  path: string;
  sentence: string;
  /** The answer that lets it stand as it is. */
  yes: string;
  suggestion: string | null;
}

const managerFields = ["name", "title", "email", "phone", "unit", "town"] as const;
/** Something is filled in, and it is not the representative's manager over again. */
export const namesAnother = ({ manager, deputyManager }: Pick<Draft, "manager" | "deputyManager">): boolean =>
  managerFields.some((f) => deputyManager[f] && searchKey(deputyManager[f]) !== searchKey(manager[f]));

/** What is filled in though a tick says that it does not count: nothing is left out unasked. */
function leftOut(draft: Draft, kind: Kind): Question[] {
  if (isReplacement(kind)) return [];
  const { deputy, deputyManager, manager } = draft;
  if (draft.deputyLater) {
    if (!deputy.name && !deputy.email && !namesAnother(draft)) return [];
    const who = deputy.name || deputy.email || "ersättarens chef";
    return [
      {
        key: `later:${searchKey(who)}`,
        path: "deputy.name",
        sentence: `Ska ersättaren utses senare? Du har fyllt i ${who}, men också kryssat i ”Vi utser ersättare senare”. Ta bort krysset om uppgifterna ska gälla.`,
        yes: "Ja, vi utser ersättare senare",
        suggestion: null,
      },
    ];
  }
  if (!draft.sameManager || !namesAnother(draft)) return [];
  const who = deputyManager.name || deputyManager.email || "uppgifter om en annan chef";
  return [
    {
      key: `same:${searchKey(who)}:${emailKey(deputyManager.email)}`,
      path: "deputyManager.name",
      sentence: `Ska bara ${manager.name || "representantens chef"} skriva under? Du har fyllt i ${who} för ersättaren, men ”Samma chef” är ikryssat. Ta bort krysset om båda ska skriva under.`,
      yes: `Ja, bara ${manager.name || "representantens chef"} skriver under`,
      suggestion: null,
    },
  ];
}

type Named = readonly [path: string, person: { email: string; name: string }];
/** Whom a form of this kind names. */
function peopleIn(draft: Draft, kind: Kind): Named[] {
  const people: Named[] = [];
  if (kind !== "deputy") people.push(["representative", draft.representative], ["manager", draft.manager]);
  if (seatsOf(kind).includes("deputy") && !draft.deputyLater) people.push(["deputy", draft.deputy]);
  if (kind === "deputy" || (!draft.sameManager && !draft.deputyLater && kind !== "representative"))
    people.push(["deputyManager", draft.deputyManager]);
  return people;
}
/** Addresses that look mistyped. One that is not whole is refused (`faults`): no answer could let it stand. */
const slips = (people: readonly Named[]): Question[] =>
  people.flatMap(([path, { email }]) => {
    const slip = isNewAddress(email) && addressSlip(email);
    return slip
      ? [
          {
            key: `slip:${emailKey(email)}`,
            path: `${path}.email`,
            sentence: `${email}: ${slip.sentence}`,
            yes: "Ja, adressen är rätt",
            suggestion: slip.suggestion,
          },
        ]
      : [];
  });
/** One address for both seats. */
function sharedAddress(draft: Draft, people: readonly Named[]): Question[] {
  const emailOf = (who: string) => people.find(([path]) => path === who)?.[1].email;
  const [rep, dep] = [emailOf("representative"), emailOf("deputy")];
  if (!rep || !dep || !isNewAddress(dep) || emailKey(rep) !== emailKey(dep)) return [];
  if (draft.representative.sharedMailbox && draft.deputy.sharedMailbox) return [];
  return [
    {
      key: `shared:${emailKey(dep)}`,
      path: "deputy.email",
      sentence:
        "Representanten och ersättaren har samma mejladress. Är det en funktionsbrevlåda som flera delar?",
      yes: "Ja, flera delar brevlådan",
      suggestion: null,
    },
  ];
}
/** Managers who would sign for themselves. */
function selfSigning(people: readonly Named[]): Question[] {
  const managers = people.filter(([path]) => path === "manager" || path === "deputyManager");
  const seated = people.filter(([path]) => path === "representative" || path === "deputy");
  return managers
    .filter(([, m]) => seated.some(([, p]) => p.name && sameName(p.name, m.name)))
    .map(([path, m]) => ({
      key: `self:${searchKey(m.name)}`,
      path: `${path}.name`,
      sentence:
        "Chefen är samma person som ska få uppdraget. Är det rätt? I en förening skriver en annan ledamot under.",
      yes: "Ja, det är rätt chef",
      suggestion: null,
    }));
}

/** What is asked and not refused; an answered question (its key in `confirmed`) is not asked again. */
export function questions(draft: Draft, kind: Kind): Question[] {
  const people = peopleIn(draft, kind);
  return [
    ...leftOut(draft, kind),
    ...slips(people),
    ...sharedAddress(draft, people),
    ...selfSigning(people),
  ].filter((q) => !draft.confirmed.includes(q.key));
}

/** A posted form: the draft, the version it was shown, and which button was pressed. */
export const draftPost = draftSchema.extend({
  version: z.coerce.number().int().catch(0),
  gor: z.enum(["spara", "kontrollera", "kontaktvag"]).catch("kontrollera"),
});
export type DraftPost = z.output<typeof draftPost>;
export const versionSchema = z.object({ version: z.coerce.number().int() });
