// docs/drift.md is followed: what it shows in frames is right where a machine can tell.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { has } from "../programs.mjs";
import { freePort } from "../setup/server";

const guide = readFileSync("docs/drift.md", "utf8");
const frames = [...guide.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map((m) => ({ kind: m[1]!, text: m[2]! }));
const frame = (words: string): string => frames.find((f) => f.text.includes(words))!.text;
const known = new Set(
  [...guide.matchAll(/^\|([^|]+)\|/gm)].flatMap((m) => m[1]!.match(/[A-Z][A-Z0-9_]+/g) ?? []),
);

describe("the operator's guide", () => {
  it("has a file of settings whose every name the table explains", () => {
    const names = [...frame("SESSION_SECRET=").matchAll(/^(\w+)=/gm)].map((m) => m[1]!);
    expect(names.length).toBeGreaterThan(6);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });
  it("has a unit that systemd takes", () => {
    const unit = join(process.env.DATA_DIR!, "lansgrupp.service");
    writeFileSync(unit, frame("[Service]"));
    const said = spawnSync("systemd-analyze", ["verify", "--man=no", unit], { encoding: "utf8" });
    const ours = said.stderr.split("\n").filter((line) => line.includes("lansgrupp.service"));
    expect([said.error, ours]).toEqual([undefined, []]);
    expect(frame("[Service]")).toMatch(/RestartPreventExitStatus=78/);
  });
  it("has an nginx file that logs no address, in which tokens stand", () => {
    const nginx = frame("proxy_pass");
    const format = /log_format lansgrupp '([^']*)'/.exec(nginx)![1]!;
    expect(format).not.toMatch(/\$(request|uri|request_uri|args|http_referer)\b/);
    expect([...nginx.matchAll(/access_log [^;]+;/g)].map((m) => m[0])).toEqual([
      "access_log /var/log/nginx/lansgrupp.log lansgrupp;",
    ]);
    expect(nginx).toMatch(/error_log \S+ crit;/);
  });
  it("has an nginx file that nginx takes, and by which no token comes into a log", async () => {
    // Not a program that the tests ask for: where there is none, the form above is all that is looked at.
    const nginx = ["nginx", "/usr/sbin/nginx"].find((name) => has(name));
    if (!nginx) return;
    const at = join(process.env.DATA_DIR ?? "", "nginx");
    mkdirSync(at);
    const pair = ["-keyout", join(at, "k.pem"), "-out", join(at, "c.pem")];
    const key = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...pair, "-subj", "/CN=x"];
    execFileSync("openssl", key, { stdio: "ignore" });
    const [port, closed] = [await freePort(), await freePort()];
    const server = frame("proxy_pass")
      .replace("listen 443", `listen 127.0.0.1:${port}`)
      .replace("127.0.0.1:3000", `127.0.0.1:${closed}`)
      .replace("/etc/ssl/private/lansgrupp.key", join(at, "k.pem"))
      .replace("/etc/ssl/lansgrupp.pem", join(at, "c.pem"))
      .replaceAll("/var/log/nginx/", `${at}/`);
    const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    const own = places.map((name) => `${name}_temp_path ${join(at, name)};`).join("\n");
    const file = join(at, "nginx.conf");
    const errors = join(at, "main.log");
    writeFileSync(
      file,
      `daemon off; pid ${at}/pid; error_log ${errors};\nevents {}\nhttp {\n${own}\n${server}}\n`,
    );
    const tried = spawnSync(nginx, ["-t", "-e", errors, "-c", file], { encoding: "utf8" });
    expect([tried.status, tried.stderr]).toEqual([0, expect.stringContaining("test is successful")]);
    // The trial leaves the file empty.
    const running = spawn(nginx, ["-e", errors, "-c", file], { stdio: "ignore" });
    const ask = (path: string) =>
      new Promise<number>((done, fail) =>
        get({ host: "127.0.0.1", port, path, rejectUnauthorized: false, agent: false }, (answer) => {
          answer.resume().on("end", () => done(answer.statusCode ?? 0));
        }).on("error", fail),
      );
    try {
      while (readFileSync(join(at, "pid"), "utf8") === "")
        await new Promise((again) => setTimeout(again, 20));
      expect(await ask("/underskrift/HEMLIGT?kod=HEMLIGT")).toBe(502);
      expect(await ask("/under%zzskrift/HEMLIGT")).toBe(400);
    } finally {
      running.kill("SIGQUIT");
      await new Promise((done) => running.on("exit", done));
    }
    const logs = ["lansgrupp.log", "lansgrupp-error.log"].map((name) => readFileSync(join(at, name), "utf8"));
    expect(logs[0]?.trim().split("\n").length).toBe(2);
    expect(logs.join("")).not.toContain("HEMLIGT");
  });
  it("has a backup that works with an own P12 and a bucket, where there is neither files nor seal", () => {
    const data = join(process.env.DATA_DIR!, "kept");
    const bin = join(process.env.DATA_DIR!, "bin");
    for (const folder of [data, bin, join(data, "backup")]) mkdirSync(folder);
    // The copying program is not everywhere that the tests are; what it is asked to copy must be there.
    writeFileSync(join(bin, "rsync"), '#!/bin/sh\n[ -d "$2" ] && cp -r "$2" "$3"\n');
    chmodSync(join(bin, "rsync"), 0o755);
    writeFileSync(join(data, "lansgrupp.db"), "");
    const script = frame(".backup")
      .replaceAll("/var/lib/lansgrupp", data)
      .replaceAll("/backup", join(data, "backup"));
    const run = () =>
      spawnSync("sh", ["-e", "-c", script], {
        encoding: "utf8",
        env: { ...process.env, PATH: `${bin}:${process.env.PATH ?? ""}`, DATA_DIR: data },
      });
    expect(run()).toMatchObject({ status: 0, stderr: "" });
    for (const folder of ["files", "seal"]) mkdirSync(join(data, folder));
    expect(run()).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("a command that lacks a program", () => {
  it("names its Debian package before it begins", () => {
    const node = join(process.env.DATA_DIR!, "only-sh");
    mkdirSync(node);
    symlinkSync("/bin/sh", join(node, "sh"));
    const said = spawnSync(process.execPath, ["tests/programs.mjs"], {
      encoding: "utf8",
      env: { NODE_ENV: "test", PATH: node },
    });
    expect([said.status, said.stderr]).toEqual([
      1,
      expect.stringMatching(/chromium \(Debian package chromium\).*pdfsig \(Debian package poppler-utils\)/),
    ]);
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
      scripts: Record<string, string>;
    };
    for (const name of ["bench", "faults"]) expect(scripts[name]).toMatch(/^node tests\/programs\.mjs && /);
  });
});
