// Is all well? Pages can be read, and what is written is kept: told by the last real write, or, when there was none lately,
// by one attempt that commits nothing.
import Database from "better-sqlite3";
import { open, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { elapsed } from "./clock";
import { lastWrite, lockedBy, readable } from "./db.server";
import { env } from "./env.server";

const healthRules = {
  /** A write older than this says nothing any more. */
  youngMs: 10_000,
  /** So long a lock may be held by somebody else. */
  lockedMs: 5_000,
  /** What an attempt found is told to others who ask within this time. */
  sharedMs: 500,
} as const;

export type Health = "ok" | "unreadable" | "unwritable";

export async function health(): Promise<Health> {
  try {
    if (!readable()) return "unreadable";
  } catch {
    return "unreadable";
  }
  return (await writable()) ? "ok" : "unwritable";
}

async function writable(): Promise<boolean> {
  const at = elapsed();
  if (lastWrite.writing) return true;
  if (at - lastWrite.waitingSince >= healthRules.lockedMs) return false;
  if (at - lastWrite.at < healthRules.youngMs) return lastWrite.kept;
  if (!attempt || at - attempt.endedAt > healthRules.sharedMs) {
    const made = { endedAt: Infinity, kept: canWrite().catch(() => false) };
    void made.kept.finally(() => (made.endedAt = elapsed()));
    attempt = made;
  }
  return attempt.kept;
}
let attempt: { endedAt: number; kept: Promise<boolean> } | null = null;

async function canWrite(): Promise<boolean> {
  for (const folder of new Set([dirname(env.databasePath), env.dataDir])) await room(folder);
  const database = new Database(env.databasePath, { timeout: 0, fileMustExist: true });
  try {
    await lockedBy(elapsed(), () => database.exec("BEGIN IMMEDIATE"), healthRules.lockedMs);
    database.exec("UPDATE Ledger SET turns = turns + 1; ROLLBACK");
  } finally {
    database.close();
  }
  return true;
}
/** The database's log keeps room for itself: a full disk is seen by a file of a page's size. */
async function room(folder: string): Promise<void> {
  const at = join(folder, ".health");
  try {
    const file = await open(at, "w", 0o600);
    try {
      await file.writeFile(Buffer.alloc(65_536, 1));
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await unlink(at);
  }
}
