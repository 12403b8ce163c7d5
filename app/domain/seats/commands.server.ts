// Seats: who leaves without a successor, and the deputy who serves for a while.
import { transact, type Tx } from "~/platform/db.server";
import type { Holding } from "~/platform/prisma/client";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { addDays, inForceOn, isDate, longDate, through } from "~/platform/calendar";
import { hasProven } from "~/domain/access/codes.server";
import { protectedName } from "~/domain/people/texts";
import { seatsOpenTo } from "~/domain/commitments/prefill.server";
import { heldLink, type NetworkPermit, reaches } from "~/domain/access/permits.server";

export interface Leaving {
  holdingId: string;
  lastOn: string;
  why?: string;
  /** "Gäller alla tre": the same person's other seats, that end the same day. */
  alsoIn?: readonly string[];
}

/**
 * "Slutar utan efterträdare": the seat is vacant from the day after `lastOn`. A person ends their own seats; the seat's
 * manager by a link, with the code typed in this browser; the strategist with a reason (domain page, "Replacement").
 * A contact only says it: the county board is told, and nothing changes.
 */
export async function leave(
  permit: NetworkPermit<"seat.leave">,
  given: Leaving,
  browserHash: string,
): Promise<{ who: string; organisations: string[] }> {
  return transact(async (tx) => {
    const all = await leavingSeats(tx, permit, given);
    if (permit.actor.kind === "link" && !(await hasProven(tx, heldLink(permit).id, browserHash, permit.now)))
      throw invalid({
        form: ["Be om en kod längst ner på sidan. Den gäller en halvtimme. Det du skrev står kvar."],
      });
    const untilOn = dayAfterLast(permit, all, given);
    const tells = all.some(({ by }) => by === "contact");
    if (!tells) for (const { holding, by } of all) await endSeat(tx, holding, untilOn, by === "staff");
    else await onlyOnce(tx, all[0]?.holding.id, untilOn);
    const [first, ...others] = all.map(({ holding }) => holding);
    if (!first) throw notFound();
    for (const holding of [first, ...others]) {
      const together: Record<string, string | readonly string[]> =
        holding === first ? { with: others.map((h) => h.id) } : { partOf: first.id };
      await announce(tx, permit, {
        kind: tells ? "seat.saidToLeave" : "seat.left",
        networkId: holding.networkId,
        organisationId: holding.organisationId,
        subjectType: "holding",
        subjectId: holding.id,
        data: {
          seat: holding.seat,
          person: holding.personId,
          untilOn,
          ...(others.length > 0 ? together : {}),
        },
      });
    }
    return {
      who: first.person.name ?? protectedName,
      organisations: all.map(({ holding }) => holding.organisation.name),
    };
  });
}

/** From which day the seats are left; staff gives a reason, and may then say it afterwards. */
function dayAfterLast(
  { today }: NetworkPermit,
  all: readonly { by: LeavingBy }[],
  { lastOn, why }: Leaving,
): string {
  const staff = all.some(({ by }) => by === "staff");
  if (staff && !why) throw invalid({ why: ["Skriv varför länsstyrelsen avslutar platsen"] });
  if (!isDate(lastOn)) throw invalid({ lastOn: ["Välj sista dagen"] });
  if (lastOn < today && !staff)
    throw invalid({ lastOn: ["Dagen har redan varit. Välj i dag eller en senare dag."] });
  return addDays(lastOn, 1);
}

type LeavingHolding = Holding & { person: { name: string | null }; organisation: { name: string } };
type LeavingBy = "own" | "manager" | "contact" | "staff";

/** The seats that are to end, the first one as named; each by whom, as far as the permit goes. */
async function leavingSeats(
  tx: Tx,
  permit: NetworkPermit<"seat.leave">,
  { holdingId, alsoIn = [] }: Leaving,
): Promise<{ holding: LeavingHolding; by: LeavingBy }[]> {
  const found: { holding: LeavingHolding; by: LeavingBy }[] = [];
  for (const id of new Set([holdingId, ...alsoIn])) {
    const holding = await tx.holding.findFirst({
      where: { id, networkId: permit.network.id },
      include: { person: { select: { name: true } }, organisation: { select: { name: true } } },
    });
    const by = holding && mayEnd(permit, holding);
    const first = found[0]?.holding;
    if (!holding || !by || (first && first.personId !== holding.personId)) throw notFound();
    if (!first && !reaches(permit, holding.organisationId)) throw notFound();
    if (first && by === "contact") throw notFound();
    found.push({ holding, by });
  }
  return found;
}

/** As what this permit ends a seat, if it does. */
function mayEnd(permit: NetworkPermit, h: Holding): LeavingBy | null {
  if (permit.actor.kind !== "link") {
    if (permit.seats.some((s) => s.holdingId === h.id)) return "own";
    return permit.roles.has("strategist") ? "staff" : null;
  }
  const open = seatsOpenTo(permit.network.id, h.organisationId, heldLink(permit).email, permit.today);
  if (open.own.some((o) => o.holdingId === h.id)) return "own";
  if (open.manages.some((seat) => seat === h.seat)) return "manager";
  return open.contact ? "contact" : null;
}

async function endSeat(tx: Tx, holding: Holding, untilOn: string, byStaff: boolean): Promise<void> {
  if (holding.untilOn === untilOn) throw conflict("Platsen slutar redan den dagen.");
  if (untilOn <= holding.fromOn) throw invalid({ lastOn: ["Dagen ligger före den dag då personen började"] });
  const won = await tx.holding.updateMany({
    where: { id: holding.id, untilOn: holding.untilOn },
    data: { untilOn, ending: byStaff ? "endedByStrategist" : "left" },
  });
  if (won.count !== 1) throw conflict("Någon annan hann ändra platsen före dig.");
}

async function onlyOnce(tx: Tx, holdingId: string | undefined, untilOn: string): Promise<void> {
  const said = await tx.event.findMany({
    where: { kind: "seat.saidToLeave", subjectId: holdingId },
    select: { data: true },
  });
  if (said.some((e) => e.data.includes(`"untilOn":"${untilOn}"`)))
    throw conflict("Länsstyrelsen har redan fått besked om den dagen.");
}

/** "Ersättaren tjänstgör": from a day until a day, no new form, no reason asked. */
export async function startCover(
  permit: NetworkPermit<"cover.start">,
  { lastOn, ...given }: { organisationId: string; fromOn: string; lastOn: string },
): Promise<void> {
  const untilOn = isDate(lastOn) ? addDays(lastOn, 1) : "";
  await transact(async (tx) => {
    if (!reaches(permit, given.organisationId)) throw notFound();
    if (permit.actor.kind === "link") {
      // "Started by manager, contact or strategist" (strategist's desk, 6).
      const open = seatsOpenTo(permit.network.id, given.organisationId, heldLink(permit).email, permit.today);
      if (!open.contact && open.manages.length === 0) throw notFound();
    }
    if (!isDate(given.fromOn)) throw invalid({ fromOn: ["Välj första dagen"] });
    if (lastOn < given.fromOn) throw invalid({ lastOn: ["Välj en sista dag som kommer efter den första"] });
    const deputy = await tx.holding.findFirst({
      where: {
        networkId: permit.network.id,
        organisationId: given.organisationId,
        seat: "deputy",
        ...inForceOn(given.fromOn),
      },
    });
    if (!deputy)
      throw conflict("Organisationen har ingen ersättare som kan tjänstgöra. Utse en ersättare först.");
    const already = await tx.cover.findFirst({
      where: {
        networkId: permit.network.id,
        organisationId: given.organisationId,
        cancelledAt: null,
        fromOn: { lt: untilOn },
        OR: [{ untilOn: null }, { untilOn: { gt: given.fromOn } }],
      },
    });
    if (already)
      throw invalid({
        fromOn: [
          `Ersättaren tjänstgör redan från ${longDate(already.fromOn)}${already.untilOn ? ` till och med ${through(already.untilOn)}` : ""}. Välj andra dagar, eller avsluta den perioden först.`,
        ],
      });
    const id = nanoid(14);
    await tx.cover.create({ data: { id, networkId: permit.network.id, ...given, untilOn } });
    await announce(tx, permit, {
      kind: "cover.started",
      networkId: permit.network.id,
      organisationId: given.organisationId,
      subjectType: "cover",
      subjectId: id,
      data: { fromOn: given.fromOn, untilOn, deputy: deputy.id },
    });
  });
}

/** The representative is back earlier than said, or it was a mistake. */
export async function endCover(permit: NetworkPermit<"cover.start">, id: string): Promise<void> {
  await transact(async (tx) => {
    const cover = await tx.cover.findFirst({
      where: { id, networkId: permit.network.id, cancelledAt: null },
    });
    if (!cover || !reaches(permit, cover.organisationId)) throw notFound();
    const won = await tx.cover.updateMany({
      where: { id, cancelledAt: null },
      data: { cancelledAt: permit.now },
    });
    if (won.count !== 1) throw conflict("Perioden är redan avslutad.");
    await announce(tx, permit, {
      kind: "cover.ended",
      networkId: cover.networkId,
      organisationId: cover.organisationId,
      subjectType: "cover",
      subjectId: id,
      data: {},
    });
  });
}
