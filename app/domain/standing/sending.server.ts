// The standing to the organisation's manager, who has no account: a personal link, once a year in January and when somebody presses.
import { isQuiet, todayOn } from "~/platform/calendar";
import { row, rows, transact, type Tx } from "~/platform/db.server";
import { announce, type By } from "~/platform/events.server";
import { conflict, notFound } from "~/platform/refusal";
import { post } from "~/platform/outbox.server";
import {
  networkById,
  ownPermit,
  reaches,
  type Network,
  type NetworkPermit,
} from "~/domain/access/permits.server";
import { makeLink } from "~/domain/access/tokens.server";
import { managersOf } from "~/domain/confirmations/reading.server";
import { shownYear } from "./rules";
import { toManager } from "./texts";

/** The representative's manager, with an address that is not shared: whoever the yearly question goes to. */
export function managerOf(
  networkId: string,
  organisationId: string,
  today: string,
): { name: string; email: string | null } | null {
  const m = managersOf(networkId, organisationId, today).find(
    (t) => t.seat === "representative" && t.fromOn <= today,
  );
  return m ? { name: m.name, email: m.sharedMailbox ? null : m.email } : null;
}
export const lastSentOn = (networkId: string, organisationId: string): string | null => {
  const e = row<{ at: string }>(
    "SELECT at FROM Event WHERE networkId = ?1 AND organisationId = ?2 AND kind = 'standing.sent' ORDER BY seq DESC LIMIT 1",
    networkId,
    organisationId,
  );
  return e ? todayOn(new Date(e.at)) : null;
};

type Sender = By & { readonly network: Network };
/** Once per key; false where it has been sent already. */
async function send(
  tx: Tx,
  by: Sender,
  o: { id: string; name: string },
  email: string,
  why: "yearly" | "asked",
  year: string,
): Promise<boolean> {
  const { network, now, today } = by;
  const key = `standing.${why}:${network.id}:${o.id}:${why === "yearly" ? year : today}`;
  if (await tx.letter.findUnique({ where: { key }, select: { id: true } })) return false;
  const linkId = await makeLink(
    tx,
    { purpose: "standing", networkId: network.id, organisationId: o.id, email },
    now,
    network.quietPeriods,
  );
  const { seq } = await announce(tx, by, {
    kind: "standing.sent",
    networkId: network.id,
    organisationId: o.id,
    subjectType: "organisation",
    subjectId: o.id,
    data: { why, year },
  });
  await post(tx, {
    ...toManager(network, o.name, year, why),
    key,
    kind: `standing.${why}`,
    to: email,
    linkId,
    at: now,
    eventSeq: seq,
    networkId: network.id,
    organisationId: o.id,
    senderName: network.authority,
    replyTo: network.mailbox,
  });
  return true;
}

/** "Skicka läget till chefen": at most once a day for each organisation. */
export async function sendToManager(permit: NetworkPermit<"standing.send">, slug: string): Promise<void> {
  const { network, today } = permit;
  await transact(async (tx) => {
    const o = await tx.organisation.findFirst({
      where: { slug, memberships: { some: { networkId: network.id, kind: "member" } } },
      select: { id: true, name: true },
    });
    if (!o || !reaches(permit, o.id)) throw notFound();
    const email = managerOf(network.id, o.id, today)?.email;
    if (!email)
      throw conflict(
        "Chefen har ingen egen mejladress hos oss. Hämta bladet som PDF och lämna det i stället.",
      );
    if (!(await send(tx, permit, o, email, "asked", shownYear(today))))
      throw conflict("Läget har redan skickats till chefen i dag.");
  });
}

/**
 * From January, outside the quiet periods, for the year that has ended: to the managers of those who were members then. Later than
 * March nobody is written to: the link would show the new year first.
 */
export async function sendYearly(now: Date): Promise<number> {
  const today = todayOn(now);
  const year = shownYear(today);
  if (year === today.slice(0, 4)) return 0;
  const due = rows<{ id: string; name: string; networkId: string }>(
    `SELECT o.id, o.name, m.networkId FROM Membership m JOIN Organisation o ON o.id = m.organisationId WHERE m.kind = 'member' AND m.fromOn <= ?2 AND (m.untilOn IS NULL OR m.untilOn > ?1)
       AND NOT EXISTS (SELECT 1 FROM Letter l WHERE l.key = 'standing.yearly:' || m.networkId || ':' || o.id || ':' || ?3) ORDER BY o.sortKey`,
    today,
    `${year}-12-31`,
    year,
  );
  let sent = 0;
  for (const { networkId, ...o } of due) {
    const by = ownPermit(
      "work.run",
      "job",
      "standing",
      networkById(networkId),
      now,
    ) as NetworkPermit<"work.run">;
    const email = isQuiet(today, by.network.quietPeriods) ? null : managerOf(networkId, o.id, today)?.email;
    if (email && (await transact((tx) => send(tx, by, o, email, "yearly", year)))) sent++;
  }
  return sent;
}
