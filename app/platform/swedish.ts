// Texts and addresses as they are kept and compared: stored keys are made here, for SQLite knows none of our letters.
import { nfc, nfd } from "./nfc";
import { printable } from "./printable";

/** What nobody sees and no page of ours sends: controls, marks of direction, joiners, soft hyphens, halves of characters. */
const unseen =
  /[\p{Cs}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufff9-\ufffc\ufffe\uffff]/gu;
/** Joiners mean something inside an emoji and between letters of scripts that join; there they stay. */
const joins = /[\u200c\u200d\ufe0f]/;
const joined =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]|(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{L}/u;
const stays = (sign: string, at: number, whole: string): boolean =>
  joins.test(sign) && at > 0 && joined.test(lastOf(whole.slice(Math.max(0, at - 2), at)));
const lastOf = (text: string): string => Array.from(text).at(-1) ?? "";

/** A text as it is kept: NFC, with line breaks and tabs, without what cannot be seen. Every door cleans what comes in by it. */
export const clean = (text: string): string =>
  nfc(
    text
      .replace(/\u2028|\u2029|\u0085/g, "\n")
      .replace(unseen, (sign, at: number) => (stays(sign, at, text) ? sign : "")),
  );

/** For search: "ÅSA" finds Åsa and never Asa. */
export const searchKey = (text: string): string => clean(text).toLowerCase().replace(/\s+/g, " ").trim();

/** A domain in letters that DNS knows (å as xn--…); null: there is no such domain. */
function asciiDomain(domain: string): string | null {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return null;
  if (!/[^\0-\x7f]|(^|\.)xn--/i.test(domain)) return domain.toLowerCase();
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return null;
  }
}

/** An address as it is kept: cleaned, without the dot that ends a domain's full name. */
export const asAddress = (address: string): string => clean(address).trim().replace(/\.$/, "");

/**
 * An address as it is compared: two that lead to one mailbox have one key. Letters' case, the two ways to write å in a domain and its
 * final dot make no difference; dots before the @ do (RFC 5321, 2.4: they are the receiver's business).
 */
export function emailKey(address: string): string {
  const kept = nfc(asAddress(address).toLowerCase());
  const at = kept.lastIndexOf("@");
  return at < 0 ? kept : kept.slice(0, at + 1) + (asciiDomain(kept.slice(at + 1)) ?? kept.slice(at + 1));
}

/** A whole address that letters can be sent to (RFC 5321, 4.5.3.1): "ada@falu" is none. */
export function isAddress(text: string): boolean {
  const [local = "", domain = "", ...more] = asAddress(text).split("@");
  const labels = asciiDomain(domain)?.split(".") ?? [];
  return (
    more.length === 0 &&
    /^[^\s.@<>()[\],;:"\\]+(\.[^\s.@<>()[\],;:"\\]+)*$/u.test(local) &&
    new TextEncoder().encode(local).length <= 64 &&
    labels.length > 1 &&
    labels.join(".").length <= 253 &&
    labels.every((l) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(l)) &&
    /^[a-z]([a-z0-9-]*[a-z0-9])$/.test(labels.at(-1) ?? "")
  );
}
/** One that is taken from now on: a paper that names it can also be written. */
export const isNewAddress = (text: string): boolean => isAddress(text) && printable(asAddress(text));
export const wholeAddress = "Skriv en hel mejladress, till exempel anna.berg@kommunen.se";

/** The part of an address after the @. */
export const domainOf = (address: string): string => emailKey(address).split("@").pop() ?? "";

/** Letters that are a sign of their own and have no accent to take off. */
const plainLetters: Readonly<Record<string, string>> = {
  ł: "l",
  đ: "d",
  ð: "d",
  ø: "o",
  æ: "ae",
  œ: "oe",
  ß: "ss",
  þ: "th",
  ŧ: "t",
  ħ: "h",
  ı: "i",
  ŋ: "n",
};
/** "Malung-Sälens kommun" → "malung-salens-kommun" */
export const slugOf = (name: string): string =>
  nfd(
    nfc(name)
      .toLowerCase()
      .replace(/[åä]/g, "a")
      .replace(/ö/g, "o")
      .replace(/[^\0-\x7f]/g, (c) => plainLetters[c] ?? c),
  )
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

const words = ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];
/** "tre" up to twelve, digits after that. */
export const numberWord = (n: number): string => words[n] ?? String(n);
/** Words that are "ett": what we count, and whatever ends in one of them. */
const neuter = /(^|\s)[a-zåäö]*(möte|svar|mejl|förslag|utskick|besök|fel|meddelande)(?![a-zåäö])/;
/** "ett", "en" or "tre", as the counted noun wants it; it may have words before it. */
export const numeral = (n: number, noun: string): string => {
  if (n !== 1) return numberWord(n);
  return neuter.test(noun) ? "ett" : "en";
};
/**
 * "tre organisationer", "en organisation", "ett möte": a count within a sentence, everywhere. Digits stand in tables, figures, shares ("3 av 14")
 * and limits ("högst 500 tecken").
 */
export const counted = (n: number, one: string, many: string): string =>
  `${numeral(n, one)} ${n === 1 ? one : many}`;
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
    : `${shown.join(between)} och ${numberWord(items.length - shown.length)} till`;
}
/** At most so many letters. */
export const shortened = (text: string, letters: number): string => {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length <= letters ? flat : `${flat.slice(0, letters - 1).trimEnd()}…`;
};
