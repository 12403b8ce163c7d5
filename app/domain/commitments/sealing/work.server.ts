// Work that a transaction left behind, done by whoever comes first; killed anywhere, the next pass does it over.
import { minutesAfter } from "~/platform/clock";
import { db, transact, type Tx } from "~/platform/db.server";

const atOnce = 20;

export interface Claimed {
  id: string;
  subjectId: string;
  attempts: number;
}

/** Does what waits and is due of a kind; returns how many were done. */
export async function workDue(
  kind: string,
  now: Date,
  doOne: (work: Claimed, now: Date) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  for (;;) {
    const claimed = await claim(kind, now);
    for (const work of claimed) {
      try {
        if (await doOne(work, now)) done++;
      } catch (error) {
        await putBack(work.id, work.attempts, error as Error, now);
      }
    }
    if (claimed.length < atOnce) return done;
  }
}

/** Somebody may have been marked as protected while the paper was made: then it is made again. */
export async function sameContent(tx: Tx, read: { id: string; content: string }): Promise<void> {
  const now = await tx.commitment.findUniqueOrThrow({ where: { id: read.id }, select: { content: true } });
  if (now.content !== read.content) throw new Error("The form was masked while its paper was made");
}

/** Takes work that nobody has, or whose taker has been silent for two minutes. */
async function claim(kind: string, now: Date): Promise<Claimed[]> {
  const free = {
    kind,
    doneAt: null,
    AND: [
      // A wait longer than any that so many tries give, and a claim of the future: the clock has been turned back since.
      {
        OR: [
          { nextAttemptAt: { lte: now } },
          ...waits.map((wait, tries) => ({
            attempts: tries < waits.length - 1 ? tries : { gte: tries },
            nextAttemptAt: { gt: minutesAfter(now, wait + 1) },
          })),
        ],
      },
      {
        OR: [
          { claimedAt: null },
          { claimedAt: { lt: minutesAfter(now, -2) } },
          { claimedAt: { gt: minutesAfter(now, 1) } },
        ],
      },
    ],
  };
  if (!(await db.work.findFirst({ where: free, select: { id: true } }))) return [];
  return transact(async (tx) => {
    const found = await tx.work.findMany({
      where: free,
      orderBy: { nextAttemptAt: "asc" },
      take: atOnce,
      select: { id: true, subjectId: true, attempts: true },
    });
    await tx.work.updateMany({ where: { id: { in: found.map((w) => w.id) } }, data: { claimedAt: now } });
    return found;
  });
}

/** Minutes that work waits after so many tries that failed: none, then one, doubled to six hours; the last one repeats. */
const waits = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 360];
async function putBack(id: string, attempts: number, error: Error, now: Date): Promise<void> {
  const wait = waits[Math.min(attempts + 1, waits.length - 1)] ?? 1;
  await transact((tx) =>
    tx.work.updateMany({
      where: { id, doneAt: null },
      data: {
        attempts: { increment: 1 },
        claimedAt: null,
        error: error.message.slice(0, 500),
        nextAttemptAt: minutesAfter(now, wait),
      },
    }),
  );
}
