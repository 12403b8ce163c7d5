// Where the database is, for the tools that run before the application is built.
// app/platform/env.server.ts says the same for the application.
import Database from "better-sqlite3";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** The folder of everything that a backup must hold. */
export const dataDir = () => resolve(root, process.env.DATA_DIR?.trim() || "data");

/** Absolute path of the SQLite file; relative settings are relative to the project. */
export function databasePath() {
  const given = process.env.DATABASE_URL?.trim();
  return given ? resolve(root, given.replace(/^file:(\/\/)?/, "")) : join(dataDir(), "lansgrupp.db");
}

export const databaseUrl = () => `file:${databasePath()}`;

/** Migration folders that the database does not list as finished. */
export function missingMigrations() {
  const folders = readdirSync(join(root, "prisma/migrations"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  if (!existsSync(databasePath())) return folders;
  const database = new Database(databasePath(), { readonly: true });
  try {
    const done = new Set(
      database
        .prepare(
          `SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
        )
        .pluck()
        .all(),
    );
    return folders.filter((name) => !done.has(name));
  } catch {
    return folders;
  } finally {
    database.close();
  }
}
