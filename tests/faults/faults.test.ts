// The short form of `npm run faults`: every figure holds.
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

describe("faults", () => {
  it("lose nothing, seat nobody twice, double nothing beyond what was in flight, tell every touched seal, never overbook, do nothing twice, keep what was typed, know what time it is, read every standing right, and leave no letter stuck", () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ["--import", "tsx", "tests/faults/faults.ts", "--quick"],
      {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
        env: { ...process.env, NODE_ENV: "test" },
      },
    );
    const figures = stdout
      .split("\n")
      .filter((l) => l.startsWith("{"))
      .map((l) => JSON.parse(l) as { name: string; holds: boolean; value: number; how: string });
    expect(figures.map((f) => f.name)).toEqual([
      "kill_acknowledged_lost",
      "kill_double_holders",
      "kill_notice_without_replacement",
      "kill_doubles_beyond_in_flight",
      "kill_with_letter_in_flight",
      "seal_flipped_bytes_undetected",
      "race_overbooked_rounds",
      "race_doubled_rounds",
      "requests_cut_by_sigterm",
      "verify_undetected",
      "double_press_doubles",
      "typed_text_lost",
      "code_guess_success",
      "clock_change_wrong_dates",
      "standing_divergences",
      "smtp_faults_stuck_letters",
    ]);
    expect(figures.filter((f) => !f.holds)).toEqual([]);
    expect(status).toBe(0);
  }, 900_000);
});
