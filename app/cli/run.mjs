// `npm run <name>`: one of the command lines in this folder, on a database that is up to date. Where the data is in
// production use it needs the settings that the service has, and refuses without them.
import { spawn } from "node:child_process";
import { inProduction, readSettings, refuseProduction } from "../../prisma/settings.mjs";
import { generate, install, migrate, root, script } from "./setup.mjs";

const [name, ...args] = process.argv.slice(2);
readSettings();
if (!["admin", "jobs", "verify"].includes(name))
  refuseProduction(`npm run ${name === "demo" ? "demo:reset" : name.split("/").at(-1)}`);
const production = inProduction();
if (production) Object.assign(process.env, { NODE_ENV: "production", LANSGRUPP_MODE: "production" });
await install();
await generate();
if (production) await script("check", `npm run ${name}`);
await migrate();
const child = spawn(process.execPath, ["--import", "tsx", `app/cli/${name}.ts`, ...args], {
  cwd: root,
  stdio: "inherit",
});
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
