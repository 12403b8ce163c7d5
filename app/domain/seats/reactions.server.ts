// A commitment begins to hold: its seats change on that day, its channels and managers are in force.
import type { Announced } from "~/platform/events.server";
import { announce, onFact } from "~/platform/events.server";
import type { Tx } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { emailKey } from "~/platform/swedish";
import { readContent } from "~/domain/commitments/content.server";
import type { Content } from "~/domain/commitments/schema";
import type { Commitment } from "~/platform/prisma/client";
import { ensurePerson } from "~/domain/people/register.server";

async function moveSeats(tx: Tx, event: Announced): Promise<void> {
  const row = await tx.commitment.findUniqueOrThrow({
    where: { id: event.subjectId },
    include: { secret: true, network: true },
  });
  const content = readContent(row);
  const on = String(event.data?.startOn ?? row.startOn);
  for (const seat of ["representative", "deputy"] as const) {
    const person = content[seat];
    if (person) await seatPerson(tx, event, row, seat, person, on);
    else if (seat === "deputy" && content.deputyLater) await leaveSeat(tx, event, row, "deputy", on);
  }
  await replaceChannels(tx, row, content, on);
  await replaceManagers(tx, row, on);
}

async function current(tx: Tx, row: Commitment, seat: string, on: string) {
  return tx.holding.findFirst({
    where: {
      networkId: row.networkId,
      organisationId: row.organisationId,
      seat,
      OR: [{ untilOn: null }, { untilOn: { gt: on } }],
    },
    orderBy: { fromOn: "asc" },
  });
}

async function endSeat(tx: Tx, row: Commitment, seat: string, on: string) {
  const holder = await current(tx, row, seat, on);
  if (holder)
    await tx.holding.update({ where: { id: holder.id }, data: { untilOn: on, ending: "replaced" } });
  return holder;
}

/** "Vi utser ersättare senare" where one sat: what the person held follows as when somebody leaves; the letters went when the form was signed. */
async function leaveSeat(tx: Tx, event: Announced, row: Commitment, seat: string, on: string): Promise<void> {
  const ended = await endSeat(tx, row, seat, on);
  if (ended)
    await announce(tx, event.by, {
      kind: "seat.left",
      networkId: row.networkId,
      organisationId: row.organisationId,
      subjectType: "holding",
      subjectId: ended.id,
      data: { seat, person: ended.personId, untilOn: on, commitment: row.id },
    });
}

async function seatPerson(
  tx: Tx,
  event: Announced,
  row: Commitment & { network: { countyId: string } },
  seat: "representative" | "deputy",
  given: NonNullable<Content["representative"]>,
  on: string,
): Promise<void> {
  const holder = await current(tx, row, seat, on);
  const { id: personId, moved } = await ensurePerson(tx, row.network.countyId, given, event.at, {
    holder: holder?.personId,
  });
  if (moved)
    await announce(tx, event.by, {
      kind: "person.moved",
      networkId: row.networkId,
      organisationId: row.organisationId,
      subjectType: "person",
      subjectId: personId,
      data: { seat, person: personId, commitment: row.id },
    });
  if (holder?.personId === personId && holder.fromOn <= on) return; // the same person goes on
  const ended = await endSeat(tx, row, seat, on);
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
  await announce(tx, event.by, {
    kind: "seat.taken",
    networkId: row.networkId,
    organisationId: row.organisationId,
    subjectType: "holding",
    subjectId: id,
    data: {
      seat,
      person: personId,
      fromOn: on,
      commitment: row.id,
      leaver: ended?.id ?? null,
      leaverPerson: ended?.personId ?? null,
    },
  });
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
