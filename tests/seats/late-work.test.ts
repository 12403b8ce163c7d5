// Due work is found however late it runs, and what waits for the strategist stays until it is done.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyForm } from "~/domain/commitments/drafting/commands.server";
import { todoList } from "~/domain/network/todo.server";
import { decline } from "~/domain/commitments/signing/commands.server";
import { recurring } from "~/jobs/recurring.server";
import { addDays, zonedInstant } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import {
  asAccount,
  browser,
  makeWorld,
  sentToManager,
  signed,
  signer,
  strategist,
  type World,
} from "../world";

let w: World;
beforeAll(async () => {
  w = await makeWorld();
});
afterAll(() => {
  setClock(null);
});

describe("the question when a period runs out", () => {
  const run = (on: string) =>
    recurring.find((j) => j.name === "commitments.renewal")?.run(zonedInstant(on, "09:00"));
  const untilOn = "2028-01-01";
  let n = 0;
  /** Runs on those days only; gives the days before the end on which was asked. */
  async function askedWith(
    days: readonly number[],
    quiet: { from: string; to: string }[],
  ): Promise<number[]> {
    const id = `term-${String(n++)}`;
    const base = await db.commitment.findFirstOrThrow({ where: { organisationId: w.orgs.leksand?.id } });
    await transact(async (tx) => {
      await tx.county.updateMany({ data: { quietPeriods: JSON.stringify(quiet) } });
      await tx.commitment.updateMany({ where: { state: "active" }, data: { state: "replaced" } });
      await tx.commitment.create({ data: { ...base, id, reference: id, state: "active", untilOn } });
    });
    const asked: number[] = [];
    for (const before of days) {
      const count = () => db.event.count({ where: { kind: "renewal.asked", data: { contains: `"${id}"` } } });
      const was = await count();
      await run(addDays(untilOn, -before));
      for (let i = await count(); i > was; i--) asked.push(before);
    }
    return asked;
  }
  it("is asked though a quiet period is longer than ten days", async () => {
    await signed(w, "leksand");
    const every = Array.from({ length: 70 }, (_, i) => 69 - i);
    const quiet = [{ from: "10-30", to: "11-20" }];
    expect(await askedWith(every, quiet)).toEqual([41, 14]);
  });
  it("is asked whatever days the work runs on: once for each of its days, or once if it ran but late", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: -40, max: 80 }), { minLength: 1, maxLength: 5 }),
        async (days) => {
          const order = [...days].sort((a, b) => b - a);
          const first = order.find((d) => d <= 60 && d > 14);
          const second = order.find((d) => d <= 14);
          expect(await askedWith(order, [])).toEqual([first, second].filter((d) => d !== undefined));
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe("a declined form", () => {
  it("waits for the strategist until its copy is sent, whatever else is sent", async () => {
    const staff = await asAccount("todo.see", w.networkId, strategist);
    const declined = () =>
      todoList(staff)
        .todo.filter((t) => t.kind === "declined")
        .map((t) => t.commitmentId);
    const id = await sentToManager(w, "mora");
    await decline(await signer("chef@mora.example"), { why: "Fel person" }, browser);
    expect(declined()).toEqual([id]);
    const another = await db.commitment.findUniqueOrThrow({ where: { id } });
    await transact((tx) =>
      tx.commitment.create({
        data: {
          ...another,
          id: "deputy-form",
          reference: "deputy-form",
          kind: "deputy",
          state: "awaitingSignature",
          createdAt: new Date(another.createdAt.getTime() + 1000),
        },
      }),
    );
    expect(declined()).toEqual([id]);
    const copy = await copyForm(await asAccount("commitment.fill", w.networkId, strategist), id);
    expect(declined()).toEqual([id]);
    await transact((tx) =>
      tx.commitment.update({ where: { id: copy }, data: { state: "awaitingSignature" } }),
    );
    expect(declined()).toEqual([]);
  });
});
