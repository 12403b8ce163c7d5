// What was written to a successor is emptied a year after the writer's last day, and its link dies with it.
import { todayOn } from "~/platform/calendar";
import { db, transact } from "~/platform/db.server";
import { weedOn } from "./rules";

export async function weedNotes(now: Date): Promise<number> {
  const today = todayOn(now);
  const due = (
    await db.handoverNote.findMany({
      where: { OR: [{ know: { not: null } }, { linkId: { not: null } }] },
      select: { id: true, untilOn: true, linkId: true },
    })
  ).filter((n) => weedOn(n.untilOn) <= today);
  if (due.length === 0) return 0;
  await transact(async (tx) => {
    await tx.handoverNote.updateMany({
      where: { id: { in: due.map((n) => n.id) } },
      data: { know: null, contacts: null, linkId: null },
    });
    await tx.link.updateMany({
      where: { id: { in: due.flatMap((n) => n.linkId ?? []) } },
      data: { revokedAt: now },
    });
  });
  return due.length;
}
