// Before each test file: a data folder of its own with a fresh copy of the migrated database.
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "lansgrupp-test-"));
copyFileSync(process.env.TEMPLATE_DATABASE!, join(folder, "lansgrupp.db"));
process.env.DATA_DIR = folder;
process.env.BASE_URL = "http://localhost:3000";
process.env.SESSION_SECRET = "for-tests-only-0123456789abcdef0123456789";
delete process.env.DATABASE_URL;
delete process.env.SMTP_URL;
delete process.env.CLOCK;

afterAll(async () => {
  const { closeDatabase } = await import("~/platform/db.server");
  await closeDatabase();
  rmSync(folder, { recursive: true, force: true });
});
