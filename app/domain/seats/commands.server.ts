// Seats: who leaves without a successor, and the deputy who serves for a while.
import { transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { addDays, isDate, longDate } from "~/platform/calendar";
import { hasProven } from "~/domain/access/codes.server";
import { seatsOpenTo } from "~/domain/commitments/prefill.server";
import { heldLink, type NetworkPermit, reaches } from "~/domain/access/permits.server";

export interface Leaving {
  holdingId: string;
  lastOn: string;
  why?: string;
}

/**
 * "Slutar utan efterträdare": the seat is vacant from the day after `lastOn`. A person ends their own seat; the seat's
 * manager by a link, with the code typed in this browser; the strategist with a reason (domain page, "Replacement").
 */
export async function leave(
  permit: NetworkPermit<"seat.leave">,
  given: Leaving,
  browserHash: string,
): Promise<void> {
  const untilOn = isDate(given.lastOn) ? addDays(given.lastOn, 1) : "";
  await transact(async (tx) => {
    const holding = await tx.holding.findFirst({
      where: { id: given.holdingId, networkId: permit.network.id },
    });
    if (!holding || !reaches(permit, holding.organisationId)) throw notFound();
    const staff = permit.roles.has("strategist");
    let own = permit.seats.some((s) => s.holdingId === holding.id);
    if (permit.actor.kind === "link") {
      const open = seatsOpenTo(
        permit.network.id,
        holding.organisationId,
        heldLink(permit).email,
        permit.today,
      );
      own = open.own.some((o) => o.holdingId === holding.id);
      if (!own && !open.manages.some((seat) => seat === holding.seat)) throw notFound();
      if (!(await hasProven(tx, heldLink(permit).id, browserHash, permit.now)))
        throw invalid({ form: ["Skriv koden först. Den gäller en halvtimme."] });
    } else if (!own && !staff) throw notFound();
    if (staff && !own && !given.why) throw invalid({ why: ["Skriv varför länsstyrelsen avslutar platsen"] });
    if (!isDate(given.lastOn)) throw invalid({ lastOn: ["Välj sista dagen"] });
    if (given.lastOn < permit.today && !(staff && given.why))
      throw invalid({ lastOn: ["Dagen har redan varit. Välj i dag eller en senare dag."] });
    if (holding.untilOn === untilOn) throw conflict("Platsen slutar redan den dagen.");
    if (untilOn <= holding.fromOn)
      throw invalid({ lastOn: ["Dagen ligger före den dag då personen började"] });
    const won = await tx.holding.updateMany({
      where: { id: holding.id, untilOn: holding.untilOn },
      data: { untilOn, ending: staff && !own ? "endedByStrategist" : "left" },
    });
    if (won.count !== 1) throw conflict("Någon annan hann ändra platsen före dig.");
    await announce(tx, permit, {
      kind: "seat.left",
      networkId: holding.networkId,
      organisationId: holding.organisationId,
      subjectType: "holding",
      subjectId: holding.id,
      data: { seat: holding.seat, person: holding.personId, untilOn },
    });
  });
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
        fromOn: { lte: given.fromOn },
        OR: [{ untilOn: null }, { untilOn: { gt: given.fromOn } }],
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
          `Ersättaren tjänstgör redan från ${longDate(already.fromOn)}${already.untilOn ? ` till och med ${longDate(addDays(already.untilOn, -1))}` : ""}. Välj andra dagar, eller avsluta den perioden först.`,
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
