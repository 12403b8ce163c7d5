// A database from before forms were taken in as "På papper, ej undertecknat här": what stood in it, and what the migration makes of it.
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { beforeAll, describe, expect, it } from "vitest";
import "~/domain/reactions.server";
import { verifyReference, verifyUpload } from "~/domain/commitments/sealing/queries.server";
import { commitmentView } from "~/domain/commitments/queries.server";
import { linkPaper, storedPaper } from "~/domain/commitments/sealing/pages.server";
import { sheetsDue } from "~/domain/commitments/sealing/sheets.server";
import { ownPermit } from "~/domain/access/permits.server";
import { appointStaff } from "~/domain/network/commands.server";
import { db, transact } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { readStored, storeFile } from "~/platform/files.server";
import { now, today } from "~/platform/clock";
import { textOf } from "../sealing/paper";
import { startSite } from "../setup/server";
import { Visitor, type Entry } from "../setup/visitor";
import { asAccount, strategist } from "../world";

const own = "20261128172000_taken_in_on_paper";
const sealedBytes = Buffer.from("%PDF-1.7 sealed by mistake");
const hash = createHash("sha256").update(sealedBytes).digest("hex");
const at = "2026-11-20T09:00:00.000+00:00";
let before: Record<string, unknown>;

/** The rows as the product wrote them then: two taken in from a list (one sealed, one not yet), one signed here. */
function fill(raw: Database.Database, key: string): void {
  const insert = (table: string, given: Record<string, unknown>) =>
    raw
      .prepare(
        `INSERT INTO "${table}" (${Object.keys(given)
          .map((k) => `"${k}"`)
          .join()}) VALUES (${Object.keys(given)
          .map(() => "?")
          .join()})`,
      )
      .run(...Object.values(given));
  insert("County", {
    id: "c",
    code: "20",
    slug: "dalarna",
    name: "Dalarnas län",
    genitive: "Dalarnas",
    authority: "Länsstyrelsen i Dalarnas län",
    quietPeriods: "[]",
  });
  insert("Network", {
    id: "n",
    countyId: "c",
    slug: "lansgruppen",
    name: "Länsgruppen",
    shortName: "Länsgruppen",
    purpose: "Samverka.",
    mailbox: "brevlada@dalarna.example",
    diaryNumber: "801-2652-16",
  });
  for (const [o, origin] of [
    ["sealed", "moveIn"],
    ["waiting", "moveIn"],
    ["signed", "link"],
  ] as const) {
    const name = `Kommunen ${o}`;
    insert("Organisation", {
      id: o,
      countyId: "c",
      slug: o,
      name,
      sortKey: o,
      searchKey: o,
      kind: "municipality",
    });
    insert("Membership", { id: o, networkId: "n", organisationId: o, kind: "member", fromOn: "2020-01-01" });
    insert("Person", {
      id: o,
      countyId: "c",
      name: "Åsa Blom",
      sortKey: "a",
      searchKey: "a",
      email: `asa@${o}.example`,
      emailKey: `asa@${o}.example`,
    });
    const representative = {
      name: "Åsa Blom",
      title: "",
      email: `asa@${o}.example`,
      phone: "",
      protected: false,
      sharedMailbox: false,
    };
    const content = {
      kind: "first",
      organisation: name,
      association: null,
      representative,
      deputy: null,
      deputyLater: true,
      channels: [],
      startOn: "2023-01-01",
    };
    insert("Commitment", {
      id: o,
      networkId: "n",
      organisationId: o,
      kind: "first",
      state: "active",
      version: 3,
      origin,
      onBehalf: 1,
      content: JSON.stringify(content),
      contentHash: "5a".repeat(32),
      termsVersion: "2026-11",
      startOn: "2023-01-01",
      reference: `LG-${o.toUpperCase()}`,
      createdAt: at,
      touchedAt: at,
      sentAt: at,
      signedAt: at,
      receivedAt: at,
      diaryNumber: "801-2652-16",
    });
    insert("CommitmentStep", {
      id: o,
      commitmentId: o,
      number: 1,
      step: "attachPaper",
      toState: "signed",
      at,
      actorKind: "account",
    });
    insert("Signature", {
      id: o,
      commitmentId: o,
      seats: "representative",
      state: "signed",
      name: "Bo Chef",
      namedBy: JSON.stringify({ kind: "account", id: null, label: "Länsstyrelsen" }),
      method: "paper",
      signedName: "Bo Chef",
      signedAt: "2022-12-31T23:00:00.000+00:00",
      note: "Fanns redan på papper",
      declarationVersion: "2026-11",
      createdAt: at,
    });
    insert("Holding", {
      id: o,
      networkId: "n",
      organisationId: o,
      seat: "representative",
      personId: o,
      fromOn: "2023-01-01",
      commitmentId: o,
    });
    insert("Work", {
      id: o,
      kind: "seal",
      subjectId: o,
      nextAttemptAt: at,
      createdAt: at,
      doneAt: o === "waiting" ? null : at,
    });
    if (o !== "waiting")
      insert("File", {
        id: o,
        networkId: "n",
        commitmentId: o,
        role: "sealed",
        kind: "pdf",
        audience: "organisation",
        scanState: "clean",
        name: "uppdrag.pdf",
        size: sealedBytes.length,
        hash: o === "sealed" ? hash : "00",
        storageKey: key,
        createdAt: at,
      });
  }
}

beforeAll(async () => {
  const { storageKey } = await storeFile(sealedBytes);
  rmSync(env.databasePath);
  mkdirSync(dirname(env.databasePath), { recursive: true });
  const raw = new Database(env.databasePath);
  raw.pragma("foreign_keys = ON");
  const names = readdirSync("prisma/migrations")
    .filter((f) => !f.includes("."))
    .sort();
  const run = (name: string) =>
    raw.exec(readFileSync(join("prisma/migrations", name, "migration.sql"), "utf8"));
  for (const name of names.filter((n) => n < own)) run(name);
  fill(raw, storageKey);
  before = raw.prepare("SELECT * FROM Commitment WHERE id = 'signed'").get() as Record<string, unknown>;
  for (const name of names.filter((n) => n >= own)) run(name);
  raw.close();
});
const permit = async () => {
  await appointStaff(ownPermit("installation.manage", "cli", "test"), "n", {
    name: "Stina Strateg",
    email: strategist,
    role: "strategist",
    fromOn: today(),
    untilOn: null,
  });
  return asAccount("file.see", "n", strategist);
};

describe("a form that was taken in before", () => {
  it("loses what nobody did, and keeps what the list said", async () => {
    for (const id of ["sealed", "waiting"]) {
      expect(await db.commitment.findUniqueOrThrow({ where: { id } })).toMatchObject({
        state: "active",
        signedAt: null,
        sentAt: null,
        receivedAt: null,
        diaryNumber: null,
        startOn: "2023-01-01",
        dayUncertain: true,
      });
      expect(await db.signature.findUniqueOrThrow({ where: { id } })).toMatchObject({
        state: "onPaper",
        name: "Bo Chef",
        signedAt: null,
        signedName: null,
        declarationVersion: null,
        note: null,
      });
      expect(await db.holding.findUniqueOrThrow({ where: { id } })).toMatchObject({
        fromOn: "2023-01-01",
        fromKnown: false,
      });
    }
  });
  it("leaves what was signed here as it was, frozen", async () => {
    const raw = new Database(env.databasePath);
    expect(raw.prepare("SELECT * FROM Commitment WHERE id = 'signed'").get()).toMatchObject(before);
    expect(
      raw.prepare("SELECT signedName, declarationVersion FROM Signature WHERE id = 'signed'").get(),
    ).toEqual({
      signedName: "Bo Chef",
      declarationVersion: "2026-11",
    });
    for (const sql of [
      "UPDATE Commitment SET signedAt = NULL WHERE id = 'signed'",
      "UPDATE Commitment SET content = '{}' WHERE id = 'waiting'",
      "UPDATE Commitment SET startOn = '2024-01-01' WHERE id = 'waiting'",
      "UPDATE Commitment SET cameInOn = '2024-01-01' WHERE id = 'waiting'",
      "UPDATE Signature SET declarationVersion = NULL WHERE id = 'signed'",
      "DELETE FROM Holding WHERE id = 'waiting'",
      "DELETE FROM Commitment WHERE id = 'waiting'",
    ])
      expect(() => raw.prepare(sql).run(), sql).toThrow(/never/);
    raw.close();
  });
  it("gets an unsealed sheet by work that can be done again; the sealed file stays and is not the paper", async () => {
    expect(await db.work.findFirst({ where: { kind: "seal", doneAt: null } })).toBeNull();
    expect(await sheetsDue(now())).toBe(2);
    expect(await sheetsDue(now())).toBe(0);
    const files = await db.file.findMany({ where: { commitmentId: "sealed" }, orderBy: { role: "asc" } });
    expect(files.map((f) => f.role)).toEqual(["mistakenSeal", "sheet"]);
    expect(await readStored(files[0]!.storageKey)).toEqual(sealedBytes);
    const text = textOf((await linkPaper(await permit(), "sealed", false)).bytes);
    expect(text).toMatch(/På papper, ej undertecknat här/);
    expect(text).toMatch(/stämplad av misstag vid hämtning från Excel/);
    expect(text).toMatch(/Dag i listan\s+1 januari 2023/);
    expect(textOf(await readStored(files[1]!.storageKey))).toBe(text);
  });
  it("is not offered to its organisation by the file that was sealed, and is to the county board", async () => {
    const member = "asa@sealed.example";
    await transact(async (tx) => {
      const account = await tx.account.create({ data: { email: member, key: member, createdAt: now() } });
      await tx.person.update({ where: { id: "sealed" }, data: { accountId: account.id } });
    });
    const rolesFor = async (email: string) =>
      (await commitmentView(await asAccount("commitment.see", "n", email), "sealed")).files
        .map((f) => f.role)
        .sort();
    expect([await rolesFor(member), await rolesFor(strategist)]).toEqual([
      ["sheet"],
      ["mistakenSeal", "sheet"],
    ]);
    await expect(storedPaper(await asAccount("file.see", "n", member), "sealed")).rejects.toMatchObject({
      kind: "notFound",
    });
  });
  it("is known at /verifiera for what it is", async () => {
    expect(await verifyUpload(sealedBytes)).toEqual({
      verdict: "mistaken",
      sealedOn: "2026-11-20",
      reference: "LG-SEALED",
    });
    expect(await verifyReference("lg-sealed")).toMatchObject({
      onPaper: true,
      mistakenSeal: true,
      signedOn: null,
    });
    expect(await verifyReference("LG-SIGNED")).toMatchObject({ onPaper: false, signedOn: "2026-11-20" });
  });
  it("is called so on the page, by the file and by the reference", async () => {
    const site = await startSite();
    const visitor = new Visitor(site.base);
    const file = new File([sealedBytes], "uppdrag.pdf");
    const entries: Entry[] = [
      ["gor", "fil"],
      ["file", file],
    ];
    const { html } = await visitor.post("/verifiera", entries, true);
    expect(html).toContain("Stämplad av misstag vid hämtning från Excel");
    expect(html).not.toContain("Filen är vår och oförändrad");
    expect((await visitor.get("/verifiera/LG-SEALED")).html).toContain(
      "stämplad av misstag vid hämtning från Excel",
    );
    await site.stop();
  });
});

it("the migration changes nothing if it is stopped half-way", () => {
  const at = join(dirname(env.databasePath), "half.db");
  const raw = new Database(at);
  const names = readdirSync("prisma/migrations").filter((f) => !f.includes(".") && f < own);
  for (const name of names.sort())
    raw.exec(readFileSync(join("prisma/migrations", name, "migration.sql"), "utf8"));
  fill(raw, "k");
  const all = () => raw.prepare("SELECT name, sql FROM sqlite_master ORDER BY name").all();
  const [schema, rows] = [all(), raw.prepare("SELECT * FROM Commitment").all()];
  const sql = readFileSync(join("prisma/migrations", own, "migration.sql"), "utf8");
  expect(() =>
    raw.exec(sql.replace("-- A signed commitment never", "SELECT no_such_function();\n-- A")),
  ).toThrow();
  raw.close();
  const again = new Database(at);
  expect(again.prepare("SELECT name, sql FROM sqlite_master ORDER BY name").all()).toEqual(schema);
  expect(again.prepare("SELECT * FROM Commitment").all()).toEqual(rows);
  again.close();
});
