// A small machine lends its memory to one busy moment after another: when nobody has asked for anything for a while,
// what the last load left behind is given back. V8 by itself does so at the next load only. Counting the objects of a
// class is Node's one plain call that collects and compacts everything first. (`gc` keeps the pages; a session of the
// inspector does the same and hung the process when it ended.)
import { performance } from "node:perf_hooks";
import { queryObjects } from "node:v8";

const quietMs = 10_000;
function Nothing() {}
/** As Node warns, whatever stands in its place meanwhile. */
const warn = process.emitWarning.bind(process);
let timer: NodeJS.Timeout | null = null;

let since = performance.eventLoopUtilization();

/** Told of every request; tidies once when they and the work they left behind have ceased. */
export function busy(): void {
  if (timer) timer.refresh();
  else timer = setTimeout(tidy, quietMs).unref();
}

function tidy(): void {
  const { utilization } = performance.eventLoopUtilization(since);
  since = performance.eventLoopUtilization();
  if (utilization > 0.05) return void timer?.refresh();
  timer = null;
  // Node warns that the call is experimental; that is for us to know, not for the log of an authority.
  process.emitWarning = () => {};
  try {
    queryObjects(Nothing);
  } finally {
    process.emitWarning = warn;
  }
}
