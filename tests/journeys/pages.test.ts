// Every page of the demo county in Chromium: axe finds nothing, nothing is wider than the screen, the console is quiet.
// With PICTURES=<folder> each is kept as a PNG at 1280 and 390 wide.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoLetter, demoSignIn, startDemo } from "../setup/demo";
import type { Site } from "../setup/server";
import { launch, linkIn, violations } from "./browser";

const pictures = process.env.PICTURES;
let site: Site;
let browser: Browser;
const contexts: Record<string, BrowserContext> = {};
const links: Record<string, string> = {};
beforeAll(async () => {
  site = await startDemo();
  browser = await launch();
  for (const who of ["nobody", "strategist", "administrator", "representative", "newcomer"]) contexts[who] = await browser.newContext({ locale: "sv-SE" });
  const sign = async (who: string, email: string) => { const page = await contexts[who]!.newPage(); await demoSignIn(page, site.base, email); await page.close(); };
  await sign("strategist", "strateg@lansstyrelsen.example");
  await sign("administrator", "admin@lansstyrelsen.example");
  await sign("representative", "samordnare@norradalarna.example");
  await sign("newcomer", "ny@region.example");
  const page = await contexts.strategist!.newPage();
  const hrefs = async (path: string, match: RegExp) => { await page.goto(site.base + path); return (await page.locator("main a").evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""))).filter((h) => match.test(h)); };
  const at = "/dalarna/lansgruppen";
  links.commitment = (await hrefs(`${at}/organisationer/kriminalvarden`, /uppdrag\/[a-z0-9]+$/))[0]!;
  links.police = (await hrefs(`${at}/organisationer/polismyndigheten`, /uppdrag\/[a-z0-9]+$/))[0]!;
  links.declined = (await hrefs(`${at}/organisationer/ludvika-kommun`, /uppdrag\/[a-z0-9]+$/))[0]!;
  links.received = (await hrefs(`${at}/organisationer/falu-kommun`, /uppdrag\/[a-z0-9]+$/)).at(-1)!;
  links.signed = (await hrefs(`${at}/organisationer/aklagarkammaren-falun`, /uppdrag\/[a-z0-9]+$/))[0]!;
  links.draft = (await hrefs(`${at}/att-gora`, /utkast$/))[0]!;
  links.leave = (await hrefs(`${at}/organisationer/falu-kommun`, /slutar\?plats/))[0]!;
  links.hidden = (await hrefs(`${at}/organisationer/kvinnojourer-i-dalarna`, /skyddad\//))[0]!;
  const meeting = async (name: string) => { await page.goto(`${site.base}${at}/moten`); return (await page.locator("main td, main th").getByRole("link", { name, exact: true }).getAttribute("href"))!; };
  links.meeting = await meeting("Höstens andra möte");
  links.held = await meeting("Höstens första möte");
  links.planned = (await hrefs(`${at}/moten?ar=${new Date().getFullYear() + 1}`, /moten\/[a-z0-9]{14}$/))[0]!;
  links.group = (await hrefs(`${at}/arbetsgrupper`, /arbetsgrupper\/[a-z0-9]{14}$/))[0]!;
  links.effort = (await hrefs(`${at}/pa-hemmaplan`, /pa-hemmaplan\/[a-z0-9]{14}$/i))[0]!;
  links.inquiry = (await hrefs(`${at}/samla-in`, /samla-in\/[a-z0-9]{14}$/)).at(-1)!;
  const finding = async (title: string) => (await page.goto(`${site.base}${at}/lardomar`), (await page.getByRole("link", { name: title }).getAttribute("href"))!);
  links.finding = await finding("Stöd i juridiken när kommuner delar kostnad");
  links.asked = await finding("Tre kommuner delar samordnare");
  const question = async (title: string) => (await page.goto(`${site.base}${at}/fragor-att-lyfta`), (await page.getByRole("link", { name: title }).getAttribute("href"))!);
  [links.proposed, links.raised, links.answered, links.setAside] = [await question("Hur får små kommuner"), await question("Vem för statistik"), await question("Kan chefer i hela länet"), await question("Kan lagen om")];
  [links.visit, links.visited, links.cancelledVisit] = await hrefs(`${at}/kommunbesok`, /kommunbesok\/[a-z0-9]{14}$/) as [string, string, string];
  links.spread = (await hrefs(`${at}/sprida`, /sprida\/[a-z0-9]{14}$/))[0]!;
  const member = await contexts.representative!.newPage();
  await member.goto(site.base + links.spread);
  links.package = (await member.locator("main th a").first().getAttribute("href"))!;
  await member.goto(site.base + links.package);
  links.read = new URL((await member.locator("p.address").innerText()).trim()).pathname;
  await member.close();
  links.ended = (await hrefs(`${at}/arbetsgrupper`, /arbetsgrupper\/[a-z0-9]{14}$/)).at(-1)!;
  links.letter = (await hrefs("/demo/brev", /demo\/brev\/[\w-]+$/))[0]!;
  const path = (text: string, door: string) => new URL(linkIn(text, door)).pathname;
  await page.goto(`${site.base}/demo/brev`);
  const asked = (await page.locator("tbody tr", { hasText: "Underskrift: Säters" }).first().locator("td").first().innerText()).trim();
  links.sign = path(await demoLetter(page, site.base, asked, /Underskrift|Påminnelse/), "underskrift");
  links.sent = path(await demoLetter(page, site.base, "registrator@sater.example", /Vem representerar/), "blankett");
  links.fill = path(await demoLetter(page, site.base, "registrator@rattvik.example", /fortsätt här/), "blankett");
  links.replace = path(await demoLetter(page, site.base, "registrator@rattvik.example", /Din länk/), "byte");
  links.answer = path(await demoLetter(page, site.base, "samordnare@norradalarna.example", /Kallelse: Höstens andra/), "svar");
  links.material = (await hrefs(links.meeting, /material\/[a-z0-9]{14}\/om$/))[0]!;
  links.confirm = path(await demoLetter(page, site.base, "gunilla.frost@smedjebacken.example", /Stämmer/), "bekrafta");
  await page.goto(`${site.base}/demo/brev`);
  const leaver = (await page.locator("tbody tr", { hasText: "Ditt uppdrag i länsgruppen slutar" }).first().locator("td").first().innerText()).trim();
  links.handover = path(await demoLetter(page, site.base, leaver, /Ditt uppdrag i länsgruppen slutar/), "overlamning");
  links.poll = (await hrefs(`${at}/moten`, /moten\/tider\/[a-z0-9]{14}$/))[0]!;
  links.pollAnswer = path(await demoLetter(page, site.base, "samordnare@norradalarna.example", /När kan ni/), "svar-tid");
  links.guest = path(await demoLetter(page, site.base, "greta.ahl@forskning.example", /Inbjudan/), "svar");
  await page.close();
}, 180_000);
afterAll(async () => { await browser?.close(); await site?.stop(); });

const at = "/dalarna/lansgruppen";
type Visit = [name: string, who: string, path: () => string, act?: (page: Page) => Promise<void>];
const press = (name: string) => async (page: Page) => { await page.locator("main").getByRole("button", { name }).first().click(); await page.locator("#fel, .notice").first().waitFor(); };
const visits: Visit[] = [
  ["front", "nobody", () => "/"], ["sign-in", "nobody", () => "/logga-in"], ["sign-in-code", "nobody", () => "/logga-in/kod?mejl=a@b.example"], ["sign-in-wrong", "nobody", () => "/logga-in", press("Skicka kod")],
  ["verify", "nobody", () => "/verifiera"], ["verify-unknown", "nobody", () => "/verifiera/LG-AAAA-BBBB-CCCC"], ["mailbox", "nobody", () => "/demo/brev"], ["letter", "nobody", () => links.letter!],
  ["not-found", "nobody", () => "/finns-inte", async (page) => { await page.getByText("Adressen kan vara fel").waitFor(); }], ["ask-for-link", "nobody", () => `${at}/be-om-lank`], ["ask-for-link-sent", "nobody", () => `${at}/be-om-lank?skickad`],
  ["accessibility", "nobody", () => "/tillganglighet"], ["cookies", "nobody", () => "/om-kakor"], ["privacy", "nobody", () => "/personuppgifter"], ["help", "nobody", () => "/hjalp"], ["languages", "nobody", () => "/andra-sprak"],
  ["fill", "nobody", () => links.fill!], ["fill-errors", "nobody", () => links.fill!, press("Kontrollera svaren")], ["fill-sent", "nobody", () => `${links.sent!}/skickad`],
  ["sign-read", "nobody", () => links.sign!], ["sign-code", "nobody", () => `${links.sign!}/kod`], ["replace", "nobody", () => links.replace!], ["replace-cover", "nobody", () => `${links.replace!}/ersattaren-tjanstgor`],
  ["todo", "strategist", () => `${at}/att-gora`], ["organisations", "strategist", () => `${at}/organisationer`], ["organisations-search", "strategist", () => `${at}/organisationer?sok=ÅSA`], ["organisation", "strategist", () => `${at}/organisationer/falu-kommun`],
  ["organisation-vacant", "strategist", () => `${at}/organisationer/leksands-kommun`], ["organisation-past", "strategist", () => `${at}/organisationer/falu-kommun?datum=2026-01-15`], ["organisation-protected", "strategist", () => `${at}/organisationer/kvinnojourer-i-dalarna`],
  ["organisation-cover", "strategist", () => `${at}/organisationer/vansbro-kommun`], ["change", "strategist", () => `${at}/organisationer/falu-kommun/byt-representant`], ["leave", "strategist", () => links.leave!], ["cover", "strategist", () => `${at}/organisationer/falu-kommun/ersattaren-tjanstgor`],
  ["invitation", "strategist", () => `${at}/organisationer/falu-kommun/inbjudan`], ["details", "strategist", () => `${at}/organisationer/kvinnojourer-i-dalarna/uppgifter`], ["new-organisation", "strategist", () => `${at}/organisationer/ny`],
  ["commitment-waiting", "strategist", () => links.commitment!], ["commitment-unconfirmed", "strategist", () => links.police!], ["commitment-declined", "strategist", () => links.declined!], ["commitment-received", "strategist", () => links.received!], ["commitment-signed", "strategist", () => links.signed!],
  ["commitment-stop", "strategist", () => `${links.signed!}/stopp`], ["commitment-withdraw", "strategist", () => `${links.commitment!}/aterkallelse`], ["commitment-paper", "strategist", () => `${links.commitment!}/papper`], ["draft", "strategist", () => links.draft!],
  ["letters", "strategist", () => `${at}/besked`], ["invitations", "strategist", () => `${at}/inbjudningar`], ["move-in", "strategist", () => `${at}/flytta-in`], ["addresses", "strategist", () => `${at}/mejladresser?till=bada`], ["members", "strategist", () => `${at}/medlemslista`],
  ["settings", "strategist", () => `${at}/installningar`], ["protected", "strategist", () => links.hidden!], ["administration", "administrator", () => "/administration"],
  ["meetings", "strategist", () => `${at}/moten`], ["meeting", "strategist", () => links.meeting!], ["meeting-held", "strategist", () => links.held!], ["meeting-planned", "strategist", () => links.planned!], ["meeting-new", "strategist", () => `${at}/moten/nytt`],
  ["meeting-new-wrong", "strategist", () => `${at}/moten/nytt`, press("Spara")], ["meeting-plan", "strategist", () => `${at}/moten/ar`], ["meeting-change", "strategist", () => `${links.meeting!}/andra`], ["meeting-convene", "strategist", () => `${links.planned!}/kallelse`], ["meeting-cancel", "strategist", () => `${links.meeting!}/installt`],
  ["meeting-answer-for", "strategist", () => `${links.meeting!}/svar?organisation=falu-kommun`], ["attendance", "strategist", () => `${links.held!}/narvaro`], ["attendance-overview", "strategist", () => `${at}/moten/narvaro`], ["subscribe", "representative", () => `${at}/moten/prenumerera`],
  ["poll-new", "strategist", () => `${at}/moten/tider/ny`], ["poll-new-wrong", "strategist", () => `${at}/moten/tider/ny`, press("Skicka frågan")], ["poll", "strategist", () => links.poll!], ["poll-answer", "nobody", () => links.pollAnswer!], ["member-poll", "representative", () => `${links.poll!}/svar`],
  ["agenda", "strategist", () => `${links.meeting!}/dagordning`], ["minutes", "strategist", () => `${links.held!}/minnesanteckningar`], ["minutes-write", "strategist", () => `${links.held!}/minnesanteckningar/skriv`], ["minutes-compare", "strategist", () => `${links.held!}/minnesanteckningar/jamfor`],
  ["poster", "strategist", () => `${links.meeting!}/incheckning`, press("kod")], ["prints", "strategist", () => `${links.meeting!}/utskrifter`], ["year-figures", "strategist", () => `${at}/moten/arets-siffror`],
  ["inbox", "strategist", () => `${at}/moten/inkomna-svar`], ["agreed", "strategist", () => `${at}/moten/vi-kom-overens-om`], ["member-agreed", "representative", () => `${at}/moten/vi-kom-overens-om?visa=mina`],
  ["overview-of-standing", "strategist", () => `${at}/laget`], ["overview-home", "strategist", () => `${at}/laget?visa=home`], ["standing", "strategist", () => `${at}/laget/falu-kommun`], ["standing-bad", "strategist", () => `${at}/laget/ludvika-kommun`], ["member-standing", "representative", () => `${at}/laget/orsa-kommun`],
  ["inquiries", "strategist", () => `${at}/samla-in`], ["inquiry", "strategist", () => links.inquiry!], ["inquiry-results", "strategist", () => `${links.inquiry!}/resultat`], ["inquiry-answered", "strategist", () => `${links.inquiry!}/svar/falu-kommun`], ["inquiry-new-wrong", "strategist", () => `${at}/samla-in/ny`, press("Fortsätt")], ["member-inquiry", "representative", () => `${links.inquiry!}/svar/orsa-kommun`], ["member-inquiry-wrong", "representative", () => `${links.inquiry!}/svar/orsa-kommun`, press("Skicka in")],
  ["findings", "strategist", () => `${at}/lardomar`], ["finding", "strategist", () => links.finding!], ["finding-new", "strategist", () => `${links.held!.replace("moten/", "lardomar/ny?minnesanteckningar=")}`], ["finding-new-wrong", "strategist", () => `${at}/lardomar/ny`, press("Spara")], ["finding-change", "strategist", () => `${links.finding!}/andra`],
  ["member-findings", "representative", () => `${at}/lardomar?q=PLATSER`], ["member-finding", "representative", () => links.asked!], ["member-finding-wrong", "representative", () => links.asked!, press("Spara svaret")],
  ["questions", "strategist", () => `${at}/fragor-att-lyfta`], ["question-proposed", "strategist", () => links.proposed!], ["question-proposed-wrong", "strategist", () => links.proposed!, press("Frågan är lyft")], ["question-raised", "strategist", () => links.raised!], ["question-answered", "strategist", () => links.answered!], ["question-set-aside", "strategist", () => links.setAside!], ["question-new", "strategist", () => `${at}/fragor-att-lyfta/ny`], ["question-change", "strategist", () => `${links.proposed!}/andra`],
  ["member-questions", "representative", () => `${at}/fragor-att-lyfta`], ["member-question", "representative", () => links.answered!], ["member-question-new-wrong", "representative", () => `${at}/fragor-att-lyfta/ny`, press("Skicka förslaget")],
  ["visits", "strategist", () => `${at}/kommunbesok`], ["visit", "strategist", () => links.visit!], ["visit-cancelled", "strategist", () => links.cancelledVisit!], ["visited-wrong", "strategist", () => links.visited!, press("Spara anteckningarna")], ["visit-new-wrong", "strategist", () => `${at}/kommunbesok/nytt`, press("Spara")], ["visit-change", "strategist", () => `${links.visit!}/andra`],
  ["spread", "strategist", () => `${at}/sprida`], ["spread-item", "strategist", () => links.spread!], ["spread-new", "strategist", () => `${at}/sprida/ny`], ["spread-new-wrong", "strategist", () => `${at}/sprida/ny`, press("Skicka ut")], ["spread-change", "strategist", () => `${links.spread!}/andra`],
  ["member-spread", "representative", () => `${at}/sprida`], ["member-spread-item", "representative", () => links.spread!], ["member-package", "representative", () => links.package!], ["member-package-wrong", "representative", () => links.package!, press("Ändra svaret")], ["read-by-link", "nobody", () => links.read!], ["read-pressed", "nobody", () => links.read!, async (page) => { await page.getByRole("button", { name: "Läs" }).click(); await page.getByText("Avsändare:").waitFor(); }],
  ["efforts", "strategist", () => `${at}/pa-hemmaplan`], ["effort", "strategist", () => links.effort!], ["effort-new", "strategist", () => `${at}/pa-hemmaplan/ny`], ["effort-new-wrong", "strategist", () => `${at}/pa-hemmaplan/ny`, press("Ge insatsen")], ["effort-change", "strategist", () => `${links.effort!}/andra`],
  ["member-efforts", "representative", () => `${at}/pa-hemmaplan`], ["member-effort", "representative", () => links.effort!],
  ["handover-note", "nobody", () => links.handover!], ["handover-note-wrong", "nobody", () => links.handover!, press("Spara")], ["handover", "strategist", () => `${at}/organisationer/malung-salens-kommun/overlamning`], ["handover-new", "newcomer", () => `${at}/organisationer/region-dalarna/overlamning`], ["member-handover", "representative", () => `${at}/organisationer/mora-kommun/overlamning`],
  ["confirm", "nobody", () => links.confirm!], ["confirm-wrong", "nobody", () => links.confirm!, press("Skicka svaret")], ["confirmations", "strategist", () => `${at}/organisationer/hedemora-kommun/bekraftelse`], ["confirmations-wrong", "strategist", () => `${at}/organisationer/barnhus-dalarna/bekraftelse`, press("Spara svaret")],
  ["channels", "strategist", () => `${at}/organisationer/falu-kommun/kontaktvagar`], ["channels-wrong", "strategist", () => `${at}/organisationer/falu-kommun/kontaktvagar`, press("Lägg till")], ["member-channels", "representative", () => `${at}/organisationer/mora-kommun/kontaktvagar`],
  ["groups", "strategist", () => `${at}/arbetsgrupper`], ["group", "strategist", () => links.group!], ["group-ended", "strategist", () => links.ended!], ["group-new", "strategist", () => `${at}/arbetsgrupper/ny`], ["group-new-wrong", "strategist", () => `${at}/arbetsgrupper/ny`, press("Spara")],
  ["group-change", "strategist", () => `${links.group!}/andra`], ["group-place", "strategist", () => `${links.group!}/plats`], ["group-place-of", "strategist", () => `${links.group!}/plats?organisation=falu-kommun`], ["group-end", "strategist", () => `${links.group!}/avslut`],
  ["group-invite", "strategist", () => `${links.group!}/inbjudan`], ["group-invite-wrong", "strategist", () => `${links.group!}/inbjudan`, press("Skicka inbjudan")], ["group-joining", "strategist", () => `${links.group!}/medverkan`], ["group-milestone", "strategist", () => `${links.group!}/milstolpar/ny`], ["group-milestone-wrong", "strategist", () => `${links.group!}/milstolpar/ny`, press("Spara")],
  ["member-joining", "representative", () => `${links.group!}/medverkan`], ["effort-behind", "strategist", () => `${links.effort!}?visa=kvar`],
  ["member-groups", "representative", () => `${at}/arbetsgrupper`], ["member-group", "representative", () => links.group!],
  ["member-minutes", "representative", () => `${links.held!}/minnesanteckningar`], ["member-proposal", "representative", () => `${links.meeting!}/forslag`],
  ["material", "strategist", () => `${at}/material`], ["material-found", "strategist", () => `${at}/material?q=barns+r%C3%A4tt`], ["material-not-found", "nobody", () => `${at}/material?q=finns+inte`], ["material-public", "nobody", () => `${at}/material`], ["member-material", "representative", () => `${at}/material`],
  ["material-new", "strategist", () => `${links.meeting!.replace("moten/", "material/nytt?mote=")}`], ["material-new-wrong", "strategist", () => `${at}/material/nytt`, press("Lägg till")], ["material-about", "strategist", () => links.material!], ["material-about-wrong", "strategist", () => links.material!, async (page) => { await page.getByText("Lägg in en ny version").click(); await press("Lägg in")(page); }],
  ["answer", "nobody", () => links.answer!], ["answer-guest", "nobody", () => links.guest!], ["member-meetings", "representative", () => `${at}/moten`], ["member-meeting", "representative", () => links.meeting!], ["member-answer", "representative", () => `${links.meeting!}/svar`],
  ["mine", "representative", () => "/mitt"], ["mail-choice", "representative", () => "/mitt/mejl"], ["mail-choice-none", "administrator", () => "/mitt/mejl"], ["member-organisation", "representative", () => `${at}/organisationer/mora-kommun`], ["member-list", "representative", () => `${at}/organisationer`], ["forbidden", "representative", () => `${at}/att-gora`],
];

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
