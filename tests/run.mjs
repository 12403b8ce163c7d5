// `npm test`: installs what is missing, builds, and passes every test. The last line is "N passed, N failed";
// a test that was skipped counts as failed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, generate, install, root } from "../app/cli/setup.mjs";
import { check } from "./check.mjs";
import { testOneDay } from "./dates.mjs";
import { has, missingPrograms, sayMissing } from "./programs.mjs";

const missing = missingPrograms();
if (missing.length > 0) {
  const canInstall = process.getuid?.() === 0 && has("apt-get");
  if (canInstall) {
    console.log(`Installing Debian packages: ${missing.map((m) => m.package).join(" ")} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-q"], { stdio: ["ignore", "ignore", "inherit"], env });
    spawnSync(
      "apt-get",
      ["install", "-y", "-q", "--no-install-recommends", ...missing.map((m) => m.package)],
      {
        stdio: ["ignore", "ignore", "inherit"],
        env,
      },
    );
  }
  if (missingPrograms().length > 0) {
    sayMissing();
    console.log("0 passed, 1 failed");
    process.exit(1);
  }
}

await install();
await generate();
await build();
let passed = 0;
let failed = 0;
const count = (ok, what) => {
  if (ok) passed++;
  else {
    failed++;
    console.error(`FAILED: ${what}`);
  }
};

for (const { name, ok } of await check()) count(ok, `${name} (npm run check)`);

const folder = mkdtempSync(join(tmpdir(), "lansgrupp-tests-"));
const report = join(folder, "report.json");
spawnSync(
  process.execPath,
  [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, NODE_ENV: "test" } },
);
if (existsSync(report)) {
  const { numTotalTests, numPassedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  passed += numPassedTests;
  failed += numTotalTests - numPassedTests;
  // A file that could not even be read has no tests to count.
  failed += testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
} else failed++;
rmSync(folder, { recursive: true, force: true });
// Where all is run, the rooms that read the day are tried on another day too.
if (process.argv.length === 2) {
  const other = testOneDay();
  passed += other.passed;
  failed += other.failed;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
