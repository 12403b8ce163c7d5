// Keeps the site running: what ends by a fault is started again, with growing waits. What was asked to end, ends.
import { spawn } from "node:child_process";

/** Exit codes that say "do not start me again as I am": wrong settings (sysexits' EX_CONFIG), and no port to listen at. */
export const refused = 78;
export const noPort = 69;

export const keeping = {
  firstWaitMs: 500,
  mostWaitMs: 30_000,
  /** So many faults within `withinMs` are the end. */
  mostFaults: 5,
  withinMs: 60_000,
  /** The site leaves within seven seconds by itself; what is left then is killed. */
  patienceMs: 7_600,
};
const asked = new Set(["SIGTERM", "SIGINT", "SIGHUP"]);
const signalNumbers = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};

/** As a shell would say it. */
const codeOf = (code, signal) => (signal ? 128 + (signalNumbers[signal] ?? 0) : (code ?? 1));

/** Counts faults: how long to wait before it is started again, or null when there were too many of them in a minute. */
export function faultCounter() {
  let waits = 0;
  const faults = [];
  return (began, now) => {
    if (now - began > keeping.withinMs) waits = 0;
    faults.push(now);
    while (now - faults[0] > keeping.withinMs) faults.shift();
    if (faults.length >= keeping.mostFaults) return null;
    return Math.min(keeping.firstWaitMs * 2 ** waits++, keeping.mostWaitMs);
  };
}

/**
 * Starts `node …args` and keeps it running until it ends in peace, refuses, is asked to end, or has failed too often; gives its exit code.
 * The channel to it tells it when we are gone: then it leaves too, and the port is free.
 */
export function keep(args, options, log, { again = true } = {}) {
  return new Promise((done) => {
    let child;
    let leaving = false;
    let waiting = null;
    const waitAfter = faultCounter();

    const end = (code) => {
      for (const signal of asked) process.removeListener(signal, leave);
      done(code);
    };
    const leave = () => {
      if (leaving) return;
      leaving = true;
      if (waiting) {
        clearTimeout(waiting);
        return end(0);
      }
      child.kill("SIGTERM");
      setTimeout(() => child.kill("SIGKILL"), keeping.patienceMs).unref();
    };

    const start = () => {
      waiting = null;
      const began = performance.now();
      child = spawn(process.execPath, args, { ...options, stdio: ["inherit", "inherit", "inherit", "ipc"] });
      child.on("error", () => {});
      child.on("close", (code, signal) => {
        if (leaving || code === 0 || asked.has(signal)) return end(signal === "SIGKILL" ? 1 : (code ?? 0));
        const exit = codeOf(code, signal);
        if (!again || code === refused || code === noPort) return end(exit);
        const waitMs = waitAfter(began, performance.now());
        if (waitMs === null) {
          log.fatal({ code, signal }, "the site ended too often and is not started again");
          console.error(
            `Länsgrupp har avslutats av fel ${keeping.mostFaults} gånger på en minut och startas inte om igen. Felen står i loggen ovanför.`,
          );
          return end(exit);
        }
        log.error({ code, signal, waitMs }, "the site ended by a fault and is started again");
        waiting = setTimeout(start, waitMs);
      });
    };
    for (const signal of asked) process.on(signal, leave);
    start();
  });
}
