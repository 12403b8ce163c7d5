// A meeting by keyboard alone, and an agenda put in order by dragging and by keyboard.
import { ended } from "../setup/ended";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { startSite, sessionCookie, type Site } from "../setup/server";
import { makeWorld, sessionFor, signed, strategist } from "../world";
import { launch, person, says } from "./browser";

let browser: Browser;
let site: Site;
let staff: { page: Page; errors: string[] };
const at = "/dalarna/lansgruppen";
beforeAll(async () => {
  const w = await makeWorld();
  await signed(w, "leksand");
  site = await startSite();
  browser = await launch();
  const { context, page, errors } = await person(browser, { javaScript: true });
  await context.addCookies([
    {
      name: "lg_session",
      value: decodeURIComponent(
        sessionCookie(await sessionFor(strategist))
          .split("=")
          .slice(1)
          .join("="),
      ),
      url: site.base,
    },
  ]);
  staff = { page, errors };
});
afterAll(async () => {
  await ended(browser, site);
});

/** Tabs until what has the focus is called so; a page that cannot be walked fails here. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => {
      const e = document.activeElement as HTMLElement & { labels?: NodeListOf<HTMLLabelElement> };
      return {
        words:
          [...(e.labels ?? [])].map((l) => l.innerText).join(" ") ||
          e.textContent.replace(/\s+/g, " ") ||
          e.getAttribute("aria-label") ||
          "",
        ring: getComputedStyle(e).outlineStyle,
      };
    });
    if (!name.test(here.words.trim())) continue;
    expect(here.ring, `the focus on ${here.words} is not seen`).not.toBe("none");
    return;
  }
  throw new Error(`nothing called ${name} is reached by Tab`);
}
const type = async (page: Page, name: RegExp, text: string) => {
  await tabTo(page, name);
  await page.keyboard.type(text);
};
const enter = async (page: Page, name: RegExp) => {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
};
const items = (page: Page) => page.locator("ol.agenda.rows > li h3").allInnerTexts();

it("is planned, convened, answered, its agenda ordered and the attendance reached, without a mouse", async () => {
  const { page } = staff;
  await page.goto(`${site.base}${at}/moten/nytt`);
  await type(page, /^Vad mötet heter/, "Tangentmöte");
  await tabTo(page, /^Dag$/);
  // A date field has its parts in the order of the browser's language: the value is what is posted.
  await page.locator("[name=heldOn]").fill(addDays(today(), 20));
  await type(page, /^Plats/, "Falun");
  await enter(page, /^Spara$/);
  await says(page, "Tangentmöte");
  await enter(page, /^Granska och kalla$/);
  await says(page, "Granska kallelsen");
  await enter(page, /^Skicka kallelsen$/);
  await says(page, "Tangentmöte");
  const meeting = new URL(page.url()).pathname;
  await page.goto(`${site.base}${meeting}/svar?organisation=leksands-kommun`);
  await tabTo(page, /Åsa Blom kommer/);
  await page.keyboard.press("Space");
  await enter(page, /^Svara$/);
  await page
    .getByText("1 organisation", { exact: false })
    .or(page.getByText("Organisationer som kommer"))
    .first()
    .waitFor();
  for (const title of ["Första", "Andra", "Tredje"]) {
    await page.goto(`${site.base}${meeting}/dagordning/ny`);
    await type(page, /^Punkt$/, title);
    await enter(page, /^(Spara|Lägg till)/);
    await page.getByRole("heading", { name: title, exact: true }).waitFor();
  }
  await page.goto(`${site.base}${meeting}/dagordning`);
  expect(await items(page)).toEqual(["Första", "Andra", "Tredje"]);
  await enter(page, /^Flytta ner Första$/);
  await expect.poll(() => items(page)).toEqual(["Andra", "Första", "Tredje"]);
  // The next Tab goes on within the item that was moved, once the page has gone there.
  await page.locator("li:target", { hasText: "Första" }).waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("li")?.innerText ?? "")).toContain(
    "Första",
  );
  await page.goto(`${site.base}${meeting}`);
  expect(staff.errors).toEqual([]);
}, 90_000);

it("is put in order by dragging, and says where the item is; a stale order is not saved", async () => {
  const { page } = staff;
  await page.goto(`${site.base}${at}/moten`);
  await page.getByRole("link", { name: "Tangentmöte" }).first().click();
  await page.goto(`${new URL(page.url()).origin}${new URL(page.url()).pathname}/dagordning`);
  const grip = (n: number) => page.locator("ol.agenda.rows > li .grip").nth(n);
  await grip(0).waitFor();
  const before = await items(page);
  const drag = async (from: number, to: number) => {
    const [a, b] = [
      (await grip(from).boundingBox())!,
      (await page.locator("ol.agenda.rows > li").nth(to).boundingBox())!,
    ];
    await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
    await page.mouse.down();
    await page.mouse.move(b.x + 20, b.y + b.height / 2 + (to > from ? b.height / 3 : -b.height / 3), {
      steps: 12,
    });
    await page.locator("[role=status]", { hasText: `plats ${to + 1} av 3` }).waitFor({ state: "attached" });
    await page.mouse.up();
  };
  await drag(0, 2);
  await page.getByText("Ordningen är sparad").waitFor();
  expect(await items(page)).toEqual([before[1], before[2], before[0]]);
  await grip(2).waitFor();
  await drag(2, 0);
  await page.getByText("Ordningen är sparad").waitFor();
  expect(await items(page)).toEqual(before);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other
    .locator("li", { hasText: before[0]! })
    .getByRole("button", { name: /Flytta ner/ })
    .click();
  await other.waitForURL(/#/);
  await grip(0).waitFor();
  await drag(0, 2);
  await page.locator("#fel", { hasText: "har ändrats" }).waitFor();
  expect(staff.errors).toEqual([]);
}, 60_000);
