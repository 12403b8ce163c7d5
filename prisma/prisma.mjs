// `npm run db -- <arguments of the Prisma CLI>`. Every migration goes through here, because the CLI
// alone misses its engine, and an engine that dies may let it leave with 0 and nothing done.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { resumeMigrations } from "./resume.mjs";
import { inProduction, readSettings } from "./settings.mjs";
import { databasePath, missingMigrations, root } from "./where.mjs";

const args = process.argv.slice(2);
readSettings();
if (args[0] !== "generate") inProduction();
const deploys =
  args[0] === "migrate" && args[1] === "deploy" && !args.some((arg) => arg === "--help" || arg === "-h");
const halfDone = deploys ? resumeMigrations() : null;
if (halfDone !== null) {
  console.error(
    `Uppgraderingen av databasen ${databasePath()} avbröts mitt i ${halfDone}, och det går inte att fortsätta därifrån.\nLägg tillbaka säkerhetskopian från före uppgraderingen och starta igen. Läs mer i docs/drift.md.`,
  );
  process.exit(78);
}
const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
const env = {
  ...process.env,
  PRISMA_SCHEMA_ENGINE_BINARY:
    process.env.PRISMA_SCHEMA_ENGINE_BINARY || join(root, "prisma/schema-engine.mjs"),
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
};
const child = spawn(process.execPath, [cli, ...args], { cwd: root, env, stdio: "inherit" });
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
  if (process.exitCode !== 0 || !deploys) return;
  const missing = missingMigrations();
  if (missing.length === 0) return;
  console.error(
    `The database at ${databasePath()} does not list: ${missing.join(", ")}. Nothing may run on it.`,
  );
  process.exitCode = 1;
});
