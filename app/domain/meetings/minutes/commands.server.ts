// Minutes are saved, sent out for comments, approved and published; each time a version is kept, and of two at once one wins.
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { only } from "~/platform/must";
import type { Meeting, Minutes } from "~/platform/prisma/client";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { reaches, type NetworkPermit } from "~/domain/access/permits.server";
import { tellHolders } from "./letters.server";
import { marked, responsible } from "./items";
import { afterAct, type MinutesState } from "./rules";
import type { CommentInput, SavedInput, TaskInput } from "./schema";

const kinds = {
  spara: "minutes.saved",
  skicka: "minutes.circulated",
  godkann: "minutes.approved",
  publicera: "minutes.published",
} as const;

/** The items of the text. One that stands as it did keeps its row and its tick, then one of its kind that was reworded, in order. */
async function keepItems(
  tx: Tx,
  networkId: string,
  minutesId: string,
  text: string,
  today: string,
): Promise<void> {
  const left = await tx.minutesItem.findMany({ where: { minutesId }, orderBy: { position: "asc" } });
  const take = (fits: (i: (typeof left)[number]) => boolean) => {
    const at = left.findIndex(fits);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const found = marked(text);
  const same = found.map((f) => take((i) => i.kind === f.kind && i.text === f.text));
  const members = await tx.organisation.findMany({
    where: {
      memberships: {
        some: { networkId, kind: "member", OR: [{ untilOn: null }, { untilOn: { gt: today } }] },
      },
    },
    select: { id: true, name: true },
  });
  for (const [position, f] of found.entries()) {
    const { ids, everybody } = responsible(f.who, members);
    const row = { kind: f.kind, position, text: f.text, who: f.who, everybody, dueOn: f.dueOn };
    const id = (same[position] ?? take((i) => i.kind === f.kind))?.id;
    const item = id
      ? await tx.minutesItem.update({ where: { id }, data: row })
      : await tx.minutesItem.create({ data: { ...row, id: nanoid(14), minutesId, networkId } });
    await tx.minutesItemOrganisation.deleteMany({ where: { itemId: item.id } });
    await tx.minutesItemOrganisation.createMany({
      data: ids.map((organisationId) => ({ itemId: item.id, organisationId })),
    });
  }
  await tx.minutesItem.deleteMany({ where: { id: { in: left.map((i) => i.id) } } });
}

/** Why an act cannot be taken where the minutes stand. */
function whyNot(state: string | undefined, gor: SavedInput["gor"]): string {
  if (state === "published") return "Minnesanteckningarna är redan publicerade.";
  if (state === "approved") return "Minnesanteckningarna är redan godkända.";
  return gor === "godkann"
    ? "Skicka ut anteckningarna för synpunkter först."
    : "Minnesanteckningarna är redan ute för synpunkter.";
}

/** Where the act leads, or why it cannot be taken. */
function nextState(
  m: Meeting,
  before: Minutes | null,
  gor: SavedInput["gor"],
  version: number,
  today: string,
): MinutesState {
  if (m.state === "cancelled") throw conflict("Mötet är inställt.");
  if ((before?.version ?? 0) !== version)
    throw conflict(
      "Någon annan hann spara före dig. Det du skrev finns kvar här. Jämför nedan och spara igen om din text ska gälla.",
    );
  const state = afterAct((before?.state as MinutesState | undefined) ?? null, gor);
  if (!state) throw conflict(whyNot(before?.state, gor));
  if (gor !== "spara" && (m.state !== "convened" || m.heldOn > today))
    throw conflict("Mötet har inte varit än. Spara som utkast så länge.");
  return state;
}

/** An approval is of the words: others take it back, or are approved by whoever saves them. */
function approvalOf(
  state: MinutesState,
  before: Minutes | null,
  text: string,
  { now, actor }: NetworkPermit,
) {
  if (state !== "approved" && state !== "published") return { approvedAt: null, approvedById: null };
  if (before?.approvedAt && before.text === text)
    return { approvedAt: before.approvedAt, approvedById: before.approvedById };
  return { approvedAt: now, approvedById: actor.id };
}

export async function saveMinutes(
  permit: NetworkPermit<"minutes.write">,
  meetingId: string,
  { gor, text, version }: SavedInput,
): Promise<MinutesState> {
  return transact(async (tx) => {
    const m = await tx.meeting.findFirst({ where: { id: meetingId, networkId: permit.network.id } });
    if (!m) throw notFound();
    const before = await tx.minutes.findUnique({ where: { meetingId: m.id } });
    const state = nextState(m, before, gor, version, permit.today);
    if (before && before.text === text && (gor === "spara" || before.state === state))
      return before.state as MinutesState;
    const stamp = { text, state, byId: permit.actor.id };
    const written = { ...stamp, ...approvalOf(state, before, text, permit), updatedAt: permit.now };
    const number = version + 1;
    const id = before?.id ?? nanoid(14);
    if (before) await tx.minutes.update({ where: { id }, data: { ...written, version: number } });
    else
      await tx.minutes.create({
        data: { ...written, id, meetingId: m.id, networkId: m.networkId, version: number },
      });
    await tx.minutesVersion.create({
      data: { ...stamp, id: nanoid(14), minutesId: id, number, at: permit.now },
    });
    await keepItems(tx, m.networkId, id, text, permit.today);
    const { seq } = await announce(tx, permit, {
      kind: kinds[gor],
      networkId: m.networkId,
      subjectType: "meeting",
      subjectId: m.id,
      data: { minutes: id, version: number, state },
    });
    if (gor === "skicka" || gor === "publicera")
      await tellHolders(tx, permit, m, id, gor === "skicka" ? "comments" : "published", seq);
    return state;
  });
}

/** From a member, for an own organisation, while they are out for comments. The same words twice are one comment. */
export async function comment(
  permit: NetworkPermit<"minutes.comment">,
  meetingId: string,
  { organisationId: asked, text }: CommentInput,
): Promise<void> {
  const own = permit.organisationIds ?? [];
  const organisationId = asked || only(own) || "";
  if (!organisationId) throw invalid({ organisationId: ["Välj organisation"] });
  if (permit.organisationIds === null || !reaches(permit, organisationId) || !permit.account)
    throw notFound();
  const accountId = permit.account.id;
  await transact(async (tx) => {
    const found = await tx.minutes.findFirst({
      where: {
        meetingId,
        networkId: permit.network.id,
        state: { not: "draft" },
        meeting: { state: { not: "planned" } },
      },
    });
    if (!found) throw notFound();
    if (found.state !== "comments")
      throw conflict(
        `Minnesanteckningarna är ${found.state === "approved" ? "godkända" : "publicerade"}. Det går inte att lämna fler synpunkter här.`,
      );
    if (
      await tx.minutesComment.findFirst({ where: { minutesId: found.id, accountId, organisationId, text } })
    )
      return;
    const id = nanoid(14);
    await tx.minutesComment.create({
      data: { id, minutesId: found.id, organisationId, accountId, text, at: permit.now },
    });
    await announce(tx, permit, {
      kind: "minutes.commented",
      networkId: permit.network.id,
      organisationId,
      subjectType: "meeting",
      subjectId: meetingId,
      data: { minutes: found.id, comment: id },
    });
  });
}

/** A task from the minutes is done, or not after all. Ticked twice is ticked once. */
export async function tickTask(
  permit: NetworkPermit<"minutes.write">,
  { id, gor }: TaskInput,
): Promise<void> {
  await transact(async (tx) => {
    const item = await tx.minutesItem.findFirst({
      where: { id, networkId: permit.network.id, kind: "task" },
      include: { minutes: { select: { meetingId: true } } },
    });
    if (!item) throw notFound();
    const done = gor === "klar";
    if (done === (item.doneAt !== null)) return;
    await tx.minutesItem.update({
      where: { id },
      data: done ? { doneAt: permit.now, doneById: permit.actor.id } : { doneAt: null, doneById: null },
    });
    await announce(tx, permit, {
      kind: done ? "minutes.taskDone" : "minutes.taskReopened",
      networkId: permit.network.id,
      subjectType: "meeting",
      subjectId: item.minutes.meetingId,
      data: { item: id },
    });
  });
}
