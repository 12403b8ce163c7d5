// Milestones that are near or late: told to the group's members, and to the network's mailbox where nobody convenes. Once each, never in a quiet period.
import { addDays, inForceOn, isQuiet, todayOn } from "~/platform/calendar";
import { db, transact, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { announce } from "~/platform/events.server";
import { must } from "~/platform/must";
import { postAll, type NewLetter } from "~/platform/outbox.server";
import { paths } from "~/paths";
import { networkById, ownPermit, type NetworkPermit } from "~/domain/access/permits.server";
import { lateAtMost, reminderDue } from "~/domain/asks/rules";
import { thatCanWait } from "~/domain/digest/waiting.server";
import { told } from "../places.server";
import { reminded } from "./texts";

const waiting = (today: string) => ({
  doneAt: null,
  group: { endedOn: null },
  dueOn: { gte: addDays(today, -lateAtMost), lte: addDays(today, 7) },
});

export async function remindMilestones(now: Date): Promise<number> {
  const today = todayOn(now);
  let sent = 0;
  for (const { id, networkId } of await db.groupMilestone.findMany({
    where: waiting(today),
    select: { id: true, networkId: true },
  })) {
    const permit = ownPermit(
      "work.run",
      "job",
      "groups",
      networkById(networkId),
      now,
    ) as NetworkPermit<"work.run">;
    if (!isQuiet(today, permit.network.quietPeriods)) sent += await transact((tx) => remind(tx, permit, id));
  }
  return sent;
}

async function remind(tx: Tx, permit: NetworkPermit<"work.run">, id: string): Promise<number> {
  const { network, today } = permit;
  const m = await tx.groupMilestone.findFirst({ where: { id, ...waiting(today) }, include: { group: true } });
  const which = m && reminderDue(today, m.dueOn, todayOn(m.createdAt));
  if (!m || !which) return 0;
  const before = await tx.event.findMany({
    where: { kind: "milestone.reminded", subjectId: m.groupId },
    select: { data: true },
  });
  const mark = { milestone: id, which, dueOn: m.dueOn };
  if (before.some((e) => e.data === JSON.stringify(mark))) return 0;
  const { seq } = await announce(tx, permit, told(permit, "milestone.reminded", m.groupId, undefined, mark));
  const members = await tx.groupPlace.findMany({
    where: { groupId: m.groupId, personId: { not: null }, ...inForceOn(today) },
    distinct: ["personId"],
    include: { person: true },
  });
  const address = env.baseUrl + paths.group(network, m.groupId);
  const about = { group: m.group.name, title: m.title, dueOn: m.dueOn };
  const letter = (whom: string): Omit<NewLetter, "to" | "subject" | "text"> => ({
    key: `milestone.${which}:${seq}:${whom}`,
    kind: `milestone.${which}`,
    senderName: network.authority,
    replyTo: network.mailbox,
    at: permit.now,
    eventSeq: seq,
    networkId: network.id,
    lastOn: m.dueOn,
  });
  const letters = members.map(({ person }): NewLetter => {
    const p = must(person, "whoever has the place");
    const said = reminded(
      network,
      { ...about, address: p.accountId && address, leads: p.id === m.group.convenerId },
      which,
    );
    return {
      ...letter(p.id),
      ...(p.accountId && which === "before" ? thatCanWait(said) : said),
      to: p.protected ? "" : (p.email ?? ""),
      personId: p.id,
    };
  });
  if (!members.some((p) => p.personId === m.group.convenerId))
    letters.push({
      ...letter("mailbox"),
      ...reminded(network, { ...about, address, leads: true }, which),
      to: network.mailbox,
    });
  await postAll(tx, letters);
  return letters.length;
}
