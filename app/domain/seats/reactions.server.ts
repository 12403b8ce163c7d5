// A commitment begins to hold: its seats change on that day, its channels and managers are in force.
import type { Announced, Fact } from "~/platform/events.server";
import { announce, onFact } from "~/platform/events.server";
import type { Tx } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { emailKey } from "~/platform/swedish";
import { readContent } from "~/domain/commitments/content.server";
import type { Content } from "~/domain/commitments/schema";
import type { Commitment } from "~/platform/prisma/client";
import { ensurePerson } from "~/domain/people/register.server";
import { changesBy, type SeatChange } from "./changes.server";

async function moveSeats(tx: Tx, event: Announced): Promise<void> {
  const row = await tx.commitment.findUniqueOrThrow({
    where: { id: event.subjectId },
    include: { secret: true, network: true },
  });
  const content = readContent(row);
  const on = String(event.data?.startOn ?? row.startOn);
  // Judged before anybody has moved, and told when all have: whoever goes on in the other seat is never between the two.
  const { representative, deputy } = await changesBy(tx, row, content, on);
  const facts: SeatFact[] = [];
  for (const change of [representative, deputy]) {
    const { named } = change;
    if (named) facts.push(...(await seatPerson(tx, event, row, { ...change, named }, on)));
    else if (change.held && change.becomes === "leaves")
      facts.push(await leaveSeat(tx, row, { ...change, held: change.held }, on));
  }
  for (const fact of facts)
    await announce(tx, event.by, {
      networkId: row.networkId,
      organisationId: row.organisationId,
      ...fact,
    });
  await replaceChannels(tx, row, content, on);
  await replaceManagers(tx, row, on);
}

type Held = NonNullable<SeatChange["held"]>;
const endSeat = (tx: Tx, { id }: Held, on: string) =>
  tx.holding.update({ where: { id }, data: { untilOn: on, ending: "replaced" } });

type SeatFact = Omit<Fact, "networkId" | "organisationId">;
/** "Vi utser ersättare senare" where one sat: what the person held follows as when somebody leaves; the letters went when the form was signed. */
async function leaveSeat(
  tx: Tx,
  row: Commitment,
  { seat, held }: SeatChange & { held: Held },
  on: string,
): Promise<SeatFact> {
  await endSeat(tx, held, on);
  const data = { seat, person: held.personId, untilOn: on, commitment: row.id };
  return { kind: "seat.left", subjectType: "holding", subjectId: held.id, data };
}

async function seatPerson(
  tx: Tx,
  event: Announced,
  row: Commitment & { network: { countyId: string } },
  { seat, held, named, from }: SeatChange & { named: NonNullable<SeatChange["named"]> },
  on: string,
): Promise<SeatFact[]> {
  const { id: personId, moved } = await ensurePerson(tx, row.network.countyId, named, event.at, {
    holder: from ? from.held.personId : held?.personId,
  });
  const facts: SeatFact[] = [];
  // Whoever comes from the other seat is told of the new address with the welcome to this one.
  const data = { seat, person: personId, commitment: row.id, ...(from ? { welcomed: true } : {}) };
  if (moved) facts.push({ kind: "person.moved", subjectType: "person", subjectId: personId, data });
  if (held?.personId === personId && held.fromOn <= on) return facts; // the same person goes on
  if (held) await endSeat(tx, held, on);
  const id = nanoid(14);
  await tx.holding.create({
    data: {
      id,
      networkId: row.networkId,
      organisationId: row.organisationId,
      seat,
      personId,
      fromOn: on,
      fromKnown: event.data?.known !== false,
      untilOn: null,
      commitmentId: row.id,
    },
  });
  facts.push({
    kind: "seat.taken",
    subjectType: "holding",
    subjectId: id,
    data: {
      seat,
      person: personId,
      fromOn: on,
      commitment: row.id,
      leaver: held?.id ?? null,
      leaverPerson: held?.personId ?? null,
    },
  });
  return facts;
}

async function replaceChannels(tx: Tx, row: Commitment, content: Content, on: string): Promise<void> {
  if (content.channels.length === 0) return;
  const where = { networkId: row.networkId, organisationId: row.organisationId, untilOn: null };
  await tx.channel.updateMany({ where, data: { untilOn: on } });
  await tx.channel.createMany({
    data: content.channels.map((c, position) => ({
      ...c,
      id: nanoid(14),
      position,
      networkId: row.networkId,
      organisationId: row.organisationId,
      commitmentId: row.id,
      fromOn: on,
    })),
  });
}

async function replaceManagers(tx: Tx, row: Commitment, on: string): Promise<void> {
  const signatures = await tx.signature.findMany({
    where: { commitmentId: row.id, state: { in: ["signed", "onPaper"] } },
  });
  for (const s of signatures) {
    for (const seat of s.seats === "both" ? ["representative", "deputy"] : [s.seats]) {
      const before = await tx.managerTerm.findMany({
        where: {
          networkId: row.networkId,
          organisationId: row.organisationId,
          seat,
          OR: [{ untilOn: null }, { untilOn: { gt: on } }],
        },
      });
      // One that was to begin later never does: it holds on no day.
      for (const t of before)
        await tx.managerTerm.update({
          where: { id: t.id },
          data: { untilOn: t.fromOn > on ? t.fromOn : on },
        });
      await tx.managerTerm.create({
        data: {
          id: nanoid(14),
          networkId: row.networkId,
          organisationId: row.organisationId,
          seat,
          name: s.signedName ?? s.name,
          title: s.signedTitle ?? s.title,
          email: s.email,
          emailKey: s.email ? emailKey(s.email) : null,
          phone: s.phone,
          unit: s.unit,
          town: s.town,
          acting: s.acting,
          sharedMailbox: s.sharedMailbox,
          fromOn: on,
          commitmentId: row.id,
        },
      });
    }
  }
}

export function register(): void {
  onFact("commitment.activate", moveSeats);
  onFact("commitment.moveIn", moveSeats);
}
