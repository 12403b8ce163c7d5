// Due work of home work, found in the rows: reminders to those behind, and the report at the next meeting.
import { addDays, isQuiet, todayOn } from "~/platform/calendar";
import { db, transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { networkById, ownPermit, type NetworkPermit } from "~/domain/access/permits.server";
import { tellSeats } from "./letters.server";
import { lastDay, reminderDue, settled, type ShareState } from "./rules";

const own = (networkId: string, now: Date) => ownPermit("work.run", "job", "efforts", networkById(networkId), now) as NetworkPermit<"work.run">;

/** To those who have not settled their part, before and after their own last day: each once. */
export async function remindBehind(now: Date): Promise<number> {
  const today = todayOn(now);
  let sent = 0;
  for (const { id, networkId } of await db.effort.findMany({ where: { closedAt: null }, select: { id: true, networkId: true } })) {
    const permit = own(networkId, now);
    if (isQuiet(today, permit.network.quietPeriods)) continue;
    await transact(async (tx) => {
      const effort = await tx.effort.findUniqueOrThrow({ where: { id }, include: { shares: true } });
      if (effort.closedAt) return;
      const due = new Map<string, string[]>();
      for (const share of effort.shares) {
        const which = settled(share.state as ShareState) ? null : reminderDue(today, lastDay(effort, share));
        if (which) due.set(`${which} ${lastDay(effort, share)}`, [...(due.get(`${which} ${lastDay(effort, share)}`) ?? []), share.organisationId]);
      }
      if (due.size === 0) return;
      const done = new Set((await tx.event.findMany({ where: { kind: "effort.reminded", subjectId: id }, select: { data: true } })).map((e) => { const d = JSON.parse(e.data) as { which: string; lastOn: string }; return `${d.which} ${d.lastOn}`; }));
      for (const [key, organisationIds] of due) {
        if (done.has(key)) continue;
        const [which, lastOn] = key.split(" ") as ["before" | "after", string];
        const { seq } = await announce(tx, permit, { kind: "effort.reminded", networkId, organisationId: null, subjectType: "effort", subjectId: id, data: { which, lastOn, organisations: organisationIds.length } });
        sent += await tellSeats(tx, permit, effort, organisationIds, which, lastOn, seq);
      }
    });
  }
  return sent;
}

/** Home work is reported back by itself: an item of the first ordinary meeting on or after the last day. Moves on when that meeting is cancelled. */
export async function reportBack(now: Date): Promise<number> {
  const today = todayOn(now);
  const open = await db.effort.findMany({ where: { closedAt: null, lastOn: { gte: addDays(today, -365) }, OR: [{ agendaItemId: null }, { agendaItem: { meeting: { state: "cancelled" } } }] } });
  let added = 0;
  for (const { id, networkId } of open) {
    const permit = own(networkId, now);
    await transact(async (tx) => {
      const e = await tx.effort.findUniqueOrThrow({ where: { id }, include: { agendaItem: { include: { meeting: { select: { state: true } } } } } });
      if (e.closedAt || (e.agendaItem && e.agendaItem.meeting.state !== "cancelled")) return;
      // Once put on an agenda and taken off by hand it stays off.
      if (!e.agendaItem && (await tx.event.findFirst({ where: { kind: "effort.onAgenda", subjectId: id } }))) return;
      const meeting = await tx.meeting.findFirst({ where: { networkId, kind: "ordinary", state: { not: "cancelled" }, heldOn: { gte: e.lastOn > today ? e.lastOn : today } }, orderBy: { heldOn: "asc" } });
      if (!meeting) return;
      const position = await tx.agendaItem.count({ where: { meetingId: meeting.id, state: "accepted" } });
      const item = await tx.agendaItem.create({ data: { id: nanoid(14), meetingId: meeting.id, networkId, state: "accepted", position, title: `På hemmaplan: ${e.title}`, purpose: "dialogue", createdAt: now } });
      await tx.effort.update({ where: { id }, data: { agendaItemId: item.id } });
      await announce(tx, permit, { kind: "effort.onAgenda", networkId, organisationId: null, subjectType: "effort", subjectId: id, data: { meeting: meeting.id, item: item.id } });
      added++;
    });
  }
  return added;
}
