// Every page of the demo county in Chromium: axe finds nothing, nothing is wider than the screen, the console is quiet.
// With PICTURES=<folder> each is kept as a PNG at 1280 and 390 wide.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDemo } from "../setup/demo";
import type { Site } from "../setup/server";
import { launch, violations } from "./browser";
import { findLinks, visitors, visits, who } from "./visits";

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
    await contexts[name].addCookies([...people[name].cookies].map(([key, value]) => ({ name: key, value, url: site.base })));
  }
}, 180_000);
afterAll(async () => { await browser?.close(); await site?.stop(); });

describe("every page", () => {
  for (const [name, who, path, act] of visits) {
    it(name, async () => {
      const page = await contexts[who]!.newPage();
      const errors: string[] = [];
      page.on("console", (m) => { if (m.type() === "error" && !/status of 4\d\d/.test(m.text())) errors.push(m.text()); });
      page.on("pageerror", (e) => errors.push(e.message));
      await page.setViewportSize({ width: 1280, height: 900 });
      const answer = await page.goto(site.base + path());
      expect(answer?.status()).toBe(name === "not-found" ? 404 : name === "forbidden" ? 403 : 200);
      await act?.(page);
      expect(await page.title()).not.toBe("");
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await violations(page), `${width} wide`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), `wider than ${width}`).toBeLessThanOrEqual(width);
        if (pictures) { mkdirSync(pictures, { recursive: true }); await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true }); }
      }
      expect(errors).toEqual([]);
      await page.close();
    });
  }
});
