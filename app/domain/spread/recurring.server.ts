// Due work of spreading: reminders to those who have not answered, and what is forgotten.
import { addDays, startOfDay, todayOn } from "~/platform/calendar";
import { db, transact } from "~/platform/db.server";
import { paths } from "~/paths";
import { remindAsked } from "~/domain/asks/asked.server";
import { isSettled } from "~/domain/asks/rules";
import { reminded } from "./texts";

export const remindSilent = async (now: Date): Promise<number> =>
  remindAsked(
    now,
    "spread",
    await db.spreadItem.findMany({ where: { closedAt: null }, select: { id: true, networkId: true } }),
    async (tx, permit, id) => {
      const item = await tx.spreadItem.findUniqueOrThrow({ where: { id }, include: { shares: true } });
      return item.closedAt
        ? null
        : {
            lastOn: item.lastOn,
            askedAt: item.createdAt,
            path: paths.spreadItem(permit.network, id),
            behind: item.shares.filter((s) => !isSettled(s.state)),
            letter: (organisations, address, which, lastOn) =>
              reminded(permit.network, { ...item, lastOn, organisations, address }, which),
          };
    },
  );

/** A page that was shown a month ago is pressed no more. */
export const forgetPresses = (now: Date): Promise<number> =>
  transact(
    async (tx) =>
      (await tx.spreadPress.deleteMany({ where: { at: { lt: startOfDay(addDays(todayOn(now), -30)) } } }))
        .count,
  );
