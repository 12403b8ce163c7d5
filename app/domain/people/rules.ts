// When two descriptions are of one person, what is somebody's name, and what is said of protection where a name stands. Pure; all rooms ask here.
import { emailKey, searchKey } from "~/platform/swedish";
import { protectedName } from "./texts";

export interface Described {
  name: string;
  email: string;
}
/** same: one person · newAddress: one person who has another address now · other: two persons */
export type Sameness = "same" | "newAddress" | "other";

/** One name in any case and spacing. */
export const sameName = (a: string, b: string): boolean => searchKey(a) === searchKey(b);

/**
 * Of a seat's holder and whoever a form names for it: the name decides, since a mailbox may be
 * shared; whoever keeps the name and not the address has moved. Whether a person is protected does not make another one.
 */
export function sameness(holder: Described, named: Described): Sameness {
  if (!sameName(holder.name, named.name)) return "other";
  return emailKey(holder.email) === emailKey(named.email) ? "same" : "newAddress";
}

/** What is said of somebody whose details are protected, also by the older and the neighbouring words. */
const plain = String.raw`skyddade?\s+(?:person)?uppgifter|skydda[dts]e?t?(?:\s+(?:identitet|id|adress|person|namn))?|skyddsmark\p{L}*|skyddsbehov\p{L}*|(?:person|identitets|adress?)skydd\p{L}*|spärrmark\p{L}*|sekretess\p{L}*|kvarskriv\p{L}*|fingera\p{L}*(?:\s+\p{L}+)?|konfidentiell\p{L}*|hemlig\p{L}*\s+(?:adress|identitet|uppgift|namn)\p{L}*`;
/** In a list what is doubtful protects; where a name is typed "Hemlig Person" may be one. */
const words = String.raw`${plain}|hemlig\p{L}*\s+person\p{L}*`;
const told = String.raw`(?<!\p{L})(?:${words})(?!\p{L})`;
const denied = String.raw`(?<!\p{L})(?:ej|inte|icke|utan|ingen|inga|inget)(?:\s+(?:längre|några|någon))?[\s-]+(?:${words})(?!\p{L})`;
const [isTold, isDenied, eachDenied] = [
  new RegExp(told, "iu"),
  new RegExp(denied, "iu"),
  new RegExp(denied, "giu"),
];
/** One word that says it where it stands alone: "Eva Hemlig" is somebody's name. */
const alone = /^[^\p{L}]*(?:anonym|hemlig|dold|dolt)\p{L}*[^\p{L}]*$/iu;

/** Whether a text says that somebody is protected, or that they are not. A "not" takes back its own word and no other. */
export function protectionIn(text: string): "yes" | "no" | null {
  if (isTold.test(text.replace(eachDenied, " ")) || alone.test(text)) return "yes";
  return isDenied.test(text) ? "no" : null;
}
/** A "not protected" that is all there is, said by `before` of somebody. */
export const onlyDenied = (before = ""): RegExp => new RegExp(`^${before}${denied}[\\s.!]*$`, "iu");

const isPlain = new RegExp(String.raw`(?<!\p{L})(?:${plain})(?!\p{L})`, "iu");
const inBrackets = /[([][^()[\]]*[)\]]/gu;
const saying = new RegExp(
  String.raw`[([]?\s*(?<!\p{L})(?:(?:person(?:en)?|är|har|med)\s+)*(?:${denied}|${told})[^)]*\)?`,
  "giu",
);
/** A cell with a name, without what it says of protection: "Eva Ek (skyddad)" is Eva Ek, and "(skyddad)" is nobody's name. */
export function withoutProtection(text: string): string {
  if (protectionIn(text) === null) return text;
  if (alone.test(text)) return "";
  return text
    .replace(inBrackets, (said) => (protectionIn(said) === null ? said : " "))
    .replace(saying, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s,;:/*–-]+|[\s,;:/*–-]+$/g, "");
}

/** What is written where a name should stand and is nobody's; signs are blanks here, so that "N.N." is "n n". */
const nobody =
  /^(?:nn|n n|n a|(?:anonym|hemlig|dold|dolt)\p{L}*|x+|(?:vakant|vakans)(?: .*)?|saknas|ingen|inget|okänd|okänt|ja|nej|namn|namnet|personen|tomt|vet (?:ej|inte)|(?:ej|inte|icke) (?:utse|klar|bestäm|tillsat|aktuell|besat|känd|känt)\p{L}*|(?:utses|meddelas|kommer)(?: senare)?|under (?:rekrytering|tillsättning)|(?:rekrytering|tillsättning)(?: pågår)?|se ovan|som ovan|samma(?: som ovan)?|dito|tba|tbd|tbc|null)$/u;

/** Whether what is typed can be somebody's name. Nothing typed is another question. */
export function isName(text: string): boolean {
  if (text.trim() === "") return true;
  const said = searchKey(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return /\p{L}/u.test(said) && !nobody.test(said) && !isPlain.test(text);
}
export const noName = "Skriv personens namn. Ord som skyddad, vakant och N.N. är inga namn.";
/** The same where there is a tick for it. */
export const noNameTick = `${noName} Har personen skyddade personuppgifter kryssar du i det.`;
/** What a field begins with that must get a name. */
export const unmasked = (name: string): string => (name === protectedName ? "" : name);
/** A name that we have masked comes back from its form as it stands there. */
export const isNameOrMasked = (text: string): boolean => text === protectedName || isName(text);
