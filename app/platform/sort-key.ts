// The order of a Swedish dictionary for SQLite, which sorts by bytes: a stored key whose bytes stand in the order of Intl.Collator("sv").
import { clean } from "./swedish";

/** Changes when the rule below does; what was stored by another is made anew at the start. */
export const sortRule = `2 ${process.versions.icu ?? ""}`;

/** The letters of Latin, Greek and Cyrillic, digits, and the signs that stand in names. */
const alphabet = (): string[] => {
  const letters: string[] = [];
  for (const [from, to] of [
    [0x20, 0x7e],
    [0xa0, 0x24f],
    [0x250, 0x2af],
    [0x370, 0x52f],
    [0x1e00, 0x1fff],
    [0x2010, 0x2027],
  ] as const)
    for (let code = from; code <= to; code++) {
      const letter = String.fromCodePoint(code);
      if (/[^\p{C}\p{M}]/u.test(letter)) letters.push(letter.normalize("NFC"));
    }
  return [...new Set(letters)].filter((l) => Array.from(l).length === 1);
};
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const two = (n: number): string => digits.charAt(Math.floor(n / 62)) + digits.charAt(n % 62);

interface Place {
  /** Which letter it is: l and ł alike. */
  letter: string;
  /** Which of its forms. */
  form: string;
}
let places: Map<string, Place> | null = null;
function placesOf(): Map<string, Place> {
  if (places) return places;
  const base = new Intl.Collator("sv", { sensitivity: "base" });
  const made = new Map<string, Place>();
  let [letter, form, before] = [-1, 0, ""];
  for (const l of alphabet().sort(new Intl.Collator("sv").compare)) {
    if (before === "" || base.compare(before, l) !== 0) [letter, form] = [letter + 1, 0];
    else form++;
    before = l;
    made.set(l, { letter: two(letter), form: two(form) });
  }
  return (places = made);
}
/** Of other scripts: after all letters, by their code. */
const beyond = (sign: string): Place => ({
  letter: `zz${(sign.codePointAt(0) ?? 0).toString(16).padStart(6, "0")}`,
  form: "00",
});
/** Signs that are sorted as two letters. */
const spelt: Readonly<Record<string, string>> = { ß: "ss", ẞ: "SS", þ: "th", Þ: "Th" };

/** First which letters, then which of their forms: Björk before Bjørk, Lodz before Łódź, both before Lund. */
export function sortKey(text: string): string {
  const known = placesOf();
  const signs = Array.from(clean(text).trim().replace(/\s+/g, " ")).flatMap((c) =>
    known.has(c) && !spelt[c] ? [c] : Array.from(spelt[c] ?? c.normalize("NFKD")),
  );
  const at = signs.map((c) => ({ sign: c, ...(known.get(c) ?? beyond(c)) }));
  const letters = at.filter((p) => !/\p{M}/u.test(p.sign)).map((p) => p.letter);
  return `${letters.join("")} ${at.map((p) => (/\p{M}/u.test(p.sign) ? "zz" : p.form)).join("")}`;
}
