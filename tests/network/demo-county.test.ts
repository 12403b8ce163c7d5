// The demo county as `npm start` makes it, on whatever day: `npm run test:dates` asks it on eight.
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { rows } from "~/platform/db.server";
import { pointedOut } from "~/platform/holidays";

describe("the demo county", () => {
  it("is made without a fault, meets on plain days, and says nothing absurd", () => {
    execFileSync(process.execPath, ["--import", "tsx", "app/cli/demo.ts"], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, LOG_LEVEL: "silent" },
    });
    const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(new Date());
    const meetings = rows<{ title: string; heldOn: string; answerByOn: string | null }>(
      "SELECT title, heldOn, answerByOn FROM Meeting ORDER BY heldOn",
    );
    expect(meetings.filter((m) => pointedOut(m.heldOn) !== null)).toEqual([]);
    expect(meetings.filter((m) => m.answerByOn !== null && m.answerByOn >= m.heldOn)).toEqual([]);
    expect(meetings.filter((m) => m.heldOn < today).length).toBeGreaterThan(2);
    expect(meetings.filter((m) => m.heldOn > today).length).toBeGreaterThan(2);
    const options = rows<{ heldOn: string }>("SELECT heldOn FROM PollOption");
    expect(options.filter((o) => o.heldOn <= today || pointedOut(o.heldOn) !== null)).toEqual([]);
    const visits = rows<{ visitOn: string }>("SELECT visitOn FROM Visit");
    expect(visits.filter((v) => pointedOut(v.visitOn) !== null)).toEqual([]);
    // Nothing has happened that has not happened yet.
    expect(rows("SELECT kind, at FROM Event WHERE at > ?", new Date().toISOString())).toEqual([]);
    const letters = rows<{ subject: string; text: string }>("SELECT subject, text FROM Letter");
    expect(letters.length).toBeGreaterThan(50);
    expect(
      letters
        .filter((l) => /undefined|null|NaN|Invalid|\[object/.test(l.subject + l.text))
        .map((l) => l.subject),
    ).toEqual([]);
  }, 300_000);
});
