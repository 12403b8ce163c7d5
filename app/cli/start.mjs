// `npm start`: sets everything up and serves. With --production it refuses to start on demo defaults;
// with --dev the site is built anew at every change.
import { spawn } from "node:child_process";
import { build, generate, install, migrate, root, script, serverEnv } from "./setup.mjs";

const production = process.argv.includes("--production");
const dev = process.argv.includes("--dev");
process.env.NODE_ENV ??= dev ? "development" : "production";
if (production) process.env.LANSGRUPP_MODE = "production";

await install();
await generate();
if (!dev) await build();
if (production) script("check");
await migrate();
if (!production) script("demo");

const child = dev
  ? spawn(process.execPath, ["--import", "tsx", "app/http/server.ts"], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, LANSGRUPP_DEV: "1" },
    })
  : spawn(process.execPath, ["build/server/start.js"], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...serverEnv },
    });
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
