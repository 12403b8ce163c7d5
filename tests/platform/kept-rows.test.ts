// What a statement gave is given again until somebody commits, whoever that is, and never to anybody who asks for something else.
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { row, rows, transact, transactNow } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { Kept } from "~/platform/kept-rows.server";

const mailboxes = () => rows<{ id: string }>("SELECT id FROM Mailbox ORDER BY id").map((m) => m.id);
const put = "INSERT INTO Mailbox (id, uidValidity, lastUid) VALUES (?, '1', 0)";

describe("rows that are kept", () => {
  it("are never those of before a commit: this process's, by either way of writing, or another's", async () => {
    expect(mailboxes()).toEqual([]);
    await transactNow((now) => now.run(put, "ett"));
    expect(mailboxes()).toEqual(["ett"]);
    await transact((tx) => tx.mailbox.create({ data: { id: "två", uidValidity: "1", lastUid: 0 } }));
    expect(mailboxes()).toEqual(["ett", "två"]);
    const other = new Database(env.databasePath);
    other.prepare(put).run("tre");
    expect(mailboxes()).toEqual(["ett", "tre", "två"]);
    other.exec("BEGIN; DELETE FROM Mailbox");
    expect(mailboxes()).toEqual(["ett", "tre", "två"]);
    other.exec("COMMIT");
    other.close();
    expect([mailboxes(), row("SELECT id FROM Mailbox")]).toEqual([[], undefined]);
  });
  it("belong to each reader alone", () => {
    const first = rows<{ n: number }>("SELECT 1 AS n");
    first[0]!.n = 7;
    first.push({ n: 8 });
    const second = row<{ n: number }>("SELECT 1 AS n")!;
    second.n = 9;
    expect(rows("SELECT 1 AS n")).toEqual([{ n: 1 }]);
  });
});

describe("a statement", () => {
  const connection = new Database(":memory:");
  const asked = (kept: Kept, sql: string, values: unknown[], made: object[] = [{ of: sql }]) => {
    let asked = false;
    kept.rows(sql, values, () => {
      asked = true;
      return made;
    });
    return asked;
  };
  it("is run once for the same values, and anew for others, also of another type or cut elsewhere", () => {
    const kept = new Kept(connection);
    const values = [[], [1], ["1"], [null], ["null"], ["a", "b"], ["a,b"], ["ab", ""], ["a", "string1:b"]];
    for (const v of values) expect(asked(kept, "one", v)).toBe(true);
    for (const v of values) expect(asked(kept, "one", v)).toBe(false);
    expect(asked(kept, "two", [1])).toBe(true);
  });
  it("of many rows, long values or bytes is run each time, and what is kept has a bound", () => {
    const kept = new Kept(connection);
    const many = Array.from({ length: 61 }, () => ({}));
    for (let again = 0; again < 2; again++) {
      expect(asked(kept, "many", [], many)).toBe(true);
      expect(asked(kept, "long", ["x".repeat(401)])).toBe(true);
      expect(asked(kept, "bytes", [Buffer.from("a")])).toBe(true);
    }
    expect([asked(kept, "first", []), asked(kept, "first", [])]).toEqual([true, false]);
    for (let i = 0; i < 1000; i++) asked(kept, "other", [i]);
    expect(asked(kept, "first", [])).toBe(true);
  });
});
