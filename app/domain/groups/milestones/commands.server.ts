// A group's milestones: set by the strategist, ticked off by the strategist or the convener.
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { conflict, notFound } from "~/platform/refusal";
import { NoPermit, type NetworkPermit } from "~/domain/access/permits.server";
import type { GroupMilestone } from "~/platform/prisma/client";
import { openGroup, told } from "../places.server";
import { leads } from "../rules";
import type { MilestoneInput } from "./schema";

type Manager = NetworkPermit<"group.manage">;

async function found(tx: Tx, groupId: string, id: string): Promise<GroupMilestone> {
  const m = await tx.groupMilestone.findFirst({ where: { id, groupId } });
  if (!m) throw notFound();
  return m;
}

/** Null: a new one. */
export async function saveMilestone(
  permit: Manager,
  groupId: string,
  id: string | null,
  { title, dueOn, version }: Omit<MilestoneInput, "gor">,
): Promise<string> {
  return transact(async (tx) => {
    await openGroup(tx, permit, groupId);
    const saved = id ?? nanoid(14);
    if (id === null)
      await tx.groupMilestone.create({
        data: { id: saved, groupId, networkId: permit.network.id, title, dueOn, createdAt: permit.now },
      });
    else {
      const m = await found(tx, groupId, id);
      if (m.version !== version)
        throw conflict("Någon annan hann ändra milstolpen före dig. Läs in sidan igen.");
      await tx.groupMilestone.update({ where: { id }, data: { title, dueOn, version: { increment: 1 } } });
    }
    await announce(tx, permit, told(permit, "milestone.saved", groupId, undefined, { milestone: id, dueOn }));
    return saved;
  });
}

export async function removeMilestone(permit: Manager, groupId: string, id: string): Promise<void> {
  await transact(async (tx) => {
    await openGroup(tx, permit, groupId);
    await found(tx, groupId, id);
    await tx.groupMilestone.delete({ where: { id } });
    await announce(tx, permit, told(permit, "milestone.removed", groupId, undefined, { milestone: id }));
  });
}

/** Done today, or not after all. The same once more changes nothing. */
export async function tickMilestone(
  permit: NetworkPermit<"group.lead">,
  groupId: string,
  id: string,
  done: boolean,
): Promise<void> {
  await transact(async (tx) => {
    const g = await openGroup(tx, permit, groupId);
    if (!leads(g, { staff: permit.roles.has("strategist"), personIds: permit.seats.map((s) => s.personId) }))
      throw new NoPermit("forbidden");
    const m = await found(tx, groupId, id);
    if ((m.doneAt !== null) === done) return;
    await tx.groupMilestone.update({
      where: { id },
      data: {
        doneAt: done ? permit.now : null,
        doneById: done ? permit.actor.id : null,
        version: { increment: 1 },
      },
    });
    await announce(
      tx,
      permit,
      told(permit, done ? "milestone.done" : "milestone.opened", groupId, undefined, { milestone: id }),
    );
  });
}
