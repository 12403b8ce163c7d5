// Minutes: their states, what is filled in by itself, and what differs between two versions. Pure.
export type MinutesState = "draft" | "comments" | "approved" | "published";
export type MinutesAct = "spara" | "skicka" | "godkann" | "publicera";

/** The state after an act; null: it cannot be done. Approving ends the comments, and a text that is changed afterwards is approved no longer; publishing approves. */
export function afterAct(state: MinutesState | null, act: MinutesAct): MinutesState | null {
  if (act === "spara") return state === "approved" ? "comments" : (state ?? "draft");
  if (act === "skicka") return state === null || state === "draft" ? "comments" : null;
  if (act === "godkann") return state === "comments" ? "approved" : null;
  return state === "published" ? null : "published";
}

/** Somebody's words as one line that Markdown shows as they are. */
export const plain = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>#|~!]/g, "\\$&");

export interface Came {
  organisation: string;
  who: "representative" | "deputy" | "standIn";
  name: string | null;
  morning: boolean;
  afternoon: boolean;
  mode: "room" | "link";
}
/** A name is null for whoever is not to be named. At a working group's meeting the one who sits in the group has no role to tell. */
export function attendanceLine(c: Came, group: boolean): string {
  const role = {
    representative: group ? "" : "representant",
    deputy: "ersättare",
    standIn: "i stället för representanten",
  }[c.who];
  const unnamed = {
    representative: group ? "deltog" : "representanten",
    deputy: "ersättaren",
    standIn: "någon i stället för representanten",
  }[c.who];
  const half = c.morning ? ", förmiddagen" : ", eftermiddagen";
  const part = c.morning && c.afternoon ? "" : half;
  return `- ${plain(c.organisation)}: ${c.name ? [plain(c.name), role].filter(Boolean).join(", ") : unnamed}${part}${c.mode === "link" ? ", digitalt" : ""}`;
}

const heading = "## Närvaro";
/** The text with its section about attendance: renewed where it stands, otherwise first. */
export function withAttendance(text: string, lines: readonly string[]): string {
  const section = [heading, "", ...lines];
  const all = text.split("\n");
  const from = all.findIndex((l) => l.trim() === heading);
  if (from < 0) return [...section, ...(text.trim() ? ["", text] : [])].join("\n");
  const after = all.findIndex((l, i) => i > from && /^#{1,2} /.test(l));
  return [...all.slice(0, from), ...section, ...(after < 0 ? [] : ["", ...all.slice(after)])].join("\n");
}
/** The agenda's headings, for an empty page. */
export const skeleton = (titles: readonly string[]): string =>
  titles.map((t) => `## ${plain(t)}\n`).join("\n");

export interface DiffRow {
  kind: "same" | "changed" | "removed" | "added";
  left: string | null;
  right: string | null;
}
function kindOf(left: string | null, right: string | null): DiffRow["kind"] {
  if (left === null) return "added";
  return right === null ? "removed" : "changed";
}
/** How many lines both begin with. */
function sharedStart(a: readonly string[], b: readonly string[]): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}
/** How many lines x from i and y from j have in common, in their order. */
function commonFrom(x: readonly string[], y: readonly string[]): (i: number, j: number) => number {
  const width = y.length + 1;
  const longest = new Uint16Array((x.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = x.length - 1; i >= 0; i--)
    for (let j = y.length - 1; j >= 0; j--)
      longest[i * width + j] = x[i] === y[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  return at;
}
/** Line by line: the longest common lines stand opposite each other; a removed line beside an added one is a changed one. */
export function diffLines(before: string, after: string): DiffRow[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const start = sharedStart(a, b);
  const end = sharedStart(a.slice(start).reverse(), b.slice(start).reverse());
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const common = commonFrom(x, y);
  const found: DiffRow[] = a.slice(0, start).map((l) => ({ kind: "same", left: l, right: l }));
  let gone: string[] = [],
    come: string[] = [];
  const settle = () => {
    for (let k = 0; k < Math.max(gone.length, come.length); k++) {
      const [left, right] = [gone[k] ?? null, come[k] ?? null];
      found.push({ kind: kindOf(left, right), left, right });
    }
    [gone, come] = [[], []];
  };
  for (let i = 0, j = 0; i < x.length || j < y.length;) {
    const [left, right] = [x[i], y[j]];
    if (left !== undefined && left === right) {
      settle();
      found.push({ kind: "same", left, right });
      i++;
      j++;
    } else if (left !== undefined && (right === undefined || common(i + 1, j) >= common(i, j + 1))) {
      gone.push(left);
      i++;
    } else if (right !== undefined) {
      come.push(right);
      j++;
    }
  }
  settle();
  return [...found, ...a.slice(a.length - end).map((l): DiffRow => ({ kind: "same", left: l, right: l }))];
}
