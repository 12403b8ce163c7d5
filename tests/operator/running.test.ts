// The documented command: it starts again after a fault, gives up after five, never on a refusal; asked to end it finishes what it has been asked.
import Database from "better-sqlite3";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, connect } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faultCounter } from "../../app/cli/keeper.mjs";
import { rows } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { startMailServer, type MailServer } from "../setup/mailserver";
import { lowest, productionEnv, runCommand, twentyPosts, type Command } from "../setup/production";
import { freePort, sessionCookie } from "../setup/server";
import { makeWorld, sessionFor, strategist } from "../world";

let mail: MailServer;
let cookie: string;
/** Loaded before the site by NODE_OPTIONS: a fault at a signal, or at once. */
let faultAtSignal: string;
let faultAtOnce: string;
const isSite = 'if (process.argv[1]?.endsWith("build/server/start.js"))';
const started: Command[] = [];

beforeAll(async () => {
  mail = await startMailServer();
  await makeWorld();
  cookie = sessionCookie(await sessionFor(strategist));
  const preload = (name: string, text: string) => {
    const at = join(process.env.DATA_DIR!, name);
    writeFileSync(at, text);
    return `--import ${pathToFileURL(at).href}`;
  };
  faultAtSignal = preload(
    "at-signal.mjs",
    `${isSite} process.on("SIGUSR2", () => { throw new TypeError("karin.chef@falu.example har inget namn"); });`,
  );
  faultAtOnce = preload("at-once.mjs", `${isSite} throw new Error("trasig");`);
});
afterAll(async () => {
  for (const { process: p } of started)
    try {
      process.kill(-p.pid!, "SIGKILL");
    } catch {
      // It has ended, as it should.
    }
  await mail.close();
});

async function start(
  change: Record<string, string> = {},
  command = ["node", "app/cli/start.mjs", "--production"],
) {
  const port = await freePort();
  const site = runCommand(
    command[0]!,
    command.slice(1),
    { ...productionEnv(port, mail.url), ...change },
    true,
  );
  started.push(site);
  return { port, site, base: `http://localhost:${port}` };
}
const isFree = (port: number) =>
  new Promise<boolean>((done) => {
    const probe = createServer()
      .on("error", () => done(false))
      .listen(port, () => probe.close(() => done(true)));
  });

describe("a fault", () => {
  it("counts for a minute: after a calm one the waits begin anew", () => {
    const after = faultCounter();
    const at = (began: number, now: number) => after(began * 1000, now * 1000);
    expect([at(0, 1), at(2, 3), at(4, 5), at(6, 20)]).toEqual([500, 1000, 2000, 4000]);
    // Ran for more than a minute; those before it are forgotten.
    expect([at(21, 82), at(83, 84), at(85, 86), at(87, 88), at(89, 90)]).toEqual([
      500,
      1000,
      2000,
      4000,
      null,
    ]);
    const slow = faultCounter();
    for (let n = 0; n < 50; n++) expect(slow(n * 16_000, n * 16_000)).toBe(Math.min(500 * 2 ** n, 30_000));
  });
  it("is told without anybody's address, and the site stands again", async () => {
    const { site, base } = await start({ NODE_OPTIONS: faultAtSignal });
    await site.says(/"listening"/);
    expect(readFileSync(join(env.dataDir, "in-production.json"), "utf8")).toContain(env.databasePath);
    const before = site.said().length;
    process.kill(lowest(site.process.pid!), "SIGUSR2");
    const said = await site.says(/"listening"/, before);
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    const fault = /\{.*a fault ended the process.*\}/.exec(said)![0];
    expect(JSON.parse(fault)).toMatchObject({ level: 60, fault: "TypeError" });
    expect(fault).toMatch(/at-signal\.mjs/);
    expect(said).not.toMatch(/karin|falu\.example/i);
    expect(said).toMatch(/"waitMs":500.*is started again/);
    site.process.kill("SIGTERM");
    expect(await site.gone).toEqual({ code: 0, signal: null });
  });
  it("five times in a minute ends it with one line and the exit code, after growing waits", async () => {
    const { site } = await start({ NODE_OPTIONS: faultAtOnce });
    expect(await site.gone).toEqual({ code: 1, signal: null });
    const waits = [...site.said().matchAll(/"waitMs":(\d+)/g)].map((m) => Number(m[1]));
    expect(waits).toEqual([500, 1000, 2000, 4000]);
    expect(site.said().match(/startas inte om igen/g)).toHaveLength(1);
  });
  it("that is a refused check is not tried again, nor is a port that somebody else has", async () => {
    const refused = await start({ SESSION_SECRET: "kort" });
    expect(await refused.site.gone).toEqual({ code: 78, signal: null });
    expect(refused.site.said().match(/Länsgrupp startar inte i drift/g)).toHaveLength(1);
    const holder = createServer();
    const port = await new Promise<number>((done) =>
      holder.listen(0, () => done((holder.address() as { port: number }).port)),
    );
    const { site } = await start({ PORT: String(port) });
    expect(await site.gone).toEqual({ code: 69, signal: null });
    expect(site.said()).toMatch(`Porten ${port} används redan`);
    expect(site.said()).not.toMatch(/started again/);
    holder.close();
  });
});

const saved = () => ({
  codes: rows("SELECT 1 FROM Letter WHERE kind = 'signInCode' AND \"to\" LIKE '%@sigterm.example'").length,
  files: rows("SELECT 1 FROM MaterialVersion").length,
});

describe.each([
  ["node", ["node", "app/cli/start.mjs", "--production"], "process"],
  ["npm", ["npm", "run", "start:production"], "process"],
  ["npm's whole group", ["npm", "run", "start:production"], "group"],
] as const)("SIGTERM to %s", (_, command, whom) => {
  it("answers and saves everything in flight, frees the port, and is gone within eight seconds", async () => {
    const before = saved();
    const { port, site } = await start({}, [...command]);
    await site.says(/"listening"/);
    const idle = [connect(port, "localhost"), connect(port, "localhost")];
    idle[1]!.write("GET /favicon.svg HTTP/1.1\r\nHost: x\r\n\r\n");
    await new Promise((kept) => idle[1]!.once("data", kept));
    // Ten posts wait for another process's lock, and of ten files half has come.
    const other = new Database(env.databasePath);
    other.exec("BEGIN IMMEDIATE");
    const { posts, files } = twentyPosts(port, cookie, command.join(" ") + whom);
    await Promise.all([...posts.map((p) => p.rest()), ...files.map((f) => f.sent)]);
    // Everything has arrived when another connection is answered.
    await fetch(`http://localhost:${port}/favicon.svg`, { headers: { Connection: "close" } });
    const began = performance.now();
    process.kill(whom === "group" ? -site.process.pid! : site.process.pid!, "SIGTERM");
    while (!(await isFree(port)));
    for (const f of files) void f.rest();
    other.exec("ROLLBACK");
    other.close();
    const answers = await Promise.all([...posts, ...files].map((p) => p.answer));
    expect(answers.map((a) => a.slice(0, 12))).toEqual(Array(20).fill("HTTP/1.1 303"));
    expect((await site.gone).code).toBe(0);
    expect(performance.now() - began).toBeLessThan(8000);
    expect(site.said()).not.toMatch(/left before everything was answered/);
    expect(saved()).toEqual({ codes: before.codes + 10, files: before.files + 10 });
    for (const socket of idle) socket.destroy();
  });
});
