// What the database itself keeps: rows that are only ever added to.
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { env } from "~/platform/env.server";

it("keeps what is only ever added to, against raw SQL", () => {
  const raw = new Database(env.databasePath);
  raw.pragma("foreign_keys = OFF");
  try {
    for (const table of [
      "Event",
      "Ledger",
      "CommitmentStep",
      "Reveal",
      "AttendanceChange",
      "MinutesVersion",
      "Signature",
    ]) {
      const columns = raw
        .prepare<[string], { name: string; type: string }>("SELECT name, type FROM pragma_table_info(?)")
        .all(table);
      const value = ({ name, type }: { name: string; type: string }) => {
        if (name === "state") return "signed";
        return type === "INTEGER" || type === "BOOLEAN" ? 77 : "x";
      };
      raw
        .prepare(
          `INSERT INTO "${table}" (${columns.map((c) => `"${c.name}"`).join()}) VALUES (${columns.map(() => "?").join()})`,
        )
        .run(...columns.map(value));
      const id = columns[0]?.name ?? "";
      const removed = () => raw.exec(`DELETE FROM "${table}" WHERE "${id}" IN ('x', 77)`);
      expect(removed, table).toThrow(/append-only/);
      const changed = () =>
        raw.exec(`UPDATE "${table}" SET "${columns.at(-1)?.name ?? ""}" = 'y', "state" = 'y'`);
      if (table !== "Ledger") expect(changed, table).toThrow(/append-only|never changed|no such column/);
    }
  } finally {
    raw.close();
  }
});
