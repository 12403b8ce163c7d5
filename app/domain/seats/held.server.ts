// What a holder holds beside the seat: a registry that each room adds to (working groups, tasks,
// invitations to come). The notice of a replacement and the handover read it.
import { inForceOn, through } from "~/platform/calendar";
import type { Tx } from "~/platform/db.server";
import { must } from "~/platform/must";

export interface Held {
  kind: string;
  words: string;
}
type Teller = (
  tx: Tx,
  holder: { personId: string; networkId: string; organisationId: string; seat: string },
  on: string,
) => Promise<Held[]>;

const tellers: Teller[] = [];
export const tellHeld = (teller: Teller): void => void tellers.push(teller);

export async function heldBy(
  tx: Tx,
  holder: { personId: string; networkId: string; organisationId: string; seat: string },
  on: string,
): Promise<Held[]> {
  const all: Held[] = [];
  for (const teller of tellers) all.push(...(await teller(tx, holder, on)));
  return all;
}

export const heldSeat = (seat: string, organisation: string): string =>
  `${seat === "deputy" ? "Ersättare" : "Representant"} för ${organisation}`;

// Seats: the person's other ones, and an open cover of this one.
tellHeld(async (tx, holder, on) => {
  const others = await tx.holding.findMany({
    where: {
      personId: holder.personId,
      networkId: holder.networkId,
      ...inForceOn(on),
      NOT: { organisationId: holder.organisationId, seat: holder.seat },
    },
    include: { organisation: { select: { name: true } } },
  });
  return others.map((o) => ({
    kind: "seat",
    words: heldSeat(o.seat, o.organisation.name),
  }));
});
tellHeld(async (tx, holder, on) => {
  if (holder.seat !== "deputy") return [];
  const covers = await tx.cover.findMany({
    where: {
      networkId: holder.networkId,
      organisationId: holder.organisationId,
      cancelledAt: null,
      untilOn: { gt: on },
    },
  });
  return covers.map((c) => ({
    kind: "cover",
    words: `Tjänstgör som ersättare till och med ${through(must(c.untilOn, "the end of a cover"))}`,
  }));
});
