// What a line of the weekly letter says of a letter that waited. Pure.
import { pagesIn } from "~/platform/marks";

/** In the order in which they are written, by the beginning of the letter's kind. */
const groups = [
  ["effort", "På hemmaplan"],
  ["spread", "Att sprida"],
  ["inquiry", "Frågor till er"],
  ["minutes", "Minnesanteckningar"],
  ["material", "Material"],
] as const;
const other = "Annat";
export interface Waited {
  kind: string;
  subject: string;
  text: string;
}
interface DigestLine {
  title: string;
  address: string | null;
}
export interface DigestGroup {
  heading: string;
  lines: DigestLine[];
}

/** The page that a letter is about: the last that it leads to but the choice of letters. */
export const pageOf = (text: string, base: string, but: string): string | null => {
  const pages = pagesIn(text);
  return pages.length > 0 ? (pages.filter((p) => p !== but).at(-1) ?? null) : addressIn(text, base, but);
};
/** Of a letter from before there were marks: before it stand the words of whoever wrote, after it the choice of letters. */
const addressIn = (text: string, base: string, but: string): string | null =>
  [...text.matchAll(/https?:\/\/[^\s<>"]+/g)]
    .map(([url]) => url.replace(/[.,)]+$/, ""))
    .filter((url) => url.startsWith(`${base}/`) && url !== but)
    .at(-1) ?? null;

export function grouped(letters: readonly Waited[], base: string, but: string): DigestGroup[] {
  const headingOf = (kind: string) => groups.find(([start]) => kind.startsWith(start))?.[1] ?? other;
  return [...groups.map(([, heading]) => heading as string), other].flatMap((heading) => {
    const lines = letters
      .filter((l) => headingOf(l.kind) === heading)
      .map((l) => ({
        title: l.subject.startsWith(`${heading}: `) ? l.subject.slice(heading.length + 2) : l.subject,
        address: pageOf(l.text, base, but),
      }));
    return lines.length > 0 ? [{ heading, lines }] : [];
  });
}
