// The worker in the web process: woken by every change that leaves something to do, and by the clock.
import { onWake } from "~/platform/outbox.server";
import { now } from "~/platform/clock";
import { closeTransport } from "~/platform/mail.server";
import { log } from "~/platform/log.server";
import { closeDatabase } from "~/platform/db.server";
import { carry } from "./postman.server";
import { recurring } from "./recurring.server";

let timer: NodeJS.Timeout | null = null;
let running: Promise<void> | null = null;
let again = false;
let stopping = false;
const lastRun = new Map<string, number>();

/** Letters first; then whatever of the list is due. One pass at a time; a wake during a pass makes one more. */
async function pass(all: boolean): Promise<void> {
  await carry();
  for (const job of recurring) {
    if (stopping) return;
    const due =
      all ||
      job.always ||
      job.name === "commitments.seal" ||
      now().getTime() - (lastRun.get(job.name) ?? 0) >= job.everyMinutes * 60_000;
    if (!due || job.name === "post.carry") continue;
    lastRun.set(job.name, now().getTime());
    try {
      await job.run(now());
    } catch (error) {
      log.error({ job: job.name, error: String(error) }, "a job failed");
    }
  }
  await carry();
}

function start(all: boolean): void {
  if (stopping) return;
  if (running) {
    again = true;
    return;
  }
  running = pass(all)
    .catch((error: unknown) => log.error({ error: String(error) }, "the worker stumbled"))
    .finally(() => {
      running = null;
      if (again) {
        again = false;
        setImmediate(start, false);
      }
    });
}

export function startWork(): void {
  onWake(() => setImmediate(start, false));
  timer = setInterval(start, 15_000, false);
  timer.unref();
  start(true);
}

/** Waits for the letter in hand; nothing is lost if it is not waited for. */
export async function stopWork(): Promise<void> {
  stopping = true;
  onWake(null);
  if (timer) clearInterval(timer);
  await running;
  closeTransport();
  await closeDatabase();
}
