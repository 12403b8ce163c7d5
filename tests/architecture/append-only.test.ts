// What the database itself keeps: rows that are only ever added to.
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { makeWorld, sentToManager } from "../world";

/** What a given signature says; the rest of its row is of how it was asked for. */
const signed = /^(state|signed.*|email|method|declarationVersion)$/;

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
      for (const { name, type } of table === "Signature"
        ? columns.filter((c) => signed.test(c.name))
        : columns) {
        // The ledger is numbered on; what it says of a day is counted anew.
        if (table === "Ledger") continue;
        const other = type === "INTEGER" || type === "BOOLEAN" ? "78" : "'y'";
        const changed = () =>
          raw.exec(`UPDATE "${table}" SET "${name}" = ${other} WHERE "${id}" IN ('x', 77)`);
        expect(changed, `${table}.${name}`).toThrow(/append-only|never changed/);
      }
    }
  } finally {
    raw.close();
  }
});

it("keeps who has looked at a protected name, and what was sent under protection, against raw SQL", async () => {
  const w = await makeWorld();
  await sentToManager(w, "leksand", {
    representative: { name: "Hemlig Person", email: "h@o.example", protected: "on" },
  });
  const raw = new Database(env.databasePath);
  raw.pragma("foreign_keys = OFF");
  raw.exec("DELETE FROM Reveal WHERE id = ''");
  raw.exec(
    "INSERT INTO Reveal (id, personId, networkId, at, why) VALUES ('en', 'en', 'ett', '2026-11-28', 'ringde upp')",
  );
  expect(await db.commitmentSecret.count()).toBe(1);
  for (const sql of [
    "DELETE FROM Reveal",
    "DELETE FROM Reveal WHERE at < '2030-01-01'",
    "UPDATE Reveal SET why = 'x'",
    "UPDATE Reveal SET accountId = NULL",
    "UPDATE Reveal SET at = '2020-01-01'",
    "DELETE FROM CommitmentSecret",
    "DELETE FROM CommitmentSecret WHERE commitmentId IN (SELECT id FROM Commitment)",
    "UPDATE CommitmentSecret SET content = '{}'",
    "UPDATE CommitmentSecret SET content = json_remove(content, '$.representative')",
    "UPDATE CommitmentSecret SET content = json_set(content, '$.representative.name', 'x')",
  ])
    expect(() => raw.exec(sql), sql).toThrow(/append-only|never changed|never edited/);
  raw.close();
});
