// Material from the strategist's hands to the readers': added, changed, in versions, opened, found, removed, forgotten.
import { Refusal } from "~/platform/refusal";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actOnAgenda, addItem } from "~/domain/meetings/agenda/commands.server";
import { agendaPage } from "~/domain/meetings/agenda/queries.server";
import { agendaActSchema, itemSchema } from "~/domain/meetings/agenda/schema";
import { givePlace, startGroup } from "~/domain/groups/commands.server";
import { groupSchema, placeSchema } from "~/domain/groups/schema";
import { convene, createMeeting, inviteGuest } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { addMaterial, changeMaterial } from "~/domain/material/commands.server";
import { openMaterial, pressOpen } from "~/domain/material/opening.server";
import { aboutPage, materialOf, materialPage } from "~/domain/material/queries.server";
import { forget, readDue } from "~/domain/material/reading.server";
import { aboutSchema, materialSchema } from "~/domain/material/schema";
import { sweepFiles } from "~/domain/commitments/sealing/commands.server";
import { listStored } from "~/platform/files.server";
import { addDays, startOfDay } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { asAccount, asLink, linkTo, makeWorld, signed, strategist, type World } from "../world";
import { bomb, docx, pdf, text, upload, xlsx } from "./make";

let w: World;
let meeting: string;
const today = "2027-02-01";
const at = (on: string, hours = 9) => setClock(new Date(startOfDay(on).getTime() + hours * 3_600_000));
const staff = () => asAccount("material.manage", w.networkId, strategist);
const member = (org: string, who = "asa.blom") =>
  asAccount("material.see", w.networkId, `${who}@${org}.example`);
const add = async (change: Record<string, unknown> = {}) =>
  addMaterial(
    await staff(),
    materialSchema.parse({
      audience: "network",
      meetingId: meeting,
      ...(change.url ? {} : { file: upload(text("Något att läsa"), "underlag.txt") }),
      ...change,
    }),
  );
const about = async (id: string) => aboutPage(await staff(), id);
const change = async (id: string, input: Record<string, unknown>) =>
  changeMaterial(await staff(), id, aboutSchema.parse({ version: (await about(id)).version, ...input }));
const refusal = (done: Promise<unknown>) =>
  done.then(
    () => null,
    (e: unknown) =>
      e instanceof Refusal && Object.keys(e.errors).length > 0 ? e.errors : (e as Error).message,
  );
beforeAll(async () => {
  at(today);
  w = await makeWorld();
  for (const org of ["leksand", "falu"]) await signed(w, org);
  await signed(w, "jour", {
    representative: { name: "Sara Hemlig", email: "hemlig@jour.example", protected: "on" },
  });
  const manager = await asAccount("meeting.manage", w.networkId, strategist);
  meeting = await createMeeting(
    manager,
    meetingSchema.parse({
      kind: "ordinary",
      title: "Vårens möte",
      heldOn: "2027-03-16",
      fromTime: "09:00",
      toTime: "16:00",
      place: "Falun",
    }),
  );
  await convene(manager, meeting, 1);
  await inviteGuest(manager, meeting, { name: "Greta Gäst", email: "gast@forskning.example" });
});
beforeEach(() => at(today));
afterAll(() => setClock(null));

describe("adding", () => {
  it("takes a file, its name as the title, or a link with one", async () => {
    expect(await about(await add({ file: upload(docx(["x"]), "Läges_bild.PDF") }))).toMatchObject({
      title: "Läges bild",
      sort: "file",
      versions: [{ number: 1, name: "Läges_bild.docx" }],
    });
    expect(
      await about(await add({ url: "https://exempel.example/rapport", title: "Rapporten" })),
    ).toMatchObject({
      title: "Rapporten",
      sort: "link",
      versions: [{ url: "https://exempel.example/rapport", state: "ready" }],
    });
    expect(await refusal(add({ url: "https://exempel.example/rapport" }))).toEqual({
      title: ["Skriv en rubrik till länken"],
    });
  });
  it("says at the field what is wrong", async () => {
    const input = async (given: Record<string, unknown>) =>
      refusal(
        (async () => addMaterial(await staff(), materialSchema.parse({ audience: "network", ...given })))(),
      );
    expect(await input({ file: upload(Buffer.alloc(25 * 1024 * 1024 + 1, 65), "stor.txt") })).toEqual({
      file: [expect.stringContaining("större än 25 MB")],
    });
    expect(await input({ file: upload(Buffer.alloc(25 * 1024 * 1024, 65), "precis.txt") })).toBeNull();
    expect(await input({ file: upload(text("<svg/>"), "bild.png") })).toEqual({
      file: [expect.stringContaining("Vi kan inte ta emot")],
    });
    expect(await input({})).toEqual({ file: ["Välj en fil eller skriv en adress"] });
    expect(await input({ file: upload(text("x"), "x.txt"), url: "https://a.example" })).toEqual({
      file: [expect.stringContaining("inte båda")],
    });
    expect(await input({ audience: "invited", file: upload(text("x"), "x.txt") })).toEqual({
      audience: [expect.stringContaining("ingen är kallad")],
    });
    expect(
      await input({ meetingId: meeting, agendaItemId: "borta", file: upload(text("x"), "x.txt") }),
    ).toEqual({ agendaItemId: [expect.stringContaining("finns inte längre")] });
    for (const url of [
      "http://a.example",
      "javascript:alert(1)",
      "https://u:p@a.example/",
      "https://localhost",
      "data:text/html,x",
    ])
      expect(materialSchema.safeParse({ audience: "network", url }).success, url).toBe(false);
    expect(materialSchema.safeParse({ audience: "network", title: "Om 19121212-1212" }).success).toBe(false);
  });
  it("adds nothing to a foreign meeting", async () => {
    const id = await add();
    const neighbour = await asAccount("material.manage", w.gavleNetworkId, "strateg@gavleborg.example");
    await expect(
      addMaterial(
        neighbour,
        materialSchema.parse({
          audience: "network",
          meetingId: meeting,
          url: "https://a.example",
          title: "x",
        }),
      ),
    ).rejects.toThrow("finns inte");
    expect(() => aboutPage(neighbour, id)).toThrow("finns inte");
    await expect(changeMaterial(neighbour, id, { gor: "ta-bort", version: 1 })).rejects.toThrow("finns inte");
  });
  it("to an item of the agenda; when the item goes, it is the whole meeting's", async () => {
    const manager = await asAccount("agenda.manage", w.networkId, strategist);
    const item = await addItem(
      manager,
      meeting,
      itemSchema.parse({ title: "Lägesbild", purpose: "dialogue" }),
    );
    const id = await add({ agendaItemId: item, title: "Till punkten" });
    expect(materialOf(await member("leksand"), meeting).find((l) => l.id === id)).toMatchObject({
      agendaItemId: item,
      item: "Lägesbild",
    });
    const mark = agendaPage(manager, meeting).items.find((i) => i.id === item)!.mark;
    await actOnAgenda(manager, meeting, agendaActSchema.parse({ gor: "ta-bort", id: item, mark }));
    expect(materialOf(await member("leksand"), meeting).find((l) => l.id === id)).toMatchObject({
      agendaItemId: null,
    });
  });
});

describe("changing", () => {
  it("gives title, audience and versions, the newest to readers", async () => {
    const id = await add({ title: "Ett", file: upload(text("första"), "a.txt") });
    await change(id, { gor: "spara", title: "Två", audience: "strategists" });
    await expect(openMaterial(await member("leksand"), id, null, true)).rejects.toThrow("finns inte");
    await change(id, { gor: "spara", title: "Två", audience: "network" });
    await change(id, { gor: "ny-version", file: upload(text("andra"), "b.txt") });
    const opened = await openMaterial(await member("leksand"), id, null, false);
    expect("bytes" in opened && [opened.bytes.toString(), opened.name, opened.kind]).toEqual([
      "andra",
      "b.txt",
      "txt",
    ]);
    const first = await openMaterial(await asAccount("material.see", w.networkId, strategist), id, 1, false);
    expect("bytes" in first && first.bytes.toString()).toBe("första");
    expect((await about(id)).versions.map((v) => v.number)).toEqual([2, 1]);
  });
  it("is a conflict to the second of two", async () => {
    const id = await add();
    const permit = await staff();
    const done = await Promise.allSettled(
      [1, 2, 3, 4].map((n) =>
        changeMaterial(
          permit,
          id,
          aboutSchema.parse({ gor: "ny-version", version: 1, file: upload(text(`v${n}`), "v.txt") }),
        ),
      ),
    );
    expect(done.filter((d) => d.status === "fulfilled")).toHaveLength(1);
    expect((await about(id)).versions).toHaveLength(2);
    await expect(
      changeMaterial(
        permit,
        id,
        aboutSchema.parse({ gor: "spara", version: 1, title: "x", audience: "network" }),
      ),
    ).rejects.toThrow("hann ändra");
  });
  it("each leaves a fact", async () => {
    const id = await add();
    await change(id, { gor: "spara", title: "x", audience: "network" });
    await change(id, { gor: "ny-version", url: "https://a.example/x" });
    await change(id, { gor: "ta-bort" });
    expect(
      (await db.event.findMany({ where: { subjectId: id }, orderBy: { seq: "asc" } })).map((e) => e.kind),
    ).toEqual(["material.added", "material.changed", "material.version", "material.removed"]);
  });
});

describe("who has opened", () => {
  const lineOf = async (id: string, org: string) =>
    (await about(id)).readers.find((r) => r.organisation === org)!;
  it("is told per organisation: once a person and version, by the strategist's own look not at all", async () => {
    const id = await add();
    expect(await lineOf(id, "Leksands kommun")).toMatchObject({ opened: [], not: ["Åsa Blom", "Per Öst"] });
    const asa = await member("leksand");
    await Promise.all([1, 2, 3].map(() => openMaterial(asa, id, null, true)));
    await openMaterial(await asAccount("material.see", w.networkId, strategist), id, null, true);
    await openMaterial(await member("falu"), id, null, false);
    expect(await db.materialOpening.count({ where: { version: { materialId: id } } })).toBe(1);
    expect(await lineOf(id, "Leksands kommun")).toMatchObject({
      opened: [{ who: "Åsa Blom", number: 1 }],
      not: ["Per Öst"],
    });
    expect((await lineOf(id, "Falu kommun")).opened).toEqual([]);
    expect(await lineOf(id, "Mora kommun")).toMatchObject({ opened: [], not: [] });
    await change(id, { gor: "ny-version", file: upload(text("ny"), "ny.txt") });
    await openMaterial(asa, id, null, true);
    expect((await lineOf(id, "Leksands kommun")).opened).toMatchObject([{ who: "Åsa Blom", number: 2 }]);
    expect(await db.materialOpening.count({ where: { version: { materialId: id } } })).toBe(2);
  });
  it("counts a guest by the press and never by the look", async () => {
    const id = await add({ audience: "invited" });
    const guest = asLink("material.see", await linkTo("attend", "gast@forskning.example"));
    await openMaterial(guest, id, null, false);
    expect((await about(id)).readers.at(-1)).toMatchObject({
      organisation: expect.stringContaining("Gäster") as string,
      opened: [],
      not: ["Greta Gäst"],
    });
    await pressOpen(guest, id);
    await pressOpen(guest, id);
    expect((await about(id)).readers.at(-1)).toMatchObject({ opened: [{ who: "Greta Gäst" }], not: [] });
    expect(materialOf(guest, meeting).find((l) => l.id === id)).toMatchObject({ opened: true });
    expect((await about(id)).readers.map((r) => r.organisation)).not.toContain("Mora kommun");
    const own = asLink("material.see", await linkTo("attend", "asa.blom@falu.example"));
    await pressOpen(own, id);
    expect((await about(id)).readers.find((r) => r.organisation === "Falu kommun")!.opened).toMatchObject([
      { who: "Åsa Blom" },
    ]);
  });
  it("names no protected person", async () => {
    const id = await add();
    await openMaterial(await member("jour", "hemlig"), id, null, true);
    expect(await lineOf(id, "Kvinnojourer i Dalarna")).toMatchObject({ opened: [{ who: "Representanten" }] });
    expect(JSON.stringify(await about(id))).not.toMatch(/Hemlig|Skyddad/);
  });
  it("is forgotten after a year", async () => {
    const before = await db.materialOpening.count();
    expect(before).toBeGreaterThan(0);
    await forget(startOfDay(addDays(today, 365)));
    expect(await db.materialOpening.count()).toBe(before);
    await forget(startOfDay(addDays(today, 367)));
    expect(await db.materialOpening.count()).toBe(0);
  });
});

describe("search", () => {
  const find = async (q: string, who = "leksand") =>
    materialPage(await member(who), q).lines.map((l) => l.title);
  it("finds titles and what stands in PDF, Word and text, by the beginning of words, å ä ö as letters of their own", async () => {
    await add({
      title: "Protokoll",
      file: upload(await pdf(["Umgängesrätten prövades i Älvdalen"]), "p.pdf"),
    });
    await add({ title: "Riktlinje", file: upload(docx(["Ångermanland och umgängesstöd"]), "r.docx") });
    await add({ title: "Anteckning", file: upload(text("Umgängesrätt för åsa"), "a.txt") });
    await add({ title: "Umgängeskalkyl", file: upload(xlsx(), "k.xlsx") });
    expect(await find("Protokoll")).toEqual(["Protokoll"]);
    expect(await find("umgänges")).toEqual(["Umgängeskalkyl"]);
    await readDue(now(), Infinity);
    expect((await find("UMGÄNGES")).sort()).toEqual([
      "Anteckning",
      "Protokoll",
      "Riktlinje",
      "Umgängeskalkyl",
    ]);
    expect((await find("umgänges"))[0]).toBe("Umgängeskalkyl");
    expect(await find("älvdalen umgängesr")).toEqual(["Protokoll"]);
    expect(await find("ÅSA")).toEqual(["Anteckning"]);
    expect([await find("asa"), await find("alvdalen"), await find("gängesrätt")]).toEqual([[], [], []]);
    const { snippet } = materialPage(await member("leksand"), "ångerm").lines[0]!;
    expect(snippet.filter((p) => p.found).map((p) => p.text)).toEqual(["Ångermanland"]);
  });
  it("is never an error, whatever is typed", async () => {
    const asa = await member("leksand");
    for (const q of ['"', "*", "a OR b", "title:x", "(", "^x NEAR/2", "-", "'; DROP", "å".repeat(500)])
      expect(Array.isArray(materialPage(asa, q).lines)).toBe(true);
  });
  it("finds no text of an older version, nor of what is removed", async () => {
    const id = await add({ title: "Utkast", file: upload(text("kvastskaft"), "u.txt") });
    await readDue(now(), Infinity);
    expect(await find("kvastskaft")).toEqual(["Utkast"]);
    await change(id, { gor: "ny-version", file: upload(text("sopborste"), "u.txt") });
    expect(await find("kvastskaft")).toEqual([]);
    await readDue(now(), Infinity);
    expect([await find("kvastskaft"), await find("sopborste")]).toEqual([[], ["Utkast"]]);
    await change(id, { gor: "ta-bort" });
    expect(await find("sopborste")).toEqual([]);
  });
  it("says that a hostile file's text could not be read, and reads the others", async () => {
    const hostile = await add({ title: "Bomben", file: upload(bomb(60), "b.docx") });
    const good = await add({ title: "Efteråt", file: upload(text("sillsallad"), "e.txt") });
    await readDue(now(), Infinity);
    expect([
      (await about(hostile)).versions[0]!.textState,
      (await about(good)).versions[0]!.textState,
    ]).toEqual(["failed", "read"]);
    expect(await find("Bomben")).toEqual(["Bomben"]);
    expect(await find("sillsallad")).toEqual(["Efteråt"]);
    expect(await readDue(now(), Infinity)).toBe(0);
  });
});

describe("what is removed", () => {
  it("is seen by nobody, and its bytes and text go after a month", async () => {
    const bytes = text("Det här ska bort helt och hållet");
    const id = await add({ title: "Bort", file: upload(bytes, "bort.txt") });
    await readDue(now(), Infinity);
    const file = await db.file.findFirstOrThrow({ where: { material: { materialId: id } } });
    await change(id, { gor: "ta-bort" });
    await expect(
      openMaterial(await asAccount("material.see", w.networkId, strategist), id, null, false),
    ).rejects.toThrow("finns inte");
    await forget(startOfDay(addDays(today, 29)));
    expect(await db.file.count({ where: { id: file.id } })).toBe(1);
    await forget(startOfDay(addDays(today, 32)));
    expect([
      await db.file.count({ where: { id: file.id } }),
      await db.materialText.count({ where: { materialId: id } }),
    ]).toEqual([0, 0]);
    // The store is old enough for the sweeper a day later, by the disk's own clock.
    const { utimesSync } = await import("node:fs");
    const old = new Date(Date.now() - 2 * 86_400_000);
    for (const { storageKey } of await listStored())
      utimesSync(`${process.env.DATA_DIR}/files/${storageKey}`, old, old);
    await sweepFiles(now());
    const left = (await listStored()).map((f) => f.storageKey);
    expect(left).not.toContain(file.storageKey);
    expect(left).toHaveLength(new Set((await db.file.findMany()).map((f) => f.storageKey)).size);
  });
  it("keeps the bytes that something else still names", async () => {
    const bytes = text("Samma i två");
    const [one, two] = [
      await add({ title: "Ett", file: upload(bytes, "1.txt") }),
      await add({ title: "Två", file: upload(bytes, "2.txt") }),
    ];
    await change(one, { gor: "ta-bort" });
    await forget(startOfDay(addDays(today, 40)));
    await sweepFiles(now());
    expect(await openMaterial(await member("leksand"), two, null, false)).toMatchObject({ name: "2.txt" });
  });
});

describe("what is for those called to a group's meeting", () => {
  it("is for the organisations that have a place there, not for every one that the same person sits for", async () => {
    at("2027-02-02");
    const both = { representative: { name: "Samordnaren Siv", email: "siv@samordnare.example" } };
    await signed(w, "falu", { ...both, deputy: { name: "Falus Frida", email: "frida@falu.example" } });
    await signed(w, "mora", { ...both, deputy: { name: "Moras Mia", email: "mia@mora.example" } });
    const group = await startGroup(
      await asAccount("group.manage", w.networkId, strategist),
      groupSchema.parse({ name: "Gruppen", purpose: "x", startOn: today }),
    );
    await givePlace(
      await asAccount("group.manage", w.networkId, strategist),
      group,
      placeSchema.parse({ organisationId: w.orgs.falu!.id, who: "representative" }),
    );
    const manager = await asAccount("meeting.manage", w.networkId, strategist);
    const m = await createMeeting(
      manager,
      meetingSchema.parse({
        kind: "group",
        groupId: group,
        title: "Gruppens möte",
        heldOn: addDays(today, 20),
        fromTime: "09:00",
        toTime: "10:00",
        place: "Falun",
      }),
    );
    await convene(manager, m, 1);
    const id = await addMaterial(
      await staff(),
      materialSchema.parse({
        audience: "invited",
        meetingId: m,
        file: upload(text("bara gruppen"), "g.txt"),
      }),
    );
    const sees = async (email: string) =>
      materialOf(await asAccount("material.see", w.networkId, email), m).length;
    expect([
      await sees("siv@samordnare.example"),
      await sees("frida@falu.example"),
      await sees("mia@mora.example"),
    ]).toEqual([1, 1, 0]);
    expect((await about(id)).readers.map((r) => r.organisation)).toEqual(["Falu kommun"]);
  });
});
