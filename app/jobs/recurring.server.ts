// Recurring work as one readable list. Every job is due work found in the rows, so that it may run
// at any time, twice, or late: nothing is lost and nothing is done double.
import { ownPermit, networkById, type NetworkPermit } from "~/domain/access/permits.server";
import { activateIfDue } from "~/domain/commitments/effect.server";
import { lapsesOn, nextReminder, reminders, renewalAsks } from "~/domain/commitments/rules";
import { renewedBy } from "~/domain/commitments/renewal.server";
import { remindSigner } from "~/domain/commitments/signing/commands.server";
import { takeStep } from "~/domain/commitments/steps.server";
import { sealDue } from "~/domain/commitments/sealing/commands.server";
import { sheetsDue } from "~/domain/commitments/sealing/sheets.server";
import { makeLink } from "~/domain/access/tokens.server";
import { addDays, afterQuiet, isQuiet, startOfDay, todayOn } from "~/platform/calendar";
import { db, transact } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { readMailbox } from "~/platform/mailbox.server";
import { announce } from "~/platform/events.server";
import { sweepFiles } from "~/domain/commitments/sealing/commands.server";
import { takeMessage, weedIncoming } from "~/domain/meetings/inbox/commands.server";
import { sendDigests } from "~/domain/digest/recurring.server";
import { askDueManagers, remindManagers } from "~/domain/confirmations/asking.server";
import { sendYearly } from "~/domain/standing/sending.server";
import { weedNotes } from "~/domain/handover/recurring.server";
import { remindSilent as remindInquiries } from "~/domain/inquiries/recurring.server";
import { remindGivers } from "~/domain/findings/recurring.server";
import { reportAnswers } from "~/domain/questions/recurring.server";
import { forgetPresses, remindSilent as remindSpread } from "~/domain/spread/recurring.server";
import { forgetFiles, remindBehind, reportBack } from "~/domain/efforts/recurring.server";
import { remindInvited } from "~/domain/groups/joining/recurring.server";
import { remindMilestones } from "~/domain/groups/milestones/recurring.server";
import { dropConveners } from "~/domain/groups/recurring.server";
import { followSeats, forgetDiets, remindSilent } from "~/domain/meetings/recurring.server";
import { forget, readDue, scanDue } from "~/domain/material/reading.server";
import { verifyWeekly } from "~/domain/records/commands.server";
import { carry, takeBack, weedLetters } from "./postman.server";

type Doer = (now: Date) => Promise<number>;
export interface Job {
  name: string;
  everyMinutes: number;
  run: Doer;
  /** Looks for work at every pass: somebody waits for it. */ always?: true;
}

const forNetwork = (networkId: string, now: Date) =>
  ownPermit(
    "commitment.advance",
    "job",
    "recurring",
    networkById(networkId),
    now,
  ) as NetworkPermit<"commitment.advance">;

/** Signed forms whose day has come begin to hold. */
const activate: Doer = async (now) => {
  const due = await db.commitment.findMany({
    where: {
      state: "signed",
      OR: [{ changesOn: { lte: todayOn(now) } }, { changesOn: null, startOn: { lte: todayOn(now) } }],
    },
    select: { id: true, networkId: true },
    orderBy: [{ changesOn: "asc" }, { signedAt: "asc" }],
  });
  let done = 0;
  for (const { id, networkId } of due) {
    await transact(async (tx) => {
      const c = await tx.commitment.findUnique({ where: { id } });
      if (c?.state === "signed" && (await activateIfDue(tx, forNetwork(networkId, now), c))) done++;
    });
  }
  return done;
};

/** Reminders after 5 days and then every 3, at most 4; they rest in quiet periods; then the strategist is told. */
const remind: Doer = async (now) => {
  const today = todayOn(now);
  const due = await db.signature.findMany({
    where: {
      state: "pending",
      email: { not: null },
      nextReminderOn: { not: null },
      commitment: { state: "awaitingSignature" },
    },
    include: { commitment: true },
  });
  for (const found of due) {
    const permit = forNetwork(found.commitment.networkId, now);
    // A day further off than any that we set was set before the clock was turned back.
    const furthest = afterQuiet(addDays(today, reminders.firstAfterDays), permit.network.quietPeriods);
    if (found.nextReminderOn && found.nextReminderOn > furthest)
      await transact((tx) =>
        tx.signature.updateMany({
          where: { id: found.id, nextReminderOn: found.nextReminderOn },
          data: { nextReminderOn: furthest },
        }),
      );
    if (!found.nextReminderOn || found.nextReminderOn > today || isQuiet(today, permit.network.quietPeriods))
      continue;
    await transact(async (tx) => {
      const s = await tx.signature.findUniqueOrThrow({ where: { id: found.id } });
      if (s.state !== "pending" || !s.nextReminderOn || s.nextReminderOn > today) return;
      if (nextReminder(today, s.remindersSent) === null) {
        await tx.signature.update({ where: { id: s.id }, data: { nextReminderOn: null, escalatedAt: now } });
        await announce(tx, permit, {
          kind: "signature.unanswered",
          networkId: permit.network.id,
          organisationId: found.commitment.organisationId,
          subjectType: "signature",
          subjectId: s.id,
          data: { commitment: found.commitmentId },
        });
        return;
      }
      await remindSigner(tx, permit, s, found.commitment);
      const next = addDays(today, reminders.thenEveryDays);
      await tx.signature.update({
        where: { id: s.id },
        data: { nextReminderOn: afterQuiet(next, permit.network.quietPeriods) },
      });
    });
  }
  return due.length;
};

/** Drafts that nobody has touched for 30 days lapse, and what was typed in them goes. */
const lapse: Doer = async (now) => {
  const border = startOfDay(addDays(todayOn(now), -30));
  const due = (await db.commitment.findMany({ where: { state: "draft", touchedAt: { lt: border } } })).filter(
    (c) => lapsesOn(todayOn(c.touchedAt)) <= todayOn(now),
  );
  for (const { id, networkId } of due) {
    await transact(async (tx) => {
      const c = await tx.commitment.findUniqueOrThrow({ where: { id } });
      if (c.state !== "draft") return;
      await tx.commitmentSecret.deleteMany({ where: { commitmentId: id } });
      await takeStep(tx, forNetwork(networkId, now), c, "lapse", {
        change: { content: "{}", fillerEmail: null, fillerName: null },
      });
    });
  }
  return due.length;
};

/** Where a term is set, its end asks for renewal 60 and 14 days ahead: once each, to somebody with a role in the organisation. */
const askRenewal: Doer = async (now) => {
  const today = todayOn(now);
  let asked = 0;
  // The nearest question alone: whoever is found late is asked once, not for each day that was missed.
  for (const [i, days] of renewalAsks.entries()) {
    const next = renewalAsks[i + 1];
    const due = await db.commitment.findMany({
      where: {
        state: "active",
        untilOn: { lte: addDays(today, days), ...(next === undefined ? {} : { gt: addDays(today, next) }) },
      },
    });
    for (const c of due) {
      const permit = forNetwork(c.networkId, now);
      if (isQuiet(today, permit.network.quietPeriods)) continue;
      await transact(async (tx) => {
        const done = await tx.event.findMany({
          where: { kind: "renewal.asked", organisationId: c.organisationId, networkId: c.networkId },
          select: { data: true },
        });
        if (
          done.some((e) => {
            const d = JSON.parse(e.data) as { commitment?: string; days?: number };
            return d.commitment === c.id && d.days === days;
          })
        )
          return;
        const to = await renewedBy(tx, c.networkId, c.organisationId, today);
        if (!to) return;
        const id = await makeLink(
          tx,
          { purpose: "fill", networkId: c.networkId, organisationId: c.organisationId, email: to.email },
          now,
          permit.network.quietPeriods,
        );
        await announce(tx, permit, {
          kind: "renewal.asked",
          networkId: c.networkId,
          organisationId: c.organisationId,
          subjectType: "link",
          subjectId: id,
          data: { commitment: c.id, days, untilOn: c.untilOn, person: to.personId },
        });
        asked++;
      });
    }
  }
  return asked;
};

export const recurring: readonly Job[] = [
  { name: "post.takeBack", everyMinutes: 1, run: takeBack },
  { name: "commitments.activate", everyMinutes: 1, run: activate },
  { name: "commitments.sheet", everyMinutes: 1, run: (now) => sheetsDue(now) },
  { name: "commitments.seal", everyMinutes: 1, run: (now) => sealDue(now) },
  { name: "signatures.remind", everyMinutes: 30, run: remind },
  { name: "commitments.lapse", everyMinutes: 60, run: lapse },
  { name: "commitments.renewal", everyMinutes: 60, run: askRenewal },
  { name: "meetings.followSeats", everyMinutes: 30, run: followSeats },
  { name: "meetings.remind", everyMinutes: 30, run: remindSilent },
  { name: "meetings.forgetDiets", everyMinutes: 720, run: forgetDiets },
  { name: "groups.conveners", everyMinutes: 30, run: dropConveners },
  { name: "groups.invitations", everyMinutes: 60, run: remindInvited },
  { name: "groups.milestones", everyMinutes: 60, run: remindMilestones },
  { name: "efforts.remind", everyMinutes: 30, run: remindBehind },
  { name: "efforts.reportBack", everyMinutes: 30, run: reportBack },
  { name: "efforts.forgetFiles", everyMinutes: 720, run: forgetFiles },
  { name: "inquiries.remind", everyMinutes: 30, run: remindInquiries },
  { name: "findings.remind", everyMinutes: 30, run: remindGivers },
  { name: "questions.report", everyMinutes: 30, run: reportAnswers },
  { name: "spread.remind", everyMinutes: 30, run: remindSpread },
  { name: "spread.forget", everyMinutes: 720, run: forgetPresses },
  { name: "confirmations.ask", everyMinutes: 60, run: askDueManagers },
  { name: "confirmations.remind", everyMinutes: 60, run: remindManagers },
  { name: "standing.send", everyMinutes: 60, run: sendYearly },
  { name: "handover.weed", everyMinutes: 720, run: weedNotes },
  {
    name: "inbox.read",
    everyMinutes: 1,
    run: (now) => readMailbox(now, (raw, at) => takeMessage(raw, at, now)),
  },
  { name: "inbox.weed", everyMinutes: 720, run: weedIncoming },
  { name: "files.scan", everyMinutes: 1, run: (now) => scanDue(now), always: true },
  { name: "material.read", everyMinutes: 1, run: (now) => readDue(now), always: true },
  { name: "material.forget", everyMinutes: 720, run: forget },
  { name: "files.sweep", everyMinutes: 720, run: (now) => sweepFiles(now) },
  { name: "records.verify", everyMinutes: 720, run: verifyWeekly },
  { name: "post.digest", everyMinutes: 15, run: sendDigests },
  {
    name: "post.weed",
    everyMinutes: 60,
    run: async (now) => {
      await weedLetters(now);
      return 0;
    },
  },
  { name: "post.carry", everyMinutes: 1, run: () => carry() },
];

/** The list, or what RECURRING leaves of it ("none": nothing). Letters are carried whatever it says. */
export function chosenWork(): readonly Job[] {
  const names = env.recurring?.filter((name) => name !== "none");
  const unknown = names?.find((name) => !recurring.some((job) => job.name === name));
  if (unknown !== undefined) throw new Error(`RECURRING names no recurring work: ${unknown}`);
  return recurring.filter(({ name }) => !names || name === "post.carry" || names.includes(name));
}

/** One pass of all due work (`npm run jobs`). A job that fails does not keep the others from running. */
export async function runAll(now: Date, report: (name: string, done: number | Error) => void): Promise<void> {
  for (const job of chosenWork()) {
    try {
      report(job.name, await job.run(now));
      await transact((tx) =>
        tx.jobRun.upsert({
          where: { name: job.name },
          create: { name: job.name, ranAt: now },
          update: { ranAt: now },
        }),
      );
    } catch (error) {
      report(job.name, error as Error);
    }
  }
}
