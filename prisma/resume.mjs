// A migration that was interrupted is taken up again by the start itself. One migration is one transaction
// (prisma/schema-engine.mjs), so what ends in the middle of it leaves nothing behind. A row that says "begun" and
// not "finished" is from an engine before that: it is settled by looking at what stands in the database.
import Database from "better-sqlite3";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { databasePath, root } from "./where.mjs";

const folder = join(root, "prisma/migrations");
export const scriptOf = (name) => readFileSync(join(folder, name, "migration.sql"), "utf8");
export const migrations = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

/** Every table, index and trigger as it is written in the database. */
export function shapeOf(database) {
  const rows = database
    .prepare(
      `SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND tbl_name <> '_prisma_migrations' ORDER BY type, name`,
    )
    .all();
  return rows.map(({ type, name, sql }) => `${type} ${name}: ${sql}`).join("\n");
}

/** What the named migrations make of an empty database. */
export function shapeAfter(names) {
  const database = new Database(":memory:");
  try {
    for (const name of names) database.exec(scriptOf(name));
    return shapeOf(database);
  } finally {
    database.close();
  }
}

/** Whether the shape tells how far a script came: it changes nothing else, or it came with a transaction of its own. */
function toldByShape(script) {
  const bare = script.replace(/^--.*$/gm, "").trim();
  return /^BEGIN;/i.test(bare) || !/^(INSERT|UPDATE|DELETE|REPLACE|WITH)\b/im.test(bare);
}

const unfinished = `SELECT id, migration_name AS name FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL`;

/**
 * Settles what an earlier engine began and did not finish: none of it in the database, and it will be done anew; all
 * of it, and it is finished. Gives the name of one that is half done, on which nothing may be built.
 */
export function resumeMigrations(path = databasePath()) {
  if (!existsSync(path)) return null;
  const database = new Database(path, { timeout: 5000 });
  try {
    if (!database.prepare(`SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'`).get()) return null;
    return database
      .transaction(() => {
        for (const { id, name } of database.prepare(unfinished).all()) {
          const before = migrations.filter((other) => other < name);
          const known = migrations.includes(name) && toldByShape(scriptOf(name));
          const shape = shapeOf(database);
          if (known && shape === shapeAfter(before))
            database.prepare(`DELETE FROM _prisma_migrations WHERE id = ?`).run(id);
          else if (known && shape === shapeAfter([...before, name]))
            database
              .prepare(`UPDATE _prisma_migrations SET finished_at = ?, applied_steps_count = 1 WHERE id = ?`)
              .run(new Date().toISOString().replace("Z", "+00:00"), id);
          else return name;
        }
        return null;
      })
      .immediate();
  } finally {
    database.close();
  }
}
