// A changed or missing byte is found, wherever it is: in the chain of facts, in a file, in a sealed paper or its row.
import Database from "better-sqlite3";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { sealDue } from "~/domain/commitments/sealing/commands.server";
import { verifyRecords } from "~/domain/records/verify.server";
import { recurring } from "~/jobs/recurring.server";
import { now } from "~/platform/clock";
import { closeDatabase, db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { must } from "~/platform/must";
import { makeWorld, signed } from "../world";

let id: string;
beforeAll(async () => {
  const w = await makeWorld();
  id = await signed(w, "leksand");
  await sealDue(now());
});

/** Whatever somebody with the file in hand may do: there are no triggers for them. Undone afterwards. */
async function tampered(act: (raw: Database.Database) => void): Promise<string[]> {
  await closeDatabase();
  const whole = readFileSync(env.databasePath);
  const raw = new Database(env.databasePath);
  raw.pragma("foreign_keys = OFF");
  const triggers = raw.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all();
  for (const { name } of triggers as { name: string }[]) raw.exec(`DROP TRIGGER "${name}"`);
  act(raw);
  raw.close();
  try {
    return (await verifyRecords()).faults.map((f) => `${f.about} ${f.where}: ${f.what}`);
  } finally {
    await closeDatabase();
    for (const end of ["", "-wal", "-shm"]) rmSync(env.databasePath + end, { force: true });
    writeFileSync(env.databasePath, whole);
  }
}

describe("the check of everything that is kept", () => {
  it("finds nothing where nothing was touched, and counts what it read", async () => {
    expect(await verifyRecords()).toMatchObject({
      faults: [],
      files: 1,
      papers: 1,
      events: await db.event.count(),
    });
  });
  it.each([
    ["data", "UPDATE Event SET data = replace(data, '}', ' }') WHERE seq = 4"],
    ["kind", "UPDATE Event SET kind = kind || 'x' WHERE seq = 2"],
    ["actor", "UPDATE Event SET actorId = 'x' WHERE seq = 3"],
    ["time", "UPDATE Event SET at = replace(at, '+00:00', 'Z') WHERE seq = 3"],
    ["hash", "UPDATE Event SET hash = 'x' || substr(hash, 2) WHERE seq = 3"],
    ["first row gone", "DELETE FROM Event WHERE seq = 1"],
    ["row gone", "DELETE FROM Event WHERE seq = 5"],
    ["last row gone", "DELETE FROM Event WHERE seq = (SELECT max(seq) FROM Event)"],
    ["rows moved", "UPDATE Event SET seq = 9999 WHERE seq = 3"],
  ])("finds a changed fact: %s", async (_, sql) => {
    expect((await tampered((raw) => raw.exec(sql))).join()).toMatch(/event /);
  });
  it.each([
    ["content", `UPDATE Commitment SET content = replace(content, 'Blom', 'Blum')`],
    ["day", `UPDATE Commitment SET startOn = '2030-01-01'`],
    ["reference", `UPDATE Commitment SET reference = reference || 'X'`],
    ["signed at", `UPDATE Commitment SET signedAt = '2020-01-01T00:00:00.000+00:00'`],
    ["signer's name", `UPDATE Signature SET signedName = 'Karin Chif'`],
    ["signer's title", `UPDATE Signature SET signedTitle = 'Chef'`],
    ["file's hash", `UPDATE File SET hash = 'x' || substr(hash, 2)`],
    ["file's size", `UPDATE File SET size = size + 1`],
    ["file's row gone", `DELETE FROM File`],
    ["signature's row gone", `DELETE FROM Signature`],
    ["form's row gone", `DELETE FROM Commitment`],
  ])("finds a paper's changed row: %s", async (_, sql) => {
    expect((await tampered((raw) => raw.exec(sql))).join()).toMatch(/paper /);
  });
  it("finds a paper whose bytes and row were both exchanged", async () => {
    const other = readFileSync("tests/data/medlemslista-2026.xlsx");
    const { storeFile } = await import("~/platform/files.server");
    const stored = await storeFile(other);
    const found = await tampered((raw) =>
      raw
        .prepare("UPDATE File SET hash = ?, storageKey = ?, size = ?")
        .run(stored.hash, stored.storageKey, stored.size),
    );
    expect(found.join()).toMatch(/inte det som stämplades/);
  });
  it("finds a changed byte of a file, and a missing one; by itself says so to the administrators, once a week", async () => {
    const { run } = must(
      recurring.find((j) => j.name === "records.verify"),
      "recurring work",
    );
    const file = await db.file.findFirstOrThrow({ where: { commitmentId: id } });
    const path = join(env.dataDir, "files", file.storageKey);
    const whole = readFileSync(path);
    expect(await run(now())).toBe(0);
    expect(await db.recordCheck.count()).toBe(1);
    const nextWeek = new Date(now().getTime() + 7 * 86_400_000);
    const touched = Buffer.from(whole);
    touched[whole.length >> 1] = (touched[whole.length >> 1] ?? 0) ^ 1;
    rmSync(path);
    writeFileSync(path, touched);
    expect(await run(nextWeek)).toBe(1);
    expect(await run(nextWeek)).toBe(0);
    const letters = await db.letter.findMany({ where: { kind: "records.broken" } });
    expect(letters.map((l) => [l.to, l.subject])).toEqual([
      ["admin@dalarna.example", "Kontrollen hittade ett fel i det som sparas"],
    ]);
    rmSync(path);
    expect((await verifyRecords()).faults.map((f) => f.what)).toEqual(["Filen saknas eller är ändrad."]);
    writeFileSync(path, whole);
    expect((await verifyRecords()).faults).toEqual([]);
  });
});
