// Working groups: begun, filled with organisations' places, convened by one of them, ended with a written result.
import { transact, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { post } from "~/platform/outbox.server";
import { conflict, invalid } from "~/platform/refusal";
import { paths } from "~/paths";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { close, dropConvener, fillPlace, openGroup, placed, told } from "./places.server";
import type { GroupInput, PlaceInput } from "./schema";
import { nowConvener } from "./texts";

type Manager = NetworkPermit<"group.manage">;

/** Nobody has a place yet, so the strategist convenes it at first. */
export async function startGroup(
  permit: Manager,
  { version: _, convenerId: __, ...input }: GroupInput,
): Promise<string> {
  const id = nanoid(14);
  await transact(async (tx) => {
    await tx.workingGroup.create({
      data: { ...input, id, networkId: permit.network.id, createdAt: permit.now },
    });
    await announce(tx, permit, told(permit, "group.start", id, undefined, { startOn: input.startOn }));
  });
  return id;
}

/** `convenerId`: one of those with a place; empty for the strategist; left out it stays as it was. */
export async function changeGroup(
  permit: Manager,
  id: string,
  { version, convenerId, ...input }: GroupInput,
): Promise<void> {
  await transact(async (tx) => {
    const before = await openGroup(tx, permit, id, version);
    const convener = convenerId === undefined ? {} : { convenerId: convenerId || null, convenerLeftOn: null };
    if (
      convenerId &&
      !(await tx.groupPlace.count({ where: { groupId: id, personId: convenerId, ...placed(permit.today) } }))
    )
      throw invalid({ convenerId: ["Personen har ingen plats i gruppen. Välj någon annan."] });
    await tx.workingGroup.update({
      where: { id },
      data: { ...input, ...convener, version: { increment: 1 } },
    });
    await announce(tx, permit, told(permit, "group.change", id));
    if (convenerId && convenerId !== before.convenerId)
      await tellConvener(tx, permit, id, input.name, convenerId);
  });
}

async function tellConvener(
  tx: Tx,
  permit: Manager,
  id: string,
  name: string,
  personId: string,
): Promise<void> {
  const { network } = permit;
  const { seq } = await announce(
    tx,
    permit,
    told(permit, "group.convener", id, undefined, { person: personId }),
  );
  const {
    email,
    protected: hidden,
    accountId,
  } = await tx.person.findUniqueOrThrow({ where: { id: personId } });
  await post(tx, {
    ...nowConvener(network, name, accountId && env.baseUrl + paths.group(network, id)),
    key: `group.convener:${seq}`,
    kind: "group.convener",
    to: hidden ? "" : (email ?? ""),
    personId,
    senderName: network.authority,
    replyTo: network.mailbox,
    at: permit.now,
    eventSeq: seq,
    networkId: network.id,
  });
}

/** Gives an organisation a place, or fills it anew from today. */
export async function givePlace(permit: Manager, groupId: string, given: PlaceInput): Promise<void> {
  await transact(async (tx) => fillPlace(tx, permit, await openGroup(tx, permit, groupId), given));
}

export async function endPlace(permit: Manager, groupId: string, organisationId: string): Promise<void> {
  await transact(async (tx) => {
    await openGroup(tx, permit, groupId);
    if ((await close(tx, { groupId, organisationId }, permit.today)) === 0) return;
    await announce(tx, permit, told(permit, "place.ended", groupId, organisationId));
    await dropConvener(tx, permit, groupId);
  });
}

/** With a written result; every place closes that day, and so does what was asked; what was written stays. */
export async function endGroup(
  permit: Manager,
  id: string,
  { result, version }: { result: string; version: number },
): Promise<void> {
  await transact(async (tx) => {
    await openGroup(tx, permit, id, version);
    if (
      await tx.meeting.findFirst({ where: { groupId: id, state: "convened", heldOn: { gt: permit.today } } })
    )
      throw conflict("Gruppen har ett möte som är kallat. Ställ in det först.");
    await close(tx, { groupId: id }, permit.today);
    await tx.groupJoining.updateMany({
      where: { groupId: id, state: "open" },
      data: { state: "closed", settledAt: permit.now },
    });
    await tx.workingGroup.update({
      where: { id },
      data: { endedOn: permit.today, result, version: { increment: 1 } },
    });
    await announce(tx, permit, told(permit, "group.end", id));
  });
}
