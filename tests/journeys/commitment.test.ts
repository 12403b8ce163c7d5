// The main job from end to end, the way people do it: with and without JavaScript. Only the browser and the letters.
import { ended } from "../setup/ended";
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMailServer, type MailServer } from "../setup/mailserver";
import { startSite, type Site } from "../setup/server";
import { makeWorld } from "../world";
import { codeIn, follow, launch, letterTo, linkIn, person, press, says, signInBy } from "./browser";

let browser: Browser;
let mail: MailServer;
let site: Site;
const seen = new Set<string>();
const strategistMail = "strateg@dalarna.example";
const mailbox = "brevlada@dalarna.example";
beforeAll(async () => {
  await makeWorld();
  mail = await startMailServer();
  site = await startSite({ SMTP_URL: mail.url, MAIL_FROM: "lansgrupp@dalarna.example" });
  browser = await launch();
});
afterAll(async () => {
  await ended(browser, site, mail);
});

const letter = (to: string, subject: RegExp) => letterTo(mail, to, subject, seen);
const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(new Date());

const signIn = (page: Page, email: string) => signInBy(page, site.base, email, letter);
async function typeCode(page: Page, email: string): Promise<void> {
  await press(page, /Skicka en kod till/);
  await page.getByLabel("Kod", { exact: true }).fill(codeIn((await letter(email, /Din kod/)).text));
  await press(page, "Fortsätt");
}
async function signs(page: Page, email: string): Promise<void> {
  await page.goto(linkIn((await letter(email, /Underskrift/)).text, "underskrift"));
  await says(page, "Läs uppdraget");
  await follow(page, "Gå vidare för att skriva under");
  await typeCode(page, email);
  await says(page, "Skriv under");
  await page.getByLabel("Din titel").fill("Socialchef");
  await page.getByLabel(/Jag är ansvarig chef och har läst/).check();
  await press(page, "Skriv under");
  await says(page, "Tack, uppdraget är undertecknat");
}

for (const javaScript of [true, false]) {
  describe(javaScript ? "with JavaScript" : "without JavaScript", () => {
    const org = javaScript
      ? { slug: "leksands-kommun", name: "Leksands kommun", at: "leksand.example" }
      : { slug: "falu-kommun", name: "Falu kommun", at: "falu.example" };
    const rep = `asa.blom@${org.at}`;

    it("goes from invitation to a new representative, and the strategist is told exactly once", async () => {
      const staff = await person(browser, { javaScript });
      const outsider = await person(browser, { javaScript, width: 390 });
      const p = outsider.page;

      await signIn(staff.page, strategistMail);
      await staff.page.goto(`${site.base}/dalarna/lansgruppen/organisationer/${org.slug}/inbjudan`);
      await staff.page.getByLabel("Mejladress").fill(`registrator@${org.at}`);
      await press(staff.page, "Skicka inbjudan");
      await says(staff.page, org.name);

      // Fill in: an empty form is told what it misses, nothing typed is lost, a draft is kept.
      const form = linkIn((await letter(`registrator@${org.at}`, /Vem representerar/)).text, "blankett");
      await p.goto(form);
      await p.locator("[name='representative.name']").fill("Åsa Blom");
      await press(p, "Kontrollera svaren");
      await p.locator("#fel").waitFor();
      expect(await p.title()).toMatch(/^Fel: /);
      await expect.poll(() => p.locator("#fel").evaluate((e) => document.activeElement === e)).toBe(true);
      expect(await p.locator("[name='representative.name']").inputValue()).toBe("Åsa Blom");
      await p.locator("#fel a").first().click();
      await expect
        .poll(() => p.evaluate(() => document.activeElement?.getAttribute("name") ?? location.hash))
        .toMatch(/representative/);
      await p.locator("[name='representative.email']").fill(rep);
      await press(p, "Spara och fortsätt senare");
      await p.getByText("Utkastet är sparat").waitFor();
      await p.goto(form);
      expect(await p.locator("[name='representative.email']").inputValue()).toBe(rep);
      await p.locator("[name='deputy.name']").fill("Per Öst");
      await p.locator("[name='deputy.email']").fill(`per.ost@${org.at}`);
      await p.locator("[name='channels.0.name']").fill("Kommunens ledningsgrupp");
      await p.locator("[name='channels.0.frequency']").fill("varje kvartal");
      await press(p, "Lägg till en kontaktväg");
      await p.locator("[name='channels.1.name']").fill("Intranätet");
      await p.locator("[name='channels.1.frequency']").fill("varje vecka");
      await p.locator("[name='manager.name']").fill("Fel Chef");
      await p.locator("[name='manager.email']").fill(`fel.chef@${org.at.replace(".", "")}`);
      await p.locator("[name='startOn']").fill(today());
      await p.locator("[name='filler.name']").fill("Rut Registrator");
      await press(p, "Kontrollera svaren");
      await p.getByText("Skriv en hel mejladress").first().waitFor();
      expect(await p.getByLabel("Ja, adressen är rätt").count()).toBe(0);
      await p.locator("[name='manager.email']").fill(`fel.chef@${org.at}`);
      await press(p, "Kontrollera svaren");
      await says(p, "Kontrollera svaren");
      await press(p, "Skicka till chefen");
      await says(p, "Blanketten är skickad");
      await p
        .getByText(/\b\w{4}-\w{4}-\w{4}\b/)
        .first()
        .waitFor();

      // The wrong manager names the right one, who hears only when the sender has confirmed.
      await p.goto(linkIn((await letter(`fel.chef@${org.at}`, /Underskrift/)).text, "underskrift"));
      await follow(p, "Jag är inte rätt chef");
      await typeCode(p, `fel.chef@${org.at}`);
      await p.getByLabel("Rätt chefs för- och efternamn").fill("Rätt Chef");
      await p.getByLabel("Mejladress").fill(`ratt.chef@${org.at}`);
      await press(p, "Skicka");
      await says(p, "Tack, vi har noterat");
      await letter(`registrator@${org.at}`, /Fel chef/);
      expect(mail.received.some((m) => [m.to].flat().some((t) => t?.text === `ratt.chef@${org.at}`))).toBe(
        false,
      );
      await p.goto(form);
      await press(p, "Ja, skicka dit");
      await signs(p, `ratt.chef@${org.at}`);
      await p.goto(p.url().replace("/kvitto", ""));
      await says(p, "Redan undertecknat");

      // The strategist receives it; the sealed PDF is ours and unchanged.
      const notice = await letter(mailbox, new RegExp(`${org.name}s? uppdrag är undertecknat`));
      await staff.page.goto(linkTo(notice.text));
      await press(staff.page, "Ta emot");
      await staff.page.getByText("Blanketten är mottagen").waitFor();
      await staff.page.reload();
      for (
        let i = 0;
        i < 50 && !(await staff.page.getByRole("link", { name: "Stämplad PDF" }).count());
        i++
      ) {
        await staff.page.waitForTimeout(100);
        await staff.page.reload();
      }
      const [download] = await Promise.all([
        staff.page.waitForEvent("download"),
        staff.page.getByRole("link", { name: "Stämplad PDF" }).click(),
      ]);
      const file = join(mkdtempSync(join(tmpdir(), "lansgrupp-pdf-")), "sealed.pdf");
      await download.saveAs(file);
      expect(execFileSync("pdfsig", [file]).toString()).toMatch(/Signature is Valid/);
      await p.goto(`${site.base}/verifiera`);
      await p.locator("input[type=file]").setInputFiles(file);
      await press(p, "Kontrollera filen");
      await p.getByText("Filen är vår och oförändrad").waitFor();

      // The new representative is welcomed, signs in, and replaces herself.
      await letter(rep, /Välkommen/);
      const member = await person(browser, { javaScript });
      await signIn(member.page, rep);
      await says(member.page, "Välkommen till uppdraget");
      await press(member.page, "Jag har läst");
      await says(member.page, org.name);
      await follow(member.page, "Byt representant");
      await press(member.page, "Börja fylla i");
      await letter(mailbox, new RegExp(`${org.name} har börjat byta representant`));
      await member.page.locator("[name='representative.name']").fill("Ny Person");
      await member.page.locator("[name='representative.email']").fill(`ny.person@${org.at}`);
      await member.page.locator("[name='startOn']").fill(today());
      await press(member.page, "Kontrollera svaren");
      await says(member.page, "Kontrollera svaren");
      await press(member.page, "Skicka till chefen");
      await member.page.getByText("Blanketten är skickad för underskrift").waitFor();
      await signs(p, `ratt.chef@${org.at}`);
      const replaced = await letter(mailbox, new RegExp(`${org.name} byter representant`));
      expect(replaced.text).toContain("Ny Person kommer in som representant");
      expect(replaced.text).toContain("Åsa Blom lämnar uppdraget");
      // Whoever leaves hands over by a link of the letter.
      await member.page.goto(
        linkIn((await letter(rep, /Ditt uppdrag i länsgruppen slutar/)).text, "overlamning"),
      );
      await member.page.getByLabel("Vad behöver din efterträdare veta?").fill("Rutinen är nästan klar.");
      await press(member.page, /^(Spara|Skicka)/);
      await member.page.getByText("Överlämningen är sparad").waitFor();
      await letter(`registrator@${org.at}`, /är undertecknad/);
      expect(
        mail.received.filter(
          (m) =>
            [m.to].flat().some((t) => t?.text === mailbox) &&
            new RegExp(`${org.name} byter representant`).test(m.subject ?? ""),
        ),
      ).toHaveLength(1);
      expect([staff.errors, outsider.errors, member.errors].flat()).toEqual([]);
      await Promise.all([staff, outsider, member].map((x) => x.context.close()));
    });
  });
}
const linkTo = (text: string | undefined): string =>
  /https?:\/\/\S+\/uppdrag\/[a-z0-9]+/.exec(text ?? "")![0];
