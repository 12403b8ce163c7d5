// Every form that somebody can come to is pressed many times at once, and posted after the session has ended: nothing is done
// twice, nothing typed is lost.
import type Database from "better-sqlite3";
import type { Browser } from "playwright-core";
import { setTimeout as pause } from "node:timers/promises";
import { closeDatabase } from "~/platform/db.server";
import { launch, person } from "../journeys/browser";
import { formsOf, Visitor, type Answer, type Entry, type Field, type Form } from "../setup/visitor";
import { formsOfAll, serveDemo, type Found, type Served } from "./crawl";
import { filled, pointedAt, typed, withWords, type Filling } from "./filling";
import { seeded, type Figure } from "./random";

/** What presses and the carrying of letters leave behind themselves is no outcome. */
const ownNotes = new Set(["Press", "ParkedForm", "Ledger", "DemoLetter", "JobRun", "MaterialText"]);
type Counts = Record<string, number>;
function counter(live: Database.Database): () => Counts {
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
const made = (before: Counts, after: Counts): Counts =>
  Object.fromEntries(
    Object.entries(after).flatMap(([t, n]) => (n === before[t] ? [] : [[t, n - (before[t] ?? 0)]])),
  );
const beyond = (once: Counts, many: Counts): string[] =>
  Object.entries(many).flatMap(([t, n]) =>
    n > Math.max(0, once[t] ?? 0) ? [`${t} ${n} for ${once[t] ?? 0}`] : [],
  );

interface Act extends Found {
  button: Field | null;
}
const named = ({ who, path, form, button }: Act): string => {
  const gor = button ?? form.fields.find((f) => f.name === "gor" && f.kind === "hidden");
  return `${who} ${path} → ${form.action}${gor ? ` ${gor.value}` : ""}`;
};
/** A form with several buttons is as many acts. */
const actsOf = (found: readonly Found[]): Act[] =>
  found.flatMap((f): Act[] => {
    const buttons = f.form.fields.filter((x) => x.kind === "button");
    return buttons.length > 0 ? buttons.map((button) => ({ ...f, button })) : [{ ...f, button: null }];
  });

const shape = (form: Form) =>
  JSON.stringify([
    form.action,
    form.fields.map((f) => [f.name, f.kind === "hidden" && /^(gor|id|plats)$/.test(f.name) && f.value]),
  ]);
/** The same form as it stands on its page now, with a key of its own. */
async function anew(visitor: Visitor, { path, form }: Found): Promise<Form | null> {
  const all = formsOf((await visitor.get(path)).html, path);
  return all.find((f) => shape(f) === shape(form)) ?? null;
}
const keyed = (entries: readonly Entry[], form: Form): Entry[] => {
  const key = form.fields.find((f) => f.name === "nyckel")?.value ?? "";
  return entries.map(([name, value]) => [name, name === "nyckel" ? key : value]);
};

interface Pressed {
  entries: Entry[];
  answer: Answer;
  once: Counts;
}
/** One press that is taken, filled in as often as the page says what is wrong. */
async function pressedOnce(on: Served, count: () => Counts, act: Act): Promise<Pressed | null> {
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

const six = 6;
async function pressedSixTimes(on: Served, count: () => Counts, act: Act, first: Pressed): Promise<string[]> {
  const visitor = on.people[act.who];
  const form = await anew(visitor, act);
  if (!form) return ["the form has gone before six presses"];
  const entries = keyed(first.entries, form);
  const before = count();
  const cookies = new Map(visitor.cookies);
  const answers = await Promise.all(
    Array.from({ length: six }, () => visitor.post(form.action, entries, form.multipart)),
  );
  for (const [name, value] of cookies) visitor.cookies.set(name, value);
  const refused = answers.filter((a) => a.status >= 400).length;
  return [
    ...beyond(first.once, made(before, count())),
    ...(refused > 0 ? [`${refused} of ${six} refused (${answers.map((a) => a.status).join(" ")})`] : []),
    ...(new Set(answers.map((a) => a.to.replace(/[\w-]{14,}/g, "…"))).size > 1
      ? [`led to ${[...new Set(answers.map((a) => a.to))].join(", ")}`]
      : []),
  ];
}

/** The form of another tab, that was read before the first press: what can be done once only was done, and is said to be. */
async function pressedInAnotherTab(on: Served, act: Act, first: Pressed): Promise<string[]> {
  const visitor = on.people[act.who];
  const [one, other] = [await anew(visitor, act), await anew(visitor, act)];
  if (!one || !other) return ["the form has gone before another tab"];
  await visitor.post(one.action, keyed(first.entries, one), one.multipart);
  const again = await visitor.post(other.action, keyed(first.entries, other), other.multipart);
  return again.status >= 400 ? [`another tab is told ${again.status}`] : [];
}

/**
 * Six browsers of one person, each with a page of its own, at once: here only the data's own rules stand between them. Where each
 * is led to something of its own (six new questions), that is what six pages asked for.
 */
async function pressedInSixBrowsers(
  on: Served,
  count: () => Counts,
  act: Act,
  first: Pressed,
): Promise<string[]> {
  const own = on.people[act.who];
  const pages: { visitor: Visitor; form: Form }[] = [];
  for (let i = 0; i < six; i++) {
    const visitor = new Visitor(on.site.base);
    const session = own.cookies.get("lg_session");
    if (session) visitor.cookies.set("lg_session", session);
    const form = await anew(visitor, act);
    if (!form) return ["the form has gone before six browsers"];
    pages.push({ visitor, form });
  }
  const before = count();
  const answers = await Promise.all(
    pages.map(({ visitor, form }) => visitor.post(form.action, keyed(first.entries, form), form.multipart)),
  );
  const failed = answers.filter((a) => a.status >= 500).length;
  const led = new Set(answers.filter((a) => a.status < 400).map((a) => a.to));
  return [
    ...(led.size > 1 ? [] : beyond(first.once, made(before, count())).map((b) => `six browsers ${b}`)),
    ...(failed > 0 ? [`${failed} of six browsers are told of a fault`] : []),
  ];
}

/** Presses the button twice with the mouse, in a form that is filled in as before. */
async function doublePressed(
  on: Served,
  browser: Browser,
  count: () => Counts,
  act: Act,
  first: Pressed,
): Promise<string[]> {
  const { context, page } = await person(browser, { javaScript: true });
  try {
    const url = on.site.base;
    await context.addCookies([...on.people[act.who].cookies].map(([name, value]) => ({ name, value, url })));
    let under = 0;
    page.on("request", (r) => (under += r.method() === "POST" ? 1 : 0));
    const over = (r: { method: () => string }) => (under -= r.method() === "POST" ? 1 : 0);
    page.on("requestfinished", over).on("requestfailed", over);
    await page.goto(url + act.path);
    const all = formsOf((await on.people[act.who].get(act.path)).html, act.path);
    const at = all.findIndex((f) => shape(f) === shape(act.form));
    const values = first.entries.filter(([name, value]) => name !== "nyckel" && typeof value === "string");
    const button = await page.evaluateHandle(
      ({ at, values, pressed }) => {
        const form = document.forms[at];
        if (!form) return null;
        for (let up = form.parentElement; up; up = up.parentElement)
          if (up.tagName === "DETAILS") (up as HTMLDetailsElement).open = true;
        for (const field of form.elements) {
          const f = field as HTMLInputElement;
          const own = values.filter(([name]) => name === f.name).map(([, value]) => value);
          if (f.type === "radio" || f.type === "checkbox") f.checked = own.includes(f.value);
          else if (f.type !== "hidden" && f.type !== "file" && f.tagName !== "BUTTON" && own[0] !== undefined)
            f.value = own[0];
        }
        const buttons = [...form.elements].filter(
          (e) => (e as HTMLButtonElement).type === "submit",
        ) as HTMLButtonElement[];
        return (
          buttons.find((b) => !pressed || (b.name === pressed.name && b.value === pressed.value)) ?? null
        );
      },
      {
        at,
        values: values as [string, string][],
        pressed: act.button && { name: act.button.name, value: act.button.value },
      },
    );
    const element = button.asElement();
    if (!element) return [`no button in Chromium: ${String(at)} of ${all.length}, ${await page.title()}`];
    const before = count();
    await element.dblclick({ timeout: 3000 });
    let now = made(before, count());
    for (let same = 0; same < 4;) {
      await pause(25);
      const later = made(before, count());
      same = under === 0 && JSON.stringify(later) === JSON.stringify(now) ? same + 1 : 0;
      now = later;
    }
    // A file that is led to is no page.
    const told = await page
      .locator("h1")
      .allInnerTexts()
      .then(
        (all) => all.join(),
        () => "",
      );
    return [
      ...beyond(first.once, now).map((b) => `in Chromium ${b}`),
      ...(/Något gick fel|hann före|finns inte|behörighet/.test(told) ? [`in Chromium “${told}”`] : []),
    ];
  } catch (error) {
    return [`in Chromium ${String(error).split("\n")[0] ?? ""}`];
  } finally {
    await context.close();
  }
}

interface Asked {
  /** How many forms are drawn by lot; all without it. */
  sample?: number;
  seed: number;
  how: string;
}
function drawn<T>(all: readonly T[], sample: number | undefined, random: () => number): T[] {
  if (sample === undefined) return [...all];
  return [...all]
    .map((one) => ({ one, lot: random() }))
    .sort((a, b) => a.lot - b.lot)
    .slice(0, sample)
    .map(({ one }) => one);
}
const some = (faults: readonly string[]): string =>
  faults.length > 0 ? `: ${faults.slice(0, 8).join("; ")}` : "";

async function doubles(
  on: Served,
  acts: readonly Act[],
  sample: boolean,
): Promise<{ faults: string[]; how: string }> {
  const count = counter(on.live);
  const browser = await launch();
  const faults: string[] = [];
  let [taken, making, clicked] = [0, 0, 0];
  for (const act of acts) {
    const first = await pressedOnce(on, count, act);
    await on.putBack();
    if (!first) continue;
    taken++;
    const found = await pressedSixTimes(on, count, act, first);
    await on.putBack();
    found.push(...(await pressedInAnotherTab(on, act, first)));
    await on.putBack();
    if (Object.keys(first.once).length > 0) {
      making++;
      if (!first.entries.some(([, v]) => v instanceof File) && (!sample || clicked < 12)) {
        clicked++;
        found.push(...(await doublePressed(on, browser, count, act, first)));
        await on.putBack();
      }
    }
    faults.push(...found.map((f) => `${named(act)}: ${f}`));
  }
  await browser.close();
  return {
    faults,
    how: `${acts.length} acts by ${new Set(acts.map((a) => a.who)).size} visitors, ${taken} taken, ${making} of them make something, ${clicked} pressed twice in Chromium`,
  };
}

/** Six browsers at once, for every act: what no key stands before. */
async function doubledByBrowsers(
  on: Served,
  acts: readonly Act[],
): Promise<{ faults: string[]; how: string }> {
  const count = counter(on.live);
  const faults: string[] = [];
  let taken = 0;
  for (const act of acts) {
    const first = await pressedOnce(on, count, act);
    await on.putBack();
    // A code is a browser's own: six browsers get six. Each look at a protected name is one.
    if (!first || first.once.Code || first.once.Reveal) continue;
    taken++;
    const found = await pressedInSixBrowsers(on, count, act, first);
    await on.putBack();
    faults.push(...found.map((f) => `${named(act)}: ${f}`));
  }
  return { faults, how: `${acts.length} acts, ${taken} taken` };
}

async function lost(
  on: Served,
  all: readonly Found[],
): Promise<{ faults: string[]; tried: number; texts: number; open: number }> {
  const faults: string[] = [];
  let [tried, texts, open] = [0, 0, 0];
  for (const found of all) {
    const visitor = on.people[found.who];
    const form = await anew(visitor, found);
    if (!form) continue;
    const { entries, words } = withWords(form, (i) => `Skrivet ${i} före utloggningen`);
    if (words.length === 0) continue;
    const session = visitor.cookies.get("lg_session");
    visitor.cookies.delete("lg_session");
    const away = await visitor.post(form.action, entries, form.multipart);
    if (!away.to.startsWith("/logga-in?nasta")) {
      open++;
      if (session) visitor.cookies.set("lg_session", session);
      await on.putBack();
      continue;
    }
    tried++;
    texts += words.length;
    const asked = new URL(away.to, on.site.base).searchParams;
    const [next, parked] = [asked.get("nasta") ?? "/", asked.get("parkerat")];
    if (session) visitor.cookies.set("lg_session", session);
    const back = `${next}${next.includes("?") ? "&" : "?"}parkerat=${parked ?? ""}`;
    const page = await visitor.get(back);
    const fields = formsOf(page.html, found.path).flatMap((f) => f.fields);
    const gone = words.filter(([name, word]) => !fields.some((f) => f.name === name && f.value === word));
    if (gone.length > 0)
      faults.push(
        `${named({ ...found, button: null })}: ${parked ? "" : "not kept, "}lost ${gone.map(([n]) => n).join(" ")} (${page.status})`,
      );
    await on.putBack();
  }
  return { faults, tried, texts, open };
}

const withDemo = async (part: (on: Served) => Promise<Figure[]>): Promise<Figure[]> => {
  const on = await serveDemo();
  try {
    return await part(on);
  } finally {
    await on.stop();
    await closeDatabase();
  }
};
export const pressing = (asked: Asked): Promise<Figure[]> => withDemo((on) => figures(on, asked));

/** Done once by six browsers of one person at once: the data's own rules, without the porter's. */
export const pressingApart = ({ how }: Pick<Asked, "how">): Promise<Figure[]> =>
  withDemo(async (on) => {
    const all = await formsOfAll(on);
    const found = await doubledByBrowsers(on, actsOf(all));
    return [
      {
        name: "six_browsers_double",
        value: found.faults.length,
        unit: "count",
        goal: "= 0",
        holds: found.faults.length === 0,
        how: `${found.how}, of ${all.length} forms found by crawling, each by six browsers of one person at once${some(found.faults)}; ${how}`,
      },
    ];
  });

async function figures(on: Served, { sample, seed, how }: Asked): Promise<Figure[]> {
  const random = seeded(seed);
  const all = await formsOfAll(on);
  const withTexts = all.filter((f) => f.form.fields.some(typed));
  const back = await lost(on, drawn(withTexts, sample && sample * 2, random));
  const pressed = await doubles(on, drawn(actsOf(all), sample, random), sample !== undefined);
  const about = `${sample === undefined ? "all" : `${sample} drawn`} of ${all.length} forms found by crawling; seed ${seed}; ${how}`;
  return [
    {
      name: "double_press_doubles",
      value: pressed.faults.length,
      unit: "count",
      goal: "= 0",
      holds: pressed.faults.length === 0,
      how: `${pressed.how}, each six times at once with one key once more from another tab${some(pressed.faults)}; ${about}`,
    },
    {
      name: "typed_text_lost",
      value: back.faults.length,
      unit: "forms",
      goal: "= 0",
      holds: back.faults.length === 0 && back.tried > 0,
      how: `${back.tried} forms with ${back.texts} texts posted after the session had ended, ${back.open} more ask for no session${some(back.faults)}; ${about}`,
    },
  ];
}
