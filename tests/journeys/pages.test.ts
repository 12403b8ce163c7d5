// Every page of the demo county in Chromium: axe finds nothing, nothing is wider than the screen, the console is quiet.
// With PICTURES=<folder> each is kept as a PNG at 1280 and 390 wide.
import { ended } from "../setup/ended";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDemo } from "../setup/demo";
import type { Site } from "../setup/server";
import { launch, violations } from "./browser";
import { findLinks, visitors, stops, who } from "./tour";

const pictures = process.env.PICTURES;
let site: Site;
let browser: Browser;
const contexts: Record<string, BrowserContext> = {};
beforeAll(async () => {
  site = await startDemo();
  browser = await launch();
  const people = await visitors(site.base);
  await findLinks(people);
  for (const name of who) {
    contexts[name] = await browser.newContext({ locale: "sv-SE" });
    await contexts[name].addCookies(
      [...people[name].cookies].map(([key, value]) => ({ name: key, value, url: site.base })),
    );
  }
}, 180_000);
afterAll(async () => {
  await ended(browser, site);
});

const statuses: Partial<Record<string, number>> = { "not-found": 404, forbidden: 403 };
describe("every page", () => {
  for (const [name, who, path, act] of stops) {
    it(name, async () => {
      const page = await contexts[who]!.newPage();
      const errors: string[] = [];
      page.on("console", (m) => {
        if (m.type() === "error" && !/status of 4\d\d/.test(m.text())) errors.push(m.text());
      });
      page.on("pageerror", (e) => errors.push(e.message));
      await page.setViewportSize({ width: 1280, height: 900 });
      const answer = await page.goto(site.base + path());
      expect(answer?.status()).toBe(statuses[name] ?? 200);
      await act?.(page);
      expect(await page.title()).not.toBe("");
      if (await page.locator("#fel").count())
        expect(await page.evaluate(() => document.activeElement?.id), "what is wrong has the focus").toBe(
          "fel",
        );
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await violations(page), `${width} wide`).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth),
          `wider than ${width}`,
        ).toBeLessThanOrEqual(width);
        if (pictures) {
          mkdirSync(pictures, { recursive: true });
          await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
        }
      }
      expect(errors).toEqual([]);
      await page.close();
    });
  }
});

/** What a person can go to in `main`, in order; of radio buttons with one name only the group. */
const controls = () => {
  const all = [
    ...document.querySelectorAll<HTMLElement>(
      "main :is(a[href], button, input, select, textarea, summary, [tabindex='0'])",
    ),
  ].filter(
    (e) =>
      e.checkVisibility() &&
      e.tabIndex >= 0 &&
      !(e as HTMLInputElement).disabled &&
      !(e instanceof HTMLInputElement && e.type === "hidden"),
  );
  all.forEach((e) => {
    e.dataset.stop =
      e instanceof HTMLInputElement && e.type === "radio"
        ? `${e.form?.action} ${e.name}`
        : String(all.indexOf(e));
  });
  return [...new Set(all.map((e) => e.dataset.stop!))];
};
/** Where one is. The calendar's button inside a date field has a ring of the browser's own. */
const here = () => {
  const e = document.activeElement as HTMLElement;
  return e.dataset.stop === undefined
    ? null
    : {
        stop: e.dataset.stop,
        text: (e.textContent || (e as HTMLInputElement).name).trim(),
        seen:
          getComputedStyle(e).outlineStyle !== "none" ||
          ((e as HTMLInputElement).type === "date" && !e.matches(":focus-visible")),
      };
};
describe("by keyboard alone, the focus always seen", () => {
  const pages = [
    "group",
    "group-invite",
    "group-joining",
    "group-milestone",
    "member-group",
    "member-effort",
    "inquiry-draft",
    "member-inquiry",
    "contribute",
    "inquiry-results",
    "member-package",
    "read-by-link",
    "finding",
    "member-finding",
    "question-proposed",
    "member-questions",
    "visit",
    "visited-wrong",
    "handover",
    "handover-note",
    "overview-of-standing",
    "standing",
    "standing-by-link",
    "confirm",
    "mail-choice",
  ];
  for (const name of pages) {
    it(name, async () => {
      const [, who, path, act] = stops.find(([n]) => n === name)!;
      const page = await contexts[who]!.newPage();
      await page.goto(site.base + path());
      await act?.(page);
      const wanted = await page.evaluate(controls);
      await page.evaluate(() => document.querySelector("main")!.focus());
      const gone: string[] = [];
      // Part fields of a date take a stop each.
      for (let i = 0; i < wanted.length * 4; i++) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(here);
        if (!at) break;
        expect(at.seen, at.text).toBe(true);
        if (gone.at(-1) !== at.stop) gone.push(at.stop);
      }
      expect(gone).toEqual(wanted);
      await page.close();
    });
  }
});
