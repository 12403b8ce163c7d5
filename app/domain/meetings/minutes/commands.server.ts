// Minutes are saved, sent out for comments and published; each time a version is kept, and of two at once one wins.
import { transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { reaches, type NetworkPermit } from "~/domain/access/permits.server";
import { tellHolders } from "./letters.server";
import { afterAct, type MinutesState } from "./rules";
import type { CommentInput, SavedInput } from "./schema";

const kinds = { spara: "minutes.saved", skicka: "minutes.circulated", publicera: "minutes.published" } as const;

export async function saveMinutes(permit: NetworkPermit<"minutes.write">, meetingId: string, { gor, text, version }: SavedInput): Promise<MinutesState> {
  return transact(async (tx) => {
    const m = await tx.meeting.findFirst({ where: { id: meetingId, networkId: permit.network.id } });
    if (!m) throw notFound();
    if (m.state === "cancelled") throw conflict("Mötet är inställt.");
    const before = await tx.minutes.findUnique({ where: { meetingId: m.id } });
    if ((before?.version ?? 0) !== version) throw conflict("Någon annan hann spara före dig. Det du skrev finns kvar här. Jämför nedan och spara igen om din text ska gälla.");
    const state = afterAct((before?.state as MinutesState | undefined) ?? null, gor);
    if (!state) throw conflict(before?.state === "published" ? "Minnesanteckningarna är redan publicerade." : "Minnesanteckningarna är redan ute för synpunkter.");
    if (gor !== "spara" && (m.state !== "convened" || m.heldOn > permit.today)) throw conflict("Mötet har inte varit än. Spara som utkast så länge.");
    if (before && before.text === text && before.state === state) return state;
    const stamp = { text, state, byId: permit.actor.id };
    const number = version + 1;
    const id = before?.id ?? nanoid(14);
    if (before) await tx.minutes.update({ where: { id }, data: { ...stamp, version: number, updatedAt: permit.now } });
    else await tx.minutes.create({ data: { ...stamp, id, meetingId: m.id, networkId: m.networkId, version: number, updatedAt: permit.now } });
    await tx.minutesVersion.create({ data: { ...stamp, id: nanoid(14), minutesId: id, number, at: permit.now } });
    const { seq } = await announce(tx, permit, { kind: kinds[gor], networkId: m.networkId, subjectType: "meeting", subjectId: m.id, data: { minutes: id, version: number, state } });
    if (state !== before?.state && state !== "draft") await tellHolders(tx, permit, m, id, state, seq);
    return state;
  });
}

/** From a member, for an own organisation, while they are out for comments. The same words twice are one comment. */
export async function comment(permit: NetworkPermit<"minutes.comment">, meetingId: string, { organisationId: asked, text }: CommentInput): Promise<void> {
  const own = permit.organisationIds ?? [];
  const organisationId = asked || (own.length === 1 ? own[0]! : "");
  if (!organisationId) throw invalid({ organisationId: ["Välj organisation"] });
  if (permit.organisationIds === null || !reaches(permit, organisationId) || !permit.account) throw notFound();
  const accountId = permit.account.id;
  await transact(async (tx) => {
    const found = await tx.minutes.findFirst({ where: { meetingId, networkId: permit.network.id, state: { not: "draft" }, meeting: { state: { not: "planned" } } } });
    if (!found) throw notFound();
    if (found.state !== "comments") throw conflict("Minnesanteckningarna är publicerade. Det går inte att lämna fler synpunkter här.");
    if (await tx.minutesComment.findFirst({ where: { minutesId: found.id, accountId, organisationId, text } })) return;
    const id = nanoid(14);
    await tx.minutesComment.create({ data: { id, minutesId: found.id, organisationId, accountId, text, at: permit.now } });
    await announce(tx, permit, { kind: "minutes.commented", networkId: permit.network.id, organisationId, subjectType: "meeting", subjectId: meetingId, data: { minutes: found.id, comment: id } });
  });
}
