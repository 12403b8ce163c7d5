// The worker in the web process: woken by every change that leaves something to do, and by the clock.
import { onWake } from "~/platform/outbox.server";
import { elapsed, now } from "~/platform/clock";
import { closeTransport } from "~/platform/mail.server";
import { log, told } from "~/platform/log.server";
import { closeDatabase } from "~/platform/db.server";
import { carry } from "./postman.server";
import { chosenWork, type Job } from "./recurring.server";

let timer: NodeJS.Timeout | null = null;
let running: Promise<void> | null = null;
let again = false;
let stopping = false;
let work: readonly Job[] = [];
/** By the clock that nobody turns: a job is not put off when the time of day goes back. */
const lastRun = new Map<string, number>();

/** Letters first; then whatever of the list is due. One pass at a time; a wake during a pass makes one more. */
async function pass(all: boolean): Promise<void> {
  await carry(() => stopping);
  for (const job of work) {
    if (stopping) return;
    const due =
      all ||
      job.always ||
      job.name === "commitments.seal" ||
      elapsed() - (lastRun.get(job.name) ?? -Infinity) >= job.everyMinutes * 60_000;
    if (!due || job.name === "post.carry") continue;
    lastRun.set(job.name, elapsed());
    try {
      await job.run(now());
    } catch (error) {
      log.error({ job: job.name, error: told(error) }, "a job failed");
    }
  }
  await carry(() => stopping);
}

function start(all: boolean): void {
  if (stopping) return;
  if (running) {
    again = true;
    return;
  }
  running = pass(all)
    .catch((error: unknown) => log.error({ error: told(error) }, "the worker stumbled"))
    .finally(() => {
      running = null;
      if (again) {
        again = false;
        setImmediate(start, false);
      }
    });
}

export function startWork(): void {
  work = chosenWork();
  onWake(() => setImmediate(start, false));
  timer = setInterval(start, 15_000, false);
  timer.unref();
  start(true);
}

/** Takes on nothing new, waits for the letters in hand and for what the pages are answering, and closes what both use. */
export async function stopWork(answered: Promise<void>): Promise<void> {
  stopping = true;
  onWake(null);
  if (timer) clearInterval(timer);
  await Promise.all([running, answered]);
  closeTransport();
  await closeDatabase();
}
