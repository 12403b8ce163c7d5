// What is marked in the text of minutes: a line that begins with "Vi kom överens om:" or "Uppgift:". Pure.
import { isDate, monthNumber } from "~/platform/calendar";
import { only } from "~/platform/must";
import { searchKey } from "~/platform/swedish";

export type ItemKind = "agreement" | "task";
export interface MarkedItem {
  kind: ItemKind;
  text: string;
  who: string | null;
  dueOn: string | null;
}

/** What the toolbar writes, and what is looked for. Bold or not, in a list or not. */
export const marks: Record<ItemKind, string> = {
  agreement: "**Vi kom överens om:** ",
  task: "**Uppgift:** beskriv den här. **Ansvarig:** organisation. **Senast:** åååå-mm-dd",
};
// Both read lines whose runs of space are one space: nothing in them repeats, so no line takes long.
const begins =
  /^(?:[-*+] |\d{1,3}[.)] |> ?)?(?:\*\*|__)? ?(vi kom överens om(?: att)?|beslut|uppgift) ?(?:: ?(?:\*\*|__)?|(?:\*\*|__) ?:) ?(\S.*)$/i;
const label = (word: string) =>
  new RegExp(String.raw`[.,;]? ?(?:\*\*|__)? ?\b${word} ?(?:: ?(?:\*\*|__)?|(?:\*\*|__) ?:) ?`, "i");
const [owner, due] = [label("ansvariga?"), label("senast")];

/** The words without Markdown's signs and a last full stop that belongs to the labels. */
const words = (text: string) =>
  text
    .replace(/\*\*|__/g, "")
    .replace(/\\([\\`*_{}[\]<>#|~!])/g, "$1")
    .trim();
const bare = (text: string) => words(text).replace(/[.;,\s]+$/, "");

/** "2027-05-01", "1 maj 2027" */
export function dayIn(text: string): string | null {
  const written = bare(text);
  const iso = /\d{4}-\d{2}-\d{2}/.exec(written)?.[0];
  if (iso) return isDate(iso) ? iso : null;
  const [, number = "", name = "", year = ""] = /(\d{1,2})\s+([a-zåäö]+)\s+(\d{4})/i.exec(written) ?? [];
  const month = monthNumber(name);
  const on = month ? `${year}-${String(month).padStart(2, "0")}-${number.padStart(2, "0")}` : "";
  return isDate(on) ? on : null;
}

/** Cuts what a label names out of a task's line, whichever comes first. */
function taskOf(line: string): MarkedItem {
  const at = [owner, due].map((pattern) => pattern.exec(line));
  const part = (i: number) => {
    const own = at[i];
    if (!own) return null;
    const from = own.index + own[0].length;
    const until = Math.min(
      ...at.flatMap((other) => (other && other.index >= from ? other.index : [])),
      line.length,
    );
    return line.slice(from, until);
  };
  const text = line.slice(0, Math.min(...at.map((m) => m?.index ?? line.length)));
  const who = bare(part(0) ?? "") || null;
  return { kind: "task", text: bare(text), who, dueOn: dayIn(part(1) ?? "") };
}

/** The items in the order of the text. Lines of code are text like any other. */
export function marked(text: string): MarkedItem[] {
  return text.split("\n").flatMap((line) => {
    const found = begins.exec(line.replace(/\s+/g, " ").trim());
    if (!found) return [];
    const [, mark = "", rest = ""] = found;
    const item: MarkedItem =
      mark.toLowerCase() === "uppgift"
        ? taskOf(rest)
        : { kind: "agreement", text: words(rest), who: null, dueOn: null };
    return item.text === ""
      ? []
      : [{ ...item, text: item.text.slice(0, 1000), who: item.who?.slice(0, 300) ?? null }];
  });
}

export interface Named {
  id: string;
  name: string;
}
/** Whom "Falu kommun, Polisen" means; "alla" is everybody. A name is meant by all of it, or by a beginning that only one has. */
export function responsible(
  who: string | null,
  organisations: readonly Named[],
): { ids: string[]; everybody: boolean; unknown: string[] } {
  const named = who ?? "";
  const said = searchKey(named);
  if (said === "") return { ids: [], everybody: false, unknown: [] };
  if (/^alla( organisationer)?$/.test(said)) return { ids: [], everybody: true, unknown: [] };
  const one = (name: string): string | null => {
    const key = searchKey(name);
    const exact = organisations.find((o) => searchKey(o.name) === key);
    const like = organisations.filter((o) => searchKey(o.name).startsWith(`${key} `));
    return exact?.id ?? only(like)?.id ?? null;
  };
  const whole = one(named);
  if (whole) return { ids: [whole], everybody: false, unknown: [] };
  const ids = new Set<string>();
  const unknown: string[] = [];
  for (const name of named
    .split(/[,;]/)
    .map((n) => n.trim())
    .filter(Boolean)) {
    const parts = one(name) ? [name] : name.split(/\s+och\s+/);
    for (const part of parts) {
      const id = one(part);
      if (id) ids.add(id);
      else unknown.push(part.trim());
    }
  }
  return { ids: [...ids], everybody: false, unknown };
}
