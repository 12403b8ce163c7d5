// The clock is turned back three days: what waits for a time that was set before does not wait for it.
import { beforeAll, describe, expect, it } from "vitest";
import { sealDue } from "~/domain/commitments/sealing/commands.server";
import { carry, takeBack } from "~/jobs/postman.server";
import { minutesAfter, now } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { post } from "~/platform/outbox.server";
import { makeWorld, signed, type World } from "../world";

let w: World;
const days = 24 * 60;
const letter = (key: string, change: object) =>
  transact(async (tx) => {
    await post(tx, {
      key,
      kind: "notice",
      to: `${key}@clock.example`,
      subject: key,
      text: "Hej",
      senderName: "Länsgruppen",
      replyTo: "brevlada@dalarna.example",
      at: now(),
    });
    await tx.letter.update({ where: { key }, data: change });
  });
const stateOf = async (key: string) => (await db.letter.findUniqueOrThrow({ where: { key } })).state;

beforeAll(async () => {
  w = await makeWorld();
  await carry();
});

describe("after the clock went back three days", () => {
  it("letters with a retry further off than any wait are sent; those that wait their turn are not", async () => {
    await letter("later", { nextAttemptAt: minutesAfter(now(), 3 * days) });
    await letter("soon", { nextAttemptAt: minutesAfter(now(), 179) });
    await carry();
    expect([await stateOf("later"), await stateOf("soon")]).toEqual(["sent", "queued"]);
  });
  it("a letter claimed by a sender of another machine in the future is taken back", async () => {
    await letter("claimed", {
      state: "sending",
      claimedBy: "another:1:x",
      claimedAt: minutesAfter(now(), 3 * days),
    });
    await letter("held", { state: "sending", claimedBy: "another:1:x", claimedAt: now() });
    await takeBack(now());
    expect([await stateOf("claimed"), await stateOf("held")]).toEqual(["queued", "sending"]);
  });
  it("a seal whose retry lies further off than any wait is made", async () => {
    const commitmentId = await signed(w, "leksand");
    await transact((tx) =>
      tx.work.updateMany({
        where: { subjectId: commitmentId },
        data: { nextAttemptAt: minutesAfter(now(), 3 * days), claimedAt: minutesAfter(now(), 3 * days) },
      }),
    );
    expect(await sealDue(now())).toBe(1);
  });
});
