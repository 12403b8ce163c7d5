// A press that comes twice is done once, however close the two are, and nobody who waits stops the process.
import { afterAll, expect, it } from "vitest";
import { pressOf, pressOnce } from "~/http/presses.server";
import { closeDatabase, db, transactNow } from "~/platform/db.server";
import { unsaved } from "~/platform/refusal";

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

const press = (key: string, values: Record<string, string>, by = browser) =>
  pressOf("/dar", { nyckel: `nyckel-${key}-0`, ...values }, by);
const writing =
  <T extends object>(outcome: T) =>
  (ride: (command: () => Promise<T>) => Promise<T>) =>
    ride(async () => {
      await transactNow(() => undefined);
      return outcome;
    });

it("may be pressed again where the last of its transactions could not be saved", async () => {
  let tries = 0;
  const act = (ride: (command: () => Promise<{ to: string }>) => Promise<{ to: string }>) =>
    ride(async () => {
      await transactNow(() => undefined);
      if (++tries === 1) throw unsaved(new Error("fullt"));
      return { to: "/fram" };
    });
  await expect(pressOnce(await press("halv", { vad: "x" }), now, act)).rejects.toThrow("inte att spara");
  expect(await pressOnce(await press("halv", { vad: "x" }), now, act)).toEqual({ done: { to: "/fram" } });
});
it("shows its own browser, for a minute, what it showed the first time, and nobody else", async () => {
  let done = 0;
  const thanking = writing<{ show: object }>({ show: { thanks: true } });
  const act = (ride: Parameters<typeof thanking>[0]) => {
    done++;
    return thanking(ride);
  };
  await pressOnce(await press("visar", { vad: "x" }), now, act);
  expect(await pressOnce(await press("visar", { vad: "x" }), now, act)).toEqual({
    done: { show: { thanks: true } },
  });
  const other = { hash: "c".repeat(64), secret: "t".repeat(43), header: null };
  expect(await pressOnce(await press("visar", { vad: "x" }, other), now, act)).toEqual({ again: null });
  const later = new Date(now.getTime() + 61_000);
  expect(await pressOnce(await press("visar", { vad: "x" }), later, act)).toEqual({ again: null });
  expect(done).toBe(1);
});
it("with other words leads to where what it made is changed, or is told that it has been sent", async () => {
  const made = { to: "/nytt", made: "/nytt/andra", as: { gor: "spara" } };
  await pressOnce(await press("skapar", { vad: "x" }), now, writing(made));
  expect(await pressOnce(await press("skapar", { vad: "y" }), now, writing(made))).toEqual({
    other: { made: "/nytt/andra", as: { gor: "spara" } },
  });
  const sent = { to: "/skickat", sent: "Det är redan skickat." };
  await pressOnce(await press("skickar", { vad: "x" }), now, writing(sent));
  expect(await pressOnce(await press("skickar", { vad: "y" }), now, writing(sent))).toEqual({
    sent: "Det är redan skickat.",
  });
});
it("takes the page's key and address out of what was posted, and no other site's address", async () => {
  const values: Record<string, unknown> = { nyckel: "abcdefghijkl:R1:", sida: "/a?b=1&parkerat=x", vad: "x" };
  const { place, from } = await pressOf("/dar", values, browser);
  expect([place, from]).toEqual([":R1:", "/a?b=1"]);
  expect(values).toEqual({ vad: "x" });
  for (const sida of ["//evil.example", "https://evil.example/", "/\\evil.example", ["a"], undefined])
    expect((await pressOf("/dar", { sida }, browser)).from).toBeNull();
});
it("may be pressed again where it failed after its note had been written along", async () => {
  const press = () => pressOf("/dar", { nyckel: "nyckel-som-faller-sent", vad: "x" }, browser);
  let tries = 0;
  const act = async () => {
    await transactNow(() => undefined);
    if (++tries === 1) throw new Error("föll");
    return { to: "/fram" };
  };
  const once = async () => pressOnce(await press(), now, (ride) => ride(act));
  await expect(once()).rejects.toThrow("föll");
  expect(await once()).toEqual({ done: { to: "/fram" } });
  expect(await once()).toMatchObject({ again: { to: "/fram" } });
});
it("of strangers is written nowhere and answered as the first time, the newest thousand of them", async () => {
  const before = await db.press.count();
  let done = 0;
  const once = async (i: number, stranger: boolean) =>
    pressOnce(
      await pressOf("/logga-in", { nyckel: `nyckel-frammande-${i}`, vem: String(i) }, browser, stranger),
      now,
      (ride) =>
        ride(async () => {
          done++;
          await transactNow(() => undefined);
          return { to: `/till/${i}`, headers: { "Set-Cookie": `lg_session=${i}` } };
        }),
    );
  for (let i = 0; i < 1001; i++) await once(i, true);
  expect([done, await db.press.count()]).toEqual([1001, before]);
  const again = { again: { to: "/till/1000", cookies: ["lg_session=1000"] } };
  // Whoever has signed in by the first press is no stranger at the second.
  expect([await once(1000, true), await once(1000, false)]).toEqual([again, again]);
  expect(await once(0, true)).toMatchObject({ done: { to: "/till/0" } });
  expect([done, await db.press.count()]).toEqual([1002, before]);
  // Where it led is the pressing browser's own.
  const other = { hash: "d".repeat(64), secret: "u".repeat(43), header: null };
  const values = { nyckel: "nyckel-frammande-1000", vem: "1000" };
  const theirs = await pressOf("/logga-in", values, other, true);
  expect(await pressOnce(theirs, now, () => Promise.reject(new Error("igen")))).toEqual({ again: null });
});
