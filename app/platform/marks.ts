// What stands in a letter's text and is no words: the personal link, the code, a page of ours, a button. Templates write them with a secret of
// this process, and the outbox turns them into signs that no text may hold. What somebody typed has neither, so it is never more than text. Pure.

const secret = [...crypto.getRandomValues(new Uint8Array(12))]
  .map((n) => n.toString(16).padStart(2, "0"))
  .join("");
const made = (...parts: string[]) => `{{${secret}:${parts.join(`|${secret}|`)}:${secret}}}`;

/** The address of the letter's personal link, inside a sentence. */
export const link = made("link");
export const code = made("code");
/** A page of ours, inside a sentence. */
export const page = (address: string): string => made("page", address);
/** A paragraph of its own that says what it does; without an address it is the letter's personal link. Never around what somebody typed. */
export const button = (label: string, address = ""): string => made("button", label, address);
const personal = new RegExp(
  `\\n*\\{\\{${secret}:(link|button\\|${secret}\\|[^|]*\\|${secret}\\|):${secret}\\}\\}`,
  "g",
);
export const hasLink = (text: string): boolean => text.search(personal) >= 0;
/** For a letter without a personal link. */
export const withoutLink = (text: string): string => text.replace(personal, "");

// Noncharacters: Unicode keeps them for use inside a program.
const [open, between, shut] = ["\ufdd0", "\ufdd1", "\ufdd2"];
const signs = new RegExp(`[${open}${between}${shut}]`, "g");
const kept = new RegExp(`${open}([^${open}${shut}]*)${shut}`, "g");
const keptAs = (...parts: string[]) => open + parts.join(between) + shut;

/** A text as the outbox keeps it. */
export const toKeep = (text: string): string =>
  text
    .replace(signs, "")
    .replaceAll(`{{${secret}:`, open)
    .replaceAll(`|${secret}|`, between)
    .replaceAll(`:${secret}}}`, shut);

/** What is put in when it is sent. */
interface Given {
  link?: string | null;
  code?: string | null;
}
/** A kept text with its link and code put in; they are marks still, so that nobody else's address becomes a button. */
export const filled = (text: string, given: Given): string =>
  text.replace(kept, (whole, inside: string) => {
    const [kind, label = "", address = ""] = inside.split(between);
    if (kind === "link") return given.link ? keptAs("page", given.link) : whole;
    if (kind === "code") return given.code ? keptAs("code", given.code) : whole;
    return kind === "button" && address === "" && given.link ? keptAs("button", label, given.link) : whole;
  });

export type Part = { text: string } | { label: string; address: string } | { code: string };
/** A paragraph of a filled text. */
export function partOf(paragraph: string): Part {
  const whole = new RegExp(`^${kept.source}$`).exec(paragraph);
  const [kind, first = "", second = ""] = whole?.[1]?.split(between) ?? [];
  if (kind === "button") return { label: first, address: second };
  return kind === "code" ? { code: first } : { text: asText(paragraph) };
}
/** A filled text in letters alone. */
export const asText = (text: string): string =>
  text.replace(kept, (_, inside: string) => {
    const [kind, first = "", second = ""] = inside.split(between);
    return kind === "button" ? `${first}: ${second}` : first;
  });
/** The pages of ours that a kept text leads to. */
export const pagesIn = (text: string): string[] =>
  [...text.matchAll(kept)].flatMap(([, inside = ""]) => {
    const [kind, ...rest] = inside.split(between);
    const address = kind === "page" || kind === "button" ? rest.at(-1) : null;
    return address ? [address] : [];
  });
/** A letter before it is sent: its buttons by what they say. */
export const previewed = (text: string): string =>
  toKeep(text).replace(kept, (_, inside: string) => `[${inside.split(between)[1] ?? "din personliga länk"}]`);
