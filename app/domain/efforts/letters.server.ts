// Who hears of home work: the representatives, and where the seat is vacant the deputy. One letter a person, whatever number of organisations.
import { inForceOn } from "~/platform/calendar";
import type { Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { post } from "~/platform/outbox.server";
import { paths } from "~/paths";
import type { NetworkPermit } from "~/domain/access/permits.server";
import type { Effort } from "~/platform/prisma/client";
import { given, reminded } from "./texts";

export async function tellSeats(tx: Tx, permit: NetworkPermit, effort: Effort, organisationIds: readonly string[], what: "given" | "before" | "after", lastOn: string, eventSeq: number): Promise<number> {
  const { network } = permit;
  const holdings = await tx.holding.findMany({ where: { networkId: network.id, organisationId: { in: [...organisationIds] }, ...inForceOn(permit.today) }, include: { person: { select: { email: true, protected: true } }, organisation: { select: { name: true } } }, orderBy: { organisation: { sortKey: "asc" } } });
  const represented = new Set(holdings.filter((h) => h.seat === "representative").map((h) => h.organisationId));
  const people = new Map<string, typeof holdings>();
  for (const h of holdings) if (h.seat === "representative" || !represented.has(h.organisationId)) people.set(h.personId, [...(people.get(h.personId) ?? []), h]);
  const address = `${env.baseUrl}${paths.effort(network, effort.id)}`;
  for (const [personId, seats] of people) {
    const told = { title: effort.title, text: effort.text, lastOn, organisations: seats.map((s) => s.organisation.name), address };
    const { email, protected: hidden } = seats[0]!.person;
    await post(tx, {
      ...(what === "given" ? given(network, told) : reminded(network, told, what)), key: `effort.${what}:${effort.id}:${lastOn}:${personId}`, kind: `effort.${what}`, to: hidden ? "" : (email ?? ""), personId,
      senderName: network.authority, replyTo: network.mailbox, at: permit.now, eventSeq, networkId: network.id,
    });
  }
  return people.size;
}
