// Everybody who holds a seat today, or for a group's meeting a place in it, hears of the minutes: one letter a person, whatever number of seats.
import type { Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { post } from "~/platform/outbox.server";
import { paths } from "~/paths";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { thatCanWait } from "~/domain/digest/waiting.server";
import type { Meeting } from "~/platform/prisma/client";
import { calledBy, sittingOn } from "../seats.server";
import * as texts from "./texts";

export async function tellHolders(
  tx: Tx,
  permit: NetworkPermit<"minutes.write">,
  m: Meeting,
  minutesId: string,
  state: "comments" | "published",
  eventSeq: number,
): Promise<void> {
  const network = await calledBy(tx, permit.network, m);
  const holdings = await sittingOn(tx, m, permit.today);
  const address = `${env.baseUrl}${paths.meetingAct(network, m.id, "minnesanteckningar")}`;
  // Comments have a last day; a colleague in a group has nowhere to choose.
  const saidOf = () => {
    if (state === "comments") return texts.outForComments(network, m, address);
    const published = texts.published(network, m, address);
    return m.groupId ? published : thatCanWait(published);
  };
  const said = saidOf();
  for (const person of new Map(holdings.map((h) => [h.personId, { ...h.person, id: h.personId }])).values()) {
    await post(tx, {
      ...said,
      key: `minutes.${state}:${minutesId}:${person.id}`,
      kind: `minutes.${state}`,
      to: person.protected ? "" : (person.email ?? ""),
      personId: person.id,
      senderName: network.authority,
      replyTo: network.mailbox,
      at: permit.now,
      eventSeq,
      networkId: network.id,
    });
  }
}
