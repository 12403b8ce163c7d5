// The demo county, made by the product's own commands. It is made in a file beside and then copied over the
// database in one go, so that a half-made one is never seen and a running server goes on. --reset makes it anew.
import "~/domain/reactions.server";
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { makeDemo } from "./demo/county";
import { logins } from "./demo/people";
import { putOver } from "./demo/put-over";
import { closeDatabase, rows } from "~/platform/db.server";
import { elapsed } from "~/platform/clock";
import { env } from "~/platform/env.server";
import { log } from "~/platform/log.server";

if (env.production) {
  console.error("Demon finns inte i drift.");
  process.exit(1);
}
process.env.LANSGRUPP_MODE = "demo";
// The letter that does not arrive is meant to: no word of it here.
log.level = "fatal";
const reset = process.argv.includes("--reset");
const target = env.databasePath;
const empty = rows("SELECT 1 FROM County LIMIT 1").length === 0;
const smtp = process.env.SMTP_URL;

if (empty || reset) {
  console.log("Lägger upp demolänet Dalarna …");
  const began = elapsed();
  await closeDatabase();
  const folder = join(env.dataDir, "demo-making");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  process.env.DATABASE_URL = `file:${join(folder, "demo.db")}`;
  // The demo's past letters were never meant for a real mail server.
  delete process.env.SMTP_URL;
  execFileSync(process.execPath, ["prisma/prisma.mjs", "migrate", "deploy"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  await makeDemo();
  await closeDatabase();
  const copied = await putOver(join(folder, "demo.db"), target).catch((error: unknown) => error);
  rmSync(folder, { recursive: true, force: true });
  if (copied instanceof Error) {
    console.error(copied.message);
    process.exit(1);
  }
  console.log(`Klart på ${Math.round((elapsed() - began) / 1000)} sekunder.`);
}
process.env.SMTP_URL = smtp ?? "";
console.log(
  `\nI demon kan de här logga in (koden kommer ${smtp ? "med mejl" : "till demobrevlådan"}):\n${logins.map((l) => `  ${l.email.padEnd(36)} ${l.who}`).join("\n")}`,
);
await closeDatabase();
