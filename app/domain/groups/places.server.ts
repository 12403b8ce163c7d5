// An organisation's place in a group: filled, ended, and what follows for the group's convener. For the room's commands and for joining.
import { inForceOn } from "~/platform/calendar";
import type { Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { must } from "~/platform/must";
import { conflict, invalid, notFound } from "~/platform/refusal";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { ensurePerson } from "~/domain/people/register.server";
import type { WorkingGroup } from "~/platform/prisma/client";
import type { PlaceInput } from "./schema";

export const told = (
  permit: NetworkPermit,
  kind: string,
  id: string,
  organisationId?: string,
  data: Record<string, string | null> = {},
) => ({ kind, networkId: permit.network.id, organisationId, subjectType: "group", subjectId: id, data });

export async function openGroup(
  tx: Tx,
  permit: NetworkPermit,
  id: string,
  version?: number,
): Promise<WorkingGroup> {
  const g = await tx.workingGroup.findFirst({ where: { id, networkId: permit.network.id } });
  if (!g) throw notFound();
  if (version !== undefined && g.version !== version)
    throw conflict("Någon annan hann ändra gruppen före dig. Läs in sidan igen.");
  if (g.endedOn) throw conflict("Gruppen är avslutad.");
  return g;
}

/** Has a place, today or from a day to come. */
export const placed = (today: string) => ({ OR: [{ untilOn: null }, { untilOn: { gt: today } }] });

/** The person of a place: who sits in the organisation's seat today, or a colleague, who gets no login by it. */
async function personOf(tx: Tx, permit: NetworkPermit, given: PlaceInput): Promise<string | null> {
  if (given.who === "vacant") return null;
  if (given.who === "colleague")
    return (
      await ensurePerson(
        tx,
        permit.network.countyId,
        {
          name: must(given.name, "the name of whoever gets the place"),
          email: must(given.email, "the address of whoever gets the place"),
          title: "",
          phone: "",
          protected: given.protected,
          sharedMailbox: false,
        },
        permit.now,
        { login: false },
      )
    ).id;
  const seat = await tx.holding.findFirst({
    where: {
      networkId: permit.network.id,
      organisationId: given.organisationId,
      seat: given.who,
      ...inForceOn(permit.today),
    },
  });
  if (!seat)
    throw invalid({
      who: [
        given.who === "deputy" ? "Organisationen har ingen ersättare" : "Platsen som representant är vakant",
      ],
    });
  return seat.personId;
}

/** Places end that day; what would begin then or later never does. Returns how many there were. */
export async function close(
  tx: Tx,
  where: { groupId: string; organisationId?: string },
  on: string,
): Promise<number> {
  const open = { ...where, ...placed(on) };
  const later = await tx.groupPlace.deleteMany({ where: { ...open, fromOn: { gte: on } } });
  return later.count + (await tx.groupPlace.updateMany({ where: open, data: { untilOn: on } })).count;
}

/** A member's place, filled from today or from the group's first day. The same person again changes nothing; what it had asked for is answered by it. */
export async function fillPlace(
  tx: Tx,
  permit: NetworkPermit,
  g: WorkingGroup,
  given: PlaceInput,
): Promise<void> {
  if (
    !(await tx.membership.findFirst({
      where: { networkId: g.networkId, organisationId: given.organisationId, ...inForceOn(permit.today) },
    }))
  )
    throw notFound();
  const personId = await personOf(tx, permit, given);
  const fromOn = g.startOn > permit.today ? g.startOn : permit.today;
  const where = { groupId: g.id, organisationId: given.organisationId };
  await tx.groupJoining.updateMany({
    where: { ...where, state: "open" },
    data: { state: "accepted", settledAt: permit.now },
  });
  if (
    await tx.groupPlace.findFirst({ where: { ...where, personId, untilOn: null, fromOn: { lte: fromOn } } })
  )
    return;
  await close(tx, where, fromOn);
  await tx.groupPlace.create({
    data: { id: nanoid(14), ...where, networkId: g.networkId, personId, fromOn },
  });
  await announce(
    tx,
    permit,
    told(permit, "place.given", g.id, given.organisationId, { person: personId, fromOn }),
  );
  await dropConvener(tx, permit, g.id);
}

/** Without a place nobody convenes: the group falls back to the strategist until somebody else is chosen. */
export async function dropConvener(tx: Tx, permit: NetworkPermit, groupId: string): Promise<boolean> {
  const { convenerId, endedOn } = await tx.workingGroup.findUniqueOrThrow({ where: { id: groupId } });
  if (
    !convenerId ||
    endedOn ||
    (await tx.groupPlace.count({ where: { groupId, personId: convenerId, ...placed(permit.today) } }))
  )
    return false;
  await tx.workingGroup.update({
    where: { id: groupId },
    data: { convenerId: null, convenerLeftOn: permit.today },
  });
  await announce(tx, permit, told(permit, "group.convenerLeft", groupId, undefined, { person: convenerId }));
  return true;
}
