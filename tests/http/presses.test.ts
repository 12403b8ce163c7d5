// A press that comes twice is done once, however close the two are, and nobody who waits stops the process.
import { afterAll, expect, it } from "vitest";
import { pressOf, pressOnce } from "~/http/presses.server";
import { closeDatabase, transactNow } from "~/platform/db.server";

afterAll(closeDatabase);
const browser = { hash: "b".repeat(64), secret: "s".repeat(43), header: null };
const now = new Date("2026-11-28T12:00:00Z");

it("is done once by six who come before it is noted, also when the first had nothing to wait for", async () => {
  for (let round = 0; round < 20; round++) {
    const press = () => pressOf("/dar", { nyckel: `nyckel-nummer-${String(round)}`, vad: "x" }, browser);
    let done = 0;
    let turned = false;
    setImmediate(() => (turned = true));
    const act = async () => {
      done++;
      return Promise.resolve({ to: "/fram" });
    };
    const all = await Promise.all(Array.from({ length: 6 }, async () => pressOnce(await press(), now, act)));
    expect(done).toBe(1);
    expect(turned).toBe(true);
    expect(all.filter((p) => "done" in p)).toHaveLength(1);
    expect(all.filter((p) => "again" in p && p.again?.to === "/fram")).toHaveLength(5);
  }
});
it("may be pressed again by those who wait, where the first one failed", async () => {
  const press = () => pressOf("/dar", { nyckel: "nyckel-som-faller", vad: "x" }, browser);
  let tries = 0;
  const act = async () => {
    if (++tries === 1) {
      await transactNow(() => undefined);
      throw new Error("föll");
    }
    return { to: "/fram" };
  };
  const all = await Promise.allSettled(
    Array.from({ length: 3 }, async () => pressOnce(await press(), now, act)),
  );
  expect(all.map((p) => p.status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  expect(tries).toBe(2);
});
