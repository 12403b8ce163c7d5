// By keyboard alone: the form, the signature and the receipt. No mouse, no click.
import { ended } from "../setup/ended";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMailServer, type MailServer } from "../setup/mailserver";
import { sessionCookie, startSite, type Site } from "../setup/server";
import { asAccount, makeWorld, sessionFor, strategist } from "../world";
import { invite } from "~/domain/organisations/invitations/commands.server";
import { codeIn, launch, letterTo, linkIn, person } from "./browser";

let browser: Browser;
let mail: MailServer;
let site: Site;
beforeAll(async () => {
  const w = await makeWorld();
  await invite(await asAccount("invitation.send", w.networkId, strategist), [
    { organisationId: w.orgs.mora!.id, email: "registrator@mora.example" },
  ]);
  mail = await startMailServer();
  site = await startSite({ SMTP_URL: mail.url });
  browser = await launch();
});
afterAll(async () => {
  await ended(browser, site, mail);
});

/** Tabs until the thing with this name, label or text has focus; fails when it is never reached. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => {
      const e = document.activeElement as HTMLInputElement | null;
      const visible = e && e !== document.body && getComputedStyle(e).outlineStyle;
      return {
        name: e?.getAttribute("name"),
        text: e?.textContent.trim() ?? "",
        label: e?.labels?.[0]?.textContent ?? "",
        ring: visible,
      };
    });
    if (here.name === name || here.text === name || here.label.includes(name)) {
      expect(here.ring, `${name} has a visible focus`).not.toBe("none");
      return;
    }
  }
  throw new Error(`${name} is not reached by keyboard`);
}
const write = async (page: Page, name: string, text: string) => {
  await tabTo(page, name);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
};
const says = (page: Page, title: string) => page.locator("h1", { hasText: title }).waitFor();
const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(new Date());

describe("by keyboard alone", () => {
  it("the menu is opened by Enter and closed by Escape, which gives the focus back, without any script", async () => {
    const { context, page, errors } = await person(browser, { javaScript: false, width: 390 });
    const [name = "", value = ""] = sessionCookie(await sessionFor(strategist)).split(/=(.*)/);
    await context.addCookies([{ name, value, url: site.base }]);
    await page.goto(`${site.base}/dalarna/lansgruppen/moten`);
    const last = page.getByRole("link", { name: "Inställningar" });
    const opens = page.locator(".opens");
    await tabTo(page, "MerMeny");
    expect(await last.isVisible()).toBe(false);
    await page.keyboard.press("Enter");
    await last.waitFor();
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Organisationer");
    await page.keyboard.press("Escape");
    expect(await last.isVisible()).toBe(false);
    expect(await opens.evaluate((e) => e === document.activeElement)).toBe(true);
    expect(errors).toEqual([]);
    await context.close();
  });
  it("a form is filled in, sent and signed, and the receipt read", async () => {
    const { page, errors } = await person(browser, { javaScript: true });
    await page.goto(
      linkIn((await letterTo(mail, "registrator@mora.example", /Vem representerar/)).text, "blankett"),
    );
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Hoppa till innehållet");
    await page.keyboard.press("Enter");
    await write(page, "representative.name", "Åsa Blom");
    await write(page, "representative.email", "asa.blom@mora.example");
    await tabTo(page, "deputyLater");
    await page.keyboard.press("Space");
    await write(page, "channels.0.name", "Ledningsgruppen");
    await write(page, "channels.0.frequency", "varje månad");
    await write(page, "manager.name", "Karin Chef");
    await tabTo(page, "Kontrollera svaren");
    await page.keyboard.press("Enter");
    await page.locator("#fel").waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("fel");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("name")))
      .toBe("manager.email");
    await page.keyboard.type("chef@mora.example");
    await tabTo(page, "startOn");
    const [y, m, d] = today().split("-");
    // The test browser speaks English: month, day, year.
    await page.keyboard.type(`${m}${d}${y}`);
    expect(await page.locator("[name=startOn]").inputValue()).toBe(today());
    await write(page, "filler.name", "Rut Registrator");
    await tabTo(page, "Kontrollera svaren");
    await page.keyboard.press("Enter");
    await says(page, "Kontrollera svaren");
    await tabTo(page, "Skicka till chefen");
    await page.keyboard.press("Enter");
    await says(page, "Blanketten är skickad");

    await page.goto(linkIn((await letterTo(mail, "chef@mora.example", /Underskrift/)).text, "underskrift"));
    await tabTo(page, "Gå vidare för att skriva under");
    await page.keyboard.press("Enter");
    await says(page, "Bekräfta att det är du");
    await tabTo(page, "Skicka en kod till c•••@mora.example");
    await page.keyboard.press("Enter");
    await says(page, "Skriv koden");
    await write(page, "code", codeIn((await letterTo(mail, "chef@mora.example", /Din kod/)).text));
    await page.keyboard.press("Enter");
    await says(page, "Skriv under");
    await write(page, "title", "Socialchef");
    await tabTo(page, "declaration");
    await page.keyboard.press("Space");
    await tabTo(page, "Skriv under");
    await page.keyboard.press("Enter");
    await says(page, "Tack, uppdraget är undertecknat");
    expect(await page.locator("h1").innerText()).toBe("Tack, uppdraget är undertecknat");
    await tabTo(page, "Hämta den stämplade PDF:en").catch(() => tabTo(page, "Hämta som PDF"));
    expect(errors).toEqual([]);
  });
});
