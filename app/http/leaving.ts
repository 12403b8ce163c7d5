// How the process ends. Asked to: it takes no new connections, answers what it has been asked, files included, puts the worker
// down and is gone within eight seconds. By a fault: the log says which, without what it was about, and the keeper starts another.
import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setImmediate as turn, setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";

const limitMs = 7000;
/** A browser opens connections ahead; one that has said nothing for so long is no request. */
const silentMs = 500;
/** At most so long after the signal are new connections taken in. */
const graceMs = 3000;
/** Turns of the loop without anything new, after which the kernel holds nothing more for us: each takes in one connection. */
const quietTurns = 5;

interface Leaving {
  log: Logger;
  /** Ends the work beside the pages; the database is closed when both have ended. */
  stopWork: (answered: Promise<void>) => Promise<void>;
}

export function leaveInOrder(server: Server, { log, stopWork }: Leaving): void {
  const sockets = new Set<Socket>();
  const answers = new Set<ServerResponse>();
  let leaving = false;
  const last = (answer: ServerResponse) => {
    if (!answer.headersSent) answer.setHeader("Connection", "close");
  };
  server.on("connection", (socket: Socket) => {
    taken++;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.prependListener("request", (_, answer: ServerResponse) => {
    taken++;
    answers.add(answer);
    answer.once("close", () => answers.delete(answer));
    if (leaving) last(answer);
  });

  let taken = 0;
  /** Some time, and then whatever was sent meanwhile: however long a page has kept us from looking, none of it is cut. */
  async function lookAround(ms: number): Promise<void> {
    await pause(ms);
    const since = performance.now();
    for (let quiet = 0; quiet < quietTurns && performance.now() - since < graceMs; quiet++) {
      const before = taken;
      await turn();
      if (taken > before) quiet = 0;
    }
  }

  async function answered(): Promise<void> {
    for (const answer of answers) last(answer);
    await lookAround(50);
    const since = performance.now();
    const closing = new AbortController();
    server.close(() => closing.abort());
    while (!closing.signal.aborted) {
      await lookAround(20);
      server.closeIdleConnections();
      if (performance.now() - since > silentMs)
        for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    }
  }
  async function leave(): Promise<void> {
    if (leaving) return;
    leaving = true;
    setTimeout(() => {
      log.warn({ unanswered: answers.size }, "left before everything was answered");
      process.exit(0);
    }, limitMs).unref();
    await stopWork(answered());
    process.exit(0);
  }
  for (const event of ["SIGTERM", "SIGINT", "SIGHUP", "disconnect"] as const)
    process.on(event, () => void leave());
}

/** A fault that nobody caught: what sort it was and where, never its words, which may name somebody. */
export function tellFaults(log: Logger): void {
  process.on("uncaughtException", (fault: unknown) => {
    log.fatal(faultOf(fault), "a fault ended the process");
    process.exit(1);
  });
}

function faultOf(fault: unknown): { fault: string; code?: string; at: string[] } {
  if (!(fault instanceof Error)) return { fault: typeof fault, at: [] };
  const { code } = fault as NodeJS.ErrnoException;
  return {
    fault: fault.name,
    ...(typeof code === "string" && { code }),
    at: (fault.stack ?? "").split("\n").flatMap((line) => /^ {4}at (.+)$/.exec(line)?.slice(1) ?? []),
  };
}
