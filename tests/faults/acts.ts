// What can be done by the forms of the demo county, and what an act leaves behind when it is done once.
import type Database from "better-sqlite3";
import { formsOf, type Answer, type Entry, type Field, type Form, type Visitor } from "../setup/visitor";
import type { Found, Served } from "./crawl";
import { filled, pointedAt, type Filling } from "./filling";

/** What presses and the carrying of letters leave behind themselves is no outcome. */
const ownNotes = new Set(["Press", "ParkedForm", "Ledger", "DemoLetter", "JobRun", "MaterialText"]);
export type Counts = Record<string, number>;
export function counter(live: Database.Database): () => Counts {
  const tables = (
    live
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
      .pluck()
      .all() as string[]
  ).filter((name) => /^[A-Z]/.test(name) && !ownNotes.has(name));
  const count = live
    .prepare(tables.map((t) => `SELECT '${t}', count(*) FROM "${t}"`).join(" UNION ALL "))
    .raw();
  return () => Object.fromEntries(count.all() as [string, number][]);
}
export const made = (before: Counts, after: Counts): Counts =>
  Object.fromEntries(
    Object.entries(after).flatMap(([t, n]) => (n === before[t] ? [] : [[t, n - (before[t] ?? 0)]])),
  );
export const beyond = (once: Counts, many: Counts): string[] =>
  Object.entries(many).flatMap(([t, n]) =>
    n > Math.max(0, once[t] ?? 0) ? [`${t} ${n} for ${once[t] ?? 0}`] : [],
  );

export interface Act extends Found {
  button: Field | null;
}
export const named = ({ who, path, form, button }: Act): string => {
  const gor = button ?? form.fields.find((f) => f.name === "gor" && f.kind === "hidden");
  return `${who} ${path} → ${form.action}${gor ? ` ${gor.value}` : ""}`;
};
/** A form with several buttons is as many acts. */
export const actsOf = (found: readonly Found[]): Act[] =>
  found.flatMap((f): Act[] => {
    const buttons = f.form.fields.filter((x) => x.kind === "button");
    return buttons.length > 0 ? buttons.map((button) => ({ ...f, button })) : [{ ...f, button: null }];
  });

export const shape = (form: Form) =>
  JSON.stringify([
    form.action,
    form.fields.map((f) => [f.name, f.kind === "hidden" && /^(gor|id|plats)$/.test(f.name) && f.value]),
  ]);
/** The same form as it stands on its page now, with a key of its own. */
export async function anew(visitor: Visitor, { path, form }: Found): Promise<Form | null> {
  const all = formsOf((await visitor.get(path)).html, path);
  return all.find((f) => shape(f) === shape(form)) ?? null;
}
export const keyed = (entries: readonly Entry[], form: Form): Entry[] => {
  const key = form.fields.find((f) => f.name === "nyckel")?.value ?? "";
  return entries.map(([name, value]) => [name, name === "nyckel" ? key : value]);
};

export interface Pressed {
  entries: Entry[];
  answer: Answer;
  once: Counts;
}
/** One press that is taken, filled in as often as the page says what is wrong. */
export async function pressedOnce(on: Served, count: () => Counts, act: Act): Promise<Pressed | null> {
  const wrong = new Map<string, number>();
  for (let tries = 0; tries < 8; tries++) {
    const visitor = on.people[act.who];
    const form = await anew(visitor, act);
    if (!form) return null;
    const before = count();
    const entries = filled({ form, button: act.button, wrong, ticked: tries % 2 === 1 } satisfies Filling);
    const answer = await visitor.post(form.action, entries, form.multipart);
    const once = made(before, count());
    if (answer.status < 400) return { entries, answer, once };
    for (const name of pointedAt(answer.html, form)) wrong.set(name, (wrong.get(name) ?? 0) + 1);
  }
  return null;
}
