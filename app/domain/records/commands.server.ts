// The weekly reading through of everything that is kept for good, and who hears when something is not as it was.
import { ownPermit } from "~/domain/access/permits.server";
import { paths } from "~/paths";
import { addDays, inForceOn, startOfDay, todayOn } from "~/platform/calendar";
import { db, transact, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { announce } from "~/platform/events.server";
import { post } from "~/platform/outbox.server";
import { brokenLetter } from "./texts";
import { verifyRecords, type Found } from "./verify.server";

const everyDays = 7;
const mostKept = 100;

/** Once a week, however often it is called. Returns how many faults were found. */
export async function verifyWeekly(now: Date): Promise<number> {
  const since = startOfDay(addDays(todayOn(now), 1 - everyDays));
  const done = await db.recordCheck.findFirst({
    where: { at: { gte: since, lte: now } },
    select: { id: true },
  });
  if (done) return 0;
  const found = await verifyRecords();
  await keep(found, now);
  return found.faults.length;
}

/** What was found stays, and the administrators are written to where something is not as it was. */
async function keep({ faults, ...counts }: Found, now: Date): Promise<void> {
  await transact(async (tx) => {
    const { id } = await tx.recordCheck.create({
      data: { ...counts, at: now, count: faults.length, faults: JSON.stringify(faults.slice(0, mostKept)) },
    });
    if (faults.length === 0) return;
    await announce(tx, ownPermit("work.run", "job", "records", null, now), {
      kind: "records.broken",
      networkId: null,
      subjectType: "recordCheck",
      subjectId: id,
      data: { count: faults.length },
    });
    for (const email of await administrators(tx, todayOn(now)))
      await post(tx, {
        ...brokenLetter(faults.length, `${env.baseUrl}${paths.administration}`),
        key: `records:${id}:${email}`,
        kind: "records.broken",
        to: email,
        replyTo: env.mailFrom,
        at: now,
      });
  });
}

async function administrators(tx: Tx, today: string): Promise<string[]> {
  const roles = await tx.staffRole.findMany({
    where: {
      role: "administrator",
      ...inForceOn(today),
    },
    select: { account: { select: { email: true } } },
  });
  return [...new Set(roles.map((r) => r.account.email))];
}
