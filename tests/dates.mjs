// `npm run test:dates`: the tests on other days than today, under Debian's faketime. Node and Python are moved, their
// monotonic time is not; Chromium, clamd and dovecot keep the real time (tests/setup/real-time.ts). The rooms without a browser run
// on some days (the demo county is made and looked at among them, tests/network/demo-county.test.ts), everything on others.
// `-- --on=2026-12-24` takes one day, further words name test files; `npm test` takes one day by the commit's id.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, generate, install, root } from "../app/cli/setup.mjs";
import { missingPrograms, sayMissing } from "./programs.mjs";

/** By what is odd about them; ten in the morning in Sweden where the hour is not the point. */
const roomDays = {
  "2026-12-24": "2026-12-24T10:00:00+01:00",
  "2027-01-01": "2027-01-01T10:00:00+01:00",
  "2027-02-28": "2027-02-28T10:00:00+01:00",
  "2027-03-28": "2027-03-28T10:00:00+02:00",
  "2027-07-11": "2027-07-11T10:00:00+02:00",
};
const wholeDays = {
  "2028-02-29": "2028-02-29T10:00:00+01:00",
  "2027-10-31": "2027-10-31T10:00:00+01:00",
  23.58: "2027-05-11T23:58:00+02:00",
};

/** What reads the day, for `npm test`; the other files of the standing set a clock of their own. */
const dated = ["seats/", "standing/standing", "confirmations/", "digest/", "network/demo-county"];

function* testFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const at = join(folder, entry.name);
    if (entry.isDirectory()) yield* testFiles(at);
    else if (/\.test\.tsx?$/.test(entry.name)) yield relative(root, at);
  }
}
const withBrowser = /playwright|journeys\/browser|startDemo/;
/** What reads the code, drives the product from outside, or takes times of its own has nothing to learn from the day. */
const elsewhere = /^tests\/(architecture|bench|faults|operator|journeys)\//;
const roomFiles = () =>
  [...testFiles(join(root, "tests"))].filter(
    (file) => !elsewhere.test(file) && !withBrowser.test(readFileSync(join(root, file), "utf8")),
  );

/** Runs a program of Node on that instant and from there on; all that it starts are on the same time. */
function runOn(instant, args, env = {}) {
  const ahead = Math.round((Date.parse(instant) - Date.now()) / 1000);
  return spawnSync("faketime", ["-m", "-f", `${ahead < 0 ? "" : "+"}${ahead}`, process.execPath, ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, FAKETIME_DONT_FAKE_MONOTONIC: "1", FAKE_UTIME: "1", NODE_ENV: "test", ...env },
  });
}

/** How many tests passed and failed; a file that could not be read is one failure. */
function testOn(day, instant, files) {
  const folder = mkdtempSync(join(tmpdir(), "lansgrupp-dates-"));
  const report = join(folder, "report.json");
  console.log(`\n== ${day}: ${files.length === 0 ? "every test" : `${files.length} files or folders`}`);
  runOn(instant, [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...files,
  ]);
  let [passed, failed] = [0, 1];
  if (existsSync(report)) {
    const { numTotalTests, numPassedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    const unread = testResults.filter((f) => f.status === "failed" && f.assertionResults.length === 0);
    [passed, failed] = [numPassedTests, numTotalTests - numPassedTests + unread.length];
  }
  rmSync(folder, { recursive: true, force: true });
  console.log(`== ${day}: ${passed} passed, ${failed} failed`);
  return { passed, failed };
}

/** One of the days, drawn from the commit's id, for the rooms that read the day. */
export function testOneDay() {
  const git = spawnSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" });
  const days = Object.entries({ ...roomDays, ...wholeDays });
  const drawn = Number.parseInt((git.stdout ?? "").slice(0, 8), 16) || 0;
  const [day, instant] = days[drawn % days.length];
  const files = roomFiles().filter((file) => dated.some((room) => file.startsWith(`tests/${room}`)));
  return testOn(day, instant, files);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (missingPrograms().length > 0) {
    sayMissing();
    process.exit(1);
  }
  const args = process.argv.slice(2);
  const only = args.find((a) => a.startsWith("--on="))?.slice("--on=".length);
  const named = args.filter((a) => !a.startsWith("--"));
  const days = [
    ...Object.entries(roomDays).map(([day, instant]) => ({ day, instant, files: roomFiles() })),
    ...Object.entries(wholeDays).map(([day, instant]) => ({ day, instant, files: [] })),
  ].filter(({ day }) => !only || day === only);
  if (days.length === 0) {
    console.error(
      `No such day: ${only}. The days are ${Object.keys({ ...roomDays, ...wholeDays }).join(", ")}.`,
    );
    process.exit(1);
  }
  await install();
  await generate();
  await build();
  const ended = [];
  for (const { day, instant, files } of days)
    ended.push({ day, ...testOn(day, instant, named.length > 0 ? named : files) });
  console.log("");
  for (const { day, passed, failed } of ended) console.log(`${day}: ${passed} passed, ${failed} failed`);
  process.exit(ended.every((e) => e.failed === 0 && e.passed > 0) ? 0 : 1);
}
