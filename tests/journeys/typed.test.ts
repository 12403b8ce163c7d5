// Nothing typed is lost, nothing is done twice, whatever form it is: the porter's promises, over HTTP and in Chromium.
import Database from "better-sqlite3";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoLetter, demoSignIn, startDemo } from "../setup/demo";
import type { Site } from "../setup/server";
import { anchors, formsOf, Visitor, type Entry, type Form } from "../setup/visitor";
import { filled as somebodys, pointedAt } from "../faults/filling";
import { codeIn, launch, linkIn, person } from "./browser";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { closeDatabase, row } from "~/platform/db.server";
import { must } from "~/platform/must";
import { env } from "~/platform/env.server";

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
    if (f.kind === "date" && !f.value) return [[f.name, addDays(today(), 60)]];
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
const nameAndValue = (f: { name: string; value: string }) => `${f.name}=${f.value}`;
const boxes = (form: Form) => form.fields.filter((f) => f.kind === "checkbox" && f.on).map(nameAndValue);
const sentBoxes = (form: Form, entries: readonly Entry[]) => {
  const sent = new Set(
    entries.map(([name, value]) => nameAndValue({ name, value: typeof value === "string" ? value : "" })),
  );
  return form.fields.filter((f) => f.kind === "checkbox" && sent.has(nameAndValue(f))).map(nameAndValue);
};
/** The last box as it does not stand when the page is new: what comes back is what was typed, not that. */
function otherwise(form: Form, entries: readonly Entry[]): Entry[] {
  const box = form.fields.findLast((f) => f.kind === "checkbox");
  if (!box) return [...entries];
  return box.on
    ? entries.filter(([name, value]) => name !== box.name || value !== box.value)
    : [...entries, [box.name, box.value]];
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
      const entries = otherwise(form, filled(form, "Skrivet före utloggningen"));
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
      expect(boxes(again)).toEqual(sentBoxes(form, entries));
      // Neither another browser nor another person gets it.
      const other = await new Visitor(site.base).signIn(strategist);
      expect((await other.get(`${form.action}?parkerat=${id}`)).html).not.toContain("Skrivet före");
    });
});

/** The form that posts to this address, on the page where it stands. */
async function formTo(visitor: Visitor, page: string, to: RegExp): Promise<Form> {
  const form = formsOf((await visitor.get(page)).html, page).find(
    (f) => f.method === "post" && to.test(f.action),
  );
  if (!form) throw new Error(`no form to ${String(to)} at ${page}`);
  return form;
}
const put = (form: Form, name: string, value: string): Entry[] =>
  form.fields.map((f) => [f.name, f.name === name ? value : f.value]);
const stands = (html: string, at: string, name: string) =>
  formsOf(html, at)
    .flatMap((f) => f.fields)
    .filter((f) => f.name === name)
    .map((f) => f.value);
/** An address of the demo county by a link on another page. */
const linked = async (visitor: Visitor, page: string, to: RegExp): Promise<string> => {
  const found = anchors((await visitor.get(page)).html).find((a) => to.test(a.href));
  if (!found) throw new Error(`no link to ${String(to)} at ${page}`);
  return found.href;
};

describe("a form that posts to an address without a page of its own", () => {
  const commitment = (visitor: Visitor) =>
    linked(visitor, `${place}/organisationer/aklagarkammaren-falun`, /uppdrag\/[a-z0-9]{14}$/);
  it("stands filled in on its own page after the session had ended", async () => {
    const visitor = await new Visitor(site.base).signIn(strategist);
    const page = await commitment(visitor);
    const form = await formTo(visitor, page, /mottagande$/);
    visitor.cookies.delete("lg_session");
    const away = await visitor.post(form.action, put(form, "diaryNumber", "801-Skrivet"));
    expect(new URL(away.to, site.base).searchParams.get("nasta")).toBe(page);
    await visitor.signIn(strategist);
    const id = new URL(away.to, site.base).searchParams.get("parkerat") ?? "";
    const back = await visitor.get(`${page}?parkerat=${id}`);
    expect(back.html).toContain("Det du skrev står kvar");
    expect(stands(back.html, page, "diaryNumber")).toEqual(["801-Skrivet"]);
    // It may stand far down.
    expect(back.html).toContain('<a href="#det-du-skrev">');
    expect(/<form [^>]*id="det-du-skrev"[^>]*>/.exec(back.html)?.[0]).toMatch(/action="[^"]*mottagande"/);
  });
  it("is told there what is wrong, with what was typed, and is sent from there", async () => {
    const visitor = await new Visitor(site.base).signIn(strategist);
    const page = await commitment(visitor);
    const form = await formTo(visitor, page, /mottagande$/);
    const long = "8".repeat(61);
    const refused = await visitor.post(form.action, put(form, "diaryNumber", long));
    expect(refused.to).toMatch(new RegExp(`^${page}\\?parkerat=`));
    const back = await visitor.get(refused.to);
    expect(back.html).toContain("Högst 60 tecken");
    expect(stands(back.html, page, "diaryNumber")).toEqual([long]);
    expect(back.html).toMatch(/<title>Fel:/);
    const [mended] = formsOf(back.html, refused.to).filter((f) => /mottagande$/.test(f.action)) as [Form];
    const done = await visitor.post(mended.action, put(mended, "diaryNumber", "801-1-26"));
    expect(done.to).toBe(page);
    // From another tab, where the page stood open: it is received, and nobody was before.
    const again = await visitor.post(form.action, put(form, "diaryNumber", "801-1-26"));
    expect(again.to).toBe(page);
  });
  it("leads back to the page it was posted from, which the browser need not tell of otherwise", async () => {
    const visitor = await new Visitor(site.base).signIn(strategist);
    const form = await formTo(visitor, `${place}/att-gora`, /mottagande$/);
    const done = await visitor.post(form.action, put(form, "diaryNumber", ""));
    expect(done.to).toBe(`${place}/att-gora`);
    const shown = `${place}/utskick?visa=kom-inte-fram&sida=1`;
    const settle = await formTo(visitor, shown, /klart$/);
    expect((await visitor.post(settle.action, put(settle, "id", ""))).to).toBe(shown);
  });
});

describe("a link that goes out of date while somebody writes", () => {
  it("gives what was typed back, and leads to a new link", async () => {
    const visitor = new Visitor(site.base);
    const path = new URL(
      linkIn(await visitor.letter("gunilla.frost@smedjebacken.example", /Stämmer/), "bekrafta"),
    ).pathname;
    const form = await formAt(visitor, path);
    const raw = new Database(env.databasePath);
    const link = raw.prepare("SELECT id, expiresAt FROM Link WHERE purpose = 'confirm'").all() as {
      id: string;
      expiresAt: string;
    }[];
    raw.exec("UPDATE Link SET expiresAt = '2020-01-01T00:00:00.000+00:00' WHERE purpose = 'confirm'");
    const answer = await visitor.post(form.action, put(form, "note", "Vi saknar en ersättare."));
    expect(answer.status).toBe(410);
    expect(answer.html).toContain("Vi saknar en ersättare.");
    expect(answer.html).toContain(`href="/lank-utgangen/confirm/`);
    // Nothing typed: straight to where a new one is asked for.
    expect((await visitor.ask(path)).to).toMatch(/^\/lank-utgangen\/confirm\//);
    for (const l of link) raw.prepare("UPDATE Link SET expiresAt = ? WHERE id = ?").run(l.expiresAt, l.id);
    raw.close();
  });
});

describe("a press that comes twice", () => {
  it("shows a colleague's thanks twice, and counts the answer once", async () => {
    const member = await new Visitor(site.base).signIn("samordnare@norradalarna.example");
    const inquiry = await linked(member, `${place}/samla-in`, /samla-in\/[a-z0-9]{14}(\/svar\/[a-z-]+)?$/);
    const page = await member.get(`${inquiry.split("/svar")[0] ?? ""}/svar/orsa-kommun`);
    const path = /\/bidra\/[\w-]+/.exec(page.html)?.[0] ?? "";
    const visitor = new Visitor(site.base);
    const form = await formAt(visitor, path);
    const wrong = new Map<string, number>();
    const before = count("InquiryResponse");
    let entries: Entry[];
    for (let tries = 0; ; tries++) {
      entries = somebodys({ form, button: null, wrong, ticked: false });
      const answer = await visitor.post(path, entries);
      if (answer.status === 200 || tries > 5) break;
      for (const name of pointedAt(answer.html, form)) wrong.set(name, (wrong.get(name) ?? 0) + 1);
    }
    const all = await Promise.all([visitor.post(path, entries), visitor.post(path, entries)]);
    all.push(await visitor.post(path, entries));
    expect(all.map((a) => [a.status, /Tack!/.test(a.html)])).toEqual([
      [200, true],
      [200, true],
      [200, true],
    ]);
    expect(count("InquiryResponse")).toBe(before + 1);
  });
  it("with other words asks before it sends a second question about times", async () => {
    const visitor = await new Visitor(site.base).signIn(strategist);
    const form = await formAt(visitor, `${place}/moten/tider/ny`);
    const hours: Record<string, string> = { fromTime: "09.00", toTime: "11.00" };
    const entries = filled(form, "Vårens möte").map(([name, value]): Entry => [
      name,
      hours[name.split(".").pop() ?? ""] ?? value,
    ]);
    const different = entries
      .map(([name, value]): Entry => [name, name === "options.1.heldOn" ? addDays(today(), 67) : value])
      .filter(([name]) => !/options\.[2-4]/.test(name));
    const before = count("DatePoll");
    expect((await visitor.post(form.action, different)).status).toBe(303);
    const second = await visitor.post(
      form.action,
      different.map(([n, v]) => [n, n === "title" ? "Vårens extra möte" : v]),
    );
    expect(second.status).toBe(409);
    expect(second.html).toContain("Frågan är redan skickad");
    expect(stands(second.html, form.action, "title")).toEqual(["Vårens extra möte"]);
    expect(count("DatePoll")).toBe(before + 1);
  });
  it("sends no notice of a meeting that has changed since it was looked through, and shows the new one", async () => {
    const visitor = await new Visitor(site.base).signIn(strategist);
    const planned = row<{ id: string }>(
      "SELECT id FROM Meeting WHERE state = 'planned' AND heldOn > ?",
      today(),
    );
    const meeting = `${place}/moten/${must(planned, "a meeting that is planned").id}`;
    const form = await formTo(visitor, `${meeting}/kallelse`, /kallelse$/);
    const raw = new Database(env.databasePath);
    const { place: where } = raw
      .prepare("SELECT place FROM Meeting WHERE id = ?")
      .get(meeting.split("/").pop()) as {
      place: string;
    };
    raw.prepare("UPDATE Meeting SET place = 'En annan sal' WHERE id = ?").run(meeting.split("/").pop());
    const before = count("Letter");
    const refused = await visitor.post(form.action, put(form, "", ""));
    expect(refused.status).toBe(409);
    expect(refused.html).toContain("Något har ändrats sedan du granskade kallelsen");
    expect(refused.html).toContain("En annan sal");
    expect(count("Letter")).toBe(before);
    raw.prepare("UPDATE Meeting SET place = ? WHERE id = ?").run(where, meeting.split("/").pop());
    raw.close();
    const sent = await visitor.post(form.action, put(form, "", ""));
    expect(sent.to).toBe(meeting);
    expect(count("Letter")).toBeGreaterThan(before);
  });
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
  /** The long form: a wrong address is left by the press that checks it all. */
  const checks = async (page: Page, seat: "representative" | "deputy") => {
    await page.getByRole("button", { name: "Spara och fortsätt senare" }).waitFor();
    await page.locator(`[name="${seat}.name"]`).fill("Kvar Till Nästa Gång");
    const email = page.locator(`[name="${seat}.email"]`);
    // Once our code has the field: a fault that is left is shown, and goes.
    await page.waitForFunction(
      (name) => Object.keys(document.getElementsByName(name)[0] ?? {}).some((k) => k.startsWith("__react")),
      `${seat}.email`,
    );
    for (const [address, wrong] of [
      ["inte en adress", 1],
      ["kvar.till@falu.example", 0],
    ] as const) {
      await email.fill(address);
      await email.press("Tab");
      await page.waitForFunction(
        ([name, n]) => document.querySelectorAll(`[name="${name}"][aria-invalid="true"]`).length === n,
        [`${seat}.email`, wrong] as const,
      );
    }
    await email.fill("inte en adress");
    // All of it is seen at once: the browser does not scroll back what has moved.
    await page.setViewportSize({ width: 390, height: 9000 });
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
    expect(await page.locator(`[name="${seat}.name"]`).inputValue()).toBe("Kvar Till Nästa Gång");
  };
  it("has its press counted though the field that is left is wrong, and keeps what was typed", async () => {
    const { page, context } = await person(browser, { javaScript: true });
    await demoSignIn(page, site.base, strategist);
    await page.locator(".todo li", { hasText: "påbörjad blankett" }).getByText("Fortsätt").click();
    await checks(page, "representative");
    await context.close();
  });
  it("has so by a contact's link too", async () => {
    const { page, context } = await person(browser, { javaScript: true });
    const letter = await demoLetter(page, site.base, "registrator@rattvik.example", /fortsätt här/);
    await page.goto(site.base + new URL(linkIn(letter, "blankett")).pathname);
    await checks(page, "deputy");
    await context.close();
  });
});
