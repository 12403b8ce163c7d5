// What is done once, pressed again by the same person – twice with the mouse, Enter twice, from another tab, after Back – shows its success
// again, never that somebody was first.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, row } from "~/platform/db.server";
import { must } from "~/platform/must";
import { demoLetter, demoSignIn, startDemo } from "../setup/demo";
import { ended } from "../setup/ended";
import type { Site } from "../setup/server";
import { codeIn, launch, linkIn, person } from "./browser";

let site: Site;
let browser: Browser;
const strategist = "strateg@lansstyrelsen.example";
const place = "/dalarna/lansgruppen";
beforeAll(async () => {
  site = await startDemo();
  browser = await launch();
}, 180_000);
afterAll(async () => {
  await closeDatabase();
  await ended(browser, site);
});

interface Act {
  /** The page with its form; it may have to prove first who it is. */
  page: (first: Page) => Promise<string>;
  fill: (page: Page) => Promise<void>;
  button: string | RegExp;
  /** What stands there once it is done. */
  shows: RegExp;
  /** How many there are of what it makes. */
  count: () => number;
}
const main = (page: Page) => page.locator("body").innerText();
const there = (page: Page, button: Act["button"]) =>
  page.locator("main").getByRole("button", { name: button }).first();
async function succeeded(page: Page, { shows }: Act): Promise<void> {
  await page.waitForLoadState();
  await expect.poll(() => main(page), { timeout: 10_000 }).toMatch(shows);
  expect(await main(page)).not.toMatch(/hann före|gick fel|behöver rättas|redan gjort|redan tagit emot/i);
}
/** By two tabs that were opened before anything was done. */
async function again(context: BrowserContext, act: Act, twice: (page: Page) => Promise<void>): Promise<void> {
  const first = await context.newPage();
  const url = await act.page(first);
  const other = await context.newPage();
  for (const page of [first, other]) {
    await page.goto(url);
    await act.fill(page);
  }
  const before = act.count();
  await twice(first);
  await succeeded(first, act);
  expect(act.count()).toBe(before + 1);
  await there(other, act.button).click();
  await succeeded(other, act);
  // Back: the form as it was, or what became of it.
  await other.goBack();
  if (await there(other, act.button).count()) {
    await act.fill(other);
    await there(other, act.button).click();
  }
  await succeeded(other, act);
  expect(act.count()).toBe(before + 1);
}
const byMouse = (act: Act) => (page: Page) => there(page, act.button).dblclick();
const byEnter = (field: string) => async (page: Page) => {
  await page.locator(`main [name="${field}"]`).first().focus();
  await page.keyboard.press("Enter", { delay: 1 });
  await page.keyboard.press("Enter", { delay: 1 });
};
const number = (sql: string, ...values: unknown[]) => row<{ n: number }>(sql, ...values)?.n ?? -1;

/** A manager who is waited for, and the page of an act of theirs, the code given. */
function manager(organisation: string, door: string) {
  return async (page: Page): Promise<string> => {
    const { email } = must(
      row<{ email: string }>(
        `SELECT l.email FROM Link l JOIN Signature s ON s.id = l.signatureId JOIN Organisation o ON o.id = l.organisationId
         WHERE l.purpose = 'sign' AND s.state = 'pending' AND l.revokedAt IS NULL AND o.name = ? LIMIT 1`,
        organisation,
      ),
      "a manager who is asked",
    );
    const link = linkIn(await demoLetter(page, site.base, email, /Underskrift|Påminnelse/), "underskrift");
    const at = site.base + new URL(link).pathname;
    await page.goto(`${at}/kod?till=${door}`);
    await page.getByRole("button", { name: /Skicka en kod/ }).click();
    await page
      .getByLabel("Kod", { exact: true })
      .fill(codeIn(await demoLetter(page, site.base, email, /kod/i)));
    await page.locator("main").getByRole("button", { name: "Fortsätt" }).click();
    await page.waitForURL(/underskrift|avbojande|fel-chef/);
    return page.url();
  };
}

/** The first of the organisations that somebody answers for. */
const asked = (page: Page) => page.locator("main form", { has: page.locator("[name=note]") }).first();

describe("pressed again", () => {
  it("signing in shows that one is signed in", async () => {
    for (const how of ["mouse", "enter"]) {
      const { context } = await person(browser, { javaScript: true });
      const act: Act = {
        page: async (page) => {
          await page.goto(`${site.base}/logga-in`);
          await page.getByLabel("Din mejladress").fill(strategist);
          await page.getByRole("button", { name: "Skicka kod" }).click();
          await page.getByLabel("Kod", { exact: true }).waitFor();
          return page.url();
        },
        fill: async (page) => {
          const code = codeIn(await demoLetter(page, site.base, strategist, /Din kod/));
          await page.getByLabel("Kod", { exact: true }).fill(code);
        },
        button: "Logga in",
        shows: /Att göra/,
        count: () => number("SELECT count(*) AS n FROM Session"),
      };
      await again(context, act, how === "mouse" ? byMouse(act) : byEnter("code"));
      await context.close();
    }
  }, 90_000);
  const managers: [string, Omit<Act, "page"> & { door: string; organisation: string }][] = [
    [
      "signing shows the receipt",
      {
        organisation: "Säters kommun",
        door: "underskrift",
        fill: async (page) => {
          await page.locator("[name=title]").fill("Förvaltningschef");
          await page.locator("[name=declaration]").check();
        },
        button: "Skriv under",
        shows: /uppdraget är undertecknat|Redan undertecknat/,
        count: () => number("SELECT count(*) AS n FROM Signature WHERE state = 'signed'"),
      },
    ],
    [
      "declining shows that one has declined",
      {
        organisation: "Avesta kommun",
        door: "avbojande",
        fill: (page) => page.locator("[name=why]").fill("Det är någon annan som ska göra det."),
        button: /Skicka att jag inte/,
        shows: /Du har avböjt/,
        count: () => number("SELECT count(*) AS n FROM Signature WHERE state = 'declined'"),
      },
    ],
    [
      "not being the right manager shows that it is noted",
      {
        organisation: "Kriminalvården",
        door: "fel-chef",
        fill: async (page) => {
          await page.locator("[name=name]").fill("Rut Rätt");
          await page.locator("[name=email]").fill("rut.ratt@kriminalvarden.example");
        },
        button: "Skicka",
        shows: /noterat att du inte är rätt chef/,
        count: () => number("SELECT count(*) AS n FROM Signature WHERE state = 'misdirected'"),
      },
    ],
  ];
  for (const [what, { organisation, door, ...rest }] of managers)
    it(
      what,
      async () => {
        const { context } = await person(browser, { javaScript: true });
        const act: Act = { ...rest, page: manager(organisation, door) };
        await again(context, act, byMouse(act));
        await context.close();
      },
      60_000,
    );
  it("answering a meeting by the letter's link shows the answer", async () => {
    const { context } = await person(browser, { javaScript: true });
    const act: Act = {
      page: async (page) => {
        const letter = await demoLetter(
          page,
          site.base,
          "samordnare@norradalarna.example",
          /Kallelse: Möte om barns/,
        );
        return site.base + new URL(linkIn(letter, "svar")).pathname;
      },
      fill: async (page) => {
        await asked(page).locator("[name=note]").fill("Vi kommer med tåget.");
        await asked(page).locator("[name=choice]").first().check();
      },
      button: /Svara|Ändra svaret/,
      shows: /svaret är sparat|Vi kommer med tåget|Representanten kommer/,
      count: () => number("SELECT count(*) AS n FROM Event WHERE kind = 'answer.given'"),
    };
    await again(context, act, byMouse(act));
    await context.close();
  }, 60_000);
  it("receiving a form shows that it is received", async () => {
    const { context, page } = await person(browser, { javaScript: true });
    await demoSignIn(page, site.base, strategist);
    const act: Act = {
      page: async (at) => {
        await at.goto(`${site.base}${place}/organisationer/aklagarkammaren-falun`);
        await at.locator("main a[href*='/uppdrag/']").first().click();
        return at.url();
      },
      fill: (at) => at.locator("[name=diaryNumber]").first().fill("801-1234-26"),
      button: "Ta emot",
      shows: /Blanketten är mottagen|801-1234-26/,
      count: () => number("SELECT count(*) AS n FROM Commitment WHERE receivedAt IS NOT NULL"),
    };
    await again(context, act, byMouse(act));
    await context.close();
  }, 60_000);
  it("the yearly confirmation shows what was answered", async () => {
    const { context } = await person(browser, { javaScript: true });
    const act: Act = {
      page: async (page) => {
        const letter = await demoLetter(page, site.base, "gunilla.frost@smedjebacken.example", /Stämmer/);
        return site.base + new URL(linkIn(letter, "bekrafta")).pathname;
      },
      fill: async (page) => {
        for (const name of ["resources", "room", "channels"])
          await page.locator(`[name=${name}][value=yes]`).check();
        await page.locator("[name=byName]").fill("Gunilla Frost");
      },
      button: "Skicka svaret",
      shows: /Du har svarat/,
      count: () => number("SELECT count(*) AS n FROM Confirmation WHERE answeredAt IS NOT NULL"),
    };
    await again(context, act, byEnter("byName"));
    await context.close();
  }, 60_000);
});
