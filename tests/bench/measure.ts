// How a figure is told, and the processes that are measured.
import autocannon from "autocannon";
import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { cpus } from "node:os";
import { performance } from "node:perf_hooks";

export const quick = process.argv.includes("--quick");
export const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, Node ${process.versions.node}`;

export interface Figure {
  name: string;
  /** Null: it could not be measured. */
  value: number | null;
  unit: string;
  goal: string;
  holds: boolean;
  how: string;
}
const told: Figure[] = [];
/** One line of JSON: the figure, its goal, and whether it is reached. */
export function tell(
  name: string,
  value: number,
  unit: string,
  goal: { atLeast: number } | { atMost: number },
  how: string,
): void {
  const least = "atLeast" in goal;
  const figure = {
    name,
    value: Number(value.toPrecision(4)),
    unit,
    goal: least ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`,
    holds: least ? value >= goal.atLeast : value <= goal.atMost,
    how: `${how}; ${machine}${quick ? "; quick" : ""}`,
  };
  told.push(figure);
  console.log(JSON.stringify(figure));
}

/** `--only=organisation_page,cold_start`, to look closer at some. */
const only = process.argv
  .find((a) => a.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");
const wanted: string[] = [];
/** Measures figures together. One that fails says so in its own line and does not keep the others from being measured. */
export async function figures(
  names: readonly string[],
  run: () => Promise<void>,
  /** A figure that stands on what this one does to the server. */ groundFor = "",
): Promise<void> {
  if (only && ![...names, groundFor].some((name) => only.includes(name))) return;
  wanted.push(...names.filter((name) => !wanted.includes(name)));
  const before = new Set(alive);
  try {
    await run();
  } catch (error) {
    console.error(error);
    const how = `not measured: ${(error as Error).message}; ${machine}${quick ? "; quick" : ""}`;
    for (const name of names) {
      if (told.some((f) => f.name === name)) continue;
      told.push({ name, value: null, unit: "", goal: "", holds: false, how });
      console.log(JSON.stringify(told.at(-1)));
    }
    for (const child of alive) if (!before.has(child)) child.kill("SIGKILL");
  }
}
/** 0 where every figure that was wanted has been measured; in the long form also reaches its goal. */
export const exitCode = (): number =>
  wanted.every((name) => told.some((f) => f.name === name && f.value !== null && (quick || f.holds))) ? 0 : 1;

export const rankOf = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[
    Math.min(values.length - 1, Math.max(0, Math.ceil(values.length * share) - 1))
  ]!;
export const median = (values: readonly number[]): number => rankOf(values, 0.5);
export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
export const round = (n: number): number => Math.round(n * 10) / 10;

export const freePort = (): Promise<number> =>
  new Promise((found) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => found(port));
    });
  });

export interface Running {
  base: string;
  pid: number;
  child: ChildProcess;
  startedIn: number;
  stop(): Promise<void>;
}
const alive = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of alive) child.kill("SIGKILL");
});

/** Starts a server (BENCH_NODE_ARGS="--cpu-prof --cpu-prof-dir=…" to look into it) and waits for the first 200 of `path`; `startedIn` is the seconds from spawn until then. */
export async function serve(script: string, env: Record<string, string>, path = "/"): Promise<Running> {
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const began = performance.now();
  let leaving = false;
  const child = spawn(
    process.execPath,
    [...(process.env.BENCH_NODE_ARGS ?? "").split(" ").filter(Boolean), script],
    {
      env: {
        ...process.env,
        NODE_ENV: "production",
        LANSGRUPP_MODE: "demo",
        LOG_LEVEL: "error",
        PORT: String(port),
        BASE_URL: base,
        ...env,
      },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  alive.add(child);
  const gone = new Promise<void>((done) =>
    child.on("exit", (code, signal) => {
      alive.delete(child);
      if (!leaving) console.error(`${script} ended by itself (${code ?? signal})`);
      done();
    }),
  );
  for (;;) {
    const status = await fetch(base + path).then(
      async (r) => {
        await r.arrayBuffer();
        return r.status;
      },
      () => 0,
    );
    if (status === 200) break;
    if (child.exitCode !== null || performance.now() - began > 30_000) {
      child.kill("SIGKILL");
      throw new Error(`${script} did not start (${status})`);
    }
    await pause(5);
  }
  return {
    base,
    pid: child.pid!,
    child,
    startedIn: (performance.now() - began) / 1000,
    async stop() {
      leaving = true;
      child.kill("SIGTERM");
      await gone;
    },
  };
}

/** Runs a part of the bench as a process of its own; its last line is its answer. */
export const part = <T>(script: string, env: Record<string, string>, ...args: string[]): Promise<T> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    alive.add(child);
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.on("exit", (code) => {
      alive.delete(child);
      if (code === 0) resolve(JSON.parse(out.trim().split("\n").at(-1)!) as T);
      else reject(new Error(`${script} ended with ${code}`));
    });
  });

/** Answers a second with ten connections; anything but 200 is a fault of the measurement. */
export async function load(url: string, cookie: string, seconds: number): Promise<number> {
  const r = await autocannon({
    url,
    connections: 10,
    duration: seconds,
    headers: { cookie, "accept-encoding": "identity" },
  });
  const wrong = r.non2xx || r.errors || r.timeouts;
  // On a busy machine the short form may be too short for one answer.
  if (!wrong && r["2xx"] === 0 && seconds < 60) return load(url, cookie, seconds * 4);
  if (wrong || r["2xx"] === 0)
    throw new Error(
      `${url}: ${r.non2xx} answers that are not 2xx, ${r.errors} errors, ${r.timeouts} timeouts`,
    );
  return r["2xx"] / r.duration;
}
