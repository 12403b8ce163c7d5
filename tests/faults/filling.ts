// A form as somebody would fill it in: what a field asks for, told by its kind and name, and mended where the page says that it is wrong.
import type { Entry, Field, Form } from "../setup/visitor";

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export const typed = (f: Field) => ["text", "textarea", "email", "search", "tel", "url"].includes(f.kind);
const chosen = (f: Field) => f.kind === "radio" || f.kind === "checkbox";

/** What a field may be meant to hold, the likeliest first. */
function guesses(f: Field): string[] {
  if (f.kind === "date") return [inDays(60), inDays(-1), inDays(1), inDays(20)];
  if (f.kind === "select")
    return [...new Set([f.value, ...f.options.filter(Boolean).reverse()])].filter(Boolean);
  if (f.kind === "email") return ["namn.namnsson@ort.example", "annan@ort.example"];
  if (f.kind === "tel") return ["070-123 45 67"];
  if (f.kind === "url") return ["https://ort.example/sida", ""];
  if (/fromTime|gatherTime/i.test(f.name)) return ["13.00", ""];
  if (/toTime|untilTime/i.test(f.name)) return ["15.00", ""];
  if (/slug/i.test(f.name)) return ["nytt-namn"];
  return ["Samverkan i länet", "", "12", "ort.example", inDays(60), "0000"];
}

export interface Filling {
  form: Form;
  /** The named button that is pressed, where the form has any. */
  button: Field | null;
  /** How many times each field has been wrong. */
  wrong: ReadonlyMap<string, number>;
  /** Every box is ticked. */
  ticked: boolean;
}
/** Of several circles of a name one is chosen: the one that is on, or another each time it was wrong. */
function isChosen(form: Form, f: Field, times: number): boolean {
  const all = form.fields.filter((x) => x.name === f.name && x.kind === "radio");
  return (times > 0 ? all[times % all.length] : (all.find((x) => x.on) ?? all[0])) === f;
}
function words(form: Form, f: Field, times: number): string {
  if (f.value && times === 0) return f.value;
  // Fields that stand in for each other (a file or an address) are not both filled in.
  const before = form.fields.slice(0, form.fields.indexOf(f));
  if (f.kind === "url" && times === 0 && before.some((x) => x.kind === "file")) return "";
  const all = guesses(f);
  return all[times % all.length] ?? "";
}
const picture = () => new File([dot], "bild.png", { type: "image/png" });
export function filled({ form, button, wrong, ticked }: Filling): Entry[] {
  const entries = form.fields.flatMap((f): Entry[] => {
    const times = wrong.get(f.name) ?? 0;
    if (f.kind === "button") return [];
    if (f.kind === "hidden") return [[f.name, f.value]];
    if (f.kind === "file") return [[f.name, times > 0 ? new File([], "") : picture()]];
    if (f.kind === "checkbox") return f.on || ticked ? [[f.name, f.value]] : [];
    if (f.kind === "radio") return isChosen(form, f, times) ? [[f.name, f.value]] : [];
    return [[f.name, words(form, f, times)]];
  });
  return button ? [...entries, [button.name, button.value]] : entries;
}

/** The fields that a refusal points at. */
export function pointedAt(html: string, form: Form): string[] {
  const summary = /<div class="summary"[^>]*id="fel"[^>]*>([\s\S]*?)<\/ul>/.exec(html)?.[1] ?? "";
  const ids = [...summary.matchAll(/href="#(f-[^"]+)"/g)].map((m) => m[1] ?? "");
  const bare = (name: string) => name.replace(/[^a-zA-Z0-9]+/g, "-");
  return [
    ...new Set(
      form.fields
        .filter((f) => f.kind !== "hidden" && ids.some((id) => id.endsWith(`-${bare(f.name)}`)))
        .map((f) => f.name),
    ),
  ];
}

/** Words of our own in every text, all else as somebody would fill it in. */
export function withWords(form: Form, word: (i: number) => string): { entries: Entry[]; words: Entry[] } {
  const words: Entry[] = [];
  const entries = filled({ form, button: null, wrong: new Map(), ticked: false }).flatMap((e): Entry[] => {
    const field = form.fields.find((f) => f.name === e[0] && f.kind !== "hidden");
    if (!field || e[1] instanceof File) return field ? [] : [e];
    if (!typed(field) || form.fields.filter((f) => f.name === e[0] && !chosen(f)).length > 1) return [e];
    const own: Entry = [
      e[0],
      field.kind === "email" ? `skrivet${words.length}@ort.example` : word(words.length),
    ];
    words.push(own);
    return [own];
  });
  const button = form.fields.find((f) => f.kind === "button");
  return { entries: button ? [...entries, [button.name, button.value]] : entries, words };
}
