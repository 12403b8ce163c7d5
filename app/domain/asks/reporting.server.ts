// What is reported back by itself: an item of the first ordinary meeting on or after a day. Moves on when that meeting is cancelled.
import type { Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import type { NetworkPermit } from "~/domain/access/permits.server";

interface Report {
  subject: "effort" | "question";
  id: string;
  notBefore: string;
  title: string;
  purpose: "dialogue" | "information";
  text: string | null;
  onAgenda: boolean;
}
/** The new item's id, or null where there is no such meeting, or where it has been put on an agenda before and was taken off by hand. `onAgenda`: it is, of a cancelled meeting. */
export async function placeOnAgenda(
  tx: Tx,
  permit: NetworkPermit,
  { subject, id, notBefore, title, purpose, text, onAgenda }: Report,
): Promise<string | null> {
  const networkId = permit.network.id;
  const kind = `${subject}.onAgenda`;
  if (!onAgenda && (await tx.event.findFirst({ where: { kind, subjectId: id } }))) return null;
  const meeting = await tx.meeting.findFirst({
    where: {
      networkId,
      kind: "ordinary",
      state: { not: "cancelled" },
      heldOn: { gte: notBefore > permit.today ? notBefore : permit.today },
    },
    orderBy: { heldOn: "asc" },
  });
  if (!meeting) return null;
  const position = await tx.agendaItem.count({ where: { meetingId: meeting.id, state: "accepted" } });
  const item = await tx.agendaItem.create({
    data: {
      id: nanoid(14),
      meetingId: meeting.id,
      networkId,
      state: "accepted",
      position,
      title,
      purpose,
      text,
      createdAt: permit.now,
    },
  });
  await announce(tx, permit, {
    kind,
    networkId,
    organisationId: null,
    subjectType: subject,
    subjectId: id,
    data: { meeting: meeting.id, item: item.id },
  });
  return item.id;
}
