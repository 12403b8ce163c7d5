// Material over the web: handed in by a form without scripts, served with safe headers, opened by whom it is for.
import { ended } from "../setup/ended";
import type { Browser } from "playwright-core";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMaterial } from "~/domain/material/commands.server";
import { aboutPage } from "~/domain/material/queries.server";
import { materialSchema } from "~/domain/material/schema";
import { convene, createMeeting, inviteGuest } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { linkToken } from "~/domain/access/tokens.server";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { follow, launch, person, press, says } from "../journeys/browser";
import { sessionCookie, startSite, type Site } from "../setup/server";
import { asAccount, linkTo, makeWorld, sessionFor, signed, strategist, type World } from "../world";
import { docx, pdf, png, text, upload } from "./make";

let w: World;
let site: Site;
let browser: Browser;
let meeting: string;
const cookies: Record<string, string> = {};
const at = "/dalarna/lansgruppen";
const staff = () => asAccount("material.manage", w.networkId, strategist);
const add = async (bytes: Buffer, name: string, change: Record<string, unknown> = {}) =>
  addMaterial(
    await staff(),
    materialSchema.parse({ audience: "network", meetingId: meeting, file: upload(bytes, name), ...change }),
  );
const get = (path: string, who = "", more: RequestInit = {}) =>
  fetch(site.base + path, {
    redirect: "manual",
    ...more,
    headers: { ...(cookies[who] ? { Cookie: cookies[who] } : {}), ...(more.headers as object) },
  });
const openings = () => db.materialOpening.count();

beforeAll(async () => {
  w = await makeWorld();
  await signed(w, "leksand");
  const manager = await asAccount("meeting.manage", w.networkId, strategist);
  meeting = await createMeeting(
    manager,
    meetingSchema.parse({
      kind: "ordinary",
      title: "Vårens möte",
      heldOn: addDays(today(), 20),
      fromTime: "09:00",
      toTime: "16:00",
      place: "Falun",
    }),
  );
  await convene(manager, meeting, 1);
  await inviteGuest(manager, meeting, { name: "Greta Gäst", email: "gast@forskning.example" });
  for (const [who, email] of [
    ["staff", strategist],
    ["member", "asa.blom@leksand.example"],
    ["neighbour", "strateg@gavleborg.example"],
  ] as const)
    cookies[who] = sessionCookie(await sessionFor(email));
  site = await startSite();
  browser = await launch();
});
afterAll(async () => {
  await ended(browser, site);
});

describe("a file", () => {
  it("is sent as what it is, under its Swedish name, and runs nothing", async () => {
    const cases: [Buffer, string, string, string, string][] = [
      [await pdf(["hej"]), "Lägesbild åäö.exe", "application/pdf", "attachment", "Lägesbild åäö.pdf"],
      [
        docx(["hej"]),
        "Årsplan.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "attachment",
        "Årsplan.docx",
      ],
      [text("hej"), "läs.html", "text/plain; charset=utf-8", "inline", "läs.txt"],
      [png, "bild.svg", "image/png", "inline", "bild.png"],
    ];
    for (const [bytes, name, type, how, saved] of cases) {
      const answer = await get(`${at}/material/${await add(bytes, name)}`, "member");
      expect(answer.status).toBe(200);
      const headers = Object.fromEntries(answer.headers);
      expect(headers).toMatchObject({
        "content-type": type,
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
        "content-language": "sv",
      });
      expect(headers["content-security-policy"]).toContain("default-src 'none'; sandbox");
      expect(headers["content-disposition"]).toBe(
        `${how}; filename="${saved.normalize("NFD").replace(/[^\x20-\x7e]/g, "")}"; filename*=UTF-8''${encodeURIComponent(saved)}`,
      );
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    }
  });
  it("counts the GET of whoever is signed in, no HEAD, no fetching ahead, nobody else's", async () => {
    const path = `${at}/material/${await add(text("räkna"), "r.txt", { audience: "everyone" })}`;
    const before = await openings();
    await get(path, "member", { method: "HEAD" });
    await get(path, "member", { headers: { "Sec-Purpose": "prefetch" } });
    for (const who of ["", "staff", "neighbour"]) expect((await get(path, who)).status).toBe(200);
    expect(await openings()).toBe(before);
    await get(path, "member");
    await get(path, "member");
    expect(await openings()).toBe(before + 1);
  });
  it("a link leads on, over https", async () => {
    const id = await addMaterial(
      await staff(),
      materialSchema.parse({ audience: "network", title: "Rapport", url: "https://exempel.example/r" }),
    );
    const answer = await get(`${at}/material/${id}`, "member");
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "https://exempel.example/r"]);
  });
});

describe("by the link of a letter", () => {
  it("the press counts and gives the file; a scanner's look does not count", async () => {
    const id = await add(text("Till gästen"), "gast.txt", { audience: "invited" });
    const hidden = await add(text("Bara medlemmar"), "m.txt");
    const { token } = (await linkToken((await linkTo("attend", "gast@forskning.example")).id))!;
    const before = await openings();
    for (const path of [`/svar/${token}`, `/svar/${token}/material/${id}`]) {
      await get(path);
      await get(path, "", { method: "HEAD" });
    }
    expect(await openings()).toBe(before);
    const press = (material: string) =>
      get(`/svar/${token}/material/${material}`, "", {
        method: "POST",
        headers: { Origin: site.base, "Content-Type": "application/x-www-form-urlencoded" },
        body: "",
      });
    const pressed = await press(id);
    expect([pressed.status, pressed.headers.get("location")]).toEqual([303, `/svar/${token}/material/${id}`]);
    expect(await (await get(pressed.headers.get("location")!)).text()).toBe("Till gästen");
    expect(await openings()).toBe(before + 1);
    expect([(await press(hidden)).status, (await get(`/svar/${token}/material/${hidden}`)).status]).toEqual([
      404, 404,
    ]);
    expect(await (await get(`/svar/${token}`)).text()).not.toContain(">m<");
  });
});

describe("the form", () => {
  it("without scripts: says at the field what is wrong and keeps what was typed; then takes it, and members find it", async () => {
    const staffPage = await person(browser, { javaScript: false });
    await staffPage.context.addCookies([
      { name: "lg_session", value: cookies.staff!.split("=").slice(1).join("="), url: site.base },
    ]);
    const { page } = staffPage;
    const file = (name: string, bytes: Buffer) => {
      const path = join(process.env.DATA_DIR!, name);
      writeFileSync(path, bytes);
      return path;
    };
    await page.goto(`${site.base}${at}/moten/${meeting}`);
    await page.locator("#material").getByRole("link", { name: "Lägg till" }).click();
    await page.getByLabel("Rubrik").fill("Underlag om umgänge");
    await page.getByLabel("De som är kallade").check();
    for (const [bytes, sentence] of [
      [Buffer.alloc(31 * 1024 * 1024, "a"), /större än 25 MB/],
      [text("<svg/>"), /Vi kan inte ta emot/],
    ] as const) {
      await page.getByLabel("Fil", { exact: true }).setInputFiles(file("fel.pdf", bytes));
      await press(page, "Lägg till");
      await page.locator("#fel").getByText(sentence).waitFor();
      await page.locator("#f-file-error").getByText(sentence).waitFor();
      expect(await page.title()).toMatch(/^Fel:/);
      expect(await page.getByLabel("Rubrik").inputValue()).toBe("Underlag om umgänge");
      expect(await page.getByLabel("De som är kallade").isChecked()).toBe(true);
    }
    await page
      .getByLabel("Fil", { exact: true })
      .setInputFiles(file("ratt.bin", await pdf(["Umgängesrätt och barnets bästa"])));
    await press(page, "Lägg till");
    await page.locator("#material").getByRole("link", { name: "Underlag om umgänge", exact: true }).waitFor();

    const phone = await person(browser, { javaScript: false, width: 390 });
    await phone.context.addCookies([
      { name: "lg_session", value: cookies.member!.split("=").slice(1).join("="), url: site.base },
    ]);
    await expect
      .poll(
        async () => {
          await phone.page.goto(`${site.base}${at}/material`);
          await phone.page.getByLabel("Sök i rubriker och i filernas text").fill("barnets bäs");
          await press(phone.page, "Sök");
          return phone.page.locator("mark").allInnerTexts();
        },
        { timeout: 30_000 },
      )
      .toEqual(["barnets", "bästa"]);
    const [download] = await Promise.all([
      phone.page.waitForEvent("download"),
      follow(phone.page, "Underlag om umgänge"),
    ]);
    expect(download.suggestedFilename()).toBe("ratt.pdf");

    await page.getByRole("link", { name: "Hantera Underlag om umgänge" }).first().click();
    await says(page, "Underlag om umgänge");
    await page.getByRole("row", { name: /Leksands kommun.*Åsa Blom/ }).waitFor();
    expect([...staffPage.errors, ...phone.errors]).toEqual([]);
  });
  it("keeps nothing of a file from whoever may not hand one in, and turns away what is past all bounds", async () => {
    const files = await db.file.count();
    const body = () => {
      const form = new FormData();
      form.set("audience", "network");
      form.set("title", "x");
      form.set("file", upload(Buffer.alloc(20 * 1024 * 1024, "a"), "a.txt"));
      return form;
    };
    const whole = async (who: string) => {
      const sent = new Response(body());
      const bytes = Buffer.from(await sent.arrayBuffer());
      return get(`${at}/material/nytt`, who, {
        method: "POST",
        headers: { Origin: site.base, "Content-Type": sent.headers.get("content-type")! },
        body: bytes,
      });
    };
    expect([
      (await whole("member")).status,
      (await whole("neighbour")).status,
      (await whole("")).status,
    ]).toEqual([403, 404, 303]);
    expect(await db.file.count()).toBe(files);
    const sixty = new Response(
      (() => {
        const form = new FormData();
        form.set("file", upload(Buffer.alloc(61 * 1024 * 1024), "a.txt"));
        return form;
      })(),
    );
    const bytes = Buffer.from(await sixty.arrayBuffer());
    expect(
      await get(`${at}/material/nytt`, "staff", {
        method: "POST",
        headers: { Origin: site.base, "Content-Type": sixty.headers.get("content-type")! },
        body: bytes,
      }).then(
        (r) => r.status,
        () => 413,
      ),
    ).toBe(413);
    expect(
      aboutPage(
        await staff(),
        (await db.material.findFirstOrThrow({ where: { title: "Underlag om umgänge" } })).id,
      ).versions,
    ).toHaveLength(1);
  });
});
