// The weekly letter: once a week at most to each person and network, with a line for each letter that waited and is still about something to do.
import { addDays, inForceSql, isQuiet, todayOn } from "~/platform/calendar";
import { rows, stored, transact } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { must } from "~/platform/must";
import { post } from "~/platform/outbox.server";
import { lastMorning, monday, morningOf } from "~/platform/weekly";
import { networkById } from "~/domain/access/permits.server";
import { grouped } from "./rules";
import { digest } from "./texts";
import { settledAmong } from "./settled.server";
import { choiceAddress } from "./waiting.server";

/** Whoever sits in no seat and no place of a group any more is written to no longer, and has chosen nothing. */
const inForce = (table: string) =>
  `EXISTS (SELECT 1 FROM ${table} h WHERE h.personId = c.personId AND h.networkId = c.networkId AND ${inForceSql("h", "?1")})`;
async function forgetLeavers(today: string): Promise<void> {
  const left = rows<{ personId: string; networkId: string }>(
    `SELECT c.personId, c.networkId FROM MailChoice c WHERE NOT ${inForce("Holding")} AND NOT ${inForce("GroupPlace")}`,
    today,
  );
  if (left.length === 0) return;
  await transact(async (tx) => {
    for (const where of left) {
      await tx.letter.updateMany({ where: { ...where, state: "held" }, data: { state: "cancelled" } });
      await tx.mailChoice.deleteMany({ where });
    }
  });
}

/** On the morning of the chosen weekday, or later where nobody was at work then; a morning in a quiet period is left out. */
export async function sendDigests(now: Date): Promise<number> {
  const today = todayOn(now);
  await forgetLeavers(today);
  const waiting = rows<{ personId: string; networkId: string; weekday: number | null; oldest: string }>(
    "SELECT l.personId, l.networkId, c.weekday, min(l.createdAt) AS oldest FROM Letter l JOIN MailChoice c ON c.personId = l.personId AND c.networkId = l.networkId WHERE l.state = 'held' GROUP BY l.personId, l.networkId",
  );
  let sent = 0;
  for (const { personId, networkId, weekday, oldest } of waiting) {
    const network = must(networkById(networkId), "the network of a letter");
    const on = lastMorning(now, weekday ?? monday);
    const morning = morningOf(on);
    if (
      // What was written "later than now" was written before the clock was turned back.
      (oldest >= stored(morning) && oldest <= stored(now)) ||
      isQuiet(today, network.quietPeriods) ||
      isQuiet(on, network.quietPeriods)
    )
      continue;
    await transact(async (tx) => {
      const held = await tx.letter.findMany({
        where: {
          personId,
          networkId,
          state: "held",
          OR: [{ createdAt: { lt: morning } }, { createdAt: { gt: now } }],
        },
        orderBy: { createdAt: "asc" },
      });
      if (held.length === 0) return;
      const key = `digest:${personId}:${networkId}:`;
      // Another weekday has been chosen since the last one: never two within a week. One of a morning to come was sent before the clock was turned back, and keeps nothing waiting.
      const last = await tx.letter.findFirst({
        where: { key: { startsWith: key, lte: key + today } },
        orderBy: { key: "desc" },
        select: { key: true },
      });
      if (last && last.key > key + addDays(on, -7)) return;
      const settled = settledAmong(
        held.map((l) => l.id),
        today,
      );
      const told = held.filter((l) => !settled.has(l.id));
      await tx.letter.updateMany({ where: { id: { in: [...settled] } }, data: { state: "cancelled" } });
      if (told.length === 0) return;
      const { email, protected: hidden } = await tx.person.findUniqueOrThrow({
        where: { id: personId },
        select: { email: true, protected: true },
      });
      await post(tx, {
        ...digest(network, grouped(told, env.baseUrl, choiceAddress()), choiceAddress()),
        key: key + on,
        kind: "digest",
        to: hidden ? "" : (email ?? ""),
        personId,
        networkId,
        at: now,
        senderName: network.authority,
        replyTo: network.mailbox,
      });
      await tx.letter.updateMany({
        where: { id: { in: told.map((l) => l.id) } },
        data: { state: "digested" },
      });
      sent++;
    });
  }
  return sent;
}
