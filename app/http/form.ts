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

/** zod's issues as { "representative.email": ["…"] }. */
export function fieldErrors(issues: readonly { path: PropertyKey[]; message: string }[]): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const issue of issues) (errors[issue.path.map(String).join(".")] ??= []).push(issue.message);
  return errors;
}

/** As `nested`, for the browser: what was typed, files left out. */
export const nestedText = (form: FormData): Record<string, unknown> => {
  for (const [name, value] of [...form.entries()]) if (typeof value !== "string") form.delete(name);
  return nested(form);
};
