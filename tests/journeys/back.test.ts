// Back, after something new was made: all that was typed stands there still, and what is changed and sent again changes what was made.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { closeDatabase, row } from "~/platform/db.server";
import { must } from "~/platform/must";
import { demoSignIn, startDemo } from "../setup/demo";
import { ended } from "../setup/ended";
import { realTime } from "../setup/real-time";
import type { Site } from "../setup/server";
import { launch, person } from "./browser";

let site: Site;
const browsers: Record<string, Browser> = {};
const strategist = "strateg@lansstyrelsen.example";
const place = "/dalarna/lansgruppen";
beforeAll(async () => {
  site = await startDemo();
  // Playwright switches off what browsers otherwise do: keep the whole page for Back.
  browsers["as it was left"] = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    env: realTime(),
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"],
  });
  browsers["and drawn anew"] = await launch();
}, 180_000);
afterAll(async () => {
  await closeDatabase();
  await ended(...Object.values(browsers), site);
});
/** Those of the demo county that something new is made within. */
const within = (path: string) =>
  path
    .replace(":meeting", () => idOf("SELECT id FROM Meeting WHERE state = 'convened' AND heldOn > ?"))
    .replace(":organisation", () =>
      idOf("SELECT slug AS id FROM Organisation WHERE endedOn IS NULL OR endedOn > ?"),
    )
    .replace(":group", () => idOf("SELECT id FROM WorkingGroup WHERE endedOn IS NULL AND startOn <= ?"));
const idOf = (sql: string) => must(row<{ id: string }>(`${sql} LIMIT 1`, today()), sql).id;
const count = (table: string) => row<{ n: number }>(`SELECT count(*) AS n FROM "${table}"`)?.n ?? -1;

const day = (days: number) => addDays(today(), days);
interface Made {
  /** The page that has the form, as the house names it. */
  route: string;
  path: string;
  table: string;
  /** What is typed, by the field's name. */
  typed: Record<string, string>;
  /** What is chosen: radio buttons and lists. */
  chosen?: Record<string, string>;
  /** The field that is changed after Back. */
  changes: string;
}
const made: Record<string, Made & { /** Where what was made is changed. */ changedAt: RegExp }> = {
  question: {
    route: "questions/new",
    path: "/fragor-att-lyfta/ny",
    table: "RaisedQuestion",
    typed: { title: "Vem följer upp?", background: "Det har frågats länge." },
    chosen: { level: "heads" },
    changes: "title",
    changedAt: /\/fragor-att-lyfta\/\w+\/andra/,
  },
  finding: {
    route: "findings/new",
    path: "/lardomar/ny",
    table: "Finding",
    typed: { title: "Fråga alla", text: "Att fråga alla gav fler svar." },
    chosen: { kind: "example" },
    changes: "text",
    changedAt: /\/lardomar\/\w+\/andra/,
  },
  visit: {
    route: "visits/edit",
    path: "/kommunbesok/nytt",
    table: "Visit",
    typed: { visitOn: day(30), whom: "Socialchefen", lines: "Hur går det?" },
    chosen: { organisationId: "*" },
    changes: "whom",
    changedAt: /\/kommunbesok\/\w+\/andra/,
  },
  group: {
    route: "groups/edit",
    path: "/arbetsgrupper/ny",
    table: "WorkingGroup",
    typed: { name: "Gruppen för rutiner", purpose: "Skriva rutiner.", expected: "En rutin", startOn: day(3) },
    changes: "name",
    changedAt: /\/arbetsgrupper\/\w+\/andra/,
  },
  inquiry: {
    route: "inquiries/new",
    path: "/samla-in/ny",
    table: "Inquiry",
    typed: { title: "Boende i länet", why: "Vi planerar nästa år.", lastOn: day(40) },
    changes: "title",
    changedAt: /\/samla-in\/\w+\/andra/,
  },
  effort: {
    route: "efforts/new",
    path: "/pa-hemmaplan/ny",
    table: "Effort",
    typed: { title: "Läs rutinen", text: "Läs och berätta.", lastOn: day(40) },
    chosen: { to: "all" },
    changes: "text",
    changedAt: /\/pa-hemmaplan\/\w+\/andra/,
  },
  spreading: {
    route: "spread/new",
    path: "/sprida/ny",
    table: "SpreadItem",
    typed: {
      title: "Ny vägledning",
      why: "Den är ny.",
      text: "Läs den.",
      targets: "Chefer",
      lastOn: day(40),
    },
    chosen: { to: "all" },
    changes: "targets",
    changedAt: /\/sprida\/\w+\/andra/,
  },
  meeting: {
    route: "meetings/edit",
    path: "/moten/nytt",
    table: "Meeting",
    typed: {
      title: "Ett till",
      heldOn: day(50),
      fromTime: "13.00",
      toTime: "15.00",
      place: "Falun",
      message: "Kom.",
    },
    changes: "title",
    changedAt: /\/moten\/\w+\/andra/,
  },
  organisation: {
    route: "organisations/new",
    path: "/organisationer/ny",
    table: "Organisation",
    typed: { name: "Kulturskolan", principal: "Falu kommun" },
    chosen: { kind: "*" },
    changes: "name",
    changedAt: /\/organisationer\/[\w-]+\/uppgifter/,
  },
  material: {
    route: "material/new",
    path: "/material/nytt",
    table: "Material",
    typed: { url: "https://ort.example/sida", title: "En sida" },
    changes: "title",
    changedAt: /\/material\/\w+\/om/,
  },
  "item of an agenda": {
    route: "meetings/agenda-item",
    path: "/moten/:meeting/dagordning/ny",
    table: "AgendaItem",
    typed: { title: "Rutinen", presenter: "Åsa Lind", text: "Vi läser den.", fromTime: "13.30" },
    chosen: { purpose: "dialogue" },
    changes: "title",
    changedAt: /\/dagordning\/\w+/,
  },
  milestone: {
    route: "groups/milestone",
    path: "/arbetsgrupper/:group/milstolpar/ny",
    table: "GroupMilestone",
    typed: { title: "Utkastet är läst", dueOn: day(20) },
    changes: "title",
    changedAt: /\/milstolpar\/\w+/,
  },
};
/** What cannot be changed afterwards: sent again with other words, it is asked about before there is a second. */
const asked: Record<string, Made & { said: string }> = {
  "question about times": {
    route: "meetings/polls/new",
    path: "/moten/tider/ny",
    table: "DatePoll",
    typed: {
      title: "Vårens möte",
      place: "Falun",
      "options.0.heldOn": day(60),
      "options.0.fromTime": "09.00",
      "options.0.toTime": "11.00",
      "options.1.heldOn": day(61),
      "options.1.fromTime": "09.00",
      "options.1.toTime": "11.00",
    },
    changes: "title",
    said: "Frågan är redan skickad",
  },
  "year's meetings": {
    route: "meetings/plan",
    path: "/moten/ar",
    table: "Meeting",
    typed: { "meetings.0.title": "Årets första", "meetings.1.place": "Leksand", "meetings.2.heldOn": "" },
    changes: "meetings.0.title",
    said: "Du har redan sparat året",
  },
  invitation: {
    route: "organisations/invitation",
    path: "/organisationer/:organisation/inbjudan",
    table: "Link",
    typed: { email: "registrator@ort.example" },
    changes: "email",
    said: "Du har redan bjudit in",
  },
  "invitation to a group": {
    route: "groups/invite",
    path: "/arbetsgrupper/:group/inbjudan",
    table: "GroupJoining",
    typed: { words: "Kom med." },
    chosen: { "organisations[]": "*" },
    changes: "words",
    said: "Du har redan skickat inbjudan",
  },
};

/** The form that asks for most: a page may have small ones beside. */
const formOf = (page: Page, name: string) =>
  page.locator("main form", { has: page.locator(`[name="${name}"]`) });
async function fillIn(page: Page, { typed, chosen = {}, changes }: Made): Promise<void> {
  const form = formOf(page, changes);
  for (const [name, value] of Object.entries(typed)) await form.locator(`[name="${name}"]`).fill(value);
  for (const [name, value] of Object.entries(chosen)) {
    const select = form.locator(`select[name="${name}"]`);
    const boxes = form.locator(`[type=checkbox][name="${name}"]`);
    if (await select.count()) await select.selectOption(value === "*" ? { index: 1 } : value);
    else if (value === "*") await boxes.first().check();
    else await form.locator(`[name="${name}"][value="${value}"]`).check();
  }
}
/** All that the form says, but for the key of its page. */
const saidBy = (page: Page, name: string) =>
  formOf(page, name).evaluate((form) =>
    [...new FormData(form as HTMLFormElement)].filter(([n, v]) => n !== "nyckel" && typeof v === "string"),
  );
/** Of several such forms, the one where it says so. */
async function saying(page: Page, name: string, value: string): Promise<Locator> {
  for (const form of await formOf(page, name).all())
    if ((await form.locator(`[name="${name}"]`).inputValue()) === value) return form;
  throw new Error(`no ${name} says ${value} at ${page.url()}`);
}
async function send(page: Page, form: Locator): Promise<void> {
  const from = page.url();
  await form.getByRole("button").last().click();
  await page.waitForURL((url) => url.href !== from);
}

it("tries every form that makes something new", () => {
  const routes = "app/routes";
  const creating = readdirSync(routes, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".tsx") && !statSync(`${routes}/${file}`).isDirectory())
    .filter((file) => /<Form[^>]*\screates\b/.test(readFileSync(`${routes}/${file}`, "utf8")))
    .map((file) => file.slice(0, -".tsx".length));
  const tried = Object.values(made).map((m) => m.route);
  expect([...tried, ...Object.values(asked).map((a) => a.route)].sort()).toEqual(creating.sort());
});

for (const how of ["as it was left", "and drawn anew"])
  describe(`Back, the page ${how}`, () => {
    let page: Page;
    beforeAll(async () => {
      ({ page } = await person(must(browsers[how], "a browser"), { javaScript: true }));
      await demoSignIn(page, site.base, strategist);
    }, 60_000);
    for (const [what, form] of Object.entries(made))
      it(`has the ${what} as it was typed; sent again it is changed, and there is no second`, async () => {
        const words = how === "and drawn anew" ? " igen" : "";
        const change = form.typed[form.changes] ?? "";
        const own: Made = { ...form, typed: { ...form.typed, [form.changes]: change + words } };
        const before = count(form.table);
        const path = within(form.path);
        await page.goto(site.base + place + path);
        await fillIn(page, own);
        const said = await saidBy(page, form.changes);
        await send(page, formOf(page, form.changes));
        expect(count(form.table), page.url()).toBe(before + 1);
        await page.goBack({ waitUntil: "commit" });
        await expect.poll(() => page.url()).toContain(path);
        await expect.poll(() => saidBy(page, form.changes)).toEqual(said);
        const changed = `${change}${words} ändrat`;
        await formOf(page, form.changes).locator(`[name="${form.changes}"]`).fill(changed);
        await send(page, formOf(page, form.changes));
        expect(page.url()).toMatch(form.changedAt);
        const told = await page.locator("body").innerText();
        expect(told).toContain("Det du skickade först är redan sparat.");
        expect(told).not.toContain("Du är inloggad igen");
        const edit = await saying(page, form.changes, changed);
        expect(count(form.table)).toBe(before + 1);
        await send(page, edit);
        expect(
          row<{ n: number }>(`SELECT count(*) AS n FROM "${form.table}" WHERE "${form.changes}" = ?`, changed)
            ?.n,
        ).toBe(1);
        expect(count(form.table)).toBe(before + 1);
      }, 60_000);

    for (const [what, form] of Object.entries(asked))
      it(`has the ${what} as typed; sent again it is asked about before there is a second`, async () => {
        const other = `x${form.typed[form.changes] ?? ""}`;
        const field = (name: string) => formOf(page, form.changes).locator(`[name="${name}"]`);
        const press = () => formOf(page, form.changes).getByRole("button").last().click();
        const before = count(form.table);
        await page.goto(site.base + place + within(form.path));
        await fillIn(page, form);
        const said = await saidBy(page, form.changes);
        await press();
        await page.locator(".said").waitFor();
        const made = count(form.table);
        expect(made, page.url()).toBeGreaterThan(before);
        await page.goBack({ waitUntil: "commit" });
        await expect.poll(() => saidBy(page, form.changes)).toEqual(said);
        await field(form.changes).fill(other);
        await press();
        await page.locator("#fel", { hasText: form.said }).waitFor();
        for (const [name, value] of Object.entries({ ...form.typed, [form.changes]: other }))
          expect(await field(name).inputValue()).toBe(value);
        expect(count(form.table)).toBe(made);
      }, 60_000);
  });
