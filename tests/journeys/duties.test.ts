// A year of the six duties, the way people do it: browser and letters only. Leksand has a good year, Mora a bad one.
import { ended } from "../setup/ended";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { addOrganisation } from "~/domain/organisations/commands.server";
import { startOfDay } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { pdfinfo, textOf } from "../sealing/paper";
import { startMailServer, type MailServer } from "../setup/mailserver";
import { startSite, type Site } from "../setup/server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";
import { follow, launch, letterTo, person, press, says, signInBy } from "./browser";

let w: World;
let browser: Browser;
let mail: MailServer;
let site: Site;
let meeting: string;
const seen = new Set<string>();
const at = "/dalarna/lansgruppen";
const names: Record<string, string> = {
  leksand: "Leksands kommun",
  falu: "Falu kommun",
  region: "Region Dalarna",
  jour: "Kvinnojourer i Dalarna",
  mora: "Mora kommun",
};
const channels: Record<string, string> = {
  leksand: "Kommunens ledningsgrupp",
  falu: "Intranätet",
  region: "Chefsbrevet",
  jour: "Styrelsemötet",
  mora: "Nyhetsbladet",
};
const asa = (org: string) => `asa.blom@${org}.example`;
const letter = (to: string, subject: RegExp) => letterTo(mail, to, subject, seen);
/** The day at ten in Stockholm, and on from there. */
const clockAt = (on: string) => new Date(startOfDay(on).getTime() + 10 * 3_600_000);
async function itIs(on: string): Promise<void> {
  await ended(site);
  site = await startSite({ SMTP_URL: mail.url, CLOCK: `${clockAt(on).toISOString()}~` });
}
const people: { errors: string[] }[] = [];
async function signedIn(
  email: string,
  options: { javaScript?: boolean; width?: number } = {},
): Promise<Page> {
  const who = await person(browser, { javaScript: false, ...options });
  people.push(who);
  await signInBy(who.page, site.base, email, letter);
  return who.page;
}
const go = (page: Page, path: string) => page.goto(site.base + path);
const row = (page: Page, name: string) => page.locator("main tbody tr", { hasText: name });

beforeAll(async () => {
  mail = await startMailServer();
  setClock(clockAt("2027-02-01"));
  w = await makeWorld();
  w.orgs.region = await addOrganisation(await asAccount("organisation.manage", w.networkId, strategist), {
    name: names.region!,
    kind: "region",
    municipalityCode: null,
    principal: null,
  });
  for (const [org, name] of Object.entries(channels))
    await signed(w, org, { channels: [{ name, purpose: "both", frequency: "varje kvartal" }] });
  const manager = await asAccount("meeting.manage", w.networkId, strategist);
  meeting = await createMeeting(
    manager,
    meetingSchema.parse({
      kind: "ordinary",
      title: "Vårens första möte",
      heldOn: "2027-03-16",
      fromTime: "09:00",
      toTime: "16:00",
      place: "Falun",
    }),
  );
  await convene(manager, meeting, 1);
  browser = await launch();
});
afterAll(async () => {
  setClock(null);
  await ended(browser, site, mail);
});

describe("the duties", () => {
  it("spread: three organisations by channels of their own, one says no, one is silent and reminded", async () => {
    await itIs("2027-02-01");
    let staff = await signedIn(strategist);
    await go(staff, `${at}/sprida/ny`);
    await staff.getByLabel("Rubrik").fill("Ny stödtelefon");
    await staff.getByLabel("Varför är det viktigt?").fill("Fler behöver veta vart de kan ringa.");
    await staff.getByLabel("Vad ska spridas?").fill("Telefonen är öppen dygnet runt.");
    await staff.getByLabel("Vilka i organisationerna").fill("Alla som möter våldsutsatta");
    await staff.getByLabel("Sista dag").fill("2027-02-22");
    await press(staff, "Skicka ut");
    await says(staff, "Ny stödtelefon");
    const item = staff.url();

    for (const [org, reached] of [
      ["leksand", "240"],
      ["falu", "900"],
      ["region", "1500"],
    ] as const) {
      const member = await signedIn(asa(org), { width: 390 });
      await member.goto(
        /https?:\/\/\S+\/sprida\/\w+/.exec((await letter(asa(org), /^Att sprida/)).text!)![0],
      );
      await member.getByLabel("Vi har spridit det").check();
      await member.getByLabel(channels[org]!, { exact: false }).first().check();
      await member.getByLabel(`Nådde ungefär med ${channels[org]!}`).fill(reached);
      // A colleague reads by the link; only the press counts.
      if (org === "leksand") {
        const colleague = await person(browser, { javaScript: false, width: 390 });
        await colleague.page.goto((await member.locator("p.address").innerText()).trim());
        await colleague.page.reload();
        await press(colleague.page, "Läs");
        await colleague.page.getByText("Telefonen är öppen dygnet runt.").waitFor();
        expect(await colleague.page.content()).not.toMatch(/Falu kommun|Mora kommun/);
        await colleague.context.close();
      }
      await press(member, "Svara");
      await member.getByText("Svaret är sparat").waitFor();
      await member.context().close();
    }
    const shelter = await signedIn(asa("jour"));
    await go(shelter, `${at}/sprida`);
    await follow(shelter, "Ny stödtelefon");
    await shelter.getByLabel("Det är inte relevant för oss").check();
    await shelter.getByLabel("Varför är det inte relevant?").fill("Vi driver telefonen själva.");
    await press(shelter, "Svara");
    await shelter.getByText("Svaret är sparat").waitFor();

    await itIs("2027-02-24");
    expect((await letter(asa("mora"), /^Påminnelse.*Ny stödtelefon/)).text).toContain("Mora kommun");
    expect(mail.received.filter((m) => /^Påminnelse.*Ny stödtelefon/.test(m.subject ?? ""))).toHaveLength(1);
    await staff.context().close();
    staff = await signedIn(strategist);
    await go(staff, new URL(item).pathname);
    await row(staff, names.leksand!).getByText("cirka 240").waitFor();
    expect(await row(staff, names.leksand!).locator("td").last().innerText()).toBe("1");
    await row(staff, names.jour!).getByText("Vi driver telefonen själva.").waitFor();
    await row(staff, names.mora!).getByText("Har inte svarat").waitFor();
    await staff.getByText(/cirka 2.640/).waitFor();
    await staff.context().close();
  });

  it("home work: a task of the minutes is given, done and reported back", async () => {
    await itIs("2027-03-16");
    const staff = await signedIn(strategist);
    await go(staff, `${at}/moten/${meeting}/narvaro`);
    const taps = (org: string, who: RegExp) =>
      staff.locator(".taking > li", { hasText: names[org] }).getByRole("button", { name: who }).click();
    for (const org of ["leksand", "falu", "region", "jour"]) await taps(org, /Åsa Blom/);
    await taps("mora", /Uteblev/);
    await press(staff, "Stäng närvaron");
    await go(staff, `${at}/moten/${meeting}/minnesanteckningar/skriv`);
    await staff
      .locator("textarea[name=text]")
      .fill(
        "Vi talade om rutiner.\n\n**Uppgift:** Gå igenom rutinen för orosanmälan. **Senast:** 2027-04-15",
      );
    await press(staff, "Skicka ut för synpunkter");
    await staff.getByText("ute för synpunkter").first().waitFor();
    await go(staff, `${at}/moten/vi-kom-overens-om`);
    await follow(staff, /Lägg upp som insats/);
    await says(staff, "Lägg upp en insats");
    await press(staff, "Skicka ut insatsen");
    await says(staff, "Gå igenom rutinen");
    const effort = new URL(staff.url()).pathname;

    const member = await signedIn(asa("leksand"), { width: 390 });
    await member.goto(
      /https?:\/\/\S+\/pa-hemmaplan\/\w+/.exec((await letter(asa("leksand"), /^På hemmaplan/)).text!)![0],
    );
    await member.getByLabel("Klart", { exact: true }).check();
    await press(member, "Spara svaret");
    await member.getByText("Skriv kort vad ni har gjort").first().waitFor();
    await member.getByLabel("Vad har ni gjort?").fill("Rutinen är genomgången med alla enheter.");
    await press(member, "Spara svaret");
    await member.getByText("Svaret är sparat").waitFor();
    await go(staff, effort);
    await row(staff, names.leksand!).getByText("Rutinen är genomgången").waitFor();
    await go(staff, `${at}/moten/vi-kom-overens-om`);
    await press(staff, /^Klar/);
    await staff.getByText("Uppgiften är klar").waitFor();
    await Promise.all([staff, member].map((p) => p.context().close()));
  });

  it("groups: one asks for a place and gets it, one is invited and has nobody to send yet", async () => {
    const staff = await signedIn(strategist);
    await go(staff, `${at}/arbetsgrupper/ny`);
    await staff.getByLabel("Vad gruppen heter").fill("Trygga samtal");
    await staff.getByLabel("Vad gruppen ska göra").fill("Ta fram en gemensam rutin.");
    await staff.getByLabel("Ska vara klar").fill("2027-12-01");
    await press(staff, "Spara");
    await says(staff, "Trygga samtal");
    const group = new URL(staff.url()).pathname;
    await go(staff, `${group}/inbjudan`);
    await staff.getByLabel(names.mora!).check();
    await press(staff, "Skicka inbjudan");
    await says(staff, "Trygga samtal");

    const asked = await signedIn(asa("mora"), { width: 390 });
    await asked.goto(
      /https?:\/\/\S+\/arbetsgrupper\/\S*[\w/]/.exec((await letter(asa("mora"), /Trygga samtal/)).text!)![0],
    );
    await asked.getByLabel(/^En kollega/).check();
    await press(asked, "Tacka ja");
    await asked.getByText("Ni är med i gruppen").waitFor();
    const asking = await signedIn(asa("leksand"));
    await go(asking, `${group}/medverkan`);
    await asking.getByLabel("Varför vill ni vara med?").fill("Vi har prövat en rutin.");
    await press(asking, "Be om en plats");
    await asking.getByText("Frågan är skickad").waitFor();
    await go(staff, `${at}/att-gora`);
    await follow(staff, "Svara");
    await press(staff, /^Ge plats/);
    await staff.getByText("Organisationen har fått plats").waitFor();
    await letter(asa("leksand"), /Trygga samtal/);
    await go(asking, group);
    await asking.getByText("Åsa Blom").first().waitFor();
    await Promise.all([staff, asked, asking].map((p) => p.context().close()));
  });

  it("collect: colleagues contribute, the organisation submits, the strategist reads the report", async () => {
    const staff = await signedIn(strategist);
    await go(staff, `${at}/samla-in/ny`);
    await staff.getByLabel("Rubrik").fill("Skyddat boende i länet");
    await staff.getByLabel("Varför frågar ni").fill("Vi planerar nästa år.");
    await staff.getByLabel("Sista dag").fill("2027-04-20");
    await press(staff, "Fortsätt till frågorna");
    const ask = async (label: string, kind: string, options?: string) => {
      await staff.getByLabel("Frågan", { exact: true }).fill(label);
      await staff.getByLabel(kind, { exact: true }).check();
      if (options) await staff.getByLabel("Svar att välja bland").fill(options);
      await press(staff, "Lägg till frågan");
      await staff.getByText("Frågan är tillagd").waitFor();
    };
    await ask("Vad behöver ni?", "Fri text");
    await ask("Har ni en rutin?", "Ett av flera svar", "Ja\nNej");
    await press(staff, "Skicka ut");
    await staff.getByText("Frågorna är utskickade").waitFor();
    const inquiry = new URL(staff.url()).pathname;

    const member = await signedIn(asa("leksand"));
    await member.goto(
      /https?:\/\/\S+\/samla-in\/\w+/.exec((await letter(asa("leksand"), /^Samla in/)).text!)![0],
    );
    await press(member, "Skapa en länk");
    const link = (await member.locator("p.address").innerText()).trim();
    for (const [part, words] of [
      ["Förskolan", "Mer tid för samtal"],
      ["Ekonomiskt bistånd", "En gemensam rutin"],
    ] as const) {
      const colleague = await person(browser, { javaScript: false, width: 390 });
      await colleague.page.goto(link);
      await colleague.page.getByLabel("Vilken del av organisationen?").fill(part);
      await colleague.page.getByLabel("Vad behöver ni?").fill(words);
      await press(colleague.page, "Skicka");
      await says(colleague.page, "Tack");
      await colleague.context.close();
    }
    await member.reload();
    await member
      .locator("main")
      .getByText(/Vad behöver ni\?.*2/)
      .first()
      .waitFor();
    await member.getByLabel("Vad behöver ni?").fill("Mer tid och en gemensam rutin");
    await press(member, "Skicka in svaret");
    await member.getByText("Svara på frågan").first().waitFor();
    await member.getByLabel("Ja", { exact: true }).check();
    await press(member, "Skicka in svaret");
    await member.getByText("Svaret är inskickat").first().waitFor();
    await go(staff, `${inquiry}/resultat`);
    await staff.getByText("Mer tid och en gemensam rutin").first().waitFor();
    expect(await staff.content()).not.toContain("Mer tid för samtal");
    const report = await (
      await staff
        .context()
        .request.get(
          site.base + (await staff.getByRole("link", { name: "Rapport (PDF)" }).getAttribute("href"))!,
        )
    ).body();
    expect(pdfinfo(report)).toMatch(/Tagged:\s+yes/);
    expect(textOf(report)).toMatch(/Skyddat boende i länet[\s\S]*Mer tid och en gemensam rutin/);
    await Promise.all([staff, member].map((p) => p.context().close()));
  });

  it("standing: the map and the year, each figure opened down to its rows, for a good year and a bad one", async () => {
    await itIs("2027-05-03");
    const staff = await signedIn(strategist);
    await go(staff, `${at}/laget?visa=takePart`);
    // A number of the key and of the years opens to the organisations it counts.
    const opened = async (link: Locator) => {
      await link.click();
      return staff.locator(".matrix tbody th").allInnerTexts();
    };
    expect(await opened(staff.locator(".heatkey a", { hasText: "Har inte deltagit" }))).toEqual([names.mora]);
    expect(
      await opened(
        staff
          .locator("table", { hasText: "år för år" })
          .locator("tr", { hasText: "2027" })
          .locator("td[data-label=Sprida] a")
          .first(),
      ),
    ).toEqual(["falu", "jour", "leksand", "region"].map((o) => names[o]));
    await go(staff, `${at}/laget?visa=takePart`);
    await staff.getByRole("link", { name: "Leksands kommun: Deltar" }).first().click();
    await says(staff, "Läget i korthet");
    /** The card of a duty: its word, its figure, and each row behind it once opened. */
    const duty = async (page: Page, id: string) => {
      const card = page.locator(`#${id}`);
      if (await card.locator("summary").count()) await card.locator("summary").first().click();
      const rows = await card.locator("li").allInnerTexts();
      return {
        word: (await card.locator(".tag").first().innerText()).trim(),
        figure: (await card.locator(".figure b").count()) ? await card.locator(".figure b").innerText() : "",
        rows: rows.map((r) => r.trim()),
      };
    };
    const year = async (org: string) => {
      await go(staff, `${at}/laget/${w.orgs[org]!.slug}?ar=2027`);
      const all: Record<string, Awaited<ReturnType<typeof duty>>> = {};
      for (const id of ["takePart", "groups", "home", "spread", "collect", "seat"])
        all[id] = await duty(staff, id);
      return all;
    };
    const good = await year("leksand");
    expect(Object.values(good).map((d) => [d.word, d.figure])).toEqual([
      ["Deltar", "1 av 1"],
      ["Är med", "1 av 1"],
      ["Har svarat", "1 av 1"],
      ["Har svarat", "1 av 1"],
      ["Har svarat", "1 av 1"],
      ["Gäller tills vidare", "2 av 2"],
    ]);
    expect(
      [good.takePart!.rows, good.groups!.rows, good.home!.rows, good.spread!.rows, good.collect!.rows].map(
        (r) => r.length,
      ),
    ).toEqual([1, 1, 1, 1, 1]);
    expect(good.takePart!.rows[0]).toMatch(/Vårens första möte.*Hela dagen, representanten/s);
    const bad = await year("mora");
    expect(Object.values(bad).map((d) => [d.word, d.figure])).toEqual([
      ["Har inte deltagit", "0 av 1"],
      ["Platsen är vakant", "0 av 1"],
      ["Har inte svarat", "0 av 1"],
      ["Har inte svarat", "0 av 1"],
      ["Har inte svarat", "0 av 1"],
      ["Gäller tills vidare", "2 av 2"],
    ]);
    expect(bad.takePart!.rows[0]).toMatch(/Uteblev utan besked/);
    expect(bad.seat!.rows).toHaveLength(2);
    // From a row to what it is about.
    await staff.locator("#spread li a").first().click();
    await says(staff, "Ny stödtelefon: Mora kommun");

    await go(staff, `${at}/laget/${w.orgs.leksand!.slug}?ar=2027`);
    const href = (await staff.getByRole("link", { name: "Hämta som PDF" }).getAttribute("href"))!;
    const paper = await (await staff.context().request.get(site.base + href)).body();
    expect(pdfinfo(paper)).toMatch(/Pages:\s+1\b/);
    expect(textOf(paper)).toMatch(/Leksands kommun[\s\S]*Deltar/);
    await staff.context().close();
  });

  it("leave nothing on the console", () => expect(people.flatMap((p) => p.errors)).toEqual([]));
});
