// What must stand before anything of the application can run: packages, generated client, migrated
// database, built site. Each step is skipped when its stamp says that nothing it depends on has changed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { keeping, refused } from "./keeper.mjs";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

function* files(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* files(join(path, name));
}
/** A digest of files and folders, relative to the project; `skip` leaves some out. */
function digest(paths, skip = () => false) {
  const hash = createHash("sha256");
  for (const path of paths)
    for (const file of files(join(root, path)))
      if (!skip(file)) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest("hex");
}

/** Runs `make` unless the stamp says that the same inputs made what stands. */
async function unlessDone(name, inputs, made, make) {
  const at = join(root, "node_modules/.lansgrupp", name);
  if (existsSync(at) && readFileSync(at, "utf8") === inputs && existsSync(join(root, made))) return;
  await make();
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, inputs);
}

/** Runs a program to its end, or ends with it: a signal to us is one to it, and what it refuses we refuse. */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], ...options });
  const pass = (signal) => {
    child.kill(signal);
    setTimeout(() => child.kill("SIGKILL"), keeping.patienceMs).unref();
  };
  for (const signal of signals) process.on(signal, pass);
  const said = [];
  child.stderr?.on("data", (part) => said.push(part));
  const { error, code, signal } = await new Promise((done) => {
    child.on("error", (error) => done({ error }));
    child.on("close", (code, signal) => done({ code, signal }));
  });
  for (const signal of signals) process.removeListener(signal, pass);
  if (!error && code === 0) return;
  if (signals.includes(signal)) process.exit(0);
  process.stderr.write(Buffer.concat(said));
  if (code !== refused) console.error(`\nDet gick inte att köra: ${command} ${args.join(" ")}`);
  process.exit(code || 1);
}
const signals = ["SIGTERM", "SIGINT", "SIGHUP"];
const node = (...args) => run(process.execPath, args);
/** What it says is shown only where it fails. */
const quiet = { stdio: ["ignore", "ignore", "pipe"] };

/** One line, at the start. */
export function sayNodeIsOld() {
  if (Number(process.versions.node.split(".")[0]) < 22)
    console.log(
      `Node ${process.versions.node} får inga säkerhetsrättelser sedan april 2026. Byt till Node 22 eller 24.`,
    );
}

export async function install() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node 20.19 eller senare behövs; här finns ${process.versions.node}.`);
    process.exit(1);
  }
  // npm writes this file last: older than the lock file, or not there, means that an install is due.
  const done = join(root, "node_modules/.package-lock.json");
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs) return;
  console.log("Installerar paket (ett par minuter första gången) …");
  await run("npm", ["ci", "--no-audit", "--no-fund", "--include=dev", "--loglevel=error"]);
}

export async function generate() {
  await unlessDone(
    "prisma",
    digest(["prisma/schema.prisma", "prisma/models"]),
    "app/platform/prisma/client.ts",
    () => run(process.execPath, ["prisma/prisma.mjs", "generate"], quiet),
  );
}

/**
 * How the built server is started, by `npm start` and by the bench. glibc otherwise keeps freed memory apart for each of its
 * threads (forty megabytes), and, once a big block has been freed, holds on to ever larger ends of the heap (thirteen).
 */
export const serverEnv = {
  MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? "2",
  MALLOC_TRIM_THRESHOLD_: process.env.MALLOC_TRIM_THRESHOLD_ ?? "131072",
};

export async function build() {
  const made = (file) => file.includes("/platform/prisma/") || file.includes("/cli/");
  await unlessDone(
    "build",
    digest(
      [
        "app",
        "public",
        "prisma/schema.prisma",
        "prisma/models",
        "vite.config.ts",
        "remix.config.js",
        "package-lock.json",
      ],
      made,
    ),
    "build/server/start.js",
    async () => {
      console.log("Bygger webbplatsen …");
      await run(join(root, "node_modules/.bin/remix"), ["vite:build", "--logLevel", "error"], {
        ...quiet,
        env: { ...process.env, NODE_ENV: "production" },
      });
      const { build: bundle } = await import("esbuild");
      await bundle({
        entryPoints: {
          start: join(root, "app/http/server.ts"),
          "table-writer": join(root, "app/platform/table-writer.ts"),
        },
        outdir: join(root, "build/server"),
        bundle: true,
        format: "esm",
        platform: "node",
        target: "node20",
        packages: "external",
        external: ["./index.js"],
      });
    },
  );
}

/** Brings the database up to the migrations in the tree; the CLI is only started when one is missing. */
export async function migrate() {
  const { missingMigrations } = await import("../../prisma/where.mjs");
  if (missingMigrations().length > 0)
    await run(process.execPath, ["prisma/prisma.mjs", "migrate", "deploy"], quiet);
}

export const script = (name, ...args) => node("--import", "tsx", join("app/cli", `${name}.ts`), ...args);
