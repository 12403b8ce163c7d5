// A posted form as a nested object, for zod: "channels.0.name" → { channels: [{ name }] }.
// What is typed is kept as `clean` makes it. Its names come from outside: they are looked up among an object's own names only, never along what it inherits.
import { clean } from "~/platform/swedish";
import { formLimits } from "~/platform/sizes";

export type Entry = [name: string, value: FormDataEntryValue];
type Value = FormDataEntryValue | Nested | Value[];
interface Nested {
  [name: string]: Value;
}

/** A form that no page of ours sends: too many fields, or names that contradict each other. */
export class Malformed extends Error {}

const inherited = (part: string): boolean => part in Object.prototype;
const bare = (): Nested => Object.create(null) as Nested;

/** The own value of a name; an index of a list is a small number. */
function own(holder: Nested | Value[], part: string): Value | undefined {
  if (!Array.isArray(holder)) return holder[part];
  return holder[indexOf(part)];
}
function indexOf(part: string): number {
  if (!/^\d{1,4}$/.test(part) || Number(part) > formLimits.index)
    throw new Malformed("a list without its numbers");
  return Number(part);
}
/** How many places a form's lists have together, empty ones too: what is read afterwards costs as much as there are. */
interface Places {
  left: number;
}
function put(holder: Nested | Value[], part: string, value: Value, places: Places): void {
  if (own(holder, part) !== undefined) throw new Malformed("a name twice");
  if (!Array.isArray(holder)) {
    holder[part] = value;
    return;
  }
  const index = indexOf(part);
  places.left -= Math.max(0, index + 1 - holder.length);
  if (places.left < 0) throw new Malformed("lists with nothing in them");
  holder[index] = value;
}

/** What is sent under each name, in the order of the names' first coming. One pass. */
function grouped(form: Iterable<Entry>): Map<string, FormDataEntryValue[]> {
  const all = new Map<string, FormDataEntryValue[]>();
  let count = 0;
  for (const [name, value] of form) {
    if (++count > formLimits.fields || name.length > formLimits.name) throw new Malformed("too many fields");
    const known = all.get(name);
    if (known) known.push(value);
    else all.set(name, [value]);
  }
  return all;
}

/**
 * Repeated names become lists; names ending in "[]" always do. Files stay files. Names that every object inherits
 * (`toString`, `__proto__`) are nobody's field and left out.
 * @throws Malformed
 */
export function nested(form: Iterable<Entry>): Record<string, unknown> {
  const result = bare();
  const places = { left: formLimits.fields };
  for (const [name, all] of grouped(form)) {
    const path = name.replace(/\[\]$/, "").split(".");
    if (path.length > formLimits.depth || path.some(inherited)) continue;
    const [first = "", ...deeper] = path;
    let key = first;
    let at: Nested | Value[] = result;
    for (const below of deeper) {
      let next = own(at, key);
      if (next === undefined) {
        next = /^\d+$/.test(below) ? [] : bare();
        put(at, key, next, places);
      }
      if (typeof next !== "object" || next instanceof Blob) throw new Malformed("a name twice");
      at = next;
      key = below;
    }
    const values = all.map((v) => (typeof v === "string" ? clean(v) : v));
    const [value] = values;
    put(at, key, name.endsWith("[]") || value === undefined || values.length > 1 ? values : value, places);
  }
  return result;
}

const [missing, oneOf] = ["En uppgift saknas. Fyll i den.", "Välj ett av alternativen"];
/** What is wrong, in Swedish, where the schema has no sentence of its own: for what no page of ours sends. */
export function swedish(issue: {
  code?: string;
  expected?: unknown;
  origin?: string;
  maximum?: unknown;
  minimum?: unknown;
  input?: unknown;
}): string {
  const most = issue.origin === "string" ? " tecken" : "";
  if (issue.code === "too_big") return `Högst ${String(issue.maximum)}${most}`;
  if (issue.input === undefined || issue.input === "") return missing;
  if (issue.code === "too_small") return `Minst ${String(issue.minimum)}${most}`;
  if (issue.code === "invalid_value" || issue.code === "invalid_union") return oneOf;
  if (issue.expected === "number" || issue.expected === "int") return "Skriv ett heltal";
  return "En uppgift går inte att läsa. Fyll i den på nytt.";
}
/** Fields that no page shows: there is nothing to go to and mend. */
const unseen = new Set(["gor", "version"]);

interface Issue {
  code?: string;
  path: PropertyKey[];
  message: string;
  errors?: Issue[][];
}
const misshapen = (issues: readonly Issue[]) =>
  issues.filter((i) => i.code === "invalid_type" || i.code === "invalid_value").length;
/** Of a choice between several forms without a sentence of its own: what is wrong with the one that was most nearly filled in. */
function nearest(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union" || !issue.errors?.length || ![oneOf, missing].includes(issue.message))
    return [issue];
  const [best] = [...issue.errors].sort((a, b) => misshapen(a) - misshapen(b) || a.length - b.length);
  return (best ?? []).flatMap((i) => nearest({ ...i, path: [...issue.path, ...i.path] }));
}

/** zod's issues as { "representative.email": ["…"] }. */
export function fieldErrors(issues: readonly Issue[]): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const { path, message } of issues.flatMap(nearest)) {
    const name = path.map(String).join(".");
    if (unseen.has(name))
      errors.form = ["Det går inte att se vad du ville göra. Läs in sidan igen och försök på nytt."];
    else (errors[name] ??= []).push(message);
  }
  return errors;
}

/** As `nested`, for the browser: what was typed, files left out. */
export const nestedText = (form: FormData): Record<string, unknown> =>
  nested([...form.entries()].filter(([, value]) => typeof value === "string"));
