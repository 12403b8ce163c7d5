// Due work of inquiries: reminders to those who have not submitted.
import { db } from "~/platform/db.server";
import { paths } from "~/paths";
import { remindAsked } from "~/domain/asks/asked.server";
import { isSettled } from "~/domain/asks/rules";
import { reminded } from "./texts";

export const remindSilent = async (now: Date): Promise<number> =>
  remindAsked(
    now,
    "inquiry",
    await db.inquiry.findMany({
      where: { state: "sent", closedAt: null },
      select: { id: true, networkId: true },
    }),
    async (tx, permit, id) => {
      const inquiry = await tx.inquiry.findUniqueOrThrow({ where: { id }, include: { shares: true } });
      return inquiry.closedAt
        ? null
        : {
            lastOn: inquiry.lastOn,
            askedAt: inquiry.sentAt ?? inquiry.createdAt,
            path: paths.inquiry(permit.network, id),
            behind: inquiry.shares.filter((s) => !isSettled(s.state)),
            letter: (organisations, address, which, lastOn) =>
              reminded(permit.network, { ...inquiry, lastOn, organisations, address }, which),
          };
    },
  );
