// `npm run bench`: the product's figures, one JSON object a line; `--quick` is a short form of every one.
import { build as bundle } from "esbuild";
import { execFileSync } from "node:child_process";
import { cpSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, root, serverEnv } from "../../app/cli/setup.mjs";
import { startMailServer } from "../setup/mailserver";
import { sessionCookie } from "../setup/server";
import { against } from "./against";
import { firstLoad } from "./browser";
import { ownClock } from "../setup/own-clock";
import {
  exitCode,
  figures,
  median,
  part,
  pause,
  quick,
  rankOf,
  round,
  serve,
  tell,
  type Running,
} from "./measure";
import { size } from "./size";

const list = "/dalarna/lansgruppen/organisationer";

// The output is the figures' alone.
const say = console.log;
console.log = console.error;
await build();
console.log = say;
// A copy, so that a build in the meantime does not disturb the measurement; within node_modules, so that it finds its packages.
const built = join(root, "node_modules/.lansgrupp", `bench-${process.pid}`);
const data = mkdtempSync(join(tmpdir(), "lansgrupp-bench-"));
const database = join(data, "lansgrupp.db");
process.on("exit", () => {
  for (const at of [built, data]) rmSync(at, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));
cpSync(join(root, "build"), join(built, "build"), { recursive: true });
await bundle({
  entryPoints: [join(root, "tests/bench/bare.tsx")],
  outfile: join(built, "bare.mjs"),
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "error",
});
const start = join(built, "build/server/start.js");

delete process.env.DATABASE_URL;
delete process.env.SMTP_URL;
ownClock();
process.env.DATA_DIR = data;
process.env.SESSION_SECRET = "for-the-bench-only-0123456789abcdef0123456789";
execFileSync(process.execPath, [join(root, "prisma/prisma.mjs"), "migrate", "deploy"], {
  stdio: ["ignore", "ignore", "inherit"],
});
const { seed, years, organisations } = await import("./seed");
const { seedMeetings } = await import("./seed-meetings");
const { today, now } = await import("../../app/platform/clock");
const seeded = seed(database, now());
const cookie = sessionCookie(seeded.token);
/** The seeded database in a folder of its own (beside the server's `seal` and `files`, so none may have their names). */
const copyOf = (name: string): { DATA_DIR: string; BENCH_DATABASE: string } => {
  const at = join(data, name);
  mkdirSync(at);
  copyFileSync(database, join(at, "lansgrupp.db"));
  return { DATA_DIR: at, BENCH_DATABASE: join(at, "lansgrupp.db") };
};
const bareData = copyOf("for-bare");
const timeData = copyOf("for-time");
const sealData = copyOf("for-seal");
const startData = copyOf("for-start");
const meetingData = copyOf("for-meetings");
const rawData = copyOf("for-raw");
const excelData = copyOf("for-excel");
const on = `${organisations} organisations, ${years} years, ${seeded.rows} rows`;

const { Postbox, prepare, drained, signAll } = await import("./replacements");
const box = new Postbox();
const mail = await startMailServer({ beforeAnswer: box.accept });
const app = await serve(start, {
  ...serverEnv,
  SMTP_URL: mail.url,
  RECURRING: "commitments.activate,commitments.seal",
});
const bare = await serve(
  join(built, "bare.mjs"),
  { ...serverEnv, BARE_DATABASE: bareData.BENCH_DATABASE, BARE_TODAY: today() },
  list,
);

const onPage = (name: string, path: string, tag: string, goal: number) =>
  figures(
    [name],
    async () => {
      const { ratio, ours, theirs } = await against(app.base, bare.base, { path, tag, cookie }, size);
      tell(
        name,
        ratio,
        "of the bare server",
        { atLeast: goal },
        `${round(ours)} pages/s against ${round(theirs)} of a bare Node server with one raw query and React, the same words and links; median of ${size.runs} interleaved runs of ${size.seconds} s, 10 connections, no compression, nobody writing; ${on}`,
      );
    },
    "memory_rss",
  );
await onPage("network_page_throughput", list, "table", 0.5);
await onPage("organisation_page", `${list}/${seeded.slug}`, "main", 0.4);
await bare.stop();

await figures(["hostile_form"], async () => {
  const { underAttack } = await import("./hostile");
  const page = await underAttack(app.base, size.hostile, size.warm);
  tell(
    "hostile_form",
    page.meanwhile - page.quiet,
    "ms more (p99)",
    { atMost: 50 },
    `p99 of the public front page over one connection ${round(page.meanwhile)} ms (${page.visits} visits, most ${round(page.most)}) while 60,000 names and 1 MB of a.b.c… arrive, urlencoded and multipart, five forms a second for ${size.hostile} s (${page.answers}); ${round(page.quiet)} ms without`,
  );
});
await figures(["first_load_bytes", "first_load_requests"], async () => {
  const loaded = await firstLoad(app.base + list, cookie, organisations);
  const first = `${organisations} rows in Chromium, gzip, empty cache: ${loaded.what.join(", ")}`;
  tell("first_load_bytes", loaded.bytes / 1000, "kB", { atMost: 205 }, `encodedDataLength of ${first}`);
  tell("first_load_requests", loaded.requests, "requests", { atMost: 11 }, first);
});
await figures(["replacement_end_to_end", "memory_rss"], async () => {
  await prepare(seeded.networkId, seeded.usualIds, size.replacements);
  await drained(database);
  const times = await signAll(app.base, box, database);
  if (times.length !== size.replacements)
    throw new Error(`${times.length} of ${size.replacements} replacements were signed`);
  tell(
    "replacement_end_to_end",
    rankOf(times, 0.99),
    "ms (p99)",
    { atMost: 250 },
    `the signing POST until the strategist's letter is accepted by a loopback SMTP server, ${times.length} replacements by link and code letter, one after the other, seats changing the same day, sealing in the same process; median ${round(median(times))}, most ${round(Math.max(...times))}`,
  );
  await drained(database);
  await pause(size.rest * 1000);
  const rss =
    (Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${app.pid}/status`, "utf8"))![1]) * 1.024) / 1000;
  tell(
    "memory_rss",
    rss,
    "MB",
    { atMost: 190 },
    `VmRSS of the one process (web and worker) ${size.rest} s after the page load and ${times.length} replacements signed, sent and sealed; started as npm start does (serverEnv), no heap flags, no recurring work but activating and sealing`,
  );
});
await app.stop();
await mail.close();

await figures(["network_page_database_time"], async () => {
  const time = await part<{ request: number; raw: number; statements: number }>(
    "tests/bench/database-time.ts",
    { ...timeData, NODE_ENV: "production", LANSGRUPP_MODE: "demo", LOG_LEVEL: "error" },
    join(built, "build/server/index.js"),
    list,
    cookie,
    seeded.networkId,
    today(),
    String(size.rounds),
  );
  tell(
    "network_page_database_time",
    time.request / time.raw,
    "of one raw query",
    { atMost: 2 },
    `${time.request.toFixed(3)} ms in the driver for all ${time.statements} statements of a request (session, permit, shell, list) through the built request handler against ${time.raw.toFixed(3)} ms of the one raw query; medians of ${size.rounds} in turn, every call of better-sqlite3 timed`,
  );
});
let heatMapSeeded = false;
await figures(["attendance_heat_map"], async () => {
  heatMapSeeded = true;
  const first = seedMeetings(timeData.BENCH_DATABASE, seeded.networkId, now(), 40);
  const time = await part<{ request: number; raw: number; statements: number }>(
    "tests/bench/database-time.ts",
    { ...timeData, NODE_ENV: "production", LANSGRUPP_MODE: "demo", LOG_LEVEL: "error" },
    join(built, "build/server/index.js"),
    `/dalarna/lansgruppen/moten/narvaro?fran=${first}`,
    cookie,
    seeded.networkId,
    today(),
    String(Math.ceil(size.rounds / 10)),
  );
  tell(
    "attendance_heat_map",
    time.request / time.raw,
    "of one raw query",
    { atMost: 2 },
    `${time.request.toFixed(3)} ms in the driver for all ${time.statements} statements of the page with ${organisations} organisations × 40 meetings against ${time.raw.toFixed(3)} ms of one raw query of the same cells; medians of ${Math.ceil(size.rounds / 10)} in turn`,
  );
});
await figures(["county_overview_database_time"], async () => {
  const { seedDuties } = await import("./seed-duties");
  if (!heatMapSeeded) seedMeetings(timeData.BENCH_DATABASE, seeded.networkId, now(), 40);
  const rows = seedDuties(timeData.BENCH_DATABASE, seeded.networkId, now());
  const rounds = Math.ceil(size.rounds / 10);
  const time = await part<{ request: number; raw: number; statements: number }>(
    "tests/bench/database-time.ts",
    { ...timeData, NODE_ENV: "production", LANSGRUPP_MODE: "demo", LOG_LEVEL: "error" },
    join(built, "build/server/index.js"),
    "/dalarna/lansgruppen/laget",
    cookie,
    seeded.networkId,
    today(),
    String(rounds),
  );
  tell(
    "county_overview_database_time",
    time.request / time.raw,
    "of one raw query",
    { atMost: 2 },
    `${time.request.toFixed(1)} ms in the driver for all ${time.statements} statements of the county's overview (${organisations} organisations × 6 duties × 10 years, ${rows} rows more) against ${time.raw.toFixed(1)} ms of one raw query of the same numbers; medians of ${rounds} in turn`,
  );
});
await figures(["inquiry_result_page"], async () => {
  const { measureResults, seedInquiry } = await import("./inquiry");
  const data = copyOf("for-inquiry");
  const { id, answers, values } = seedInquiry(data.BENCH_DATABASE, seeded.networkId, now());
  const server = await serve(start, { ...serverEnv, ...data, SMTP_URL: "smtp://127.0.0.1:9" });
  const page = await measureResults(
    server,
    cookie,
    `/dalarna/lansgruppen/samla-in/${id}/resultat`,
    size.results,
  );
  tell(
    "inquiry_result_page",
    page.p99,
    "ms (p99)",
    { atMost: 150 },
    `${answers} answers × 30 questions (${values} values, ${Math.round(page.bytes / 1000)} kB of page with its plots and tables), warm, 4 connections; mean ${round(page.mean)}; one reader alone ${page.alone} (p99); ${Math.round(page.cold)} the first time, which sums and draws`,
  );
  await server.stop();
});
await figures(["convene_900", "answer_write"], async () => {
  const { answers, convene, Counter, fillSeats, seated } = await import("./meetings");
  fillSeats(meetingData.BENCH_DATABASE, seeded.networkId, size.persons, now());
  const asked = seated(meetingData.BENCH_DATABASE, seeded.networkId);
  const counter = new Counter();
  const post = await startMailServer({ beforeAnswer: counter.accept });
  const server = await serve(start, { ...serverEnv, ...meetingData, SMTP_URL: post.url });
  const times = [];
  for (let i = 0; i < size.meetings; i++)
    times.push(await convene(server.base, cookie, post.url, counter, asked, i, today()));
  tell(
    "convene_900",
    median(times.map((t) => t.ours / t.bare)),
    "of bare pooled sending",
    { atMost: 2 },
    `${(median(times.map((t) => t.ours)) / 1000).toFixed(2)} s from the convening POST until the last of ${asked} letters with its calendar entry is accepted by a loopback SMTP server against ${(median(times.map((t) => t.bare)) / 1000).toFixed(2)} s of nodemailer's pool alone sending the same messages on as many connections; median of ${size.meetings} meetings, in turn`,
  );
  const rates = await answers(
    server.base,
    meetingData.BENCH_DATABASE,
    rawData.BENCH_DATABASE,
    times.at(-1)!.meetingId,
    counter.mails,
    size.answering[0]!,
    size.answering[1]!,
  );
  tell(
    "answer_write",
    rates.ours / rates.raw,
    "of raw durable transactions",
    { atLeast: 0.25 },
    `${round(rates.ours)} answers/s over HTTP by the letters' links, ten connections, each in its own transaction with its fact, against ${round(rates.raw)} raw transactions/s of the same rows (synchronous=FULL); median of ${size.answering[1]!} runs of ${size.answering[0]!} s in turn`,
  );
  await server.stop();
  await post.close();
});
await figures(["spread_900"], async () => {
  const { Counter, fillSeats, seated, spread } = await import("./meetings");
  const data = copyOf("for-spread");
  fillSeats(data.BENCH_DATABASE, seeded.networkId, size.persons, now(), ["representative"]);
  const told = seated(data.BENCH_DATABASE, seeded.networkId, ["representative"]);
  const counter = new Counter();
  const post = await startMailServer({ beforeAnswer: counter.accept });
  const server = await serve(start, { ...serverEnv, ...data, SMTP_URL: post.url });
  const times = [];
  for (let i = 0; i < size.meetings; i++)
    times.push(await spread(server.base, cookie, post.url, counter, told, i, today()));
  tell(
    "spread_900",
    median(times.map((t) => t.ours / t.bare)),
    "of bare pooled sending",
    { atMost: 2 },
    `${(median(times.map((t) => t.ours)) / 1000).toFixed(2)} s from the POST of an item to spread until the last of ${told} letters is accepted by a loopback SMTP server against ${(median(times.map((t) => t.bare)) / 1000).toFixed(2)} s of nodemailer's pool alone sending the same messages on as many connections; median of ${size.meetings} items, in turn`,
  );
  await server.stop();
  await post.close();
});
await figures(["excel_60000", "excel_60000_other_pages"], async () => {
  const { measureExcel } = await import("./excel");
  const first = seedMeetings(excelData.BENCH_DATABASE, seeded.networkId, now(), quick ? 20 : 210, 17);
  const server = await serve(start, { ...serverEnv, ...excelData, SMTP_URL: "smtp://127.0.0.1:9" });
  const excel = await measureExcel(
    server,
    cookie,
    `/dalarna/lansgruppen/moten/narvaro.xlsx?fran=${first}`,
    "/dalarna/lansgruppen",
    size.excel,
    size.rest,
  );
  if (!quick && excel.rows < 60_000) throw new Error(`only ${excel.rows} rows in the file`);
  tell(
    "excel_60000",
    excel.aboveIdle,
    "MB above idle",
    { atMost: 200 },
    `most of the server and the process that writes, together, above the server at rest (${Math.round(excel.idle)} MB), while ${excel.rows} rows of attendance become an Excel file of ${Math.round(excel.bytes / 1000)} kB in ${excel.seconds.toFixed(1)} s; ${Math.round(excel.after)} MB at rest afterwards`,
  );
  tell(
    "excel_60000_other_pages",
    excel.during / excel.before,
    "times as long",
    { atMost: 2 },
    `p99 of another page ${excel.during} ms while files are written, ${excel.before} ms before, 4 connections`,
  );
  await server.stop();
});
await figures(["seal_rate", "seal_end_to_end"], async () => {
  interface Rates {
    ours: number;
    limit: number;
  }
  const seal = await part<{ sealing: Rates; ends: Rates; bytes: number; bits: number }>(
    "tests/bench/sealing.ts",
    { ...sealData, LOG_LEVEL: "error" },
    ...size.seals.map(String),
  );
  tell(
    "seal_rate",
    seal.sealing.ours / seal.sealing.limit,
    "of bare crypto.sign",
    { atLeast: 0.3 },
    `${round(seal.sealing.ours)} PDFs/s (${Math.round(seal.bytes / 1000)} kB each, prepared to sealed bytes) against ${round(seal.sealing.limit)} bare RSA-${seal.bits} signatures/s, in turn, median of ${size.seals[0]} batches`,
  );
  tell(
    "seal_end_to_end",
    seal.ends.ours / seal.ends.limit,
    "of making the PDF alone",
    { atLeast: 0.5 },
    `${round(seal.ends.ours)} commitments/s from signed to stored file (claim, PDF, seal, synced file, rows) against ${round(seal.ends.limit)} PDFs/s made alone, in turn, median of ${size.seals[0]} batches of ${size.seals[1]}`,
  );
});
await figures(["cold_start"], async () => {
  const starts: number[] = [];
  for (let i = 0; i < size.starts; i++) {
    const fresh: Running = await serve(start, { ...serverEnv, ...startData, SMTP_URL: "smtp://127.0.0.1:9" });
    starts.push(fresh.startedIn);
    await fresh.stop();
  }
  tell(
    "cold_start",
    median(starts),
    "s",
    { atMost: 2 },
    `spawn of the built server to the first 200 of the front page (${organisations} organisations), no recurring work, median of ${size.starts}: ${starts.map((s) => s.toFixed(2)).join(", ")}`,
  );
});
process.exit(exitCode());
