// A place in a group follows the seat of whoever filled it: to the successor, or it becomes vacant, on the day.
import { sortKey } from "~/platform/sort-key";
import { onFact, type Announced } from "~/platform/events.server";
import { tellHeld } from "~/domain/seats/held.server";
import { must } from "~/platform/must";
import { close } from "./places.server";
import { fillWaiting, passOn, type Leaver } from "./passing.server";

const whoOf = (event: Announced, holdingId: unknown, personId: unknown): Leaver => ({
  networkId: must(event.networkId, "the network of a fact about seats"),
  organisationId: must(event.organisationId, "the organisation of a fact about seats"),
  holdingId: String(holdingId),
  seat: String(event.data?.seat),
  personId: String(personId),
});

export function register(): void {
  onFact("seat.taken", async (tx, event) => {
    const { leaver, leaverPerson, person, fromOn } = event.data ?? {};
    if (typeof leaver === "string")
      await passOn(tx, whoOf(event, leaver, leaverPerson), String(person), String(fromOn));
    else await fillWaiting(tx, whoOf(event, event.subjectId, person), String(fromOn));
  });
  onFact("seat.left", async (tx, event) =>
    passOn(tx, whoOf(event, event.subjectId, event.data?.person), null, String(event.data?.untilOn)),
  );
  // Whoever leaves the network, or goes up in another organisation, leaves its groups with it; the successor is given places of its own.
  onFact("organisation.left", async (tx, event) => {
    const where = {
      networkId: must(event.networkId, "the network of a fact about seats"),
      organisationId: event.subjectId,
    };
    for (const { groupId } of await tx.groupPlace.findMany({
      where,
      distinct: ["groupId"],
      select: { groupId: true },
    }))
      await close(tx, { groupId, organisationId: event.subjectId }, String(event.data?.untilOn));
  });
  tellHeld(async (tx, holder, on) => {
    const places = await tx.groupPlace.findMany({
      where: {
        personId: holder.personId,
        networkId: holder.networkId,
        organisationId: holder.organisationId,
        OR: [{ untilOn: null }, { untilOn: { gt: on } }],
      },
      include: { group: { select: { name: true } } },
    });
    return places
      .sort((a, b) => (sortKey(a.group.name) < sortKey(b.group.name) ? -1 : 1))
      .map((p) => ({ kind: "group", words: `Plats i arbetsgruppen ${p.group.name}` }));
  });
}
