// /healthz tells whether what is written is kept: a full disk, a lock that somebody holds; and a full disk is left without halves of files.
import Database from "better-sqlite3";
import { execFileSync } from "node:child_process";
import { closeSync, copyFileSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeDatabase } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { sessionCookie, startSite, type Site } from "../setup/server";
import { Visitor, type Answer } from "../setup/visitor";
import { makeWorld, sessionFor, strategist } from "../world";

const data = process.env.DATA_DIR!;
const small = join(data, "small");
let site: Site;
let visitor: Visitor;
const health = async () => (await fetch(`${site.base}/healthz`)).status;
const until = async (status: number) => {
  while ((await health()) !== status);
};
const signIn = (n: number): Promise<Answer> => visitor.post("/logga-in", [["email", `nr${n}@full.example`]]);
const upload = (text: string): Promise<Answer> =>
  visitor.post(
    "/dalarna/lansgruppen/material/nytt",
    [
      ["title", "Stor"],
      ["audience", "network"],
      ["file", new File([text], "stor.txt")],
    ],
    true,
  );

const turns = (folder: string) => {
  const db = new Database(join(folder, "lansgrupp.db"), { readonly: true });
  const n = db.prepare("SELECT turns FROM Ledger").pluck().get();
  db.close();
  return n;
};
/** What a process finds that has written nothing yet, with the database in one folder and the files in another. */
async function attempt(database: string, files: string) {
  const before = { ...process.env };
  Object.assign(process.env, { DATABASE_URL: `file:${join(database, "lansgrupp.db")}`, DATA_DIR: files });
  vi.resetModules();
  try {
    const found = await (await import("~/platform/health.server")).health();
    await (await import("~/platform/db.server")).closeDatabase();
    return found;
  } finally {
    process.env = before;
  }
}

beforeAll(async () => {
  await makeWorld();
  const cookie = sessionCookie(await sessionFor(strategist));
  await closeDatabase();
  // A disk of its own, small enough to fill.
  mkdirSync(small);
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=24m", "tmpfs", small]);
  copyFileSync(env.databasePath, join(small, "lansgrupp.db"));
  site = await startSite({ DATA_DIR: small });
  visitor = new Visitor(site.base).holding(cookie);
});
afterAll(async () => {
  await site.stop();
  execFileSync("umount", [small]);
});

describe("an attempt", () => {
  it("finds that all is well, and commits nothing", async () => {
    const before = turns(data);
    expect(await attempt(data, data)).toBe("ok");
    expect(turns(data)).toBe(before);
  });
});

describe("a lock that another process holds", () => {
  it("is told after five seconds, while pages are shown, and forgotten when it is gone", async () => {
    await until(200);
    const other = new Database(join(small, "lansgrupp.db"));
    other.exec("BEGIN IMMEDIATE");
    const began = performance.now();
    const waiting = signIn(0);
    const paced: number[] = [];
    while ((await health()) === 200) {
      const asked = performance.now();
      expect((await fetch(`${site.base}/logga-in`)).status).toBe(200);
      paced.push(performance.now() - asked);
    }
    expect(performance.now() - began).toBeGreaterThan(4900);
    expect(performance.now() - began).toBeLessThan(9000);
    expect(Math.max(...paced)).toBeLessThan(2000);
    other.exec("ROLLBACK");
    other.close();
    expect((await waiting).status).toBe(303);
    expect(await health()).toBe(200);
  });
});

describe("a full disk", () => {
  const filler = join(small, "filler");
  const fill = () => {
    const file = openSync(filler, "w");
    try {
      for (const size of [65_536, 4096, 1]) {
        try {
          for (;;) writeSync(file, Buffer.alloc(size, 1));
        } catch (error) {
          expect((error as NodeJS.ErrnoException).code).toBe("ENOSPC");
        }
      }
    } finally {
      closeSync(file);
    }
  };
  it("is told, leaves no halves of files, and what comes after it is kept", async () => {
    fill();
    await until(503);
    const before = turns(small);
    expect(await health()).toBe(503);
    expect(turns(small)).toBe(before);
    expect(await attempt(data, small)).toBe("unwritable");
    expect(await attempt(small, data)).toBe("unwritable");
    const refused = await upload("x".repeat(200_000));
    expect([refused.status, refused.html.includes("Det gick inte att spara just nu.")]).toEqual([503, true]);
    const answers: number[] = [];
    for (let i = 1; (answers.at(-1) ?? 303) < 400; i++) answers.push((await signIn(i)).status);
    expect(answers.at(-1)).toBe(503);
    expect(await health()).toBe(503);
    const left = readdirSync(small, { recursive: true, encoding: "utf8" }).filter((f) =>
      /tmp|health|probe/.test(f),
    );
    expect(left).toEqual([]);
    rmSync(filler);
    expect((await signIn(1000)).status).toBe(303);
    expect(await health()).toBe(200);
    expect((await upload("y".repeat(200_000))).status).toBe(303);
  });
});
