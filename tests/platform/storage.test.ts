// One suite for both places that files may lie in.
import { ended } from "../setup/ended";
import { randomBytes } from "node:crypto";
import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sweepFiles } from "~/domain/commitments/sealing/commands.server";
import { now } from "~/platform/clock";
import { sha256 } from "~/platform/env.server";
import { listStored, readStored, removeStored, storeFile } from "~/platform/files.server";
import { Refusal } from "~/platform/refusal";
import { startBucket, type BucketServer } from "./bucket";

const bucket = "lansgrupp";
let server: BucketServer;
const secret = "en/hemlighet+med=tecken";
const settings = () => ({
  S3_ENDPOINT: server.endpoint,
  S3_BUCKET: bucket,
  S3_ACCESS_KEY_ID: "NYCKEL",
  S3_SECRET_ACCESS_KEY: secret,
  S3_REGION: "eu-north-1",
});
const clear = () => {
  for (const name of Object.keys(settings())) Reflect.deleteProperty(process.env, name);
};
const keys = async () => (await listStored()).map((f) => f.storageKey).sort();

beforeAll(async () => {
  server = await startBucket({
    name: bucket,
    accessKeyId: "NYCKEL",
    secretAccessKey: secret,
    region: "eu-north-1",
  });
});
afterAll(async () => {
  clear();
  await ended(server);
});

describe.each(["disk", "bucket"])("files on the %s", (where) => {
  beforeAll(() => {
    if (where === "bucket") Object.assign(process.env, settings());
    else clear();
  });
  const path = (key: string) => join(process.env.DATA_DIR!, "files", key);
  const lies = (key: string) => [existsSync(path(key)), server.objects.has(`files/${key}`)];
  const old = new Date(Date.now() - 2 * 86_400_000);
  const spoil = (key: string) =>
    where === "disk"
      ? writeFileSync(path(key), "ruttnat")
      : void (server.objects.get(`files/${key}`)!.bytes = Buffer.from("ruttnat"));
  const age = (key: string) =>
    where === "disk" ? utimesSync(path(key), old, old) : void (server.objects.get(`files/${key}`)!.at = old);

  it("come back as they were, under the name of their content, and lie where they should", async () => {
    for (const bytes of [
      Buffer.from(`Räksmörgås ${where}`),
      randomBytes(3_000_000),
      Buffer.from([0, where.length]),
    ]) {
      const stored = await storeFile(bytes);
      expect(stored).toEqual({
        storageKey: `${sha256(bytes).slice(0, 2)}/${sha256(bytes)}`,
        hash: sha256(bytes),
        size: bytes.length,
      });
      expect((await readStored(stored.storageKey)).equals(bytes)).toBe(true);
      expect(lies(stored.storageKey)).toEqual(where === "disk" ? [true, false] : [false, true]);
    }
  });
  it("are one, however often and however many at once store the same", async () => {
    const before = (await keys()).length;
    const all = await Promise.all(Array.from({ length: 8 }, () => storeFile(Buffer.from("samma"))));
    expect(new Set(all.map((s) => s.storageKey)).size).toBe(1);
    expect(await keys()).toHaveLength(before + 1);
  });
  it("are listed, young, and removed once and for all", async () => {
    const { storageKey } = await storeFile(Buffer.from("att ta bort"));
    const listed = (await listStored()).find((f) => f.storageKey === storageKey)!;
    expect(listed.temporary).toBe(false);
    expect(Math.abs(listed.ageMs)).toBeLessThan(3_600_000);
    expect(await sweepFiles(now())).toBe(0);
    const orphan = (await storeFile(Buffer.from("ingen rad nämner den"))).storageKey;
    const again = (await storeFile(Buffer.from("lagd hit igen"))).storageKey;
    for (const key of [orphan, again]) age(key);
    await storeFile(Buffer.from("lagd hit igen"));
    expect(await sweepFiles(now())).toBe(1);
    expect(await keys()).toContain(again);
    expect(await keys()).not.toContain(orphan);
    await removeStored(storageKey);
    await removeStored(storageKey);
    expect(await keys()).not.toContain(storageKey);
    await expect(readStored(storageKey)).rejects.toThrow();
  });
  it("that have rotted are an error, and no key leads elsewhere", async () => {
    const { storageKey } = await storeFile(Buffer.from("hel och ren"));
    spoil(storageKey);
    await expect(readStored(storageKey)).rejects.toThrow(/damaged/);
    await removeStored(storageKey);
    for (const key of ["../../etc/passwd", "ab/../../x", "", `ab/${"a".repeat(63)}`])
      for (const act of [readStored, removeStored])
        await expect(act(key)).rejects.toThrow(/Not a storage key/);
  });
});

describe("a bucket", () => {
  beforeAll(() => {
    Object.assign(process.env, settings());
  });
  it("is listed past its first thousand", async () => {
    const before = new Set(await keys());
    // Laid there past our client: a thousand connections at once are more than any server need take.
    const laid = Array.from({ length: 1005 }, (_, i) => sha256(`nummer ${i}`)).map(
      (hash) => `${hash.slice(0, 2)}/${hash}`,
    );
    for (const key of laid) server.objects.set(`files/${key}`, { bytes: Buffer.from(""), at: new Date() });
    const after = await keys();
    expect(after.filter((k) => !before.has(k))).toEqual(laid.sort());
  });
  it("refuses a wrong secret, and says so without the secret", async () => {
    process.env.S3_SECRET_ACCESS_KEY = "fel-hemlighet";
    const refused = await storeFile(Buffer.from("x")).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    const { kind, cause } = refused as Refusal;
    expect([kind, String(cause)]).toEqual([
      "unsaved",
      expect.stringMatching(/403 to PUT: SignatureDoesNotMatch/),
    ]);
    expect(String(cause)).not.toContain("fel-hemlighet");
    process.env.S3_SECRET_ACCESS_KEY = secret;
  });
  it("with half its settings is an error, never the disk", async () => {
    delete process.env.S3_BUCKET;
    await expect(storeFile(Buffer.from("y"))).rejects.toThrow("S3_BUCKET");
    process.env.S3_BUCKET = bucket;
  });
  it("that does not answer is an error", async () => {
    process.env.S3_ENDPOINT = "http://127.0.0.1:1";
    await expect(storeFile(Buffer.from("z"))).rejects.toThrow();
    process.env.S3_ENDPOINT = server.endpoint;
  });
});
