// Every row of the to-do list is finished by its own button, in the demo county, by the strategist.
import { ended } from "../setup/ended";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoSignIn, startDemo } from "../setup/demo";
import type { Site } from "../setup/server";
import { launch } from "./browser";

let site: Site;
let browser: Browser;
let page: Page;
const at = "/dalarna/lansgruppen";
beforeAll(async () => {
  site = await startDemo();
  browser = await launch();
  page = await (await browser.newContext({ locale: "sv-SE", javaScriptEnabled: false })).newPage();
  page.setDefaultTimeout(15_000);
  await demoSignIn(page, site.base, "strateg@lansstyrelsen.example");
}, 180_000);
afterAll(async () => {
  await ended(browser, site);
});

const row = (title: string | RegExp) => page.locator(".todo li", { hasText: title });
const home = () => page.goto(`${site.base}${at}/att-gora`);
const press = (name: string | RegExp) => page.locator("main").getByRole("button", { name }).first().click();
/** Presses the row's one button or link. */
const act = async (title: string | RegExp, name: string) => {
  await home();
  await row(title).first().locator(".act").getByText(name, { exact: true }).click();
};
const gone = async (title: string | RegExp) => {
  await home();
  expect(await row(title).count()).toBe(0);
};
const inDays = (n: number) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(
    new Date(Date.now() + n * 86_400_000),
  );

describe("the to-do list", () => {
  it("starts with what waits", async () => {
    await home();
    expect(await page.locator("h1").innerText()).toMatch(
      /^(Nio|Tio|Elva|Tolv|1[3-9]|2\d|3\d) saker väntar på dig$/,
    );
  });
  it("a letter that did not arrive", async () => {
    await act(/mejl kom inte fram/i, "Åtgärda");
    await press("Klart");
    await gone(/mejl kom inte fram/i);
  });
  it("forms to receive", async () => {
    for (const name of [
      /Ta emot blanketten från Malung-Sälens kommun/,
      /Ta emot blanketten från Åklagarkammaren Falun/,
    ]) {
      await act(name, "Ta emot");
      await page.getByText("Blanketten är mottagen").waitFor();
      await gone(name);
    }
  });
  it("a manager to confirm", async () => {
    await act(/Bekräfta rätt chef/, "Bekräfta");
    await press("Bekräfta och skicka");
    await page.getByText("Chefen har fått sin länk").waitFor();
    await gone(/Bekräfta rätt chef/);
  });
  it("no answer after four reminders", async () => {
    // A reminder by hand keeps the row until there is an answer; the form on paper ends it.
    await act(/Avesta kommun: ingen underskrift/, "Påminn igen");
    await page.getByText("Påminnelsen är skickad").waitFor();
    await page.getByRole("link", { name: /underskrift på papper/ }).click();
    await page.getByLabel("Bekräftat per telefon").check();
    await page.getByLabel("Titel").fill("Socialchef");
    await page.getByLabel("Anteckning").fill("Uppringd via växeln");
    await press("Lägg in underskriften");
    await gone(/ingen underskrift/);
  });
  it("a signature on paper", async () => {
    await act(/Brottsofferjourer i Dalarna: underskrift på papper/, "Lägg in");
    await page.locator("input[type=file]").setInputFiles({
      name: "scan.png",
      mimeType: "image/png",
      buffer: Buffer.from(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
        "base64",
      ),
    });
    await page.getByLabel("Titel").fill("Ordförande");
    await press("Lägg in underskriften");
    await page.getByRole("link", { name: "Inskannat papper" }).waitFor();
    await gone(/underskrift på papper/);
  });
  for (const [name, button] of [
    [/Ludvika kommun: chefen skriver inte under/, "Läs svaret"],
    [/Migrationsverket: stoppad blankett/, "Rätta"],
  ] as const) {
    it(`${name.source}, corrected and sent again`, async () => {
      await act(name, button);
      await press("Rätta i en ny blankett");
      await page.locator("[name=startOn]").fill(inDays(40));
      await press("Kontrollera svaren");
      await press("Skicka till chefen");
      await page.getByText("Blanketten är skickad för underskrift").waitFor();
      await gone(name);
    });
  }
  it("a form begun on somebody's behalf", async () => {
    await act(/Leksands kommun: påbörjad blankett/, "Fortsätt");
    await page.locator("[name='representative.name']").fill("Ny Representant");
    await page.locator("[name='representative.email']").fill("ny.representant@leksand.example");
    await page.locator("[name=startOn]").fill(inDays(10));
    await press("Kontrollera svaren");
    await press("Skicka till chefen");
    await gone(/Leksands kommun: påbörjad blankett/);
  });
  it("a missing deputy", async () => {
    await act(/Gagnefs kommun: ersättare saknas/, "Utse ersättare för Gagnefs kommun");
    await press("Börja fylla i");
    await page.locator("[name='deputy.name']").fill("Ny Ersättare");
    await page.locator("[name='deputy.email']").fill("ny.ersattare@gagnef.example");
    await page.locator("[name=startOn]").fill(inDays(10));
    await press("Kontrollera svaren");
    await press("Skicka till chefen");
    await gone(/ersättare saknas/);
  });
  it("a period that ends", async () => {
    await act(/Borlänge kommun: perioden går ut/, "Fråga");
    await press("Skicka inbjudan");
    await gone(/perioden går ut/);
  });
  it("missing forms", async () => {
    await page.goto(`${site.base}${at}/inbjudningar`);
    await page
      .locator("tr", { hasText: "Högskolan Dalarna" })
      .getByRole("button", { name: "Återkalla" })
      .click();
    await act(/saknar blankett/, "Bjud in");
    await page.getByLabel("Högskolan Dalarna").fill("registrator@hogskolandalarna.example");
    await press("Skicka inbjudningarna");
    await gone(/saknar blankett/);
  });
  it("a proposal to the agenda", async () => {
    await act(/Möte om barns rätt till skydd: ett förslag/, "Läs förslagen");
    await press(/^Ta med/);
    await gone(/förslag till dagordningen/);
  });
  it("an answer from a calendar that did not count", async () => {
    await act("Ett mejlsvar kunde inte tolkas", "Läs svaret");
    await press("För in som ”kommer”");
    await page.getByText("Svaret är infört").waitFor();
    await gone("Ett mejlsvar kunde inte tolkas");
  });
  it("another wording of a finding", async () => {
    await act(/Mora kommun: en annan text/, "Läs förslaget");
    await press("Ta deras text");
    await gone(/en annan text till en lärdom/);
  });
  it("an inquiry whose last day has passed", async () => {
    await act(/Jourer i länet: en organisation har inte svarat/, "Visa svaren");
    await press("Avsluta");
    await gone(/Jourer i länet/);
  });
  it("a request for a place in a group", async () => {
    await act(/Rättviks kommun vill vara med/, "Svara");
    await press(/^Ge plats/);
    await page.getByText("Organisationen har fått plats").waitFor();
    await gone(/vill vara med/);
  });
  it("a milestone whose day has passed", async () => {
    await act(/milstolpen har passerat/, "Klar");
    await page.getByText("Milstolpen är klar").waitFor();
    await gone(/milstolpen har passerat/);
  });
  it("home work that some have not answered", async () => {
    await act(/Utse en kontakt för skolorna: tre är inte klara/, "Visa svaren");
    await press("Avsluta insatsen");
    await gone(/är inte klara$/);
  });
  it("a group without its convener", async () => {
    await page.goto(`${site.base}${at}/arbetsgrupper`);
    await page.getByRole("link", { name: "Hedersrelaterat våld och förtryck" }).click();
    await page
      .locator("tr", { hasText: "Falu kommun" })
      .getByRole("button", { name: /Ta bort/ })
      .click();
    await act(/saknar sammankallande/, "Välj");
    await page.getByLabel("Sammankallande").selectOption({ index: 1 });
    await press("Spara");
    await gone(/saknar sammankallande/);
  });
  it("a question to raise, and one that has waited for an answer", async () => {
    await act(/Orsa kommun: en fråga att lyfta/, "Läs frågan");
    await page.getByLabel("Var eller till vem").fill("Länschefsnätverkets möte");
    await press("Frågan är lyft");
    await gone(/en fråga att lyfta/);
    await act("En lyft fråga har inte fått svar", "Skriv svaret");
    await page.getByLabel("Svaret", { exact: true }).fill("Ingen, än så länge.");
    await press("Spara svaret");
    await gone("En lyft fråga har inte fått svar");
  });
  it("a visit without notes", async () => {
    await act(/Skriv anteckningar från besöket hos Mora kommun/, "Till besöket");
    await page.getByLabel("Anteckningar").fill("De vill veta mer om utbildningen.");
    await press("Spara anteckningarna");
    await gone(/Skriv anteckningar från besöket/);
  });
  it("what managers have answered, or not", async () => {
    await act(/Hedemora kommun: chefen svarade nej/, "Läs svaret");
    await press("Klart");
    await gone(/chefen svarade nej/);
    for (const name of [
      /Smedjebackens kommun: chefen har inte svarat/,
      /Fråga chefen på Barnhus Dalarna per telefon/,
    ]) {
      await act(name, "Notera svaret");
      for (const yes of await page.locator("main").getByLabel("Ja", { exact: true }).all()) await yes.check();
      await press("Spara svaret");
      await gone(name);
    }
  });
  it("ends with the vacancy that a manager's signature alone can end", async () => {
    // Two of the forms above were signed on paper: they are received too.
    for (const name of [
      /Ta emot blanketten från Avesta kommun/,
      /Ta emot blanketten från Brottsofferjourer i Dalarna/,
    ]) {
      await act(name, "Ta emot");
      await gone(name);
    }
    await home();
    expect(await page.locator(".todo li").allInnerTexts()).toEqual([
      expect.stringMatching(/^Leksands kommun: representant saknas[\s\S]*väntar på underskrift/),
    ]);
  });
});
