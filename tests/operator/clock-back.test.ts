// The clock is turned back, days or hours: what waits for a time that was set before does not wait for it.
import { beforeAll, describe, expect, it } from "vitest";
import { sealDue } from "~/domain/commitments/sealing/commands.server";
import { hasProven, requestCode, tryCode } from "~/domain/access/codes.server";
import { codeOf } from "~/domain/access/tokens.server";
import { sendDigests } from "~/domain/digest/recurring.server";
import { recurring } from "~/jobs/recurring.server";
import { addDays, afterQuiet } from "~/platform/calendar";
import { carry, postRules, takeBack } from "~/jobs/postman.server";
import { minutesAfter, now, today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { post } from "~/platform/outbox.server";
import { makeWorld, sentToManager, signed, type World } from "../world";

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

describe("after the clock went back, three days", () => {
  it("letters with a retry further off than any wait are sent; those that wait their turn are not", async () => {
    await letter("later", { nextAttemptAt: minutesAfter(now(), 3 * days), attempts: 5 });
    await letter("soon", { nextAttemptAt: minutesAfter(now(), 179), attempts: 5 });
    await carry();
    expect([await stateOf("later"), await stateOf("soon")]).toEqual(["sent", "queued"]);
  });
  it("or two hours: none waits longer than the wait that so many tries give", async () => {
    const waits = [0, ...postRules.backOffMinutes, 180];
    for (const [attempts, wait] of waits.entries()) {
      await letter(`own-${attempts}`, { attempts, nextAttemptAt: minutesAfter(now(), wait + 0.5) });
      await letter(`back-${attempts}`, { attempts, nextAttemptAt: minutesAfter(now(), wait + 120) });
    }
    await carry();
    for (const attempts of waits.keys())
      expect([attempts, await stateOf(`own-${attempts}`), await stateOf(`back-${attempts}`)]).toEqual([
        attempts,
        "queued",
        "sent",
      ]);
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
  it("a seal whose retry lies further off than its wait is made, also after two hours back; another waits its turn", async () => {
    const commitmentId = await signed(w, "leksand");
    const waiting = (attempts: number, minutes: number, claimedAt: Date | null = null) =>
      transact((tx) =>
        tx.work.updateMany({
          where: { subjectId: commitmentId },
          data: { doneAt: null, attempts, nextAttemptAt: minutesAfter(now(), minutes), claimedAt },
        }),
      );
    await waiting(0, 3 * days, minutesAfter(now(), 3 * days));
    expect(await sealDue(now())).toBe(1);
    for (const [attempts, wait] of [
      [0, 0],
      [1, 1],
      [4, 8],
      [9, 256],
      [40, 360],
    ] as const) {
      await waiting(attempts, wait + 0.5);
      expect([attempts, await sealDue(now())]).toEqual([attempts, 0]);
      await waiting(attempts, wait + 120);
      await sealDue(now());
      const work = await db.work.findFirstOrThrow({ where: { subjectId: commitmentId } });
      expect([attempts, work.doneAt]).toEqual([attempts, expect.any(Date)]);
    }
  });
  it("a code that was made in the future is none: a new one is made at once, works, and its limits begin anew", async () => {
    const email = "asa.blom@leksand.example";
    const browserHash = "another-browser";
    const ask = () =>
      transact((tx) =>
        requestCode(tx, {
          ...{ purpose: "signIn", email, browserHash, now: now() },
          letter: {
            kind: "signInCode",
            subject: "k",
            text: "{{code}}",
            senderName: "L",
            replyTo: "x@y.example",
          },
        }),
      );
    const where = { purpose: "signIn", browserHash };
    await ask();
    await transact((tx) =>
      tx.code.updateMany({
        where,
        data: { createdAt: minutesAfter(now(), 3 * days), expiresAt: minutesAfter(now(), 3 * days + 10) },
      }),
    );
    const old = await db.code.findFirstOrThrow({ where });
    await ask();
    expect(await db.code.count({ where })).toBe(2);
    const made = await db.code.findFirstOrThrow({ where: { ...where, id: { not: old.id } } });
    const tried = (code: string) =>
      transact((tx) => tryCode(tx, { purpose: "signIn", email, browserHash, code, now: now() }));
    expect(await tried(codeOf(old))).toBe("wrong");
    expect(await tried(codeOf(made))).toBe("right");
    // What was typed right in the future proves nothing now.
    await transact((tx) =>
      tx.code.updateMany({ where, data: { linkId: "a-link", usedAt: minutesAfter(now(), 3 * days) } }),
    );
    expect(await hasProven(db, "a-link", browserHash, now())).toBe(false);
  });
  it("a reminder of a signature waits no longer than any that we set", async () => {
    const id = await sentToManager(w, "falu");
    const next = async () =>
      (await db.signature.findFirstOrThrow({ where: { commitmentId: id } })).nextReminderOn;
    const usual = await next();
    await transact((tx) =>
      tx.signature.updateMany({
        where: { commitmentId: id },
        data: { nextReminderOn: addDays(today(), 300) },
      }),
    );
    await recurring.find((j) => j.name === "signatures.remind")!.run(now());
    expect((await next())! <= afterQuiet(addDays(today(), 5), usualQuiet)).toBe(true);
    expect(usual).not.toBeNull();
  });
  it("the weekly letter takes with it what was written in the future, and no letter of a week to come keeps it", async () => {
    const person = await db.person.findFirstOrThrow({ where: { email: "asa.blom@leksand.example" } });
    const of = { personId: person.id, networkId: w.networkId };
    const letterOf = (key: string, state: string) => ({
      ...of,
      ...{ id: key, key, kind: "effort.given", to: person.email!, subject: key, text: "Hej", state },
      ...{
        senderName: "L",
        replyTo: "brevlada@dalarna.example",
        messageId: `<${key}@x>`,
        attempts: 0,
        priority: 5,
      },
      ...{ nextAttemptAt: now(), createdAt: minutesAfter(now(), 3 * days), maybeDoubled: false },
    });
    await transact(async (tx) => {
      await tx.county.updateMany({ data: { quietPeriods: "[]" } });
      await tx.mailChoice.create({ data: { ...of, weekly: true, weekday: 1 } as never });
      await tx.letter.create({ data: letterOf("held-1", "held") as never });
      await tx.letter.create({
        data: letterOf(`digest:${person.id}:${w.networkId}:${addDays(today(), 30)}`, "sent") as never,
      });
    });
    expect(await sendDigests(now())).toBe(1);
    expect(await stateOf("held-1")).toBe("digested");
  });
});
const usualQuiet = [
  { from: "06-22", to: "08-09" },
  { from: "12-20", to: "01-07" },
];
