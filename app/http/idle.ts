// A small machine lends its memory to one busy moment after another: when nobody has asked for
// anything for a while, what the last load left behind is given back. V8 itself does so at the next load only.
import { Session } from "node:inspector";

const quietMs = 10_000;
let timer: NodeJS.Timeout | null = null;

/** Told of every request; tidies once when they have ceased. */
export function busy(): void {
  if (timer) { timer.refresh(); return; }
  timer = setTimeout(() => {
    timer = null;
    const session = new Session();
    session.connect();
    session.post("HeapProfiler.collectGarbage", () => setImmediate(() => session.disconnect()));
  }, quietMs).unref();
}
