// A large table is fetched: the memory of the server with whatever it starts, and how other pages fare meanwhile.
import autocannon from "autocannon";
import { readdirSync, readFileSync } from "node:fs";
import { readSheet } from "read-excel-file/node";
import { performance } from "node:perf_hooks";
import { pause, type Running } from "./measure";

const rssOf = (pid: number): number => {
  try {
    return (
      (Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1.024) / 1000
    );
  } catch {
    return 0;
  }
};
const childrenOf = (pid: number): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((p) => {
      try {
        return Number(/PPid:\s+(\d+)/.exec(readFileSync(`/proc/${p}/status`, "utf8"))?.[1]) === pid;
      } catch {
        return false;
      }
    });
const tree = (pid: number): number =>
  rssOf(pid) + childrenOf(pid).reduce((sum, child) => sum + rssOf(child), 0);

export interface Excel {
  idle: number;
  aboveIdle: number;
  after: number;
  before: number;
  during: number;
  rows: number;
  bytes: number;
  seconds: number;
}
export async function measureExcel(
  server: Running,
  cookie: string,
  file: string,
  page: string,
  seconds: number,
  rest: number,
): Promise<Excel> {
  const p99 = async () => {
    const r = await autocannon({
      url: server.base + page,
      connections: 4,
      duration: seconds,
      headers: { cookie },
    });
    if (r.non2xx || r.errors) throw new Error("the other page did not answer");
    return r.latency.p99;
  };
  const get = async () => {
    const answer = await fetch(server.base + file, { headers: { cookie } });
    if (answer.status !== 200) throw new Error(`the file answered ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  await p99();
  const before = await p99();
  await pause(rest * 1000);
  const idle = tree(server.pid);
  let most = idle;
  const watch = setInterval(() => {
    most = Math.max(most, tree(server.pid));
  }, 25);
  const began = performance.now();
  const bytes = await get();
  const took = (performance.now() - began) / 1000;
  clearInterval(watch);
  const done = new AbortController();
  const again = (async () => {
    while (!done.signal.aborted) await get();
  })();
  const during = await p99();
  done.abort();
  await again;
  await pause(rest * 1000);
  return {
    idle,
    aboveIdle: most - idle,
    after: tree(server.pid),
    before,
    during,
    rows: (await readSheet(bytes)).length - 1,
    bytes: bytes.length,
    seconds: took,
  };
}
