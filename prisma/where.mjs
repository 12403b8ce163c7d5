// Where the database is, for the tools that run before the application is built.
// app/platform/env.server.ts says the same for the application.
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
