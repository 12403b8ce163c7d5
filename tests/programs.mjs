// Programs that tests, faults and bench drive, and the Debian package each comes in: one list. Run by itself it names those that are
// missing, before a command begins that would miss them seven minutes later.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const programs = {
  chromium: "chromium",
  qpdf: "qpdf",
  pdfsig: "poppler-utils",
  "/usr/sbin/dovecot": "dovecot-imapd",
  "/usr/sbin/clamd": "clamav-daemon",
  faketime: "faketime",
  openssl: "openssl",
  unzip: "unzip",
  "icalendar for /usr/bin/python3": "python3-icalendar",
};
export const has = (name) =>
  name.startsWith("icalendar")
    ? spawnSync("/usr/bin/python3", ["-c", "import icalendar"]).status === 0
    : spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
export const missingPrograms = () =>
  Object.entries(programs).flatMap(([program, name]) => (has(program) ? [] : [{ program, package: name }]));
export function sayMissing() {
  const needed = missingPrograms().map((m) => `${m.program} (Debian package ${m.package})`);
  console.error(`Missing: ${needed.join(", ")}. Install them and run again.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url) && missingPrograms().length > 0) {
  sayMissing();
  process.exit(1);
}
