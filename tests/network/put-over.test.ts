// The demo made anew lies over the old one whole, or the old one stands and it is said.
import Database from "better-sqlite3";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { putOver } from "../../app/cli/demo/put-over";

const folder = mkdtempSync(join(tmpdir(), "lansgrupp-over-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, word: string) => {
  const path = join(folder, name);
  const database = new Database(path);
  database.pragma("journal_mode = WAL");
  database.exec(`CREATE TABLE T (word TEXT); INSERT INTO T VALUES ('${word}')`);
  database.close();
  return path;
};
const wordIn = (path: string) => {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare("SELECT word FROM T").pluck().get();
  } finally {
    database.close();
  }
};
const writer = (path: string) => {
  const database = new Database(path);
  database.exec("BEGIN IMMEDIATE; INSERT INTO T VALUES ('mitt i')");
  return database;
};

it("is an error while another writes, and the old one stands; then the new one is there whole", async () => {
  const [made, target] = [file("made.db", "ny"), file("target.db", "gammal")];
  const busy = writer(target);
  await expect(putOver(made, target, 2)).rejects.toThrow("Databasen används");
  busy.exec("ROLLBACK");
  busy.close();
  expect(wordIn(target)).toBe("gammal");
  await putOver(made, target);
  expect(wordIn(target)).toBe("ny");
});
