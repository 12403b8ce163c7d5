// What is done with files after they have come in: the scanner looks at each, then its text is read for search.
// Due work is found in the rows; killed anywhere, the next pass does it over.
import { db, transact } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { announce } from "~/platform/events.server";
import { mayServe, readStored, removeStored, type MaterialKind } from "~/platform/files.server";
import { log, told } from "~/platform/log.server";
import { wake } from "~/platform/outbox.server";
import { elapsed } from "~/platform/clock";
import { NoVerdict, scan } from "~/platform/scanner.server";
import { readText, Unreadable } from "~/platform/text.server";
import { networkById, ownPermit } from "~/domain/access/permits.server";
import { addDays, startOfDay, todayOn } from "~/platform/calendar";

/** A pass of the worker takes work of so long, and is woken for the rest: letters go in between. */
const passMs = 4000;

/** Files that nobody has looked at, the oldest first. Where the scanner does not answer, they wait. Returns how many got a verdict. */
export async function scanDue(now: Date): Promise<number> {
  if (!env.clamavSocket) return 0;
  const due = await db.file.findMany({
    where: { scanState: "notScanned" },
    orderBy: { createdAt: "asc" },
    take: 200,
    select: { id: true, networkId: true, storageKey: true, hash: true },
  });
  const began = elapsed();
  let done = 0;
  for (const file of due) {
    if (elapsed() - began > passMs) {
      wake();
      break;
    }
    try {
      const known = await db.file.count({ where: { hash: file.hash, scanState: "infected" } });
      const verdict = known ? "infected" : await scan(await readStored(file.storageKey));
      await settle(file, verdict, now);
      done++;
    } catch (error) {
      log.warn({ file: file.id, error: told(error) }, "a file could not be scanned");
      // Its own fault (too long for clamd, damaged) keeps nobody else waiting.
      if (error instanceof NoVerdict && !/ERROR/.test(error.message)) break;
    }
  }
  return done;
}

/** Infected: nobody gets it any more, its bytes and its text go, the strategist is told. The row comes first: a kill in between leaves bytes that nobody reaches and the sweeper takes. */
async function settle(
  file: { id: string; networkId: string; storageKey: string; hash: string },
  verdict: "clean" | "infected",
  now: Date,
): Promise<void> {
  await transact(async (tx) => {
    const won = await tx.file.updateMany({
      where:
        verdict === "infected"
          ? { hash: file.hash, scanState: { not: "infected" } }
          : { id: file.id, scanState: "notScanned" },
      data: { scanState: verdict },
    });
    if (won.count === 0 || verdict === "clean") return;
    const versions = await tx.materialVersion.findMany({
      where: { file: { hash: file.hash } },
      select: { id: true, materialId: true, number: true, material: { select: { networkId: true } } },
    });
    for (const v of versions) {
      await tx.materialVersion.update({ where: { id: v.id }, data: { textState: "none" } });
      const newest = await tx.materialVersion.count({
        where: { materialId: v.materialId, number: { gt: v.number } },
      });
      if (newest === 0)
        await tx.materialText.updateMany({ where: { materialId: v.materialId }, data: { body: "" } });
    }
    await announce(tx, ownPermit("work.run", "job", "scanner", networkById(file.networkId), now), {
      kind: "file.infected",
      networkId: file.networkId,
      subjectType: "file",
      subjectId: file.id,
      data: {},
    });
  });
  if (verdict === "infected") await removeStored(file.storageKey);
}

/** Versions whose text waits to be read and that may be given to somebody. Returns how many were settled, read or not. */
export async function readDue(now: Date, timeMs = passMs): Promise<number> {
  const due = await db.materialVersion.findMany({
    where: { textState: "waiting", material: { removedAt: null } },
    orderBy: { at: "asc" },
    include: { file: true },
    take: 200,
  });
  const began = elapsed();
  let done = 0;
  for (const { id, materialId, number, file } of due) {
    if (file && !mayServe(file)) continue;
    if (elapsed() - began > timeMs) {
      wake();
      break;
    }
    let text: string | null = null;
    if (file) {
      try {
        text = await readText(await readStored(file.storageKey), file.kind as MaterialKind);
      } catch (error) {
        if (!(error instanceof Unreadable)) {
          log.warn({ version: id, error: told(error) }, "a text could not be fetched");
          continue;
        }
      }
    }
    done += await transact(async (tx) => {
      const { count } = await tx.materialVersion.updateMany({
        where: { id, textState: "waiting" },
        data: { textState: text === null ? "failed" : "read" },
      });
      if (count === 0) return 0;
      const newer = await tx.materialVersion.count({ where: { materialId, number: { gt: number } } });
      if (newer === 0 && text !== null)
        await tx.materialText.update({ where: { materialId }, data: { body: text } });
      return 1;
    });
  }
  return done;
}

/** Openings are forgotten after a year; what was removed a month ago loses its bytes and its text. */
export async function forget(now: Date): Promise<number> {
  const today = todayOn(now);
  return transact(async (tx) => {
    const old = await tx.materialOpening.deleteMany({
      where: { at: { lt: startOfDay(addDays(today, -365)) } },
    });
    const removed = { removedAt: { lt: startOfDay(addDays(today, -30)) } };
    await tx.materialText.deleteMany({ where: { material: removed } });
    const files = await tx.file.deleteMany({ where: { role: "material", material: { material: removed } } });
    // An upload that was killed between its bytes and its rows leaves only bytes, which the sweeper finds.
    return old.count + files.count;
  });
}
