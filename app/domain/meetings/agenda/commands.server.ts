// The agenda's verbs. Every change of the order begins with the order as it is and numbers it anew from 0.
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { must, only } from "~/platform/must";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { refuseNames } from "~/domain/access/protected-names.server";
import { reaches, type NetworkPermit } from "~/domain/access/permits.server";
import type { AgendaItem, Meeting } from "~/platform/prisma/client";
import { itemMark, orderMark } from "./queries.server";
import { mayPropose, stepped } from "./rules";
import type { AgendaAct, ItemInput, ProposalInput } from "./schema";

type Manager = NetworkPermit<"agenda.manage">;
const fact = (
  permit: NetworkPermit,
  kind: string,
  meetingId: string,
  item: string,
  organisationId: string | null = null,
) => ({
  kind,
  networkId: permit.network.id,
  organisationId,
  subjectType: "meeting",
  subjectId: meetingId,
  data: { item },
});

async function open(tx: Tx, permit: NetworkPermit, id: string): Promise<Meeting> {
  const m = await tx.meeting.findFirst({ where: { id, networkId: permit.network.id } });
  if (!m) throw notFound();
  if (m.state === "cancelled") throw conflict("Mötet är inställt.");
  return m;
}
async function itemIn(tx: Tx, m: Meeting, id: string, mark: string | undefined): Promise<AgendaItem> {
  const item = await tx.agendaItem.findFirst({ where: { id, meetingId: m.id, networkId: m.networkId } });
  if (!item) throw conflict("Punkten finns inte längre. Någon annan hann ta bort den.");
  if (mark !== itemMark(item))
    throw conflict("Någon annan hann ändra punkten före dig. Läs den som den är nu och försök igen.");
  return item;
}
const accepted = (tx: Tx, m: Meeting) =>
  tx.agendaItem.findMany({
    where: { meetingId: m.id, state: "accepted" },
    orderBy: [{ position: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    select: { id: true, position: true },
  });
async function number(
  tx: Tx,
  held: readonly { id: string; position: number }[],
  ids: readonly string[],
): Promise<void> {
  const positions = new Map(held.map((i) => [i.id, i.position]));
  for (const [position, id] of ids.entries())
    if (positions.get(id) !== position) await tx.agendaItem.update({ where: { id }, data: { position } });
}

/** Last on the agenda. */
export async function addItem(
  permit: Manager,
  meetingId: string,
  { mark: _, ...input }: ItemInput,
): Promise<string> {
  return transact(async (tx) => {
    const m = await open(tx, permit, meetingId);
    const id = nanoid(14);
    const held = await accepted(tx, m);
    await tx.agendaItem.create({
      data: {
        ...input,
        id,
        meetingId: m.id,
        networkId: m.networkId,
        state: "accepted",
        position: held.length,
        createdAt: permit.now,
      },
    });
    await announce(tx, permit, fact(permit, "agenda.added", m.id, id));
    return id;
  });
}

export async function changeItem(
  permit: Manager,
  meetingId: string,
  id: string,
  { mark, ...input }: ItemInput,
): Promise<void> {
  await transact(async (tx) => {
    const m = await open(tx, permit, meetingId);
    const item = await itemIn(tx, m, id, mark);
    await tx.agendaItem.update({ where: { id: item.id }, data: input });
    await announce(tx, permit, fact(permit, "agenda.changed", m.id, item.id, item.organisationId));
  });
}

export async function actOnAgenda(permit: Manager, meetingId: string, act: AgendaAct): Promise<void> {
  await transact(async (tx) => {
    const m = await open(tx, permit, meetingId);
    const held = await accepted(tx, m);
    const ids = held.map((i) => i.id);
    if (act.gor === "ordna") {
      if (act.order !== orderMark(ids) || [...act.ids].sort().join() !== [...ids].sort().join())
        throw conflict("Dagordningen har ändrats sedan du läste den. Så här är den nu.");
      await number(tx, held, act.ids);
      return void (await announce(
        tx,
        permit,
        fact(permit, "agenda.ordered", m.id, must(act.ids[0], "the item that was moved")),
      ));
    }
    if (act.gor === "upp" || act.gor === "ner") {
      if (act.order !== orderMark(ids))
        throw conflict("Dagordningen har ändrats sedan du läste den. Så här är den nu.");
      const next = stepped(ids, act.id, act.gor === "upp" ? "up" : "down");
      if (!next) throw notFound();
      await number(tx, held, next);
      return void (await announce(tx, permit, fact(permit, "agenda.moved", m.id, act.id)));
    }
    const item = await itemIn(tx, m, act.id, act.mark);
    if (act.gor === "godta") {
      if (item.state !== "proposed") throw conflict("Förslaget är redan godtaget.");
      refuseNames(permit.network.id, "form", item.title, item.presenter, item.text);
      await tx.agendaItem.update({
        where: { id: item.id },
        data: { state: "accepted", position: ids.length },
      });
      return void (await announce(
        tx,
        permit,
        fact(permit, "agenda.accepted", m.id, item.id, item.organisationId),
      ));
    }
    await tx.agendaItem.delete({ where: { id: item.id } });
    await number(
      tx,
      held,
      ids.filter((id) => id !== item.id),
    );
    await announce(tx, permit, fact(permit, "agenda.removed", m.id, item.id, item.organisationId));
  });
}

/** From a member, for an own organisation, until and with the set day. The same proposal twice is one. */
export async function propose(
  permit: NetworkPermit<"agenda.propose">,
  meetingId: string,
  { organisationId: asked, ...input }: ProposalInput,
): Promise<void> {
  const own = permit.organisationIds ?? [];
  const organisationId = asked || only(own) || "";
  if (!organisationId) throw invalid({ organisationId: ["Välj organisation"] });
  if (permit.organisationIds === null || !reaches(permit, organisationId)) throw notFound();
  await transact(async (tx) => {
    const m = await tx.meeting.findFirst({
      where: { id: meetingId, networkId: permit.network.id, state: { not: "planned" } },
    });
    if (!m) throw notFound();
    if (!mayPropose(m, permit.today))
      throw conflict(
        m.state === "cancelled"
          ? "Mötet är inställt."
          : "Tiden för att föreslå punkter är slut. Hör av dig till länsstyrelsen.",
      );
    if (
      await tx.agendaItem.findFirst({
        where: { meetingId: m.id, organisationId, state: "proposed", ...input },
      })
    )
      return;
    const id = nanoid(14);
    await tx.agendaItem.create({
      data: {
        ...input,
        id,
        meetingId: m.id,
        networkId: m.networkId,
        state: "proposed",
        position: 0,
        organisationId,
        createdAt: permit.now,
      },
    });
    await announce(tx, permit, fact(permit, "agenda.proposed", m.id, id, organisationId));
  });
}
