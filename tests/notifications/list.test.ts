// "Utskick": every letter by its name, a page at a time, in order of the time that is shown.
import { beforeAll, describe, expect, it } from "vitest";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { letters } from "~/domain/notifications/queries.server";
import { kindName, letterKinds } from "~/platform/letter-kinds";
import { now } from "~/platform/clock";
import { transact } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { asAccount, makeWorld, strategist, type World } from "../world";

let w: World;
let see: NetworkPermit<"letters.see">;
const at = (minutes: number) => new Date(Date.parse("2026-03-02T08:00:00Z") + minutes * 60_000);
/** 130 letters, of which each was made before the one made next and sent after it; every tenth failed and every seventh waits. */
const stateOf = (i: number) => {
  if (i % 10 === 0) return "failed";
  return i % 7 === 0 ? "queued" : "sent";
};
beforeAll(async () => {
  w = await makeWorld();
  see = await asAccount("letters.see", w.networkId, strategist);
  await transact(async (tx) => {
    await tx.letter.deleteMany({ where: { networkId: w.networkId } });
    for (let i = 0; i < 130; i++)
      await tx.letter.create({
        data: {
          id: nanoid(),
          key: `list:${i}`,
          kind: "effort.given",
          networkId: w.networkId,
          to: "a@falu.example",
          replyTo: "b@dalarna.example",
          senderName: "L",
          subject: String(i),
          text: "",
          priority: 5,
          state: stateOf(i),
          messageId: `<list-${i}@x.example>`,
          createdAt: at(i),
          nextAttemptAt: now(),
          sentAt: stateOf(i) === "sent" ? at(1000 - i) : null,
        },
      });
  });
});
const every = (show: string) => {
  const { pages } = letters(see, { show });
  return Array.from({ length: pages }, (_, i) => letters(see, { show, page: String(i + 1) }));
};

describe("the page of letters", () => {
  it("shows every letter once, on pages of twenty-five, the newest first by the time that is shown", () => {
    const all = every("").map((p) => p.lines);
    expect(all.map((lines) => lines.length)).toEqual([25, 25, 25, 25, 25, 5]);
    expect(new Set(all.flat().map((l) => l.id)).size).toBe(130);
    const times = all.flat().map((l) => l.when);
    expect(times).toEqual([...times].sort().reverse());
  });
  it("shows those that did not arrive, or that wait, and how many ought to be seen to", () => {
    const states = (show: string) => new Set(every(show).flatMap((p) => p.lines.map((l) => l.state)));
    expect(states("kom-inte-fram")).toEqual(new Set(["failed"]));
    expect(states("vantar")).toEqual(new Set(["queued"]));
    expect(letters(see)).toMatchObject({ show: "", page: 1, pages: 6, toMend: 13 });
  });
  it("takes any page and any choice that is asked for", () => {
    for (const page of ["0", "-1", "7", "1e9", "99999", "a", ""])
      expect(letters(see, { page }).lines.length, page).toBeGreaterThan(0);
    expect(letters(see, { show: "hasOwnProperty" }).show).toBe("");
  });
  it("calls every kind of letter by a name of its own", () => {
    expect(letters(see).lines.map((l) => l.kind)).toEqual(Array(25).fill("Insats på hemmaplan"));
    expect(kindName("named:deputy")).toBe("Till den som är utsedd");
    for (const [kind, name] of Object.entries(letterKinds)) expect(kindName(kind)).toBe(name);
    expect(Object.values(letterKinds).filter((name) => name.length < 6)).toEqual([]);
    expect(kindName("toString")).toBe("Mejl");
  });
});
