// Turns in a room where not everybody fits: counted per person, in order, recomputed in the transaction of every answer
// and of every seat that changes. Transactions that write queue, so that there is never one too many.
import type { By } from "~/platform/events.server";
import type { Tx } from "~/platform/db.server";
import type { Meeting } from "~/platform/prisma/client";
import type { Network } from "~/domain/access/permits.server";
import { zonedInstant } from "~/platform/calendar";
import { sittingOn } from "../seats.server";
import { reconcile, tellTurn } from "../attendees.server";
import { comers, personKey, turns, waiting, type Choice } from "../rules";

/** The persons that want to sit in the room, in the order of their answers. */
async function wantingRoom(tx: Tx, m: Meeting, today: string): Promise<string[]> {
  const seats = await sittingOn(tx, m, today);
  const sitting = (organisationId: string, seat: string) =>
    seats.find((s) => s.organisationId === organisationId && s.seat === seat)?.personId ?? null;
  const answers = await tx.answer.findMany({
    where: { meetingId: m.id, mode: "room" },
    orderBy: { answeredAt: "asc" },
  });
  const guests = await tx.attendee.findMany({
    where: { meetingId: m.id, kind: "guest", state: "invited", choice: "yes", mode: "room" },
    orderBy: { createdAt: "asc" },
  });
  return [
    ...answers.flatMap((a) =>
      comers({
        ...a,
        choice: a.choice as Choice,
        representativeId: sitting(a.organisationId, "representative"),
        deputyId: sitting(a.organisationId, "deputy"),
      }),
    ),
    ...guests.map((g) => personKey(g.personId, g.email)),
  ];
}

/** Whose turn it is; null: somebody who is no more than a name, or who is asked no longer. */
async function ofTurn(tx: Tx, m: Meeting, personKey: string) {
  const [sort, key] = [personKey.slice(0, 1), personKey.slice(2)];
  if (sort === "n") return null;
  const whose = sort === "p" ? { personId: key } : { emailKey: key };
  return tx.attendee.findFirst({ where: { meetingId: m.id, state: "invited", ...whose } });
}

/** Somebody has come up from the queue, or stands in it because the meeting was changed. */
const isNews = (stood: boolean, stands: number, changed: boolean): boolean =>
  stood ? stands === 0 : stands > 0 && changed;

/** Writes the turns anew, and tells whoever has come up from the queue, or stands in it because the meeting was changed. */
export async function turnsOf(
  tx: Tx,
  by: By,
  network: Network,
  m: Meeting,
  changed: Pick<Meeting, "places"> | null = null,
): Promise<void> {
  const placesBefore = changed ? changed.places : m.places;
  // Where everybody has room nobody stands in line; the answers' own order is there if it becomes too small.
  if ((m.places === null && placesBefore === null) || m.heldOn < by.today) return;
  const before = await tx.roomPlace.findMany({ where: { meetingId: m.id } });
  const after = turns(before, await wantingRoom(tx, m, by.today));
  const [had, has] = [before, after].map((all) => new Set(all.map((t) => t.personKey))) as [
    Set<string>,
    Set<string>,
  ];
  const gone = [...had].filter((key) => !has.has(key));
  if (gone.length > 0) await tx.roomPlace.deleteMany({ where: { meetingId: m.id, personKey: { in: gone } } });
  for (const t of after)
    if (!had.has(t.personKey)) await tx.roomPlace.create({ data: { meetingId: m.id, ...t, at: by.now } });
  if (by.now >= zonedInstant(m.heldOn, m.fromTime)) return;
  for (const { personKey } of after) {
    const stood = had.has(personKey) && waiting(before, personKey, placesBefore) > 0;
    const stands = waiting(after, personKey, m.places);
    if (!isNews(stood, stands, changed !== null)) continue;
    const a = await ofTurn(tx, m, personKey);
    if (a) await tellTurn(tx, by, network, m, a, stands);
  }
}

/** After every change of answers, of seats or of the meeting: the turns anew, and the entry to whoever should have it. */
export async function follow(
  tx: Tx,
  by: By,
  network: Network,
  m: Meeting,
  changed: { from: Pick<Meeting, "places">; said: readonly string[] } | null = null,
): Promise<void> {
  await turnsOf(tx, by, network, m, changed?.from);
  await reconcile(tx, by, network, m, changed?.said);
}
