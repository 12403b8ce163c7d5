// The customer's own Excel list, taken in as "På papper, ej undertecknat här".
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import Papa from "papaparse";
import Database from "better-sqlite3";
import { asAccount, makeWorld, movedIn, strategist, type World } from "../world";
import { moveIn, takeBack } from "~/domain/commitments/moving-in/commands.server";
import { correctTo, correctView } from "~/domain/commitments/moving-in/correcting.server";
import { carried, opened, preview } from "~/domain/commitments/moving-in/judged.server";
import { correctSchema } from "~/domain/commitments/moving-in/schema";
import { readTable } from "~/domain/commitments/moving-in/table.server";
import { commitmentView } from "~/domain/commitments/queries.server";
import { sealDue } from "~/domain/commitments/sealing/commands.server";
import { linkPaper } from "~/domain/commitments/sealing/pages.server";
import { verifyReference } from "~/domain/commitments/sealing/queries.server";
import { sheetsDue } from "~/domain/commitments/sealing/sheets.server";
import { addOrganisation } from "~/domain/organisations/commands.server";
import { organisationPage } from "~/domain/organisations/queries.server";
import { holdingsOf, sittingOn } from "~/domain/seats/queries.server";
import { now, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { textOf } from "../sealing/paper";

let w: World;
const p = () => asAccount("moveIn.use", w.networkId, strategist);
const manage = () => asAccount("organisation.manage", w.networkId, strategist);
beforeAll(async () => {
  w = await makeWorld();
  const have = new Set(["Leksands kommun", "Falu kommun", "Mora kommun", "Kvinnojourer i Dalarna"]);
  const { data } = Papa.parse<{ name: string; kind: string }>(
    readFileSync("prisma/data/dalarna-organisations.csv", "utf8").trim(),
    { header: true },
  );
  for (const o of data.filter((x) => !have.has(x.name)))
    await addOrganisation(await manage(), {
      name: o.name,
      kind: o.kind,
      municipalityCode: null,
      principal: null,
    });
  await addOrganisation(await manage(), {
    name: "Kvinnojouren Gryning",
    kind: "civilSociety",
    municipalityCode: null,
    principal: null,
  });
});
const region = () => db.organisation.findFirstOrThrow({ where: { name: "Region Dalarna" } });
const formOf = async (name: string) =>
  db.commitment.findFirstOrThrow({
    where: { organisation: { name }, origin: "moveIn" },
    include: { signatures: true, organisation: true },
    orderBy: { createdAt: "desc" },
  });

describe("the list of 2026", () => {
  it("is read as it is, with clear errors by row, and taken in with what it says and no more", async () => {
    const table = await readTable(readFileSync("tests/data/medlemslista-2026.xlsx"), "");
    expect(table.otherSheets).toEqual(["Närvaro 2026"]);
    const { rows, ignored } = preview(await p(), table.cells);
    expect(ignored).toEqual(["Interna kontaktvägar / kommentar"]);
    const of = (name: string) =>
      rows.find((r) => r.organisation.toLowerCase().startsWith(name.toLowerCase()))!;
    expect(rows.length).toBeGreaterThanOrEqual(20);
    expect(of("Region Dalarna")).toMatchObject({
      representative: "Anna Dahlström",
      deputy: "Nils Öman",
      manager: "Björn Äng",
      managerTitle: "Verksamhetschef",
      managerPhone: "0240-10000",
      startOn: "",
      cameInOn: "2023-01-01",
      errors: [],
    });
    expect(of("SÄTERS KOMMUN").organisationId).not.toBeNull();
    expect(of("Leksands kommun").errors.join()).toMatch(/Representant saknas/);
    expect(of("Polismyndigheten").errors.join()).toMatch(/bara en mejladress/);
    expect(of("Avesta kommun").errors.join()).toMatch(/”våren 2022” går inte att läsa/);
    expect(of("Gagnefs kommun").deputy).toBe("");
    expect(of("Kvinnojouren Gryning")).toMatchObject({ representative: "", protected: true, errors: [] });
    const before = await db.letter.count();
    expect(await moveIn(await p(), rows)).toEqual({
      moved: rows.filter((r) => r.errors.length === 0).length,
    });
    const { id } = await region();
    expect(sittingOn(holdingsOf(w.networkId, id), "representative", "2024-06-01")).toMatchObject({
      name: "Anna Dahlström",
      fromOn: "2023-01-01",
      fromKnown: false,
    });
    expect(sittingOn(holdingsOf(w.networkId, id), "representative", "2022-12-31")).toBeNull();
    // They have been members all the time: nobody is welcomed, and nothing waits to be received.
    expect(await db.letter.count()).toBe(before);
    // The same coordinator, written in three ways, is one person.
    expect(await db.person.count({ where: { emailKey: "marta.sjoo@mora.example" } })).toBe(1);
  });
  it("is a fact without seal, declaration, signature's time or diary number", async () => {
    const c = await formOf("Region Dalarna");
    expect(c).toMatchObject({
      state: "active",
      signedAt: null,
      sentAt: null,
      receivedAt: null,
      diaryNumber: null,
      startOn: null,
      cameInOn: "2023-01-01",
    });
    expect(c.signatures).toMatchObject([
      { state: "onPaper", signedAt: null, declarationVersion: null, signedName: null, name: "Björn Äng" },
    ]);
    expect(await sealDue(now())).toBe(0);
    expect(await sheetsDue(now())).toBe(await db.commitment.count({ where: { origin: "moveIn" } }));
    expect(await sheetsDue(now())).toBe(0);
    const [file] = await db.file.findMany({ where: { commitmentId: c.id } });
    expect(file).toMatchObject({ role: "sheet", audience: "organisation" });
    const link = await asAccount("file.see", w.networkId, strategist);
    const text = textOf((await linkPaper(link, c.id, false)).bytes);
    expect(text).toMatch(/På papper, ej undertecknat här/);
    expect(text).toMatch(/Blanketten kom in\s+1 januari 2023/);
    expect(text).toMatch(/Gäller från\s+Okänt/);
    expect(text).not.toMatch(/Undertecknad \d|stämpel|Försäkran|801-2652-16/i);
    expect(await verifyReference(c.reference)).toEqual({
      found: true,
      signedOn: null,
      onPaper: true,
      mistakenSeal: false,
      over: null,
    });
    const view = await commitmentView(await asAccount("commitment.see", w.networkId, strategist), c.id);
    expect(view.may).toMatchObject({ receive: false, correct: true });
  });
  it("is not taken in twice", async () => {
    const table = await readTable(readFileSync("tests/data/medlemslista-2026.xlsx"), "");
    expect(preview(await p(), table.cells).rows.filter((r) => r.errors.length === 0)).toEqual([]);
  });
  it("shows nobody of a shelter, and “(skyddad)” stands nowhere", async () => {
    const person = await db.person.findFirstOrThrow({
      where: { holdings: { some: { organisation: { name: "Kvinnojouren Gryning" } } } },
    });
    expect(person).toMatchObject({ protected: true, name: "Skyddad person", email: null, searchKey: "" });
    const raw = new Database(env.databasePath, { readonly: true });
    const tables = raw
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
      .pluck()
      .all() as string[];
    const holding = (text: RegExp) =>
      tables.filter((t) => text.test(JSON.stringify(raw.prepare(`SELECT * FROM "${t}"`).all())));
    expect(holding(/kontakt@jouren/i).sort()).toEqual(["Account", "CommitmentSecret", "ProtectedIdentity"]);
    expect(holding(/\(skyddad\)/i)).toEqual([]);
    raw.close();
  });
});

describe("what was looked at is what is done", () => {
  const cells = (name: string, on: string) => [name, "Åsa Öst", "asa@x.example", "", "", "Bo Chef", on];
  it("the judged rows come back as they were, from the same strategist within a day", async () => {
    const permit = await p();
    const { rows } = preview(permit, [cells("Mora kommun", "2024-01-01")]);
    const text = carried(permit, rows);
    expect(opened(permit, text)).toEqual(rows);
    expect(opened({ ...permit, now: new Date(permit.now.getTime() + 25 * 3_600_000) }, text)).toBeNull();
    const [body, mark] = text.split(".") as [string, string];
    const forged = Buffer.from(
      Buffer.from(body, "base64url").toString().replace("Åsa Öst", "Eva Ny"),
    ).toString("base64url");
    expect(opened(permit, `${forged}.${mark}`)).toBeNull();
    expect(opened(permit, "nonsense")).toBeNull();
    const other = await asAccount("moveIn.use", w.gavleNetworkId, "strateg@gavleborg.example");
    expect(opened(other, text)).toBeNull();
  });
  it("tells of what another has done since, and does nothing", async () => {
    await addOrganisation(await manage(), {
      name: "Ny kommun",
      kind: "municipality",
      municipalityCode: null,
      principal: null,
    });
    await addOrganisation(await manage(), {
      name: "Annan kommun",
      kind: "municipality",
      municipalityCode: null,
      principal: null,
    });
    const both = preview(await p(), [
      cells("Ny kommun", "2024-01-01"),
      cells("Annan kommun", "2024-01-01"),
    ]).rows;
    await moveIn(await p(), preview(await p(), [cells("Ny kommun", "2023-01-01")]).rows);
    const answer = await moveIn(await p(), both);
    expect(answer).toMatchObject({
      inTheWay: [{ organisation: "Ny kommun", errors: ["Organisationen har redan en blankett här"] }],
    });
    expect(await db.commitment.count({ where: { organisation: { name: "Annan kommun" } } })).toBe(0);
  });
  it("keeps a day that has not been out of history, and a row from before somebody else's time", async () => {
    const [row] = preview(await p(), [
      cells("Leksands kommun", `${Number(today().slice(0, 4)) + 1}-01-01`),
    ]).rows;
    expect(row!.errors.join()).toMatch(/inte varit/);
    const id = await movedIn(w, { Organisation: "Orsa nya kommun" });
    const { organisationId } = await db.commitment.findUniqueOrThrow({ where: { id } });
    const raw = new Database(env.databasePath);
    raw.prepare("UPDATE Commitment SET state = 'ended' WHERE id = ?").run(id);
    raw.prepare("UPDATE Holding SET untilOn = '2025-06-01' WHERE organisationId = ?").run(organisationId);
    raw.close();
    const [early] = preview(await p(), [cells("Orsa nya kommun", "2025-01-01")]).rows;
    expect(early!.errors).toEqual(["Någon annan har redan haft platsen här efter den dagen"]);
    const [late] = preview(await p(), [cells("Orsa nya kommun", "2025-06-01")]).rows;
    expect(late!.errors).toEqual([]);
  });
});

describe("a form on paper", () => {
  it("is corrected: the right one stands, the mistaken one is taken back, and no person is left over", async () => {
    const id = await movedIn(w, { Organisation: "Siljans kommun", Mejl: "sofia@siljan.example" });
    const { values } = await correctView(await p(), id);
    expect(values).toMatchObject({
      representative: "Sofia Äng",
      startOn: "2024-03-01",
      manager: "Eva Norén",
    });
    const anew = await correctTo(
      await p(),
      id,
      correctSchema.parse({
        ...values,
        protected: undefined,
        representative: "Sofie Äng",
        startOn: "",
        cameInOn: "2024-02-01",
      }),
    );
    expect(await db.commitment.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: "withdrawn" });
    const c = await db.commitment.findUniqueOrThrow({ where: { id: anew } });
    expect(c).toMatchObject({ state: "active", startOn: null, cameInOn: "2024-02-01" });
    const all = holdingsOf(w.networkId, c.organisationId);
    expect(all.map((h) => [h.name, h.fromOn, h.fromKnown])).toEqual([
      ["Sofie Äng", "2024-02-01", false],
      ["Siv Ström", "2024-02-01", false],
    ]);
    expect(await db.person.count({ where: { name: "Sofia Äng", email: "sofia@siljan.example" } })).toBe(0);
    expect(await db.managerTerm.count({ where: { organisationId: c.organisationId } })).toBe(2);
    await expect(
      correctTo(
        await p(),
        anew,
        correctSchema.parse({ ...values, protected: undefined, startOn: "2099-01-01" }),
      ),
    ).rejects.toMatchObject({ errors: { startOn: ["Dagen har inte varit än"] } });
  });
  it("is taken back: the organisation stands as before, and it is told that it was so", async () => {
    const id = await movedIn(w, { Organisation: "Vansbro nya kommun", Mejl: "x@vansbro.example" });
    const { organisationId } = await db.commitment.findUniqueOrThrow({ where: { id } });
    await takeBack(await p(), id, "Fel kommun");
    expect(holdingsOf(w.networkId, organisationId)).toEqual([]);
    expect(await db.managerTerm.count({ where: { organisationId } })).toBe(0);
    expect(await db.account.count({ where: { email: "x@vansbro.example" } })).toBe(0);
    const { slug } = await db.organisation.findUniqueOrThrow({ where: { id: organisationId } });
    const page = organisationPage(await asAccount("organisation.see", w.networkId, strategist), slug, null);
    expect(JSON.stringify(page.timeline)).toMatch(/tog bort eller rättade/);
    // And the row can be taken in again.
    await movedIn(w, { Organisation: "Vansbro nya kommun", Mejl: "x@vansbro.example" });
  });
  it("is not taken back once its seats have been passed on", async () => {
    const id = await movedIn(w, { Organisation: "Säters nya kommun" });
    const raw = new Database(env.databasePath);
    raw.prepare("UPDATE Holding SET untilOn = ? WHERE commitmentId = ? AND seat = 'deputy'").run(today(), id);
    raw.close();
    await expect(takeBack(await p(), id, "Fel")).rejects.toMatchObject({ kind: "conflict" });
    const other = await asAccount("moveIn.use", w.gavleNetworkId, "strateg@gavleborg.example");
    await expect(takeBack(other, id, "Fel")).rejects.toMatchObject({ kind: "notFound" });
  });
  it("keeps a protected person's details where nothing new is typed", async () => {
    const id = await movedIn(w, {
      Organisation: "Jouren Stjärnan",
      Representant: "Sara Hemlig (skyddad)",
      Mejl: "sara@stjarnan.example",
    });
    const view = await correctView(await p(), id);
    expect(JSON.stringify(view)).not.toMatch(/Hemlig|sara@/);
    const anew = await correctTo(await p(), id, correctSchema.parse({ ...view.values, manager: "Ny Chef" }));
    const secret = await db.commitmentSecret.findUniqueOrThrow({ where: { commitmentId: anew } });
    expect(secret.content).toMatch(/Sara Hemlig.*sara@stjarnan/);
  });
  it("protects one of the two, stays so when something else is mended, and takes one tick of an old page for both", async () => {
    const id = await movedIn(w, {
      Organisation: "Jouren Solen",
      Representant: "Sol Strand (skyddade uppgifter)",
      Mejl: "sol@solen.example",
      Ersättare: "Dag Dal (ej skyddad)",
      "Mejl ersättare": "dag@solen.example",
    });
    const seated = async (form: string) => {
      const { organisationId } = await db.commitment.findUniqueOrThrow({ where: { id: form } });
      return holdingsOf(w.networkId, organisationId).map((h) => [h.seat, h.name, h.hidden]);
    };
    const kept = [
      ["representative", "Skyddad person", true],
      ["deputy", "Dag Dal", false],
    ];
    expect(await seated(id)).toEqual(kept);
    const { values } = await correctView(await p(), id);
    expect(values).toMatchObject({ representativeProtected: "on", deputyProtected: "" });
    const anew = await correctTo(await p(), id, correctSchema.parse({ ...values, managerTitle: "Chef" }));
    expect(await seated(anew)).toEqual(kept);
    const old = {
      ...values,
      representativeProtected: undefined,
      deputyProtected: undefined,
      protected: "on",
    };
    const last = await correctTo(await p(), anew, correctSchema.parse(old));
    expect((await seated(last)).map((h) => h[2])).toEqual([true, true]);
  });
  it("is mended with a person's name or with the tick, in letters that paper can write", async () => {
    const id = await movedIn(w, {
      Organisation: "Ludvika nya kommun",
      Mejl: "l@ludvika.example",
      Ersättare: "Dan Dal",
      "Mejl ersättare": "dan@ludvika.example",
    });
    const { values } = await correctView(await p(), id);
    const wrong = (change: Record<string, string>) =>
      correctSchema.safeParse({ ...values, ...change }).error?.issues.map((i) => i.path.join(".")) ?? [];
    for (const name of ["representative", "deputy", "manager"]) {
      expect(wrong({ [name]: "(skyddad)", [`${name}Protected`]: "on" })).toEqual([name]);
      expect(wrong({ [name]: "日本 太郎" })).toEqual([name]);
      expect(wrong({ [`${name}Title`]: "課長" })).toEqual([`${name}Title`]);
      expect(wrong({ [`${name}Phone`]: "☎ 1" })).toEqual([`${name}Phone`]);
    }
    const twice = { deputy: "sofia äng", deputyEmail: "L@ludvika.example" };
    await expect(
      correctTo(await p(), id, correctSchema.parse({ ...values, ...twice })),
    ).rejects.toMatchObject({ errors: { deputy: [expect.stringMatching(/samma person/)] } });
    const nameless = { ...values, representative: "", representativeProtected: "on" };
    const anew = await correctTo(await p(), id, correctSchema.parse(nameless));
    expect(
      (await db.holding.findMany({ where: { commitmentId: anew }, include: { person: true } }))
        .map((h) => `${h.seat} ${h.person.name}`)
        .sort(),
    ).toEqual(["deputy Dan Dal", "representative Skyddad person"]);
  });
});

it("takes in somebody without a name as protected, whatever else the row says", async () => {
  const id = await movedIn(w, {
    Organisation: "Jouren Månen",
    Representant: "(skyddad)",
    Mejl: "kontakt@manen.example",
    Ersättare: "Moa Ek",
    "Mejl ersättare": "moa@manen.example",
    Kommentar: "Ersättaren är ej skyddad",
  });
  const seats = await db.holding.findMany({
    where: { commitmentId: id },
    orderBy: { seat: "desc" },
    include: { person: true },
  });
  expect(seats.map((h) => [h.seat, h.person.name, h.person.protected])).toEqual([
    ["representative", "Skyddad person", true],
    ["deputy", "Moa Ek", false],
  ]);
});

describe("pasted and uploaded text", () => {
  it("takes tabs, semicolons and Windows-1252, without a heading row", async () => {
    const line = ["Falu kommun", "Åsa Öst", "asa@falu.se", "", "", "Björn Chef", "2024-01-01"];
    const semicolons = await readTable(Buffer.from(line.join(";"), "latin1"), "");
    expect(semicolons.cells).toEqual([line]);
    expect((await readTable(null, line.join("\t"))).cells).toEqual([line]);
  });
  it("says what is wrong with a file it cannot read, and cuts no list", async () => {
    await expect(readTable(Buffer.from("PK\u0003\u0004not a zip"), "")).rejects.toMatchObject({
      errors: { file: [expect.stringMatching(/gick inte att läsa/)] },
    });
    await expect(readTable(Buffer.alloc(3_000_000), "")).rejects.toMatchObject({
      errors: { file: [expect.stringMatching(/för stor/)] },
    });
    await expect(readTable(null, "a\tb\n".repeat(1001))).rejects.toMatchObject({
      errors: { rows: [expect.stringMatching(/1 000 rader/)] },
    });
  });
});
