// The session: the letter's link fills the code in, and nothing typed is lost when the session has ended.
import { ended } from "../setup/ended";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoLetter, demoSignIn, startDemo } from "../setup/demo";
import type { Site } from "../setup/server";
import { launch, person } from "./browser";

let site: Site;
let browser: Browser;
const strategist = "strateg@lansstyrelsen.example";
beforeAll(async () => {
  site = await startDemo();
  browser = await launch();
}, 180_000);
afterAll(async () => {
  await ended(browser, site);
});

describe("signing in", () => {
  it("has the code filled in by the letter's link, in the browser that asked for it", async () => {
    const { page, context } = await person(browser, { javaScript: true });
    await page.goto(`${site.base}/logga-in`);
    await page.getByLabel("Din mejladress").fill(strategist);
    await page.getByRole("button", { name: "Skicka kod" }).click();
    const link = /https?:\/\/\S+#[3479A-HJKMNP-TV-Z]{8}/.exec(
      await demoLetter(page, site.base, strategist, /Din kod/),
    )![0];
    const other = await context.newPage();
    await other.goto(link);
    await expect
      .poll(() => other.getByLabel("Kod", { exact: true }).inputValue())
      .toMatch(/^[3479A-HJKMNP-TV-Z]{8}$/);
    await other.locator("main").getByRole("button", { name: "Logga in" }).click();
    await other.waitForURL(/att-gora/);
    // A stranger's browser with the same link gets nowhere.
    const stranger = await person(browser, { javaScript: true });
    await stranger.page.goto(link);
    await stranger.page.locator("main").getByRole("button", { name: "Logga in" }).click();
    await stranger.page.getByText("Koden gäller inte längre").first().waitFor();
    await Promise.all([context.close(), stranger.context.close()]);
  });
});

for (const javaScript of [true, false]) {
  describe(`a session that has ended, ${javaScript ? "with" : "without"} JavaScript`, () => {
    it("keeps what was typed, and gives it back after signing in", async () => {
      const { page, context } = await person(browser, { javaScript });
      await demoSignIn(page, site.base, strategist);
      await page.locator(".todo li", { hasText: "påbörjad blankett" }).getByText("Fortsätt").click();
      await page.locator("[name='representative.name']").fill("Skrivet Före Utloggning");
      const elsewhere = await context.newPage();
      await elsewhere.goto(`${site.base}/dalarna/lansgruppen/att-gora`);
      await elsewhere.getByRole("button", { name: "Logga ut" }).click();
      await elsewhere.getByText("Du är utloggad").waitFor();
      await page.getByRole("button", { name: "Spara och fortsätt senare" }).click();
      await page.getByText("Du hann bli utloggad").waitFor();
      await page.getByLabel("Din mejladress").fill(strategist);
      await page.getByRole("button", { name: "Skicka kod" }).click();
      await page
        .getByLabel("Kod", { exact: true })
        .fill(
          /^([3479A-HJKMNP-TV-Z]{8})$/m.exec(await demoLetter(page, site.base, strategist, /Din kod/))![1]!,
        );
      await page.locator("main").getByRole("button", { name: "Logga in" }).click();
      await page.getByText("Det du skrev står kvar").waitFor();
      await page.getByRole("link", { name: "Visa det" }).click();
      expect(await page.locator("#det-du-skrev [name='representative.name']").count()).toBe(1);
      expect(await page.locator("[name='representative.name']").inputValue()).toBe("Skrivet Före Utloggning");
      await page.getByRole("button", { name: "Spara och fortsätt senare" }).click();
      await page.getByText("Utkastet är sparat").waitFor();
      await context.close();
    });
  });
}
