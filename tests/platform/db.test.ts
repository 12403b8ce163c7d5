// Writing: one at a time, works that share a commit are undone alone, and another process's write is waited for.
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { db, row, rows, transact, transactNow } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { isUnsaved } from "~/platform/refusal";

const put = (key: string) =>
  transactNow((now) => now.run("INSERT INTO Mailbox (id, uidValidity, lastUid) VALUES (?, '1', 0)", key));
const kept = () => rows<{ id: string }>("SELECT id FROM Mailbox ORDER BY id").map((m) => m.id);

describe("works that share a commit", () => {
  it("are undone alone", async () => {
    const made = await Promise.allSettled([
      put("ett"),
      transactNow((now) => {
        now.run("INSERT INTO Mailbox (id, uidValidity, lastUid) VALUES ('två', '1', 0)");
        throw new Error("ångrat");
      }),
      put("tre"),
    ]);
    expect(made.map((m) => m.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(kept()).toEqual(["ett", "tre"]);
  });
  it("wait for another process that writes, and are done once it is", async () => {
    const other = new Database(env.databasePath);
    other.exec("BEGIN IMMEDIATE; UPDATE Ledger SET turns = turns + 1 WHERE id = 1");
    const order: string[] = [];
    const waiting = put("fyra").then(() => order.push("fyra"));
    // By now it has asked for the lock, in vain; the next one stands behind it.
    await new Promise((later) => setImmediate(() => setImmediate(later)));
    const next = transact((tx) =>
      tx.mailbox.create({ data: { id: "sju", uidValidity: "1", lastUid: 0 } }),
    ).then(() => order.push("sju"));
    expect([order, kept()]).toEqual([[], ["ett", "tre"]]);
    other.exec("COMMIT");
    other.close();
    await Promise.all([waiting, next]);
    expect([order, kept()]).toEqual([
      ["fyra", "sju"],
      ["ett", "fyra", "sju", "tre"],
    ]);
    expect(row<{ n: number }>("SELECT count(*) AS n FROM Mailbox")!.n).toBe(4);
  });
});

describe("lists of thousands", () => {
  const many = Array.from({ length: 6000 }, (_, i) => `id${String(i)}`);
  it("may stand beside each other and beside whatever else is asked for", async () => {
    const list = { in: many };
    expect(await db.letter.count({ where: { id: list, key: list } })).toBe(0);
    expect(await db.link.findMany({ where: { id: list }, orderBy: { id: "asc" } })).toEqual([]);
    await transact(async (tx) => {
      const OR = [{ letterId: list }, { attendeeId: list }];
      expect((await tx.incoming.updateMany({ where: { OR }, data: { sender: "" } })).count).toBe(0);
      const where = { id: list, state: { notIn: ["pending", "unconfirmed"] } };
      expect((await tx.signature.updateMany({ where, data: { email: null } })).count).toBe(0);
    });
  });
});

describe("another process that holds the lock", () => {
  it("is waited for by no connection inside the driver, which would stop the process", async () => {
    const waits = "PRAGMA busy_timeout";
    expect(row(waits)).toEqual({ timeout: 0 });
    expect(await transactNow((now) => now.row(waits))).toEqual({ timeout: 0 });
    const timeouts = await transact((tx) => tx.$queryRawUnsafe<{ timeout: bigint }[]>(waits));
    expect(timeouts.map((t) => Number(t.timeout))).toEqual([0]);
  });
  it("stops neither the process nor the readers, and the write is done once it lets go", async () => {
    const other = new Database(env.databasePath);
    other.exec("BEGIN IMMEDIATE");
    let longest = 0;
    let before = performance.now();
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - before);
      before = performance.now();
    }, 5);
    const waiting = transact((tx) =>
      tx.mailbox.create({ data: { id: "låst", uidValidity: "1", lastUid: 0 } }),
    );
    for (let i = 0; i < 60; i++) {
      await new Promise((later) => setTimeout(later, 10));
      expect(kept()).not.toContain("låst");
    }
    other.exec("COMMIT");
    other.close();
    await waiting;
    clearInterval(beat);
    expect(kept()).toContain("låst");
    expect(longest).toBeLessThan(400);
  });
});

describe("a full disk", () => {
  it("is said to be so, by every way to write, and is forgotten when there is room", async () => {
    const pages = row<{ page_count: number }>("PRAGMA page_count")?.page_count ?? 0;
    const room = `PRAGMA max_page_count = ${String(pages + 5)}`;
    await transactNow((now) => now.row(room));
    const big = Buffer.alloc(3_000_000, 1).toString("latin1");
    const before = kept();
    const made = await Promise.allSettled([
      put("bredvid"),
      put(big),
      transact(async (tx) => {
        await tx.$queryRawUnsafe(room);
        await tx.mailbox.create({ data: { id: big, uidValidity: "1", lastUid: 0 } });
      }),
    ]);
    expect(made.map((m) => m.status === "rejected" && isUnsaved(m.reason))).toEqual([true, true, true]);
    expect(kept()).toEqual(before);
    await transactNow((now) => now.row("PRAGMA max_page_count = 4294967294"));
    await put("plats igen");
    expect(kept()).toContain("plats igen");
  });
});
