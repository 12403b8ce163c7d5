// Channels kept current by the organisation, without a new form. What was stays with its days; a channel belongs to one organisation.
import { inForceOn } from "~/platform/calendar";
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { reaches, type NetworkPermit } from "~/domain/access/permits.server";
import type { Channel } from "~/platform/prisma/client";
import type { ChannelInput } from "../schema";

type Changer = NetworkPermit<"channels.change">;
/** As many as in the form. */
const most = 12;

async function inForce(tx: Tx, permit: Changer, organisationId: string): Promise<Channel[]> {
  if (
    !reaches(permit, organisationId) ||
    !(await tx.membership.findFirst({
      where: { networkId: permit.network.id, organisationId, kind: "member", ...inForceOn(permit.today) },
    }))
  )
    throw notFound();
  return tx.channel.findMany({
    where: { networkId: permit.network.id, organisationId, ...inForceOn(permit.today) },
    orderBy: { position: "asc" },
  });
}
async function one(
  tx: Tx,
  permit: Changer,
  organisationId: string,
  id: string,
): Promise<{ channel: Channel; others: Channel[] }> {
  const all = await inForce(tx, permit, organisationId);
  const channel = all.find((c) => c.id === id);
  if (channel) return { channel, others: all.filter((c) => c.id !== id) };
  if (await tx.channel.findFirst({ where: { id, networkId: permit.network.id, organisationId } }))
    throw conflict("Någon annan hann ändra kontaktvägen före dig.");
  throw notFound();
}
const same = (a: string, b: string) => a.toLocaleLowerCase("sv") === b.toLocaleLowerCase("sv");
function alone(others: readonly Channel[], name: string): void {
  if (others.some((c) => same(c.name, name))) throw invalid({ name: ["Kontaktvägen finns redan"] });
}
async function begin(
  tx: Tx,
  permit: Changer,
  organisationId: string,
  input: ChannelInput,
  position: number,
): Promise<string> {
  const id = nanoid(14);
  await tx.channel.create({
    data: { ...input, id, networkId: permit.network.id, organisationId, position, fromOn: permit.today },
  });
  return id;
}
/** Whatever the manager had answered no to of the channels has been seen to. */
async function tell(
  tx: Tx,
  permit: Changer,
  kind: string,
  organisationId: string,
  id: string,
): Promise<void> {
  await tx.confirmation.updateMany({
    where: { networkId: permit.network.id, organisationId, channels: "no" },
    data: { channels: "changed" },
  });
  await announce(tx, permit, {
    kind,
    networkId: permit.network.id,
    organisationId,
    subjectType: "channel",
    subjectId: id,
  });
}

export async function addChannel(
  permit: Changer,
  organisationId: string,
  input: ChannelInput,
): Promise<void> {
  await transact(async (tx) => {
    const all = await inForce(tx, permit, organisationId);
    if (all.length >= most) throw invalid({ name: ["Högst tolv kontaktvägar. Avsluta en först."] });
    alone(all, input.name);
    await tell(
      tx,
      permit,
      "channel.added",
      organisationId,
      await begin(tx, permit, organisationId, input, Math.max(-1, ...all.map((c) => c.position)) + 1),
    );
  });
}

/** The old one ends today and the new one begins: what went out by it then is still told as it was. */
export async function changeChannel(
  permit: Changer,
  organisationId: string,
  id: string,
  input: ChannelInput,
): Promise<void> {
  await transact(async (tx) => {
    const { channel, others } = await one(tx, permit, organisationId, id);
    if (
      channel.name === input.name &&
      channel.purpose === input.purpose &&
      channel.frequency === input.frequency
    )
      return;
    alone(others, input.name);
    await tx.channel.update({ where: { id }, data: { untilOn: permit.today } });
    await tell(
      tx,
      permit,
      "channel.changed",
      organisationId,
      await begin(tx, permit, organisationId, input, channel.position),
    );
  });
}

/** The last one stays until there is another: the representative needs a way to reach the organisation. */
export async function endChannel(permit: Changer, organisationId: string, id: string): Promise<void> {
  await transact(async (tx) => {
    const { others } = await one(tx, permit, organisationId, id);
    if (others.length === 0)
      throw conflict("Organisationen behöver minst en kontaktväg. Lägg till en ny först.");
    await tx.channel.update({ where: { id }, data: { untilOn: permit.today } });
    await tell(tx, permit, "channel.ended", organisationId, id);
  });
}
