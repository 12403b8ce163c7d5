// Swedish letters in SQLite, which knows none of them: stored keys, made here.
const ranks: Record<string, string> = { å: "{1", ä: "{2", æ: "{2", ö: "{3", ø: "{3" };

/** A key whose byte order is Swedish alphabetical order: å ä ö last, é as e, case ignored. */
export function sortKey(text: string): string {
  return [...text.normalize("NFC").toLowerCase()]
    .map((c) => ranks[c] ?? c.normalize("NFD").replace(/\p{M}/gu, ""))
    .join("")
    .replace(/[^\p{L}\p{N}{]+/gu, " ")
    .trim();
}

/** For search: "ÅSA" finds Åsa and never Asa. */
export const searchKey = (text: string): string =>
  text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();

/** An address as it is compared: trimmed, lower case, NFC. */
export const emailKey = (address: string): string => address.normalize("NFC").trim().toLowerCase();

/** The part of an address after the @. */
export const domainOf = (address: string): string => emailKey(address).split("@").pop() ?? "";

/** "Malung-Sälens kommun" → "malung-salens-kommun" */
export const slugOf = (name: string): string =>
  name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[åä]/g, "a")
    .replace(/ö/g, "o")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

const words = ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];
/** "tre" up to twelve, digits after that. */
export const numberWord = (n: number): string => words[n] ?? String(n);
/** "tre organisationer", "en organisation" */
export const counted = (n: number, one: string, many: string): string =>
  `${numberWord(n)} ${n === 1 ? one : many}`;
/** "Gagnef, Orsa och Kriminalvården" */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} och ${items.at(-1)}`;
/** "12 400" */
export const whole = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
/** "2,5" */
export const decimal = (n: number): string => String(n).replace(".", ",");
/** First letter as a capital. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase("sv") + text.slice(1);
/** A network's name within a sentence: "länsgruppen mot våld" of "Länsgruppen mot våld"; a proper name ("Dalarna mot våld") keeps its capital. */
export const inSentence = (name: string): string =>
  /^[A-ZÅÄÖ][a-zåäö-]*(en|et|erna)(?![a-zåäö])/.test(name)
    ? name.charAt(0).toLocaleLowerCase("sv") + name.slice(1)
    : name;
/** "Leksands kommuns" – genitive without a doubled s. */
export const genitive = (name: string): string => (/[sxz]$/i.test(name) ? name : `${name}s`);
/** As many as fit in so many letters, and how many more there are. */
export function few(items: readonly string[], letters: number, between = ", "): string {
  const shown = items.filter((_, i) => items.slice(0, i + 1).join(between).length <= letters);
  return shown.length === items.length
    ? items.join(between)
    : `${shown.join(between)} och ${items.length - shown.length} till`;
}
/** At most so many letters. */
export const shortened = (text: string, letters: number): string => {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length <= letters ? flat : `${flat.slice(0, letters - 1).trimEnd()}…`;
};
