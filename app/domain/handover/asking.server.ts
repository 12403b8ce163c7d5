// Whoever leaves the organisation's seats is asked for a note: a personal link, since the account ends on the day.
import { addDays, afterQuiet, startOfDay } from "~/platform/calendar";
import type { Tx } from "~/platform/db.server";
import type { By } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import type { Network } from "~/domain/access/permits.server";
import { makeLink } from "~/domain/access/tokens.server";
import { must } from "~/platform/must";
import { linkDays } from "./rules";

interface Leaver {
  id: string;
  networkId: string;
  organisationId: string;
  seat: string;
  personId: string;
  person: { name: string; email: string | null; protected: boolean };
}
/** The id of the link for the leaver's letter, or null where nobody is asked. */
export async function askForNote(
  tx: Tx,
  by: By,
  network: Network,
  l: Leaver,
  untilOn: string,
): Promise<string | null> {
  if (!l.person.email && !l.person.protected) return null;
  const from = untilOn > by.today ? untilOn : by.today;
  const link = {
    purpose: "handover" as const,
    networkId: l.networkId,
    organisationId: l.organisationId,
    email: l.person.protected ? "" : must(l.person.email, "the address of whoever leaves"),
    expiresAt: startOfDay(afterQuiet(addDays(from, linkDays + 1), network.quietPeriods)),
  };
  await withdraw(tx, by.now, l.id);
  const linkId = await makeLink(tx, link, by.now, network.quietPeriods);
  await tx.handoverNote.upsert({
    where: { holdingId: l.id },
    create: {
      id: nanoid(14),
      networkId: l.networkId,
      organisationId: l.organisationId,
      holdingId: l.id,
      linkId,
      untilOn,
      askedAt: by.now,
    },
    update: { linkId, untilOn, askedAt: by.now },
  });
  return linkId;
}

/** Nobody leaves after all, or is asked anew: the link is dead, what was written stays. */
export async function withdraw(tx: Tx, at: Date, holdingId: string): Promise<void> {
  const note = await tx.handoverNote.findUnique({ where: { holdingId }, select: { linkId: true } });
  if (!note?.linkId) return;
  await tx.link.update({ where: { id: note.linkId }, data: { revokedAt: at } });
  await tx.handoverNote.update({ where: { holdingId }, data: { linkId: null } });
}
