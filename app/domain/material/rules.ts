// What material is called, and what a search asks for. Pure.
import { nfc } from "~/platform/nfc";
import { clean } from "~/platform/swedish";
export type Audience = "everyone" | "network" | "invited" | "group" | "strategists";
export type Sort = "file" | "link";
/** ready: can be opened. waiting: the scanner has not looked yet. infected: nobody gets it. */
export type FileState = "ready" | "waiting" | "infected";

const endings: Record<string, string> = { jpeg: "jpg" };
/** A day ("2026.11.29") is no ending. */
const ending = /\.[a-z][a-z0-9]{1,4}$/i;
const texts = /\.(csv|md)$/i;
/** The name without its path and its ending, at most so many characters; every sign of it is kept (http/paper.server.ts writes it). */
const stemOf = (name: string, most: number): string =>
  Array.from(
    clean(name)
      .replace(/^.*[\\/]/s, "")
      .replace(/\s+/g, " ")
      .trim()
      .replace(ending, "")
      .trim(),
  )
    .slice(0, most)
    .join("");
/** A file's name without the ending it came with: its title, where nobody has written one. */
export const titleOf = (name: string): string => stemOf(name.replace(/_/g, " "), 160).trim();
/** The name that a file is saved under: as it was called, with the ending of what it is. */
export const fileName = (name: string, kind: string): string =>
  (stemOf(name, 200) || "fil") + ((kind === "txt" && texts.exec(name)?.[0]) || `.${endings[kind] ?? kind}`);

/** A search in the words of FTS5: every word, by its beginning. Null: nothing to search for. */
export function searchQuery(typed: string): string | null {
  const words =
    nfc(typed)
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, 10) ?? [];
  return words.length === 0 ? null : words.map((w) => `"${w.slice(0, 60)}"*`).join(" ");
}
export interface Part {
  text: string;
  found: boolean;
}
/** A snippet with the words that were found between \u0002 and \u0003, as parts. */
export const snippetParts = (snippet: string): Part[] =>
  snippet
    .replace(/\s+/g, " ")
    .split("\u0002")
    .flatMap((piece, i) => {
      if (i === 0) return [{ text: piece, found: false }];
      const [found = "", rest = ""] = piece.split("\u0003");
      return [
        { text: found, found: true },
        { text: rest, found: false },
      ];
    })
    .filter((p) => p.text !== "");
