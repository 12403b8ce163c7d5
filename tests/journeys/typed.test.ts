// Nothing typed is lost, nothing is done twice, whatever form it is: the porter's promises, over HTTP and in Chromium.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoSignIn, startDemo } from "../setup/demo";
import type { Site } from "../setup/server";
import { formsOf, Visitor, type Entry, type Form } from "../setup/visitor";
import { codeIn, launch, person } from "./browser";
import { closeDatabase, row } from "~/platform/db.server";

let site: Site;
let browser: Browser;
const strategist = "strateg@lansstyrelsen.example";
const place = "/dalarna/lansgruppen";
beforeAll(async () => {
  site = await startDemo();
  browser = await launch();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await closeDatabase();
  await site.stop();
});
const count = (table: string) => row<{ n: number }>(`SELECT count(*) AS n FROM "${table}"`)?.n ?? -1;

/** The page's main form, with words of ours in its texts. */
function filled(form: Form, words: string): Entry[] {
  const seen = new Set<string>();
  return form.fields.flatMap((f): Entry[] => {
    if (f.kind === "button" || f.kind === "file") return [];
    const chosen = form.fields.some((x) => x.name === f.name && x.on);
    if (f.kind === "radio" && !f.on && chosen) return [];
    if (f.kind === "checkbox" && !f.on) return [];
    if (seen.has(f.name) && f.kind === "radio") return [];
    seen.add(f.name);
    if (f.kind === "textarea" || (f.kind === "text" && !f.value)) return [[f.name, words]];
    if (f.kind === "date" && !f.value) return [[f.name, "2027-03-09"]];
    return [[f.name, f.value]];
  });
}
async function formAt(visitor: Visitor, path: string): Promise<Form> {
  const { html } = await visitor.get(path);
  const [form] = formsOf(html, path).filter(
    (f) => f.method === "post" && f.action.startsWith(path) && f.fields.some((x) => x.kind !== "hidden"),
  );
  if (!form) throw new Error(`no form at ${path}`);
  return form;
}
const texts = (entries: readonly Entry[]) => entries.filter(([, v]) => v === "Skrivet före utloggningen");

const creating: Record<string, [path: string, table: string]> = {
  "a question": ["/fragor-att-lyfta/ny", "RaisedQuestion"],
  "a finding": ["/lardomar/ny", "Finding"],
  "a visit": ["/kommunbesok/nytt", "Visit"],
  "a group": ["/arbetsgrupper/ny", "WorkingGroup"],
  "an inquiry": ["/samla-in/ny", "Inquiry"],
  "an effort": ["/pa-hemmaplan/ny", "Effort"],
  "something to spread": ["/sprida/ny", "SpreadItem"],
  "a meeting": ["/moten/nytt", "Meeting"],
};

describe("after the session has ended", () => {
  for (const [what, [path]] of Object.entries(creating))
    it(`the form for ${what} stands filled in once signed in again`, async () => {
      const visitor = await new Visitor(site.base).signIn(strategist);
      const form = await formAt(visitor, place + path);
      const entries = filled(form, "Skrivet före utloggningen");
      expect(texts(entries).length).toBeGreaterThan(0);
      visitor.cookies.delete("lg_session");
      const away = await visitor.post(form.action, entries, form.multipart);
      expect(away.to).toMatch(/^\/logga-in\?nasta=.*parkerat=/);
      const { html } = await visitor.get(away.to);
      expect(html).toContain("Det du skrev är sparat en timme");
      const id = new URL(away.to, site.base).searchParams.get("parkerat") ?? "";
      const stored = row<{ body: Uint8Array }>("SELECT body FROM ParkedForm WHERE id = ?", id);
      expect(Buffer.from(stored?.body ?? []).toString("latin1")).not.toContain("Skrivet");
      await visitor.signIn(strategist);
      const again = await formAt(visitor, `${form.action}?parkerat=${id}`.replace(/\?(.*)\?/, "?$1&"));
      const back = new Map(again.fields.map((f) => [f.name, f.value]));
      for (const [name, value] of texts(entries)) expect(back.get(name), name).toBe(value);
      // Neither another browser nor another person gets it.
      const other = await new Visitor(site.base).signIn(strategist);
      expect((await other.get(`${form.action}?parkerat=${id}`)).html).not.toContain("Skrivet före");
    });
});

describe("a press that comes twice", () => {
  it("makes one question, six times at once, and leads everybody to it", async () => {
    const visitor = await new Visitor(site.base).signIn(strategist);
    const form = await formAt(visitor, `${place}/fragor-att-lyfta/ny`);
    const entries = filled(form, "Sex gånger samtidigt");
    const before = count("RaisedQuestion");
    const all = await Promise.all(Array.from({ length: 6 }, () => visitor.post(form.action, entries)));
    expect(all.map((a) => a.status)).toEqual(Array.from({ length: 6 }, () => 303));
    expect(new Set(all.map((a) => a.to)).size).toBe(1);
    expect(count("RaisedQuestion")).toBe(before + 1);
    // Back, changed, saved: it is changed, and there is no second.
    const changed = await visitor.post(form.action, filled(form, "Ändrat efteråt"));
    expect(changed.to).toMatch(/\/andra\?parkerat=/);
    expect((await visitor.get(changed.to)).html).toContain("Ändrat efteråt");
    expect(count("RaisedQuestion")).toBe(before + 1);
  });
  it("signs in, whichever answer the browser keeps", async () => {
    const visitor = new Visitor(site.base);
    const ask = await formAt(visitor, "/logga-in");
    const entries = ask.fields.map((f): Entry => [f.name, f.name === "email" ? strategist : f.value]);
    const [asked] = await Promise.all([visitor.post(ask.action, entries), visitor.post(ask.action, entries)]);
    const form = await formAt(visitor, asked.to);
    const code = codeIn(await visitor.letter(strategist, /Din kod/));
    const typed = form.fields.map((f): Entry => [f.name, f.name === "code" ? code : f.value]);
    const answers = await Promise.all([visitor.post(form.action, typed), visitor.post(form.action, typed)]);
    expect(answers.map((a) => a.status)).toEqual([303, 303]);
    expect((await visitor.get(`${place}/att-gora`)).status).toBe(200);
  });
});

describe("a browser", () => {
  it("that keeps no cookies is told so", async () => {
    const visitor = new Visitor(site.base);
    const ask = await formAt(visitor, "/logga-in");
    visitor.cookies.clear();
    const answer = await visitor.post(
      ask.action,
      ask.fields.map((f) => [f.name, f.name === "email" ? strategist : f.value]),
    );
    expect(answer.status).toBe(422);
    expect(answer.html).toContain("tar inte emot kakor");
  });
  it("has its press counted though the field that is left is wrong, and keeps what was typed", async () => {
    const { page, context } = await person(browser, { javaScript: true });
    await demoSignIn(page, site.base, strategist);
    await page.locator(".todo li", { hasText: "påbörjad blankett" }).getByText("Fortsätt").click();
    await page.getByRole("button", { name: "Spara och fortsätt senare" }).waitFor();
    await page.locator("[name='representative.name']").fill("Kvar Till Nästa Gång");
    const email = page.locator("[name='representative.email']");
    await email.fill("inte en adress");
    const button = page.getByRole("button", { name: /Kontrollera/ });
    await button.scrollIntoViewIfNeeded();
    const at = await button.boundingBox();
    if (!at) throw new Error("no button");
    await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
    await page.mouse.down();
    await page.waitForFunction(() => document.activeElement?.tagName === "BUTTON");
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    expect((await button.boundingBox())?.y).toBe(at.y);
    await page.mouse.up();
    await page.locator("#fel").waitFor();
    const there = page
      .url()
      .replace(/[?#].*/, "")
      .replace(/kontrollera$/, "utkast");
    await page.goto(there);
    expect(await page.locator("[name='representative.name']").inputValue()).toBe("Kvar Till Nästa Gång");
    await context.close();
  });
});
