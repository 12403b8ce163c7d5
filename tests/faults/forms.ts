// Every form that somebody can come to is pressed many times at once, and posted after the session has ended: nothing is done
// twice, nothing typed is lost.
import { closeDatabase } from "~/platform/db.server";
import { launch } from "../journeys/browser";
import { formsOf, Visitor, type Form } from "../setup/visitor";
import {
  actsOf,
  anew,
  beyond,
  counter,
  keyed,
  made,
  named,
  pressedOnce,
  type Act,
  type Counts,
  type Pressed,
} from "./acts";
import { doublePressed } from "./clicks";
import { formsOfAll, serveDemo, type Found, type Served } from "./crawl";
import { typed, withWords } from "./filling";
import { seeded, type Figure } from "./random";

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

/** Six browsers of one person, each with a page of its own, at once: no key of a page stands between them. */
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
  return [
    ...beyond(first.once, made(before, count())).map((b) => `six browsers ${b}`),
    ...(failed > 0 ? [`${failed} of six browsers are told of a fault`] : []),
  ];
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

/** A code is a browser's own: six browsers get six. Each look at a protected name is one. Many colleagues answer by one link. */
const isEachBrowsers = ({ form }: Act, { once }: Pressed): boolean =>
  Boolean(once.Code ?? once.Reveal) || form.action.startsWith("/bidra/");

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
    if (!isEachBrowsers(act, first)) {
      found.push(...(await pressedInSixBrowsers(on, count, act, first)));
      await on.putBack();
    }
    if (Object.keys(first.once).length > 0) {
      making++;
      if (!first.entries.some(([, v]) => v instanceof File) && (!sample || clicked < 6)) {
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
    else if (!page.html.includes('id="det-du-skrev"'))
      faults.push(`${named({ ...found, button: null })}: the way to what was typed leads nowhere`);
    await on.putBack();
  }
  return { faults, tried, texts, open };
}

export async function pressing(asked: Asked): Promise<Figure[]> {
  const on = await serveDemo();
  try {
    return await figures(on, asked);
  } finally {
    await on.stop();
    await closeDatabase();
  }
}

async function figures(on: Served, { sample, seed, how }: Asked): Promise<Figure[]> {
  const random = seeded(seed);
  const all = await formsOfAll(on);
  const withTexts = all.filter((f) => f.form.fields.some(typed));
  const back = await lost(on, drawn(withTexts, sample && sample * 2, random));
  // The short form has all that make something new, and some of the others.
  const making = sample === undefined ? [] : all.filter(({ form }) => /[?&]skapa$/.test(form.action));
  const others = drawn(actsOf(all.filter((f) => !making.includes(f))), sample, random);
  const pressed = await doubles(on, [...actsOf(making), ...others], sample !== undefined);
  const about = `${sample === undefined ? "all" : `${sample} drawn and the ${making.length} that make something new`} of ${all.length} forms found by crawling; seed ${seed}; ${how}`;
  return [
    {
      name: "double_press_doubles",
      value: pressed.faults.length,
      unit: "count",
      goal: "= 0",
      holds: pressed.faults.length === 0,
      how: `${pressed.how}, each six times at once with one key, once more from another tab, and by six browsers at once${some(pressed.faults)}; ${about}`,
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
