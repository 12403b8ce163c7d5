// `npm run test:node -- 24`: does the last commit run on that Node? In a folder of its own, kept for the next time: npm's package of
// the binary with its headers, a clone, an installation compiled against them; then what an operator does, one line each.
import Database from "better-sqlite3";
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { root } from "../prisma/where.mjs";
import { has } from "./programs.mjs";
import { countRows, fillAsBefore } from "./setup/filled.mjs";

const wanted = process.argv[2] ?? "";
if (!/^\d+(\.\d+){0,2}$/.test(wanted)) {
  console.error("Which Node? For example: npm run test:node -- 24");
  process.exit(64);
}
/** So many migrations are done anew on a filled database, so many times in a row. */
const back = 12;
const times = 20;

const home = join(tmpdir(), `lansgrupp-node-${wanted}`);
const project = join(home, "project");
const data = join(home, "data");
const backup = join(home, "backup");
const bin = join(home, "bin");
const platform = `node-${process.platform}-${process.arch}`;
const nodeFolder = join(home, "node_modules", platform);
const node = join(nodeFolder, "bin/node");

/** What npm is reached by, where the machine says so: its mirror, its proxy, whom it trusts. */
const way =
  /^(npm_config_(registry|cafile|proxy|https_proxy)|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|(https?|no)_proxy)$/i;
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => way.test(name))),
  HOME: process.env.HOME,
  LANG: process.env.LANG,
  PATH: [join(nodeFolder, "bin"), process.env.PATH, bin].join(delimiter),
  npm_config_nodedir: nodeFolder,
  DATA_DIR: data,
  LOG_LEVEL: "warn",
};

/** Runs a program to its end and gives what it said; any other end is a fault. */
function run(command, args, more = {}) {
  const said = spawnSync(command, args, {
    cwd: existsSync(project) ? project : home,
    env: { ...env, ...more },
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (said.status === 0) return said.stdout.trim();
  const how = said.error?.message ?? said.signal ?? said.status;
  throw new Error(`${command} ${args.join(" ")}: ${how}\n${said.stdout}${said.stderr}`);
}
function must(truth, otherwise) {
  if (!truth) throw new Error(otherwise);
}
let version = wanted;
async function step(name, act) {
  const began = performance.now();
  try {
    const more = await act();
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.log(`Node ${version}: ${name}${more ? `: ${more}` : ""} (${seconds} s)`);
  } catch (error) {
    console.error(`Node ${version}: FAILED: ${name}\n${error.message}`);
    await leave();
    process.exit(1);
  }
}

let site = null;
let ended = null;
async function leave() {
  if (site?.exitCode !== null) return;
  site.kill("SIGKILL");
  await ended;
}
const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
async function start() {
  const port = String(await freePort());
  site = spawn(node, ["app/cli/start.mjs"], { cwd: project, env: { ...env, PORT: port }, stdio: "pipe" });
  let said = "";
  for (const stream of [site.stdout, site.stderr]) stream.on("data", (part) => (said += part));
  ended = new Promise((done) => site.on("close", done));
  for (;;) {
    const answer = await fetch(`http://localhost:${port}/healthz`).catch(() => null);
    if (answer?.ok) return `${answer.status} ${(await answer.text()).trim()}`;
    must(site.exitCode === null && site.signalCode === null, `It ended with ${site.exitCode}.\n${said}`);
    await new Promise((again) => setTimeout(again, 200));
  }
}
async function stop() {
  site.kill("SIGTERM");
  const code = await ended;
  must(code === 0, `It ended with ${code ?? site.signalCode}.`);
}

/** The commands of the guide, with the backup in our folder. Where rsync is not installed, a copy stands in for it. */
function takeBackup() {
  rmSync(backup, { recursive: true, force: true });
  mkdirSync(backup);
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "rsync"), '#!/bin/sh\ncp -r "$2" "$3"\n');
  chmodSync(join(bin, "rsync"), 0o755);
  const guide = readFileSync(join(project, "docs/drift.md"), "utf8");
  const frames = [...guide.matchAll(/^```\w*\n([^]*?)^```$/gm)].map((found) => found[1]);
  const commands = frames.find((frame) => frame.includes(".backup"));
  run("sh", ["-e", "-c", commands.replaceAll("/var/lib/lansgrupp", data).replaceAll("/backup", backup)]);
  const copy = new Database(join(backup, "lansgrupp.db"), { readonly: true });
  const sound = copy.pragma("integrity_check", { simple: true });
  copy.close();
  must(sound === "ok", sound);
  return has("rsync") ? "" : "a copy in place of rsync, which is not installed";
}

const deploy = (path) =>
  run(node, ["prisma/prisma.mjs", "migrate", "deploy"], { DATABASE_URL: `file:${path}` });
/** The rows that a migration adds stand beside those that there were. */
function sameRows(before, after) {
  const fewer = Object.keys(before).filter((table) => (after[table] ?? 0) < before[table]);
  must(fewer.length === 0, `Rows are gone from ${fewer.join(", ")}.`);
}

mkdirSync(home, { recursive: true });
await step("the binary and its headers, from npm", () => {
  if (!existsSync(node))
    run(
      "npm",
      [
        "install",
        "--prefix",
        home,
        "--no-save",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        `${platform}@${wanted}`,
      ],
      { PATH: process.env.PATH, npm_config_nodedir: "" },
    );
  must(existsSync(join(nodeFolder, "include/node/node.h")), `${nodeFolder} has no include/node.`);
  version = run(node, ["-p", "process.versions.node"]);
});
await step("a clone of the last commit", () => {
  if (!existsSync(join(project, ".git"))) run("git", ["clone", "--quiet", root, project]);
  run("git", ["fetch", "--quiet", root, "HEAD"]);
  run("git", ["reset", "--quiet", "--hard", "FETCH_HEAD"]);
  run("git", ["clean", "-fdq"]);
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data);
  return run("git", ["log", "-1", "--format=%h %s"]);
});
await step("npm ci, better-sqlite3 compiled or fetched for it, the client generated", () => {
  const act = `const setup = await import("./app/cli/setup.mjs"); await setup.install(); await setup.generate();`;
  run(node, ["--input-type=module", "-e", act]);
  return run(node, ["-p", `"ABI " + process.versions.modules`]);
});
await step("an empty database migrated, and the demo county in it", () => {
  run("npm", ["run", "--silent", "demo:reset"]);
  const rows = Object.values(countRows(join(data, "lansgrupp.db"))).reduce((sum, count) => sum + count, 0);
  return `${rows} rows`;
});
await step(`a filled database migrated, ${times} times in a row`, () => {
  const old = join(home, "before.db");
  const path = join(home, "migrated.db");
  const todo = fillAsBefore(join(data, "lansgrupp.db"), old, back);
  for (let i = 1; i <= times; i++) {
    for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(path + end, { force: true });
    cpSync(old, path);
    const said = deploy(path);
    must(said.includes("successfully applied"), `The time ${i} said:\n${said}`);
    sameRows(countRows(old), countRows(path));
  }
  for (const end of ["-wal", "-shm"]) rmSync(join(data, `lansgrupp.db${end}`), { force: true });
  cpSync(old, join(data, "lansgrupp.db"));
  return `${todo.length} migrations from ${todo[0]}, no row lost`;
});
await step("npm start migrates the filled database and /healthz answers", start);
await step("npm run jobs makes a pass beside it", () => void run("npm", ["run", "--silent", "jobs"]));
await step("a backup as docs/drift.md says, while it runs", takeBackup);
await step("SIGTERM ends it", stop);
await step("npm run verify on the backup", () =>
  run("npm", ["run", "--silent", "verify"], { DATA_DIR: resolve(backup) })
    .split("\n")
    .at(-1),
);
