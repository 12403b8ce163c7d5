// Covers, managers' terms, staff roles and memberships never overlap: held by the database, whatever the code does.
import Database from "better-sqlite3";
import fc from "fast-check";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appointStaff, endStaff } from "~/domain/network/commands.server";
import { organisationLeaves } from "~/domain/organisations/commands.server";
import { endCover, leave, startCover } from "~/domain/seats/commands.server";
import { ownPermit } from "~/domain/access/permits.server";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { Refusal } from "~/platform/refusal";
import { asAccount, browser, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let raw: Database.Database;
const day = (n: number) => addDays("2026-01-01", n);
beforeAll(async () => {
  w = await makeWorld();
  raw = new Database(env.databasePath);
});
afterAll(() => raw.close());

/** A row of each table with its days; everything else of it is alike. */
const tables: Record<string, (id: string, from: string, until: string | null) => [string, unknown[]]> = {
  Cover: (id, from, until) => [
    "INSERT INTO Cover (id, networkId, organisationId, fromOn, untilOn) VALUES (?, ?, ?, ?, ?)",
    [id, w.networkId, w.orgs.falu?.id, from, until],
  ],
  ManagerTerm: (id, from, until) => [
    "INSERT INTO ManagerTerm (id, networkId, organisationId, seat, name, fromOn, untilOn) VALUES (?, ?, ?, 'deputy', 'Chef', ?, ?)",
    [id, w.networkId, w.orgs.falu?.id, from, until],
  ],
  StaffRole: (id, from, until) => [
    "INSERT INTO StaffRole (id, accountId, networkId, role, name, fromOn, untilOn) VALUES (?, (SELECT id FROM Account WHERE email = 'admin@dalarna.example'), NULL, 'overseer', 'X', ?, ?)",
    [id, from, until],
  ],
  Membership: (id, from, until) => [
    "INSERT INTO Membership (id, networkId, organisationId, kind, fromOn, untilOn) VALUES (?, ?, ?, 'member', ?, ?)",
    [id, w.gavleNetworkId, w.orgs.falu?.id, from, until],
  ],
};

describe.each(Object.keys(tables))("%s", (table) => {
  const put = (id: string, from: string, until: string | null) => {
    const [sql, values] = tables[table]?.(id, from, until) ?? ["", []];
    raw.prepare(sql).run(...values);
  };
  const undone = (work: () => void) => {
    raw.exec("SAVEPOINT attempt");
    try {
      work();
    } finally {
      raw.exec("ROLLBACK TO attempt; RELEASE attempt");
    }
  };
  it("takes exactly what is free, by insert and by update", () => {
    const range = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.option(fc.integer({ min: 0, max: 15 })));
    fc.assert(
      fc.property(fc.array(range, { minLength: 2, maxLength: 8 }), (tries) => {
        undone(() => {
          const held: { from: string; until: string | null }[] = [];
          put("mover", day(400), day(400));
          tries.forEach(([from, length], i) => {
            const h = { from: day(from), until: length === null ? null : day(from + length) };
            const free =
              h.from === h.until ||
              !held.some(
                (o) => o.from !== o.until && o.from < (h.until ?? "9999") && h.from < (o.until ?? "9999"),
              );
            const move = () =>
              raw
                .prepare(`UPDATE ${table} SET fromOn = ?, untilOn = ? WHERE id = 'mover'`)
                .run(h.from, h.until);
            if (free) {
              undone(move);
              put(`r${String(i)}`, h.from, h.until);
              held.push(h);
            } else {
              expect(move).toThrow(/overlaps another/);
              expect(() => {
                put(`r${String(i)}`, h.from, h.until);
              }).toThrow(/overlaps another/);
            }
          });
        });
      }),
      { numRuns: 60 },
    );
  });
  it("never ends before it begins, nor on a day that is none", () => {
    undone(() => {
      expect(() => {
        put("a", day(5), day(4));
      }).toThrow(/well formed/);
      expect(() => {
        put("b", "snart", null);
      }).toThrow(/well formed/);
      put("c", day(5), day(9));
      for (const change of [`untilOn = '${day(2)}'`, "fromOn = 'snart'", "untilOn = 'snart'"])
        expect(() => raw.exec(`UPDATE ${table} SET ${change} WHERE id = 'c'`), change).toThrow(/well formed/);
      raw.exec(`UPDATE ${table} SET untilOn = NULL WHERE id = 'c'`);
      expect(() => raw.exec(`UPDATE ${table} SET fromOn = 'snart' WHERE id = 'c'`)).toThrow(/well formed/);
    });
  });
});

describe("the migration", () => {
  it("puts right what overlaps already, the same way each time", () => {
    const folder = mkdtempSync(join(tmpdir(), "overlap-"));
    try {
      raw.prepare("VACUUM INTO ?").run(join(folder, "old.db"));
      const old = new Database(join(folder, "old.db"));
      const names = (table: string) =>
        (
          old
            .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?")
            .all(table) as { name: string }[]
        )
          .map((t) => t.name)
          .filter((n) => /no_overlap|wellformed/.test(n));
      for (const table of Object.keys(tables))
        for (const name of names(table)) old.exec(`DROP TRIGGER ${name}`);
      const put = (table: string, id: string, from: string, until: string | null) => {
        const [sql, values] = tables[table]?.(id, from, until) ?? ["", []];
        old.prepare(sql).run(...values);
      };
      for (const table of Object.keys(tables)) {
        put(table, "one", day(0), day(10));
        put(table, "two", day(5), day(20));
        put(table, "three", day(5), day(8));
        put(table, "four", day(20), null);
        put(table, "five", day(30), day(25));
      }
      const file = readdirSync("prisma/migrations").find((f) => f.endsWith("never_overlap")) ?? "";
      old.exec(readFileSync(join("prisma/migrations", file, "migration.sql"), "utf8"));
      const of = (table: string) =>
        old
          .prepare(
            `SELECT id, fromOn, untilOn FROM ${table} WHERE id IN ('one', 'two', 'three', 'four', 'five') ORDER BY rowid`,
          )
          .all();
      const row = (id: string, from: number, until: number | null) => ({
        id,
        fromOn: day(from),
        untilOn: until === null ? null : day(until),
      });
      for (const table of ["StaffRole", "Membership"])
        expect(of(table), table).toEqual([
          row("one", 0, 20),
          row("two", 5, 5),
          row("three", 5, 5),
          row("four", 20, null),
          row("five", 30, 30),
        ]);
      expect(of("ManagerTerm")).toEqual([
        row("one", 0, 5),
        row("two", 5, 5),
        row("three", 5, 8),
        row("four", 20, null),
        row("five", 30, 30),
      ]);
      expect(
        old.prepare("SELECT id, untilOn FROM Cover WHERE cancelledAt IS NULL ORDER BY rowid").all(),
      ).toEqual([
        { id: "one", untilOn: day(20) },
        { id: "four", untilOn: null },
        { id: "five", untilOn: day(30) },
      ]);
      old.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("six at once", () => {
  const kinds = async (work: () => Promise<unknown>) => {
    const before = { letters: await db.letter.count(), events: await db.event.count() };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        work().then(
          () => "done",
          (e: unknown) => (e instanceof Refusal ? "refused" : String(e)),
        ),
      ),
    );
    return {
      done: answers.filter((a) => a === "done").length,
      refused: answers.filter((a) => a === "refused").length,
      letters: (await db.letter.count()) - before.letters,
      events: (await db.event.count()) - before.events,
    };
  };
  const once = { done: 1, refused: 5, events: 1 };
  it("is done once, and heard of once", async () => {
    await signed(w, "leksand");
    const organisationId = w.orgs.leksand?.id ?? "";
    const cover = await asAccount("cover.start", w.networkId, strategist);
    expect(
      await kinds(() => startCover(cover, { organisationId, fromOn: today(), lastOn: addDays(today(), 9) })),
    ).toEqual({ ...once, letters: 2 });
    const { id } = await db.cover.findFirstOrThrow({ where: { organisationId, cancelledAt: null } });
    expect(await kinds(() => endCover(cover, id))).toMatchObject(once);
    const cli = ownPermit("installation.manage", "cli", "test");
    const given = {
      name: "Ny",
      email: "ny@dalarna.example",
      role: "strategist" as const,
      fromOn: today(),
      untilOn: null,
    };
    expect(await kinds(() => appointStaff(cli, w.networkId, given))).toMatchObject(once);
    const role = await db.staffRole.findFirstOrThrow({ where: { name: "Ny" } });
    expect(await kinds(() => endStaff(cli, role.id))).toMatchObject(once);
    const holding = await db.holding.findFirstOrThrow({ where: { organisationId, seat: "deputy" } });
    const staff = await asAccount("seat.leave", w.networkId, strategist);
    expect(
      await kinds(() =>
        leave(staff, { holdingId: holding.id, lastOn: addDays(today(), 3), why: "Slutar" }, browser),
      ),
    ).toEqual({ ...once, letters: 3 });
    const manage = await asAccount("organisation.manage", w.networkId, strategist);
    expect(
      await kinds(() => organisationLeaves(manage, w.orgs.mora?.id ?? "", addDays(today(), 3), null)),
    ).toMatchObject(once);
  });
});
