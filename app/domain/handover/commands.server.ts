// The note is written by the leaver's link, the page is read by whoever came, and the places are chosen by the organisation or the strategist.
import { transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { must } from "~/platform/must";
import { gone, notFound } from "~/platform/refusal";
import { within, type NetworkPermit } from "~/domain/access/permits.server";
import { choosePlaces } from "~/domain/groups/passing.server";
import type { Choice } from "~/domain/groups/rules";
import { closesOn } from "./rules";
import type { NoteInput } from "./schema";

export async function writeNote(
  permit: NetworkPermit<"handover.write">,
  { know, contacts }: NoteInput,
): Promise<void> {
  const { now, today } = permit;
  const link = must(permit.link, "the link by which the note is written");
  await transact(async (tx) => {
    const note = await tx.handoverNote.findUnique({ where: { linkId: link.id } });
    if (!note) throw notFound();
    if (closesOn(note.untilOn) <= today) throw gone("Tiden för överlämningen har gått ut.");
    await tx.handoverNote.update({
      where: { id: note.id },
      data: { know, contacts: contacts || null, writtenAt: now },
    });
    await tx.link.update({ where: { id: link.id }, data: { usedAt: now, pressedAt: now } });
    await announce(tx, permit, {
      kind: "handover.written",
      networkId: note.networkId,
      organisationId: note.organisationId,
      subjectType: "holding",
      subjectId: note.holdingId,
    });
  });
}

/** "Jag har läst": once for all of one's seats in the network, for a coordinator of several municipalities too. */
export async function markRead(permit: NetworkPermit<"handover.see">): Promise<void> {
  await transact((tx) =>
    tx.holding.updateMany({
      where: { id: { in: permit.seats.map((s) => s.holdingId) }, handoverReadAt: null },
      data: { handoverReadAt: permit.now },
    }),
  );
}

export async function passPlaces(
  permit: NetworkPermit<"handover.see">,
  slug: string,
  holdingId: string,
  wanted: Readonly<Record<string, Choice>>,
): Promise<number> {
  return transact(async (tx) => {
    const h = await tx.holding.findFirst({
      where: { id: holdingId, organisation: { slug }, ...within(permit) },
    });
    if (!h) throw notFound();
    return choosePlaces(tx, permit, { ...h, holdingId: h.id }, wanted);
  });
}
