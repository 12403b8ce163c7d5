// A place in a group follows the seat of whoever filled it: to the successor, or it becomes vacant, on the day.
import { onFact, type Announced } from "~/platform/events.server";
import type { Tx } from "~/platform/db.server";
import { inForceOn } from "~/platform/calendar";
import { nanoid } from "~/platform/ids";
import { tellHeld } from "~/domain/seats/held.server";

async function passOn(tx: Tx, event: Announced, leaver: string, successor: string | null, on: string): Promise<void> {
  const { networkId, organisationId } = event as { networkId: string; organisationId: string };
  const places = await tx.groupPlace.findMany({ where: { networkId, organisationId, personId: leaver, untilOn: null } });
  if (places.length === 0) return;
  // Whoever still has the organisation's other seat that day goes on in the group.
  if ((await tx.holding.count({ where: { networkId, organisationId, personId: leaver, ...inForceOn(on) } })) > 0) return;
  for (const p of places) {
    if (p.fromOn >= on) { await tx.groupPlace.update({ where: { id: p.id }, data: { personId: successor } }); continue; }
    await tx.groupPlace.update({ where: { id: p.id }, data: { untilOn: on } });
    await tx.groupPlace.create({ data: { id: nanoid(14), groupId: p.groupId, networkId, organisationId, personId: successor, fromOn: on } });
  }
}

export function register(): void {
  onFact("seat.taken", async (tx, event) => {
    const { leaverPerson, person, fromOn } = event.data ?? {};
    if (typeof leaverPerson === "string") await passOn(tx, event, leaverPerson, String(person), String(fromOn));
  });
  onFact("seat.left", async (tx, event) => passOn(tx, event, String(event.data?.person), null, String(event.data?.untilOn)));
  tellHeld(async (tx, holder, on) => {
    const places = await tx.groupPlace.findMany({ where: { personId: holder.personId, networkId: holder.networkId, organisationId: holder.organisationId, OR: [{ untilOn: null }, { untilOn: { gt: on } }] }, include: { group: { select: { name: true } } }, orderBy: { group: { name: "asc" } } });
    return places.map((p) => ({ kind: "group", words: `Plats i arbetsgruppen ${p.group.name}` }));
  });
}
