// What was sent in and not taken: whose page it is, what its title says, and the browser's Back after it.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { must } from "~/platform/must";
import { demoLetter, demoSignIn, startDemo } from "../setup/demo";
import { ended } from "../setup/ended";
import type { Site } from "../setup/server";
import { Visitor } from "../setup/visitor";
import { follow, launch, linkIn, person, press } from "./browser";

let site: Site;
let browser: Browser;
const strategist = "strateg@lansstyrelsen.example";
const place = "/dalarna/lansgruppen";
beforeAll(async () => {
  site = await startDemo();
  browser = await launch();
}, 180_000);
afterAll(async () => {
  await ended(browser, site);
});

const heading = (page: Page) => page.locator("h1").innerText();

it("is found again by Back, where it was wrong at first and where it was put right", async () => {
  const { page, context } = await person(browser, { javaScript: true });
  await demoSignIn(page, site.base, "samordnare@norradalarna.example");
  await page.goto(`${site.base}${place}/organisationer/mora-kommun`);
  await follow(page, "Slutar utan efterträdare");
  await press(page, "Avsluta");
  await page.locator("#fel").waitFor();
  await follow(page, "Mora kommun");
  await page.waitForURL(/mora-kommun$/);
  await page.goBack();
  expect([await heading(page), await page.locator("#fel").count()]).toEqual(["Slutar utan efterträdare", 0]);
  // Put right after it was wrong: what is there by now.
  await press(page, "Avsluta");
  await page.locator("#fel").waitFor();
  await page.getByLabel("Sista dagen").fill(addDays(today(), 20));
  await press(page, "Avsluta");
  await page.waitForURL(/\/mitt$/);
  await page.goBack();
  expect(await heading(page)).toBe("Mora kommun");
  await context.close();
});

it("keeps what was typed when the page that says what is wrong is read in again", async () => {
  const { page, context } = await person(browser, { javaScript: true });
  await demoSignIn(page, site.base, strategist);
  await page.goto(`${site.base}${place}/fragor-att-lyfta/ny`);
  await page.locator("[name=background]").fill("Det har frågats länge.");
  await page.locator("main form button").last().click();
  await page.locator("#fel a").first().click();
  await page.reload();
  expect(await page.locator("[name=background]").inputValue()).toBe("Det har frågats länge.");
  await context.close();
});

it("is in focus, wherever on the page its reader was led before", async () => {
  const { page, context } = await person(browser, { javaScript: false });
  await demoSignIn(page, site.base, strategist);
  await page.goto(`${site.base}${place}/installningar#innehall`);
  await page
    .locator("main form [required], main form input[type=text], main form input[type=email]")
    .first()
    .fill("");
  await page.locator("main form button").first().click();
  await page.locator("#fel").waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("fel");
  await context.close();
});

it("takes no focus from whoever mends it before the browser has read our code", async () => {
  const { page, context } = await person(browser, { javaScript: true });
  const letter = await demoLetter(page, site.base, "registrator@rattvik.example", /fortsätt här/);
  let read = () => {};
  const slow = new Promise<void>((go) => (read = go));
  await page.route(/\.js$/, async (route) => {
    await slow;
    await route.continue();
  });
  await page.goto(site.base + new URL(linkIn(letter, "blankett")).pathname, { waitUntil: "commit" });
  await page.getByRole("button", { name: "Kontrollera svaren" }).click();
  await page.locator("#fel").waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("fel");
  const field = page.locator("[name='filler.name']");
  await field.pressSequentially("Rut ");
  read();
  await page.waitForFunction(() => Object.keys(document.forms[0] ?? {}).some((k) => k.startsWith("__react")));
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
  await page.keyboard.type("Ek");
  expect(await field.inputValue()).toBe("Rut Ek");
  await context.close();
});

it("gives what was typed back once: saved after the sign-in, Back shows what is saved", async () => {
  const { page, context } = await person(browser, { javaScript: true });
  await demoSignIn(page, site.base, strategist);
  await page.locator(".todo li", { hasText: "påbörjad blankett" }).getByText("Fortsätt").click();
  const name = page.locator("[name='representative.name']");
  await name.fill("Före Utloggningen");
  const elsewhere = await context.newPage();
  await elsewhere.goto(`${site.base}${place}/att-gora`);
  await elsewhere.getByRole("button", { name: "Logga ut" }).click();
  await elsewhere.getByText("Du är utloggad").waitFor();
  await press(page, "Spara och fortsätt senare");
  await page.getByText("Du hann bli utloggad").waitFor();
  await page.getByLabel("Din mejladress").fill(strategist);
  await press(page, "Skicka kod");
  const code = /^([3479A-HJKMNP-TV-Z]{8})$/m.exec(
    await demoLetter(page, site.base, strategist, /Din kod/),
  )?.[1];
  await page.getByLabel("Kod", { exact: true }).fill(must(code, "the code"));
  await press(page, "Logga in");
  await page.getByText("Det du skrev står kvar").waitFor();
  await name.fill("Efter Inloggningen");
  await press(page, "Spara och fortsätt senare");
  await page.getByText("Utkastet är sparat").waitFor();
  await page.goBack();
  await expect.poll(() => name.inputValue()).toBe("Efter Inloggningen");
  expect(await page.getByText("Det du skrev står kvar").count()).toBe(0);
  await context.close();
});

it("is asked about without being called a fault, and called one where something is wrong too", async () => {
  const { page, context } = await person(browser, { javaScript: false });
  const letter = await demoLetter(page, site.base, "registrator@rattvik.example", /Din länk/);
  await page.goto(site.base + new URL(linkIn(letter, "byte")).pathname);
  await press(page, "Skicka in en hel ny blankett");
  await page.getByText("Det är en annan chef").click();
  await page.locator("[name='deputyManager.name']").fill("Kerstin Lund");
  await page.locator("[name='deputyManager.email']").fill("kerstin.lund@rattvik.example");
  await page.locator("[name='filler.name']").fill("Rut Ek");
  await press(page, "Kontrollera svaren");
  await page.locator("#fel").waitFor();
  expect(await page.title()).toBe("Fel: något behöver rättas – Länsgruppen");
  await page.locator("[name=startOn]").fill(`${new Date().getFullYear() + 1}-06-01`);
  await press(page, "Kontrollera svaren");
  await page.getByText("Stämmer det här?").waitFor();
  expect([await page.title(), await page.locator("#fel").count()]).toEqual([
    "Stämmer det här? – Länsgruppen",
    0,
  ]);
  await context.close();
});

it("stands in the frame of the network whose link or page it was, and knows who sent it", async () => {
  const contradicting: [string, string][] = [
    ["a", "1"],
    ["a.b", "2"],
  ];
  const nobody = new Visitor(site.base);
  const letter = await nobody.letter("registrator@rattvik.example", /fortsätt här/);
  const byLink = await nobody.post(new URL(linkIn(letter, "blankett")).pathname, contradicting);
  const member = await new Visitor(site.base).signIn(strategist);
  const signedIn = await member.post(`${place}/organisationer/ny`, contradicting);
  const frame = ({ status, html }: { status: number; html: string }) => ({
    status,
    title: /<title>(.*?)<\/title>/.exec(html)?.[1],
    signIn: html.includes('href="/logga-in"'),
    signOut: html.includes('action="/logga-ut"'),
  });
  const said = { status: 400, title: "Det gick inte att läsa det du skickade – Länsgruppen" };
  expect(frame(byLink)).toEqual({ ...said, signIn: true, signOut: false });
  expect(frame(signedIn)).toEqual({ ...said, signIn: false, signOut: true });
});
