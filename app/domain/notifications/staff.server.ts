// Whoever becomes strategist of a network hears of it, and when it ends.
import { paths } from "~/paths";
import { addDays } from "~/platform/calendar";
import type { Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import type { Announced } from "~/platform/events.server";
import { post } from "~/platform/outbox.server";
import { networkById } from "~/domain/access/permits.server";
import * as texts from "./texts";

export async function staffTold(tx: Tx, event: Announced): Promise<void> {
  const network = event.networkId ? networkById(event.networkId) : null;
  const role = await tx.staffRole.findUniqueOrThrow({
    where: { id: event.subjectId },
    include: { account: { select: { email: true } } },
  });
  if (!network || role.role !== "strategist") return;
  const letter =
    event.kind === "staff.appointed"
      ? texts.staffAppointed(network, {
          standIn: role.standIn,
          fromOn: role.fromOn,
          lastOn: role.untilOn && addDays(role.untilOn, -1),
          signIn: env.baseUrl + paths.signIn(),
          mailbox: network.mailbox,
        })
      : texts.staffEnded(network, { untilOn: role.untilOn ?? event.by.today, mailbox: network.mailbox });
  await post(tx, {
    ...letter,
    to: role.account.email,
    key: `staff:${event.seq}`,
    kind: "staff",
    at: event.at,
    eventSeq: event.seq,
    networkId: network.id,
    senderName: network.authority,
    replyTo: network.mailbox,
  });
}
