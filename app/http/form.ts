// FormData to a nested object, for zod: "channels.0.name" → { channels: [{ name }] }.
type Value = FormDataEntryValue | Nested | Value[];
interface Nested { [name: string]: Value }

const safe = (name: string) => !["__proto__", "constructor", "prototype"].includes(name);

/** Repeated names become lists; names ending in "[]" always do. Files stay files. */
export function nested(form: FormData | URLSearchParams): Record<string, unknown> {
  const result: Nested = {};
  for (const name of new Set(form.keys())) {
    const all = form.getAll(name);
    const value: Value = name.endsWith("[]") ? all : all.length > 1 ? all : all[0]!;
    const path = name.replace(/\[\]$/, "").split(".");
    if (!path.every(safe) || path.length > 6) continue;
    let at: Record<string, Value> | Value[] = result;
    path.forEach((part, i) => {
      const key = Array.isArray(at) ? Math.min(Number(part) || 0, 200) : part;
      const holder = at as Record<string | number, Value>;
      if (i === path.length - 1) holder[key] = value;
      else at = (holder[key] ??= /^\d+$/.test(path[i + 1]!) ? [] : {}) as Nested | Value[];
    });
  }
  return result as Record<string, unknown>;
}

const [missing, oneOf] = ["En uppgift saknas. Fyll i den.", "Välj ett av alternativen"];
/** What is wrong, in Swedish, where the schema has no sentence of its own: for what no page of ours sends. */
export function swedish(issue: { code?: string; expected?: unknown; origin?: string; maximum?: unknown; minimum?: unknown; input?: unknown }): string {
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

interface Issue { code?: string; path: PropertyKey[]; message: string; errors?: Issue[][] }
const misshapen = (issues: readonly Issue[]) => issues.filter((i) => i.code === "invalid_type" || i.code === "invalid_value").length;
/** Of a choice between several forms without a sentence of its own: what is wrong with the one that was most nearly filled in. */
function nearest(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union" || !issue.errors?.length || ![oneOf, missing].includes(issue.message)) return [issue];
  const [best] = [...issue.errors].sort((a, b) => misshapen(a) - misshapen(b) || a.length - b.length);
  return best!.flatMap((i) => nearest({ ...i, path: [...issue.path, ...i.path] }));
}

/** zod's issues as { "representative.email": ["…"] }. */
export function fieldErrors(issues: readonly Issue[]): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const { path, message } of issues.flatMap(nearest)) {
    const name = path.map(String).join(".");
    if (unseen.has(name)) errors.form = ["Det går inte att se vad du ville göra. Läs in sidan igen och försök på nytt."];
    else (errors[name] ??= []).push(message);
  }
  return errors;
}

/** As `nested`, for the browser: what was typed, files left out. */
export const nestedText = (form: FormData): Record<string, unknown> => {
  for (const [name, value] of [...form.entries()]) if (typeof value !== "string") form.delete(name);
  return nested(form);
};
