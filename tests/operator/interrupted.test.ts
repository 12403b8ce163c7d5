// A migration that is killed on its way: the start itself takes it up again, and nothing of the rows is lost.
import { spawnSync } from "node:child_process";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { beforeAll, describe, expect, it } from "vitest";
import { migrations, resumeMigrations, scriptOf, shapeAfter, shapeOf } from "../../prisma/resume.mjs";
import { demoFolder } from "../setup/demo";
import { countRows, fillAsBefore } from "../setup/filled.mjs";

const folder = process.env.DATA_DIR ?? "";
const old = join(folder, "before.db");
const path = join(folder, "interrupted.db");
const killer = join(folder, "killer.mjs");
/** It changes rows as well as tables. */
const victim = "20261128172000_taken_in_on_paper";
const back = migrations.length - migrations.indexOf("20261128171800_keys");
const before = () => migrations.slice(0, migrations.indexOf(victim));

function put(from: string): void {
  for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(path + end, { force: true });
  cpSync(from, path);
}
/** What `npm start` does about the database, and nothing else of it. */
const start = (more: Record<string, string> = {}) =>
  spawnSync(
    process.execPath,
    ["--input-type=module", "-e", `await (await import("./app/cli/setup.mjs")).migrate()`],
    { encoding: "utf8", env: { ...process.env, DATABASE_URL: `file:${path}`, ...more } },
  );
function look<T>(read: (database: Database.Database) => T): T {
  const database = new Database(path);
  try {
    return read(database);
  } finally {
    database.close();
  }
}
const listed = (where = "1") =>
  look((database) =>
    database
      .prepare<[], string>(
        `SELECT migration_name FROM _prisma_migrations WHERE ${where} ORDER BY migration_name`,
      )
      .pluck()
      .all(),
  );

// In the engine, before anything else: ends it as a power cut would, after so many pieces of the script, or at its end.
writeFileSync(
  killer,
  `import { createRequire } from "node:module";
   const { prototype } = createRequire(${JSON.stringify(join(process.cwd(), "package.json"))})("better-sqlite3");
   const { exec, prepare } = prototype;
   const die = () => process.kill(process.pid, "SIGKILL");
   const at = process.env.DIE_AT;
   let reached = false;
   prototype.exec = function (sql) {
     if (sql.includes('ADD COLUMN "cameInOn"')) {
       reached = true;
       if (!Number.isNaN(Number(at))) {
         const pieces = sql.split(/(?<=;)\\n\\n/);
         exec.call(this, pieces.slice(0, Math.floor(pieces.length * Number(at))).join("\\n\\n"));
         die();
       }
     }
     const result = exec.call(this, sql);
     if (reached && at === "after the end" && sql === "COMMIT") die();
     return result;
   };
   prototype.prepare = function (sql) {
     if (reached && at === "before the end" && sql.includes("SET \`finished_at\`")) die();
     return prepare.call(this, sql);
   };`,
);

beforeAll(async () => {
  fillAsBefore(join(await demoFolder(), "lansgrupp.db"), old, back);
});

describe("a migration that is killed in the middle of a filled database", () => {
  it.each(["0.2", "0.8", "before the end", "after the end"])(
    "is done anew by the next start: killed at %s",
    (moment) => {
      put(old);
      const killed = start({ DIE_AT: moment, NODE_OPTIONS: `--import ${killer}` });
      expect(killed.status).not.toBe(0);
      const done = moment === "after the end" ? [...before(), victim] : before();
      expect(listed()).toEqual(done);
      expect(look(shapeOf)).toBe(shapeAfter(done));

      const again = start();
      expect([again.status, again.stderr]).toEqual([0, ""]);
      expect(listed("finished_at IS NOT NULL AND applied_steps_count = 1")).toEqual(migrations);
      expect(look(shapeOf)).toBe(shapeAfter(migrations));
      const rows = countRows(path);
      for (const [table, count] of Object.entries(countRows(old)))
        expect(rows[table], table).toBeGreaterThanOrEqual(count);
    },
  );
});

describe("a migration that fails", () => {
  it("leaves nothing, and says why at every start until it can be done", () => {
    put(old);
    look((database) => database.exec(`CREATE TABLE "Press" ("id" TEXT)`));
    for (let i = 0; i < 2; i++) {
      const said = start();
      expect(said.status).toBe(1);
      expect(said.stderr).toMatch(/table "Press" already exists/);
      expect(said.stderr).not.toMatch(/P3009/);
    }
    look((database) => database.exec(`DROP TABLE "Press"`));
    expect(start().status).toBe(0);
    expect(look(shapeOf)).toBe(shapeAfter(migrations));
  });
});

describe("what an earlier engine began and did not finish", () => {
  const begun = (statements: string) =>
    look((database) => {
      database.exec(statements);
      database
        .prepare(
          `INSERT INTO _prisma_migrations (id, checksum, started_at, migration_name) VALUES ('x', 'x', '2026-11-28T12:00:00.000+00:00', ?)`,
        )
        .run("20261128171800_keys");
    });
  it("is done anew where nothing of it stands", () => {
    put(old);
    begun("");
    expect(start().status).toBe(0);
    expect(listed("finished_at IS NOT NULL")).toEqual(migrations);
    expect(look(shapeOf)).toBe(shapeAfter(migrations));
  });
  it("is finished where all of it stands", () => {
    put(old);
    begun(scriptOf("20261128171800_keys"));
    expect(resumeMigrations(path)).toBeNull();
    expect(listed("id = 'x' AND finished_at IS NOT NULL")).toEqual(["20261128171800_keys"]);
  });
  it("stops the start with a sentence where half of it stands, and nothing is changed", () => {
    put(old);
    begun(scriptOf("20261128171800_keys").split(/(?<=;)\n/)[0] ?? "");
    const shape = look(shapeOf);
    const said = start();
    expect([said.status, said.stderr]).toEqual([
      78,
      expect.stringMatching(/avbröts mitt i 20261128171800_keys.*\nLägg tillbaka säkerhetskopian/),
    ]);
    expect(look(shapeOf)).toBe(shape);
  });
});
