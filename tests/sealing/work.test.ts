// Sealing as work: from a signed commitment to stored files, done once, done again after a fault, swept.
import { beforeAll, describe, expect, it } from "vitest";
import { readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeWorld, signed, type World } from "../world";
import { sealDue, storeScan, sweepFiles } from "~/domain/commitments/sealing/commands.server";
import { verifyReference, verifyUpload } from "~/domain/commitments/sealing/queries.server";
import { todayOn } from "~/platform/calendar";
import { now } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { env, sha256 } from "~/platform/env.server";
import { kindByContent, listStored, readStored, storeFile } from "~/platform/files.server";
import { Refusal } from "~/platform/refusal";
import { pdfsig, qpdf, textOf, updated } from "./paper";

let w: World;
const minutes = (n: number) => new Date(now().getTime() + n * 60_000);
const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const old = (storageKey: string) => {
  const path = join(env.dataDir, "files", storageKey);
  const at = new Date(statSync(path).mtimeMs - 25 * 3_600_000);
  utimesSync(path, at, at);
};
beforeAll(async () => {
  w = await makeWorld();
});

describe("a signed commitment", () => {
  let id: string;
  it("is sealed once, with its row, its fact and a file that verifies", async () => {
    id = await signed(w, "leksand");
    expect(await sealDue(now())).toBe(1);
    expect(await sealDue(minutes(10))).toBe(0);
    const files = await db.file.findMany({ where: { commitmentId: id } });
    expect(files).toHaveLength(1);
    const file = files[0]!;
    expect(file).toMatchObject({
      role: "sealed",
      audience: "organisation",
      kind: "pdf",
      scanState: "clean",
      name: `uppdrag-${w.orgs.leksand!.slug}-${todayOn(now())}.pdf`,
    });
    const bytes = await readStored(file.storageKey);
    expect([sha256(bytes), bytes.length]).toEqual([file.hash, file.size]);
    expect(qpdf(bytes).status).toBe(0);
    expect(pdfsig(bytes)).toContain("Signature is Valid");
    const c = await db.commitment.findUniqueOrThrow({ where: { id } });
    expect(textOf(bytes)).toContain(c.contentHash!.slice(0, 32));
    expect(await verifyUpload(bytes)).toEqual({
      verdict: "ours",
      sealedOn: todayOn(now()),
      reference: c.reference,
    });
    expect(await verifyUpload(updated(bytes, "x"))).toEqual({ verdict: "changed" });
    expect(await verifyUpload(png)).toEqual({ verdict: "foreign" });
    expect(await verifyReference(` ${c.reference.toLowerCase().replaceAll("-", " ")} `)).toMatchObject({
      found: true,
      signedOn: todayOn(now()),
    });
    expect(await verifyReference("LG-AAAA-AAAA-AAAA")).toMatchObject({ found: false, signedOn: null });
    const event = await db.event.findFirstOrThrow({ where: { kind: "commitment.sealed", subjectId: id } });
    expect(JSON.parse(event.data)).toMatchObject({ files: [file.id] });
  });
  it("is told by its seal also when its row is lost", async () => {
    const file = await db.file.findFirstOrThrow({ where: { commitmentId: id } });
    const bytes = await readStored(file.storageKey);
    await transact((tx) => tx.file.update({ where: { id: file.id }, data: { hash: "-" } }));
    expect(await verifyUpload(bytes)).toEqual({ verdict: "ours", sealedOn: todayOn(now()) });
    await transact((tx) => tx.file.update({ where: { id: file.id }, data: { hash: file.hash } }));
  });
  it("whose sealer was killed is sealed by the next one, once, and two at a time do it once", async () => {
    const mora = await signed(w, "mora");
    await transact((tx) => tx.work.updateMany({ where: { subjectId: mora }, data: { claimedAt: now() } }));
    expect(await sealDue(minutes(1))).toBe(0);
    // The second finds the first one's claim stale while the first still works.
    const done = await Promise.all([sealDue(minutes(3)), sealDue(minutes(6))]);
    expect(done.reduce((a, b) => a + b)).toBe(1);
    expect(await db.file.count({ where: { commitmentId: mora } })).toBe(1);
  });
});

describe("a protected person", () => {
  it("is in the strategist's file only", async () => {
    const change = {
      representative: {
        name: "Hemlig Hilding",
        email: "hilding@falu.example",
        phone: "070-999",
        protected: "on",
      },
    };
    const id = await signed(w, "falu", change);
    expect(await sealDue(now())).toBe(1);
    const files = await db.file.findMany({ where: { commitmentId: id }, orderBy: { role: "asc" } });
    expect(files.map((f) => [f.role, f.audience])).toEqual([
      ["sealed", "strategist"],
      ["sealedMasked", "organisation"],
    ]);
    const [full, masked] = await Promise.all(files.map((f) => readStored(f.storageKey)));
    expect(textOf(full!)).toContain("Hemlig Hilding");
    for (const secret of ["Hilding", "hilding@", "070-999"]) expect(textOf(masked!)).not.toContain(secret);
    expect(textOf(masked!)).toContain("Skyddad person");
    for (const bytes of [full!, masked!]) expect((await verifyUpload(bytes)).verdict).toBe("ours");
    expect(files[0]!.name).toBe(files[1]!.name);
  });
});

describe("a fault", () => {
  it("is kept with the work, waited out, and done over", async () => {
    const id = await signed(w, "jour");
    const folder = join(env.dataDir, "files");
    const before = process.env.DATA_DIR!;
    // The database stays where it is; the files' folder cannot be made under a file.
    process.env.DATABASE_URL = `file:${env.databasePath}`;
    writeFileSync(join(before, "not-a-folder"), "");
    process.env.DATA_DIR = join(before, "not-a-folder");
    expect(await sealDue(now())).toBe(0);
    process.env.DATA_DIR = before;
    delete process.env.DATABASE_URL;
    const work = await db.work.findFirstOrThrow({ where: { subjectId: id } });
    expect(work).toMatchObject({ attempts: 1, doneAt: null, claimedAt: null });
    expect(work.error).toBeTruthy();
    expect(work.nextAttemptAt.getTime()).toBeGreaterThan(now().getTime());
    expect(await sealDue(minutes(5))).toBe(1);
    expect((await db.work.findFirstOrThrow({ where: { subjectId: id } })).error).toBeNull();
    expect(readdirSync(folder).length).toBeGreaterThan(0);
  });
});

describe("stored files", () => {
  it("are what their bytes say, not their names", () => {
    expect(kindByContent(Buffer.from("%PDF-1.7\n"))).toBe("pdf");
    expect(kindByContent(png)).toBe("png");
    expect(kindByContent(Buffer.from("ffd8ffe000104a464946", "hex"))).toBe("jpeg");
    for (const other of ["", "<html>", "MZ", " %PDF-1.7", "\x89PNG"])
      expect(kindByContent(Buffer.from(other, "latin1")), other).toBeNull();
  });
  it("are read by their key alone, and a rotten one is an error", async () => {
    const { storageKey } = await storeFile(Buffer.from("some bytes"));
    expect((await readStored(storageKey)).toString()).toBe("some bytes");
    writeFileSync(join(env.dataDir, "files", storageKey), "other bytes");
    await expect(readStored(storageKey)).rejects.toThrow(/damaged/);
    await expect(readStored("../lansgrupp.db")).rejects.toThrow(/storage key/);
  });
  it("are swept when no row names them and they are a day old", async () => {
    await sweepFiles(now());
    const young = await storeFile(Buffer.from("young orphan"));
    const orphan = await storeFile(Buffer.from("old orphan"));
    const kept = await db.file.findFirstOrThrow({ where: { role: "sealed" } });
    const half = `${orphan.storageKey.slice(0, 2)}/.tmp-0123456789abcdef`;
    // What a kill left behind while the sweeper itself asked what time it was on the disk.
    const probe = ".probe-0123456789ab";
    for (const left of [half, probe]) writeFileSync(join(env.dataDir, "files", left), "half");
    for (const key of [orphan.storageKey, kept.storageKey, half, probe]) old(key);
    expect(await sweepFiles(now())).toBe(3);
    const keys = (await listStored()).map((f) => f.storageKey);
    expect(keys).toContain(young.storageKey);
    expect(keys).toContain(kept.storageKey);
    expect(keys).not.toContain(orphan.storageKey);
  });
  it("a scan is kept as what it is; anything else and too much is refused at its field", async () => {
    const id = await storeScan(png, "C:\\skanner\\Blankett <1>.exe", w.networkId, now());
    expect(await db.file.findUniqueOrThrow({ where: { id } })).toMatchObject({
      role: "scan",
      kind: "png",
      audience: "strategist",
      name: "Blankett 1.png",
      commitmentId: null,
    });
    for (const bytes of [
      Buffer.from("<script>"),
      Buffer.alloc(0),
      Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]),
    ]) {
      const refused = await storeScan(bytes, "a.pdf", w.networkId, now()).catch((e: unknown) => e);
      expect(refused).toBeInstanceOf(Refusal);
      expect(Object.keys((refused as Refusal).errors)).toEqual(["scan"]);
    }
    // Never attached: gone with its row after a day.
    await sweepFiles(minutes(25 * 60));
    expect(await db.file.findUnique({ where: { id } })).toBeNull();
  });
});
