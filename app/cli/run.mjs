// `npm run <name>`: one of the command lines in this folder, on a database that is up to date.
import { spawn } from "node:child_process";
import { generate, install, migrate, root } from "./setup.mjs";

const [name, ...args] = process.argv.slice(2);
await install();
await generate();
await migrate();
const child = spawn(process.execPath, ["--import", "tsx", `app/cli/${name}.ts`, ...args], {
  cwd: root,
  stdio: "inherit",
});
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
