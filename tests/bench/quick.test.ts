// The short form of `npm run bench`: every figure can be measured, that is, every page, letter and row is as it should be.
// How fast is not asked here.
import { spawnSync } from "node:child_process";
import { describe, expect, it, vi } from "vitest";
import { exitCode, figures, tell } from "./measure";

interface Line {
  name: string;
  value: number | null;
  how: string;
}
function run(...args: string[]): { status: number | null; figures: Line[] } {
  const { status, stdout } = spawnSync(process.execPath, ["--import", "tsx", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return {
    status,
    figures: stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Line),
  };
}
const measured = (figure: string) =>
  run(
    "--input-type=module",
    "-e",
    `const { exitCode, figures, tell } = await import("./tests/bench/measure.ts"); ${figure} process.exit(exitCode());`,
  );

describe("bench", () => {
  it("measures every figure on pages, letters and rows that are right", () => {
    const { status, figures } = run("tests/bench/bench.ts", "--quick");
    expect(figures.filter((f) => f.value === null)).toEqual([]);
    expect(status).toBe(0);
    expect(figures.map((f) => f.name).sort()).toEqual([
      "answer_write",
      "attendance_heat_map",
      "cold_start",
      "convene_900",
      "county_overview_database_time",
      "excel_60000",
      "excel_60000_other_pages",
      "first_load_bytes",
      "first_load_requests",
      "hostile_form",
      "inquiry_result_page",
      "memory_rss",
      "network_page_database_time",
      "network_page_throughput",
      "organisation_page",
      "replacement_end_to_end",
      "seal_end_to_end",
      "seal_rate",
      "spread_900",
    ]);
  }, 600_000);

  it("says of a figure that fails why, goes on with the others, and ends with a fault", async () => {
    const lines: Line[] = [];
    vi.spyOn(console, "log").mockImplementation((line: string) => lines.push(JSON.parse(line) as Line));
    vi.spyOn(console, "error").mockImplementation(() => {});
    try {
      await figures(["one", "two"], async () => {
        tell("one", 1, "s", { atMost: 2 }, "measured");
        await Promise.reject(new Error("no letter came"));
      });
      await figures(["three"], () => {
        tell("three", 3, "s", { atMost: 4 }, "measured");
        return Promise.resolve();
      });
    } finally {
      vi.restoreAllMocks();
    }
    expect(lines).toMatchObject([
      { name: "one", value: 1, holds: true },
      { name: "two", value: null, holds: false, how: expect.stringContaining("no letter came") as string },
      { name: "three", value: 3, holds: true },
    ]);
    expect(exitCode()).toBe(1);
  });

  it("ends with a fault where a goal was not reached", () => {
    const { status, figures } = measured(
      `await figures(["slow"], () => Promise.resolve(tell("slow", 3, "s", { atMost: 2 }, "measured")));`,
    );
    expect([status, figures]).toMatchObject([1, [{ name: "slow", value: 3 }]]);
  });
});
