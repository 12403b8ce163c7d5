// Due work of meetings, found in the rows: reminders to the silent, entries that follow the seats, weeding.
import { addDays, isQuiet, todayOn } from "~/platform/calendar";
import { db, transact } from "~/platform/db.server";
import { must } from "~/platform/must";
import type { Meeting } from "~/platform/prisma/client";
import { announce } from "~/platform/events.server";
import { networkById, ownPermit, type NetworkPermit } from "~/domain/access/permits.server";
import { follow } from "./answering/turns.server";
import { askedSeats, remind } from "./attendees.server";
import { forgetCheckIns } from "./check-in/commands.server";
import { reminderDue } from "./rules";

const own = (networkId: string, now: Date) =>
  ownPermit("work.run", "job", "meetings", networkById(networkId), now) as NetworkPermit<"work.run">;

/** Days pass: a seat is left, a cover begins. Every open meeting is compared with the seats of today. */
export async function followSeats(now: Date): Promise<number> {
  const open = await db.meeting.findMany({ where: { state: "convened", heldOn: { gte: todayOn(now) } } });
  for (const m of open) {
    const permit = own(m.networkId, now);
    await transact(async (tx) =>
      follow(tx, permit, permit.network, await tx.meeting.findUniqueOrThrow({ where: { id: m.id } })),
    );
  }
  return open.length;
}

const dueFor = (m: Meeting, today: string) =>
  m.answerByOn ? reminderDue(today, m.answerByOn, todayOn(m.convenedAt ?? m.createdAt)) : null;
/** To whoever has not answered, 7 and 2 days before the last answer day: each once, and after the day they were asked. */
export async function remindSilent(now: Date): Promise<number> {
  const today = todayOn(now);
  const due = (
    await db.meeting.findMany({
      where: { state: "convened", heldOn: { gte: today }, answerByOn: { not: null } },
    })
  ).filter((m) => dueFor(m, today) !== null);
  let sent = 0;
  for (const { id, networkId } of due) {
    const permit = own(networkId, now);
    if (isQuiet(today, permit.network.quietPeriods)) continue;
    await transact(async (tx) => {
      const m = await tx.meeting.findUniqueOrThrow({ where: { id } });
      const days = dueFor(m, today);
      if (m.state !== "convened" || days === null) return;
      const done = (
        await tx.event.findMany({
          where: { kind: "meeting.reminded", subjectId: id },
          select: { data: true },
        })
      ).map((e) => JSON.parse(e.data) as { days: number; answerByOn: string });
      if (done.some((d) => d.days === days && d.answerByOn === m.answerByOn)) return;
      const { seats, answers } = await askedSeats(tx, m, today);
      const attendees = await tx.attendee.findMany({ where: { meetingId: id, state: "invited" } });
      // Asking makes a link; of somebody asked once more, the latest.
      const askedOn = new Map(
        (
          await tx.link.findMany({
            where: { id: { in: attendees.flatMap((a) => a.linkId ?? []) } },
            select: { id: true, createdAt: true },
          })
        ).map((l) => [l.id, todayOn(l.createdAt)]),
      );
      for (const a of attendees) {
        if (
          reminderDue(
            today,
            must(m.answerByOn, "the last day to answer"),
            askedOn.get(a.linkId ?? "") ?? today,
          ) === null
        )
          continue;
        const silent = seats
          .filter(
            (s) =>
              s.personId === a.personId &&
              (s.seat === "representative" || s.instead) &&
              !answers.has(s.organisationId),
          )
          .map((s) => s.organisation.name);
        if (a.kind === "guest" ? a.choice !== null : silent.length === 0) continue;
        await remind(tx, permit, permit.network, m, a, silent, days);
        sent++;
      }
      await announce(tx, permit, {
        kind: "meeting.reminded",
        networkId,
        subjectType: "meeting",
        subjectId: id,
        data: { days, answerByOn: m.answerByOn, letters: sent },
      });
    });
  }
  return sent;
}

/** What somebody eats is forgotten a week after the meeting, and who checked in and was never looked at. */
export async function forgetDiets(now: Date): Promise<number> {
  const before = addDays(todayOn(now), -7);
  const checkIns = await forgetCheckIns(before);
  return (
    checkIns +
    (await transact(async (tx) => {
      const where = { diet: { not: null }, meeting: { heldOn: { lt: before } } };
      return (
        (await tx.answer.updateMany({ where, data: { diet: null } })).count +
        (await tx.attendee.updateMany({ where, data: { diet: null } })).count
      );
    }))
  );
}
