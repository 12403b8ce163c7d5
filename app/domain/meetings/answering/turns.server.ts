// Turns in a room where not everybody fits: counted per person, in order, recomputed in the transaction of every answer
// and of every seat that changes. Transactions that write queue, so that there is never one too many.
import type { By } from "~/platform/events.server";
import type { Tx } from "~/platform/db.server";
import type { Meeting } from "~/platform/prisma/client";
import type { Network } from "~/domain/access/permits.server";
import { zonedInstant } from "~/platform/calendar";
import { sittingOn } from "../seats.server";
import { reconcile, tellPlaceFree } from "../attendees.server";
import { comers, turns, waiting, type Choice } from "../rules";

/** The persons that want to sit in the room, in the order of their answers. */
async function wantingRoom(tx: Tx, m: Meeting, today: string): Promise<string[]> {
  const seats = await sittingOn(tx, m, today);
  const sitting = (organisationId: string, seat: string) => seats.find((s) => s.organisationId === organisationId && s.seat === seat)?.personId ?? null;
  const answers = await tx.answer.findMany({ where: { meetingId: m.id, mode: "room" }, orderBy: { answeredAt: "asc" } });
  const guests = await tx.attendee.findMany({ where: { meetingId: m.id, kind: "guest", state: "invited", choice: "yes", mode: "room" }, orderBy: { createdAt: "asc" } });
  return [
    ...answers.flatMap((a) => comers({ ...a, choice: a.choice as Choice, representativeId: sitting(a.organisationId, "representative"), deputyId: sitting(a.organisationId, "deputy") })),
    ...guests.map((g) => `e:${g.emailKey}`),
  ];
}

/** Writes the turns anew, and tells whoever has come up from the queue. */
export async function turnsOf(tx: Tx, by: By, network: Network, m: Meeting, placesBefore = m.places): Promise<void> {
  // Where everybody has room nobody stands in line; the answers' own order is there if it becomes too small.
  if ((m.places === null && placesBefore === null) || m.heldOn < by.today) return;
  const before = await tx.roomPlace.findMany({ where: { meetingId: m.id } });
  const after = turns(before, await wantingRoom(tx, m, by.today));
  const gone = before.filter((t) => !after.some((x) => x.personKey === t.personKey));
  if (gone.length > 0) await tx.roomPlace.deleteMany({ where: { meetingId: m.id, personKey: { in: gone.map((t) => t.personKey) } } });
  for (const t of after) if (!before.some((x) => x.personKey === t.personKey)) await tx.roomPlace.create({ data: { meetingId: m.id, ...t, at: by.now } });
  if (by.now >= zonedInstant(m.heldOn, m.fromTime)) return;
  for (const t of before) {
    if (waiting(before, t.personKey, placesBefore) === 0 || !after.some((x) => x.personKey === t.personKey) || waiting(after, t.personKey, m.places) > 0) continue;
    const [sort, key] = [t.personKey.slice(0, 1), t.personKey.slice(2)];
    const a = sort === "n" ? null : await tx.attendee.findFirst({ where: { meetingId: m.id, state: "invited", ...(sort === "p" ? { personId: key } : { emailKey: key }) } });
    if (a) await tellPlaceFree(tx, by, network, m, a, t.number);
  }
}

/** After every change of answers, of seats or of the meeting: the turns anew, and the entry to whoever should have it. */
export async function follow(tx: Tx, by: By, network: Network, m: Meeting, { placesBefore = m.places, changes = [] }: { placesBefore?: number | null; changes?: readonly string[] } = {}): Promise<void> {
  await turnsOf(tx, by, network, m, placesBefore);
  await reconcile(tx, by, network, m, changes);
}
