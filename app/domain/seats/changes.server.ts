// What a form makes of the two seats: who stays, comes and leaves, and who goes on in the other one. Letters, notes and the seats themselves ask here.
import { theOtherSeat } from "~/domain/commitments/rules";
import type { SeatName } from "~/domain/commitments/rules";
import type { Content } from "~/domain/commitments/schema";
import { forComparison } from "~/domain/people/register.server";
import { sameness, type Sameness } from "~/domain/people/rules";
import { inForceOn } from "~/platform/calendar";
import type { Tx } from "~/platform/db.server";
import type { Holding, Person } from "~/platform/prisma/client";

type Held = Holding & { person: Person };
export interface SeatChange {
  seat: SeatName;
  held: Held | null;
  named: Content["representative"];
  becomes: "stays" | "moves" | "leaves" | "comes";
  /** Of whoever leaves: "takes" the other seat by the form, or "keeps" the one they have beside it. */
  goesOn: "takes" | "keeps" | null;
  /** Whoever comes leaves the other seat for this one; `newAddress`: and is reached elsewhere. */
  from: { held: Held; as: Exclude<Sameness, "other"> } | null;
}
type Row = Pick<Holding, "networkId" | "organisationId">;

const heldOn = async (tx: Tx, { networkId, organisationId }: Row, seat: SeatName, on: string) =>
  tx.holding.findFirst({
    where: { networkId, organisationId, seat, OR: [{ untilOn: null }, { untilOn: { gt: on } }] },
    include: { person: true },
    orderBy: { fromOn: "asc" },
  });

const becomesOf = (
  seat: SeatName,
  same: Sameness | null,
  { held, named, deputyLater }: { held: Held | null; named: SeatChange["named"]; deputyLater: boolean },
): SeatChange["becomes"] => {
  if (!named) return held && seat === "deputy" && deputyLater ? "leaves" : "stays";
  if (!held || same === null) return "comes";
  return ({ same: "stays", newAddress: "moves", other: "leaves" } as const)[same];
};

/** Of a form that holds from the day; asked before its seats have changed. */
export async function changesBy(
  tx: Tx,
  row: Row,
  content: Content,
  on: string,
): Promise<Record<SeatName, SeatChange>> {
  const samenessOf = async (held: Held | null, named: SeatChange["named"]) =>
    held && named ? sameness(await forComparison(tx, held.personId), named) : null;
  const one = async (seat: SeatName): Promise<SeatChange> => {
    const held = await heldOn(tx, row, seat, on);
    const named = content[seat];
    const same = await samenessOf(held, named);
    const becomes = becomesOf(seat, same, { held, named, deputyLater: content.deputyLater });
    return { seat, held, named, becomes, goesOn: null, from: null };
  };
  const all = { representative: await one("representative"), deputy: await one("deputy") };
  for (const c of Object.values(all)) {
    const other = all[theOtherSeat(c.seat)];
    c.goesOn = goesOn(c, other, await samenessOf(c.held, other.named));
    const as = other.becomes === "leaves" ? await samenessOf(other.held, c.named) : null;
    const comes = c.becomes === "comes" || c.becomes === "leaves";
    if (comes && other.held && as && as !== "other") c.from = { held: other.held, as };
  }
  return all;
}
function goesOn(c: SeatChange, other: SeatChange, toOther: Sameness | null): SeatChange["goesOn"] {
  if (c.becomes !== "leaves") return null;
  if (other.held?.personId === c.held?.personId && other.becomes !== "leaves") return "keeps";
  return toOther && toOther !== "other" ? "takes" : null;
}

/** Does whoever leaves a seat without a form sit in the organisation's other one from that day? */
export const keepsOther = async (
  tx: Tx,
  h: Pick<Holding, "id" | "networkId" | "organisationId" | "personId">,
  on: string,
): Promise<boolean> =>
  (await tx.holding.count({
    where: {
      networkId: h.networkId,
      organisationId: h.organisationId,
      personId: h.personId,
      id: { not: h.id },
      ...inForceOn(on),
    },
  })) > 0;
