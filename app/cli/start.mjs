// `npm start`: sets everything up and serves. With --production it refuses to start on demo defaults;
// with --dev the site is built anew at every change.
import { readSettings, refuseProduction, rememberProduction } from "../../prisma/settings.mjs";
import { keep } from "./keeper.mjs";
import { build, generate, install, migrate, root, script, serverEnv, sayNodeIsOld } from "./setup.mjs";

const production = process.argv.includes("--production");
const dev = process.argv.includes("--dev");
readSettings();
// Whoever says NODE_ENV=production by themselves does not get the demo's open mailbox.
const demo = !production && process.env.NODE_ENV !== "production";
process.env.NODE_ENV ??= dev ? "development" : "production";
if (production) process.env.LANSGRUPP_MODE = "production";
else if (demo) process.env.LANSGRUPP_MODE = "demo";

if (!production) refuseProduction(dev ? "npm run dev" : "npm start");
sayNodeIsOld();
await install();
await generate();
if (!dev) await build();
if (production) {
  await script("check");
  rememberProduction();
}
await migrate();
if (!production) await script("demo");

const { pino } = await import("pino");
const log = pino({ level: process.env.LOG_LEVEL || "info", base: undefined });
const options = { cwd: root, env: { ...process.env, ...(dev ? { LANSGRUPP_DEV: "1" } : serverEnv) } };
const code = dev
  ? await keep(["--import", "tsx", "app/http/server.ts"], options, log, { again: false })
  : await keep(["build/server/start.js"], options, log);
process.exit(code);
