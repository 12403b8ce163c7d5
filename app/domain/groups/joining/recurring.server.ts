// Invitations that nobody has answered: reminded once, never in a quiet period.
import { addDays, isQuiet, startOfDay, todayOn } from "~/platform/calendar";
import { db, transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { networkById, ownPermit, type NetworkPermit } from "~/domain/access/permits.server";
import { told } from "../places.server";
import { tellInvited } from "./commands.server";
import { remindDays } from "./rules";

export async function remindInvited(now: Date): Promise<number> {
  const today = todayOn(now);
  const due = {
    kind: "invitation",
    state: "open",
    remindedAt: null,
    createdAt: { lt: startOfDay(addDays(today, 1 - remindDays)) },
  };
  let sent = 0;
  for (const { groupId, networkId } of await db.groupJoining.findMany({
    where: due,
    distinct: ["groupId"],
    select: { groupId: true, networkId: true },
  })) {
    const permit = ownPermit(
      "work.run",
      "job",
      "groups",
      networkById(networkId),
      now,
    ) as NetworkPermit<"work.run">;
    if (isQuiet(today, permit.network.quietPeriods)) continue;
    await transact(async (tx) => {
      const silent = await tx.groupJoining.findMany({ where: { ...due, groupId }, include: { group: true } });
      const [first] = silent;
      if (!first) return;
      await tx.groupJoining.updateMany({
        where: { id: { in: silent.map((j) => j.id) } },
        data: { remindedAt: now },
      });
      const organisationIds = silent.map((j) => j.organisationId);
      const { seq } = await announce(tx, permit, {
        ...told(permit, "group.invitedAgain", groupId),
        data: { organisations: organisationIds },
      });
      sent += await tellInvited(tx, permit, first.group, organisationIds, seq, null, true);
    });
  }
  return sent;
}
