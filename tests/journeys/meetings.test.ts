// A meeting from the year's plan to the figures, the way people do it: browser and letters only.
import { ended } from "../setup/ended";
import { execFileSync } from "node:child_process";
import ICAL from "ical.js";
import type { ParsedMail } from "mailparser";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMailServer, type MailServer } from "../setup/mailserver";
import { startSite, type Site } from "../setup/server";
import { makeWorld, signed } from "../world";
import { follow, launch, letterTo, linkIn, person, press, says, signInBy } from "./browser";

let browser: Browser;
let mail: MailServer;
let site: Site;
const seen = new Set<string>();
beforeAll(async () => {
  const w = await makeWorld();
  for (const org of ["leksand", "falu"]) await signed(w, org);
  mail = await startMailServer();
  site = await startSite({ SMTP_URL: mail.url });
  browser = await launch();
});
afterAll(async () => {
  await ended(browser, site, mail);
});

const letter = (to: string, subject: RegExp) => letterTo(mail, to, subject, seen);
const inDays = (days: number) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(
    new Date(Date.now() + days * 86_400_000),
  );
const signIn = (page: Page, email: string) => signInBy(page, site.base, email, letter);
/** The letter's entry, by two readers that must agree. */
function entry(m: ParsedMail) {
  const text = m.attachments.find((a) => a.contentType === "text/calendar")!.content.toString();
  const event = new ICAL.Component(ICAL.parse(text) as never).getFirstSubcomponent("vevent")!;
  const ours = {
    uid: String(event.getFirstPropertyValue("uid")),
    sequence: Number(event.getFirstPropertyValue("sequence")),
    day: String(event.getFirstPropertyValue("dtstart")).slice(0, 10),
  };
  const theirs = JSON.parse(
    execFileSync(
      "/usr/bin/python3",
      [
        "-c",
        "import sys,json,icalendar\ne=[x for x in icalendar.Calendar.from_ical(sys.stdin.read()).walk('VEVENT')][0]\nprint(json.dumps({'uid':str(e['UID']),'sequence':int(e['SEQUENCE']),'day':e['DTSTART'].dt.date().isoformat()}))",
      ],
      { input: text, encoding: "utf8" },
    ),
  ) as typeof ours;
  expect(theirs).toEqual(ours);
  return ours;
}

describe("a meeting", () => {
  it("is planned, its day found, convened, answered by the letter, moved, attended with the network cut, minuted and counted", async () => {
    const staff = await person(browser, { javaScript: false });
    await signIn(staff.page, "strateg@dalarna.example");
    await staff.page.getByRole("link", { name: "Möten" }).click();
    await follow(staff.page, "Planera ett år");
    await staff.page.locator("[name='meetings.0.heldOn']").fill(inDays(90));
    await staff.page.locator("[name='meetings.0.place']").fill("Länsstyrelsen, Falun");
    await press(staff.page, "Spara året");
    await staff.page.getByRole("link", { name: "Vårens första möte" }).first().waitFor();

    // A day is found: everybody says when they can, by the letter.
    await follow(staff.page, "Föreslå flera tider");
    await staff.page.getByLabel("Vad mötet heter").fill("Möte om handlingsplanen");
    await staff.page.getByLabel("Plats").fill("Länsstyrelsen, Falun");
    for (const [i, day] of [28, 30].entries())
      for (const [field, value] of [
        ["heldOn", inDays(day)],
        ["fromTime", "09.00"],
        ["toTime", "15.00"],
      ] as const)
        await staff.page.locator(`[name='options.${i}.${field}']`).fill(value);
    await press(staff.page, "Skicka frågan");
    await says(staff.page, "Möte om handlingsplanen");
    const poll = staff.page.url();
    for (const [email, can] of [
      ["asa.blom@leksand.example", ["Kan inte", "Kan"]],
      ["asa.blom@falu.example", ["Kan om det behövs", "Kan"]],
    ] as const) {
      const voter = await person(browser, { javaScript: false, width: 390 });
      await voter.page.goto(linkIn((await letter(email, /När kan/)).text, "svar-tid"));
      for (const [i, choice] of can.entries())
        await voter.page.locator(".times fieldset").nth(i).getByLabel(choice, { exact: true }).check();
      await press(voter.page, "Svara");
      await voter.page.getByRole("button", { name: "Ändra svaret" }).waitFor();
      await voter.context.close();
    }
    await staff.page.goto(poll);
    await press(staff.page, "Välj den här tiden");
    await says(staff.page, "Möte om handlingsplanen");
    await staff.page.getByText("Möte om handlingsplanen").first().waitFor();
    await follow(staff.page, "Granska och kalla");
    await says(staff.page, "Granska kallelsen");
    await press(staff.page, "Skicka kallelsen");
    await says(staff.page, "Möte om handlingsplanen");
    const at = new URL(staff.page.url()).pathname;

    const called = await letter("asa.blom@leksand.example", /^Kallelse/);
    const first = entry(called);
    expect(first.day).toBe(inDays(30));
    const guest = await person(browser, { javaScript: false, width: 390 });
    await guest.page.goto(linkIn(called.text, "svar"));
    // What was said in the poll stands as the answer.
    await guest.page.getByText("Åsa Blom kommer för Leksands kommun").waitFor();
    await guest.page.getByLabel(/Per Öst, ersättare, kommer/).check();
    await press(guest.page, "Ändra svaret");
    await guest.page.locator("main").getByText("Per Öst kommer för Leksands kommun").waitFor();
    const asked = entry(await letter("per.ost@leksand.example", /^Du är kallad i stället/));

    await staff.page.goto(site.base + at);
    await follow(staff.page, "Ändra eller flytta mötet");
    await staff.page.getByLabel("Dag", { exact: true }).fill(inDays(1));
    await staff.page.getByLabel("Slutar").fill("23:30");
    await press(staff.page, "Spara");
    await says(staff.page, "Möte om handlingsplanen");
    const moved = await letter("per.ost@leksand.example", /^Ändrat möte/);
    expect(moved.text!.trim()).toMatch(/^Ny dag:/);
    expect(entry(moved)).toEqual({ uid: asked.uid, sequence: asked.sequence + 1, day: inDays(1) });
    expect(entry(await letter("asa.blom@leksand.example", /^Ändrat möte/))).toMatchObject({
      uid: first.uid,
      sequence: first.sequence + 1,
    });

    // The day comes.
    await site.stop();
    site = await startSite({ SMTP_URL: mail.url, CLOCK: "+1d" });
    const phone = await person(browser, { javaScript: true, width: 390 });
    await signIn(phone.page, "strateg@dalarna.example");
    await phone.page.goto(`${site.base}${at}/narvaro`);
    const row = (name: string) => phone.page.locator(".taking > li", { hasText: name });
    await row("Leksands kommun")
      .getByRole("button", { name: /Per Öst/ })
      .click();
    await row("Leksands kommun").locator(".tag", { hasText: "Ersättaren" }).waitFor();
    await expect
      .poll(() =>
        phone.page.evaluate(
          () => localStorage.length === 0 || Object.values(localStorage).every((v) => v === "[]"),
        ),
      )
      .toBe(true);
    await phone.context.setOffline(true);
    await row("Falu kommun").getByRole("button", { name: "Åsa Blom" }).click();
    await phone.page.getByText("har inte nått servern än").waitFor();
    await phone.context.setOffline(false);
    await phone.page.getByText("har inte nått servern än").waitFor({ state: "detached" });
    await phone.page.reload();
    await phone.page.getByText(/2 av \d+ organisationer är här/).waitFor();
    expect(await row("Falu kommun").locator(".tag").innerText()).toContain("Representanten");
    // The session ends meanwhile: the tap is kept and arrives when she is back.
    await phone.context.clearCookies();
    await row("Mora kommun").getByRole("button", { name: "Platsen var vakant" }).click();
    await phone.page.getByText("Du har loggats ut").waitFor();
    await signIn(phone.page, "strateg@dalarna.example");
    await phone.page.goto(`${site.base}${at}/narvaro`);
    await expect
      .poll(() => phone.page.evaluate(() => Object.values(localStorage).every((v) => v === "[]")))
      .toBe(true);
    await phone.page.reload();
    await row("Mora kommun").locator(".tag", { hasText: "Platsen var vakant" }).waitFor();
    await press(phone.page, "Stäng närvaron");
    await phone.page.getByText("Närvaron stängdes").waitFor();

    // The minutes: filled in, marked with the tools, commented on, approved, published.
    const writer = await person(browser, { javaScript: true });
    await signIn(writer.page, "strateg@dalarna.example");
    await writer.page.goto(`${site.base}${at}/minnesanteckningar/skriv`);
    await press(writer.page, "Fyll i närvaron");
    const area = writer.page.locator("textarea[name=text]");
    await expect.poll(() => area.inputValue()).toContain("- Leksands kommun: Per Öst, ersättare");
    await area.focus();
    await writer.page.keyboard.press("Control+End");
    await writer.page.getByRole("toolbar").getByRole("button", { name: "Vi kom överens om" }).click();
    await writer.page.keyboard.type("Vi möts igen i maj.");
    await writer.page.getByRole("toolbar").getByRole("button", { name: "Uppgift" }).click();
    await area.fill(
      (await area.inputValue())
        .replace("beskriv den här", "Skicka exempel")
        .replace("**Ansvarig:** organisation", "**Ansvarig:** Falu kommun")
        .replace("åååå-mm-dd", inDays(60)),
    );
    await press(writer.page, "Skicka ut för synpunkter");
    await writer.page.getByText("ute för synpunkter").first().waitFor();
    const member = await person(browser, { javaScript: false, width: 390 });
    await signIn(member.page, "asa.blom@falu.example");
    await member.page.goto(
      /https?:\/\/\S+minnesanteckningar/.exec(
        (await letter("asa.blom@falu.example", /^Minnesanteckningar för synpunkter/)).text!,
      )![0],
    );
    await member.page.getByLabel("Din synpunkt").fill("Lägg till att Falun bjuder på fika.");
    await press(member.page, "Skicka synpunkten");
    await member.page.getByText("Tack, synpunkten är skickad").waitFor();
    await writer.page.goto(`${site.base}${at}/minnesanteckningar`);
    await writer.page.getByText("Falun bjuder på fika").waitFor();
    await follow(writer.page, "Ändra");
    await area.fill(`${await area.inputValue()}\n\nFalu kommun bjuder på fika.`);
    await press(writer.page, "Godkänn");
    await writer.page.getByText("Anteckningarna är godkända", { exact: false }).first().waitFor();
    await follow(writer.page, "Ändra");
    await press(writer.page, "Publicera");
    expect((await letter("per.ost@leksand.example", /^Minnesanteckningar: /)).text).toContain("publicerade");
    const paper = await writer.context.request.get(`${site.base}${at}/minnesanteckningar.pdf`);
    expect((await paper.body()).subarray(0, 5).toString()).toBe("%PDF-");
    await member.page.goto(`${site.base}${at.replace(/\/[^/]+$/, "")}/vi-kom-overens-om?visa=mina`);
    await member.page.getByText("Skicka exempel").waitFor();
    await member.page.getByText(`Falu kommun, senast`).waitFor();
    expect([...writer.errors, ...member.errors]).toEqual([]);
    await phone.page.goto(`${site.base}${new URL(at, site.base).pathname.replace(/\/[^/]+$/, "")}/narvaro`);
    await phone.page.getByRole("row", { name: /Leksands kommun.*1 av 1/ }).waitFor();
    expect([
      ...staff.errors,
      ...guest.errors,
      ...phone.errors.filter((e) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(e)),
    ]).toEqual([]);
  }, 180_000);
});
