// Due work of home work, found in the rows: reminders to those behind, and the report at the next meeting.
import { addDays, startOfDay, todayOn } from "~/platform/calendar";
import { db, transact } from "~/platform/db.server";
import { paths } from "~/paths";
import { networkById, ownPermit, type NetworkPermit } from "~/domain/access/permits.server";
import { remindAsked } from "~/domain/asks/asked.server";
import { placeOnAgenda } from "~/domain/asks/reporting.server";
import { isSettled } from "~/domain/asks/rules";
import { reminded } from "./texts";

const own = (networkId: string, now: Date) =>
  ownPermit("work.run", "job", "efforts", networkById(networkId), now) as NetworkPermit<"work.run">;

/** To those who have not settled their part, before and after their own last day. */
export const remindBehind = async (now: Date): Promise<number> =>
  remindAsked(
    now,
    "effort",
    await db.effort.findMany({ where: { closedAt: null }, select: { id: true, networkId: true } }),
    async (tx, permit, id) => {
      const effort = await tx.effort.findUniqueOrThrow({ where: { id }, include: { shares: true } });
      return effort.closedAt
        ? null
        : {
            lastOn: effort.lastOn,
            askedAt: effort.createdAt,
            path: paths.effort(permit.network, id),
            behind: effort.shares.filter((s) => !isSettled(s.state)),
            letter: (organisations, address, which, lastOn) =>
              reminded(
                permit.network,
                { title: effort.title, text: effort.text, lastOn, organisations, address },
                which,
              ),
          };
    },
  );

/** Files that were removed from an answer a month ago: the row of the bytes goes, and the sweeper takes what nobody names. */
export const forgetFiles = (now: Date): Promise<number> =>
  transact(
    async (tx) =>
      (
        await tx.file.deleteMany({
          where: { role: "effort", effort: { removedAt: { lt: startOfDay(addDays(todayOn(now), -30)) } } },
        })
      ).count,
  );

/** Home work is reported back by itself: an item of the first ordinary meeting on or after the last day. Moves on when that meeting is cancelled. After a year nobody waits for it. */
export async function reportBack(now: Date): Promise<number> {
  const today = todayOn(now);
  const open = await db.effort.findMany({
    where: {
      closedAt: null,
      lastOn: { gte: addDays(today, -365) },
      OR: [{ agendaItemId: null }, { agendaItem: { meeting: { state: "cancelled" } } }],
    },
  });
  let added = 0;
  for (const { id, networkId } of open) {
    const permit = own(networkId, now);
    await transact(async (tx) => {
      const e = await tx.effort.findUniqueOrThrow({
        where: { id },
        include: { agendaItem: { include: { meeting: { select: { state: true } } } } },
      });
      if (e.closedAt || (e.agendaItem && e.agendaItem.meeting.state !== "cancelled")) return;
      const itemId = await placeOnAgenda(tx, permit, {
        subject: "effort",
        id,
        notBefore: e.lastOn,
        title: `På hemmaplan: ${e.title}`,
        purpose: "dialogue",
        text: null,
        onAgenda: e.agendaItem !== null,
      });
      if (!itemId) return;
      await tx.effort.update({ where: { id }, data: { agendaItemId: itemId } });
      added++;
    });
  }
  return added;
}
