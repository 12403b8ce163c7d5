// What was typed when the session had ended: kept for a browser that has had one, a few forms at a time, sealed, for an hour.
import { beforeAll, describe, expect, it } from "vitest";
import { kept, park, unpark, type Parked } from "~/http/parking.server";
import type { BrowserHeld } from "~/http/session.server";
import { recurring } from "~/jobs/recurring.server";
import { minutesAfter, now } from "~/platform/clock";
import { db, rows, transact } from "~/platform/db.server";
import { sha256 } from "~/platform/env.server";
import { makeWorld, sessionFor, strategist } from "../world";

const held = (secret: string): BrowserHeld => ({ secret, hash: sha256(secret), header: null });
const known = held("a-browser-that-has-had-a-session");
const form = (text: string): Parked => ({
  values: { text, many: ["a", "b"] },
  files: false,
  form: { action: "/a", place: ":R1:" },
  errors: {},
});
/** Letters that no packing makes shorter, as many as there are octets. */
const octets = (n: number) => form("x".repeat(n));
const there = () =>
  rows<{ id: string }>("SELECT id FROM ParkedForm WHERE browserHash = ? ORDER BY createdAt", known.hash).map(
    (p) => p.id,
  );
let account = "";
let minute = 0;
const later = () => minutesAfter(now(), minute++);

beforeAll(async () => {
  await makeWorld();
  await sessionFor(strategist, known.hash);
  ({ id: account } = await db.account.findUniqueOrThrow({ where: { email: strategist } }));
});

describe("what is parked", () => {
  it("is kept for a browser that has had a session, ended or not, and for no other", async () => {
    expect(await park(held("a-browser-that-never-had-one"), "/a", form("x"), now())).toBeNull();
    expect(await db.parkedForm.count()).toBe(0);
    await transact((tx) => tx.session.updateMany({ data: { endedAt: now() } }));
    const id = (await park(known, "/a", form("Hej"), now())) ?? "";
    expect(await unpark(id, known, "/a", account, now())).toEqual(form("Hej"));
  });
  it("comes back to its own address, browser and account alone, within the hour", async () => {
    const at = now();
    const id = (await park(known, "/a", form("Hej"), at)) ?? "";
    expect(await unpark(id, known, "/b", account, at)).toBeNull();
    expect(await unpark(id, known, "/a", "another", at)).toBeNull();
    expect(await unpark(id, held("another-browser-altogether"), "/a", account, at)).toBeNull();
    expect(await unpark(id, known, "/a", account, minutesAfter(at, 59))).not.toBeNull();
    expect(await unpark(id, known, "/a", account, minutesAfter(at, 60))).toBeNull();
    expect([kept(id, known.hash, at), kept(id, known.hash, minutesAfter(at, 60))]).toEqual([
      { files: false },
      null,
    ]);
    expect(kept(id, "another", at)).toBeNull();
  });
  it("never lies in clear text, and the database by itself does not open it", async () => {
    const id = (await park(known, "/a", form("Åsa på Kvinnojouren"), now())) ?? "";
    const { body, ...row } = await db.parkedForm.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(body).toString("utf8")).not.toMatch(/Kvinnojouren|many/);
    expect(JSON.stringify(row)).not.toContain(known.secret);
    const other = { ...known, secret: "somebody-with-the-database" };
    expect(await unpark(id, other, "/a", account, now())).toBeNull();
  });
  it("is at most five forms of a browser, the newest", async () => {
    const ids: (string | null)[] = [];
    for (let i = 0; i < 7; i++) ids.push(await park(known, "/a", form(String(i)), later()));
    expect(there()).toEqual(ids.slice(-5));
  });
  it("is at most two megabytes of a browser, the newest; one that is larger leaves the others", async () => {
    const mega = 1024 * 1024;
    const ids: (string | null)[] = [];
    for (let i = 0; i < 4; i++) ids.push(await park(known, "/a", octets(0.6 * mega), later()));
    expect(there()).toEqual(ids.slice(-3));
    expect(await park(known, "/a", octets(2 * mega + 1), later())).toBeNull();
    expect(there()).toEqual(ids.slice(-3));
  });
  it("is gone from the disk when its hour has passed", async () => {
    await park(known, "/a", form("x"), later());
    await recurring.find((j) => j.name === "post.weed")?.run(minutesAfter(now(), 120));
    expect(await db.parkedForm.count()).toBe(0);
  });
  it("says of files that they are not kept", async () => {
    const id = (await park(known, "/a", { ...form("x"), files: true }, later())) ?? "";
    expect(kept(id, known.hash, now())).toEqual({ files: true });
  });
});
