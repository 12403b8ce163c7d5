// What becomes of a leaver's places in groups: to the successor unless the organisation or the strategist says otherwise, place by place.
import { theOtherSeat } from "~/domain/commitments/rules";
import { inForceOn } from "~/platform/calendar";
import { rows, type Tx } from "~/platform/db.server";
import { announce, type By } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { must } from "~/platform/must";
import type { Choice } from "./rules";

export interface Leaver {
  networkId: string;
  organisationId: string;
  holdingId: string;
  seat: string;
  personId: string;
}
type Place = { id: string; groupId: string; fromOn: string; personId: string | null };

async function sitting(
  tx: Tx,
  { networkId, organisationId }: Leaver,
  seat: string,
  on: string,
): Promise<string | null> {
  return (
    (
      await tx.holding.findFirst({
        where: { networkId, organisationId, seat, ...inForceOn(on) },
        select: { personId: true },
      })
    )?.personId ?? null
  );
}
const filler = (tx: Tx, leaver: Leaver, choice: Choice, on: string): Promise<string | null> | null =>
  choice === "vacant"
    ? null
    : sitting(tx, leaver, choice === "other" ? theOtherSeat(leaver.seat) : leaver.seat, on);

/** From that day another person, or nobody; what would have begun later is not kept as history. */
async function refill(tx: Tx, leaver: Leaver, p: Place, personId: string | null, on: string): Promise<void> {
  if (p.personId === personId) return;
  if (p.fromOn >= on) return void (await tx.groupPlace.update({ where: { id: p.id }, data: { personId } }));
  await tx.groupPlace.update({ where: { id: p.id }, data: { untilOn: on } });
  await tx.groupPlace.create({
    data: {
      id: nanoid(14),
      groupId: p.groupId,
      networkId: leaver.networkId,
      organisationId: leaver.organisationId,
      personId,
      fromOn: on,
    },
  });
}

async function chosen(tx: Tx, holdingId: string): Promise<Map<string, Choice>> {
  return new Map(
    (await tx.placeChoice.findMany({ where: { holdingId } })).map((c) => [c.groupId, c.choice as Choice]),
  );
}

/** On the day: each place by its choice. Whoever still has the organisation's other seat goes on where nothing else is chosen. */
export async function passOn(tx: Tx, leaver: Leaver, successor: string | null, on: string): Promise<void> {
  const { networkId, organisationId, personId } = leaver;
  const places = await tx.groupPlace.findMany({
    where: { networkId, organisationId, personId, OR: [{ untilOn: null }, { untilOn: { gt: on } }] },
  });
  if (places.length === 0) return;
  const choices = await chosen(tx, leaver.holdingId);
  const stays =
    (await tx.holding.count({ where: { networkId, organisationId, personId, ...inForceOn(on) } })) > 0;
  for (const p of places) {
    const choice = choices.get(p.groupId);
    if (stays && !choice) continue;
    // The seat was to be vacant from a later day, and so was the place.
    if (p.untilOn) {
      const vacancy = await tx.groupPlace.deleteMany({
        where: { groupId: p.groupId, organisationId, personId: null, fromOn: p.untilOn, untilOn: null },
      });
      if (vacancy.count === 0) continue;
      await tx.groupPlace.update({ where: { id: p.id }, data: { untilOn: null } });
    }
    await refill(
      tx,
      leaver,
      p,
      choice === undefined || choice === "successor" ? successor : await filler(tx, leaver, choice, on),
      on,
    );
  }
}

/** Somebody comes to a seat that was vacant: the places that have waited for a successor are theirs. */
export async function fillWaiting(tx: Tx, comer: Leaver, on: string): Promise<void> {
  const { networkId, organisationId, seat } = comer;
  const before = await tx.holding.findFirst({
    where: { networkId, organisationId, seat, untilOn: { lte: on } },
    orderBy: { untilOn: "desc" },
  });
  if (!before) return;
  const choices = await chosen(tx, before.id);
  for (const p of await tx.groupPlace.findMany({
    where: { networkId, organisationId, personId: null, untilOn: null, group: { endedOn: null } },
  })) {
    const left = await tx.groupPlace.count({
      where: { groupId: p.groupId, organisationId, personId: before.personId, untilOn: p.fromOn },
    });
    if (
      left > 0 &&
      p.fromOn >= must(before.untilOn, "the day the seat was left") &&
      (choices.get(p.groupId) ?? "successor") === "successor"
    )
      await refill(tx, comer, p, comer.personId, on);
  }
}

/** Before the day it is kept for the day; after it what is changed is put right from today. The places that were left as they stand are not touched. */
export async function choosePlaces(
  tx: Tx,
  by: By,
  leaver: Leaver & { untilOn: string | null },
  wanted: Readonly<Record<string, Choice>>,
): Promise<number> {
  const { networkId, organisationId, holdingId, untilOn } = leaver;
  const choices = await chosen(tx, holdingId);
  let changed = 0;
  for (const { groupId } of placesLeft(leaver)) {
    const choice = wanted[groupId];
    if (!choice || choice === (choices.get(groupId) ?? "successor")) continue;
    await tx.placeChoice.upsert({
      where: { holdingId_groupId: { holdingId, groupId } },
      create: { id: nanoid(14), networkId, organisationId, holdingId, groupId, choice, chosenAt: by.now },
      update: { choice, chosenAt: by.now },
    });
    await announce(tx, by, {
      kind: "place.chosen",
      networkId,
      organisationId,
      subjectType: "group",
      subjectId: groupId,
      data: { holding: holdingId, choice },
    });
    changed++;
    if (!untilOn) continue;
    const p = await tx.groupPlace.findFirst({ where: { groupId, organisationId, untilOn: null } });
    // Somebody else has been given the place before the day: theirs it stays.
    if (!p || (untilOn > by.today && p.fromOn < untilOn && p.personId !== leaver.personId)) continue;
    const on = untilOn > by.today ? untilOn : by.today;
    const personId = await filler(tx, leaver, choice, on);
    await refill(tx, leaver, p, personId, on);
    if (on === by.today)
      await announce(tx, by, {
        kind: "place.given",
        networkId,
        organisationId,
        subjectType: "group",
        subjectId: groupId,
        data: { person: personId, fromOn: on },
      });
  }
  return changed;
}

export interface PlaceLeft {
  groupId: string;
  group: string;
  choice: Choice;
  now: string | null;
  passed: number;
}
/** The places of a leaver in groups that go on: those still held, and those left with the seat. A protected person is the role's. */
export const placesLeft = ({
  organisationId,
  holdingId,
}: Pick<Leaver, "organisationId" | "holdingId">): PlaceLeft[] =>
  rows<PlaceLeft>(
    `SELECT DISTINCT g.id AS groupId, g.name AS "group", coalesce(c.choice, 'successor') AS choice,
     (SELECT CASE WHEN x.protected THEN 'Organisationens person' ELSE x.name END FROM GroupPlace n JOIN Person x ON x.id = n.personId WHERE n.groupId = g.id AND n.organisationId = ?1 AND n.untilOn IS NULL) AS now, p.untilOn IS NOT NULL AS passed
   FROM Holding h JOIN GroupPlace p ON p.organisationId = h.organisationId AND p.personId = h.personId AND (p.untilOn IS NULL OR p.untilOn = h.untilOn) JOIN WorkingGroup g ON g.id = p.groupId AND g.endedOn IS NULL AND g.networkId = h.networkId
   LEFT JOIN PlaceChoice c ON c.holdingId = h.id AND c.groupId = g.id WHERE h.id = ?2 AND h.organisationId = ?1 ORDER BY swedish(g.name)`,
    organisationId,
    holdingId,
  );
