// Working groups: begun, filled with organisations' places, ended with a written result.
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { conflict, invalid, notFound } from "~/platform/refusal";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { ensurePerson } from "~/domain/people/register.server";
import { inForceOn } from "~/platform/calendar";
import type { WorkingGroup } from "~/platform/prisma/client";
import type { GroupInput, PlaceInput } from "./schema";

type Manager = NetworkPermit<"group.manage">;
const told = (permit: Manager, kind: string, id: string, organisationId?: string, data: Record<string, string | null> = {}) => ({ kind, networkId: permit.network.id, organisationId, subjectType: "group", subjectId: id, data });

async function open(tx: Tx, permit: Manager, id: string, version?: number): Promise<WorkingGroup> {
  const g = await tx.workingGroup.findFirst({ where: { id, networkId: permit.network.id } });
  if (!g) throw notFound();
  if (version !== undefined && g.version !== version) throw conflict("Någon annan hann ändra gruppen före dig. Läs sidan igen.");
  if (g.endedOn) throw conflict("Gruppen är avslutad.");
  return g;
}

export async function startGroup(permit: Manager, { version: _, ...input }: GroupInput): Promise<string> {
  const id = nanoid(14);
  await transact(async (tx) => {
    await tx.workingGroup.create({ data: { ...input, id, networkId: permit.network.id, createdAt: permit.now } });
    await announce(tx, permit, told(permit, "group.start", id, undefined, { startOn: input.startOn }));
  });
  return id;
}

export async function changeGroup(permit: Manager, id: string, { version, ...input }: GroupInput): Promise<void> {
  await transact(async (tx) => {
    await open(tx, permit, id, version);
    await tx.workingGroup.update({ where: { id }, data: { ...input, version: { increment: 1 } } });
    await announce(tx, permit, told(permit, "group.change", id));
  });
}

/** The person of a place: who sits in the organisation's seat today, or a colleague, who gets no login by it. */
async function personOf(tx: Tx, permit: Manager, given: PlaceInput): Promise<string | null> {
  if (given.who === "vacant") return null;
  if (given.who === "colleague") return ensurePerson(tx, permit.network.countyId, { name: given.name!, email: given.email!, title: "", phone: "", protected: given.protected, sharedMailbox: false }, permit.now, { login: false });
  const seat = await tx.holding.findFirst({ where: { networkId: permit.network.id, organisationId: given.organisationId, seat: given.who, ...inForceOn(permit.today) } });
  if (!seat) throw invalid({ who: [given.who === "deputy" ? "Organisationen har ingen ersättare" : "Platsen som representant är vakant"] });
  return seat.personId;
}

/** Places end that day; what would begin then or later never does. Returns how many there were. */
async function close(tx: Tx, where: { groupId: string; organisationId?: string }, on: string): Promise<number> {
  const open = { ...where, OR: [{ untilOn: null }, { untilOn: { gt: on } }] };
  const later = await tx.groupPlace.deleteMany({ where: { ...open, fromOn: { gte: on } } });
  return later.count + (await tx.groupPlace.updateMany({ where: open, data: { untilOn: on } })).count;
}

/** Gives an organisation a place, or fills it anew from today. The same person again changes nothing. */
export async function givePlace(permit: Manager, groupId: string, given: PlaceInput): Promise<void> {
  await transact(async (tx) => {
    const g = await open(tx, permit, groupId);
    if (!(await tx.membership.findFirst({ where: { networkId: g.networkId, organisationId: given.organisationId, ...inForceOn(permit.today) } }))) throw notFound();
    const personId = await personOf(tx, permit, given);
    const fromOn = g.startOn > permit.today ? g.startOn : permit.today;
    const where = { groupId, organisationId: given.organisationId };
    if (await tx.groupPlace.findFirst({ where: { ...where, personId, untilOn: null, fromOn: { lte: fromOn } } })) return;
    await close(tx, where, fromOn);
    await tx.groupPlace.create({ data: { id: nanoid(14), ...where, networkId: g.networkId, personId, fromOn } });
    await announce(tx, permit, told(permit, "place.given", groupId, given.organisationId, { person: personId, fromOn }));
  });
}

export async function endPlace(permit: Manager, groupId: string, organisationId: string): Promise<void> {
  await transact(async (tx) => {
    await open(tx, permit, groupId);
    if ((await close(tx, { groupId, organisationId }, permit.today)) === 0) return;
    await announce(tx, permit, told(permit, "place.ended", groupId, organisationId));
  });
}

/** With a written result; every place closes that day, what was written stays. */
export async function endGroup(permit: Manager, id: string, { result, version }: { result: string; version: number }): Promise<void> {
  await transact(async (tx) => {
    await open(tx, permit, id, version);
    if (await tx.meeting.findFirst({ where: { groupId: id, state: "convened", heldOn: { gt: permit.today } } })) throw conflict("Gruppen har ett möte som är kallat. Ställ in det först.");
    await close(tx, { groupId: id }, permit.today);
    await tx.workingGroup.update({ where: { id }, data: { endedOn: permit.today, result, version: { increment: 1 } } });
    await announce(tx, permit, told(permit, "group.end", id));
  });
}
