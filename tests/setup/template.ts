// One migrated database, made through the real CLI; every test file gets a copy.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export default function setup() {
  const folder = mkdtempSync(join(tmpdir(), "lansgrupp-template-"));
  const template = join(folder, "template.db");
  execFileSync(process.execPath, ["prisma/prisma.mjs", "migrate", "deploy"], {
    env: { ...process.env, DATABASE_URL: `file:${template}` },
    stdio: ["ignore", "ignore", "pipe"],
  });
  process.env.TEMPLATE_DATABASE = template;
  return () => rmSync(folder, { recursive: true, force: true });
}
