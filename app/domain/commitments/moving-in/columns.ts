// Which column of somebody's list is what. What is not understood is named, never dropped in silence. Pure.
import { searchKey } from "~/platform/swedish";

export type Cells = readonly (string | null)[];
const people = ["representative", "deputy", "manager"] as const;
type Who = (typeof people)[number];
export type Column =
  | "organisation"
  | "number"
  | "startOn"
  | "cameInOn"
  | "paperSignedOn"
  | Who
  | `${Who}Email`
  | `${Who}Phone`
  | `${Who}Title`
  | "managerContact";

export interface Head {
  at: Partial<Record<Column, number>>;
  /** Columns that say whether somebody is protected, each of one person or of the whole row. */
  protection: { at: number; whose: Who | null }[];
  /** The last line of the heading, -1 where there is none. */
  line: number;
  /** Columns that hold something and are not read, by their headings or letters. */
  ignored: string[];
}

const mail = /mejl|e-?mail|\bmail|e-?post\b|e-?postadress|\bepostadr|mailadr/;
const phone = /telefon|\btel\b|\btfn\b|mobil/;
const title = /titel|befattning|yrkesroll|\broll\b|funktion/;
const own: readonly [Column, RegExp][] = [
  ["number", /^(nr|no|nummer|rad|radnr|radnummer|löpnr|löpnummer|#|id)$/],
  ["cameInOn", /inkom|kom in|ankom|mottag|^blankett(datum)?$/],
  ["paperSignedOn", /undertecknad|underskr|signera/],
  ["startOn", /^(start|startar|startdatum|gäller|datum|dag|från|f\.?r\.?o\.?m|tillträd)/],
  ["organisation", /^(organisation|kommun|myndighet|medlem|verksamhet|aktör|förening|region$)/],
];
const whose: readonly [Who, RegExp][] = [
  ["manager", /chef/],
  ["deputy", /ersätt|suppleant/],
  ["representative", /^repr|representant|ledamot/],
];
const named = (head: string): Who | null => whose.find(([, said]) => said.test(head))?.[0] ?? null;
const protection = /skydd|sekretess|spärrmark|kvarskriv|konfidentiell|hemlig/;
/** A day of something else than the assignment. */
const otherDay = /slut|till och med|t\.?o\.?m|uppdaterad|ändrad|senast|möte|gäller (till|t)/;

/** A heading as it is compared: "E-post *" is "e-post". */
const headOf = (cell: string | null | undefined) =>
  searchKey((cell ?? "").replace(/[‐-―]/g, "-").replace(/[*:()]+/g, " ")).trim();

function partOf(head: string): "Email" | "Phone" | "Title" | "Contact" | null {
  if (mail.test(head)) return phone.test(head) ? "Contact" : "Email";
  if (phone.test(head)) return "Phone";
  return title.test(head) ? "Title" : null;
}
const columnFor = (who: Who, part: ReturnType<typeof partOf>): Column => {
  if (part === null) return who;
  if (part !== "Contact") return `${who}${part}`;
  return who === "manager" ? "managerContact" : `${who}Email`;
};

/** What one heading says; `before` is the person whose columns stand to its left. */
function meaning(head: string, before: Who | null): Column | null {
  const who = named(head);
  const part = partOf(head);
  if (who && !otherDay.test(head) && !/datum|undertecknad/.test(head)) return columnFor(who, part);
  if (part) return columnFor(before ?? "representative", part);
  if (otherDay.test(head) && !/inkom|mottag/.test(head)) return null;
  return own.find(([, said]) => said.test(head))?.[0] ?? null;
}

/** Two "Skyddad", one after each of the two persons, are theirs; one, or two that stand otherwise, are the row's. */
function eachTheirs(bare: readonly { before: Who | null }[]): boolean {
  const [first, second, ...more] = bare.map((b) => b.before);
  return first === "representative" && second === "deputy" && more.length === 0;
}

interface Read extends Pick<Head, "at" | "protection"> {
  unread: number[];
}
function read(heads: readonly string[]): Read {
  const at: Head["at"] = {};
  const unread: number[] = [];
  const said: { at: number; who: Who | null; before: Who | null }[] = [];
  let before: Who | null = null;
  heads.forEach((head, i) => {
    if (!head) return;
    const organisation = at.organisation === undefined && meaning(head, before) === "organisation";
    const protects = protection.test(head) && !organisation;
    if (protects) said.push({ at: i, who: named(head), before });
    if (protects && partOf(head) === null) return;
    let column = meaning(head, before);
    // The second address without a name is the deputy's, also where both stand after the names.
    if (column && at[column] !== undefined && partOf(head) && named(head) === null)
      column = meaning(head, "deputy");
    if (column && at[column] === undefined) {
      at[column] = i;
      before = people.find((p) => p === column) ?? before;
    } else if (!protects) unread.push(i);
  });
  // "Representant (skyddad?)" may be the only column that names the representative.
  for (const { at: i, who } of said)
    if (who && at[who] === undefined && partOf(heads[i] ?? "") === null) at[who] = i;
  const theirs = eachTheirs(said.filter((s) => s.who === null));
  const whoseIs = said.map((s) => ({ at: s.at, whose: s.who ?? (theirs ? s.before : null) }));
  return { at, unread, protection: whoseIs };
}
const isHead = ({ at }: { at: Head["at"] }) =>
  at.organisation !== undefined && at.representative !== undefined;

/** "Representant" over "Namn" and "Mejl": a cell that is merged stands in its first column alone. */
function joined(above: Cells, below: Cells): string[] {
  let last = "";
  return Array.from({ length: Math.max(above.length, below.length) }, (_, i) => {
    const [high, low] = [headOf(above[i]), headOf(below[i])];
    if (high) last = high;
    if (!low) return high;
    return `${last} ${low === "namn" ? "" : low}`.trim();
  });
}
/** Only headings: no address, no day, nothing that is somebody's name. */
const underHead = (cells: Cells | undefined): cells is Cells => {
  const words = (cells ?? []).map(headOf).filter(Boolean);
  return (
    words.length > 0 &&
    words.every((w) => w === "namn" || (!/@|\d/.test(w) && (protection.test(w) || meaning(w, null) !== null)))
  );
};

const usual = [
  "organisation",
  "representative",
  "representativeEmail",
  "deputy",
  "deputyEmail",
  "manager",
  "startOn",
] as const;
const unheaded = (shift: number): Head["at"] => Object.fromEntries(usual.map((name, i) => [name, i + shift]));
const letter = (i: number) => (i < 26 ? String.fromCharCode(65 + i) : String(i + 1));

/** Is the first column nothing but the rows' numbers? */
const numbered = (table: readonly Cells[]) => {
  const rows = table.filter((cells) => cells.some((c) => c?.trim()));
  return rows.length > 0 && rows.every((cells) => /^\d{1,4}\.?$/.test(cells[0]?.trim() ?? ""));
};

/** By the heading if there is one; otherwise organisation, representative, e-mail, deputy, e-mail, manager, day. */
export function columnsOf(table: readonly Cells[]): Head {
  const first = table.slice(0, 30).findIndex((cells) => isHead(read(cells.map(headOf))));
  const over = (i: number) =>
    underHead(table[i + 1]) && isHead(read(joined(table[i] ?? [], table[i + 1] ?? [])));
  const upper = first >= 0 ? first : table.slice(0, 30).findIndex((_, i) => over(i));
  const pair = upper >= 0 && over(upper) ? upper : -1;
  const line = pair >= 0 ? pair + 1 : first;
  const heads =
    pair >= 0 ? joined(table[pair] ?? [], table[pair + 1] ?? []) : (table[first] ?? []).map(headOf);
  const shift = line < 0 && numbered(table) ? 1 : 0;
  const found: Read = line < 0 ? { at: unheaded(shift), unread: [], protection: [] } : read(heads);
  const { at, unread } = found;
  const used = new Set([...Object.values(at), ...found.protection.map((p) => p.at)]);
  const below = table.slice(line + 1);
  const holds = (i: number) => below.some((cells) => cells[i]?.trim());
  const plainNumbers = (i: number) => i === 0 && numbered(below);
  const wide = Math.max(0, ...table.map((cells) => cells.length));
  const nameless = Array.from({ length: wide }, (_, i) => i).filter(
    (i) => !used.has(i) && !unread.includes(i) && holds(i) && !plainNumbers(i),
  );
  const titled = (i: number) =>
    [table[pair]?.[i], table[line]?.[i]]
      .map((c) => c?.trim())
      .filter(Boolean)
      .join(" ");
  return {
    at,
    protection: found.protection,
    line,
    ignored: [...unread.map(titled), ...nameless.map((i) => `kolumn ${letter(i)} utan rubrik`)],
  };
}
