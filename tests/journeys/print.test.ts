// The annual wheel, the heat map and the year's figures on paper: what is for the screen stays away, nothing is cut off.
import { ended } from "../setup/ended";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { demoSignIn, startDemo } from "../setup/demo";
import type { Site } from "../setup/server";
import { launch } from "./browser";

let site: Site;
let browser: Browser;
let context: BrowserContext;
const at = "/dalarna/lansgruppen";
beforeAll(async () => {
  site = await startDemo();
  browser = await launch();
  context = await browser.newContext({ locale: "sv-SE", viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await demoSignIn(page, site.base, "strateg@lansstyrelsen.example");
  await page.close();
}, 180_000);
afterAll(async () => {
  await ended(browser, site);
});

const folder = process.env.PICTURES
  ? (mkdirSync(process.env.PICTURES, { recursive: true }), process.env.PICTURES)
  : mkdtempSync(join(tmpdir(), "lansgrupp-print-"));
async function printed(name: string, path: string): Promise<{ text: string; pages: number }> {
  const page = await context.newPage();
  await page.goto(site.base + path);
  const file = join(folder, `${name}.pdf`);
  writeFileSync(
    file,
    await page.pdf({
      format: "A4",
      landscape: name === "heat",
      margin: { top: "12mm", bottom: "12mm", left: "12mm", right: "12mm" },
    }),
  );
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: name === "heat" ? 1032 : 703, height: 900 });
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    `${name} is cut off`,
  ).toBeLessThanOrEqual(0);
  await page.close();
  return {
    text: execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }),
    pages: Number(/Pages:\s+(\d+)/.exec(execFileSync("pdfinfo", [file], { encoding: "utf8" }))![1]),
  };
}

it.each([
  ["wheel", `${at}/moten`, ["Årshjulet", "Möte om barns rätt till skydd", "Internationella kvinnodagen"]],
  ["heat", `${at}/moten/narvaro`, ["Närvaro", "Falu kommun", "av 3"]],
  [
    "figures",
    `${at}/moten/arets-siffror?ar=${addDays(today(), -75).slice(0, 4)}`,
    ["Årets siffror", "Att klistra in", "Andel"],
  ],
] as const)("%s", async (name, path, says) => {
  const { text, pages } = await printed(name, path);
  for (const words of says) expect(text).toContain(words);
  for (const screen of ["Logga ut", "Inställningar", "Demobrevlådan", "Prenumerera"])
    expect(text).not.toContain(screen);
  expect(pages).toBeLessThanOrEqual(3);
});
