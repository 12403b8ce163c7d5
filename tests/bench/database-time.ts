// What the database takes of a request: the built application's own handler is called, with the driver's
// statements timed beneath it, in turn with the one raw query on a connection of its own.
import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import Database from "better-sqlite3";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { countyNumbers, heatNumbers, networkNumbers } from "./numbers";

const [built, path, cookie, network, today, rounds] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
let spent = 0;
let calls = 0;
const timed = (holder: Record<string, unknown>, names: string[]) => {
  for (const name of names) {
    const real = holder[name] as (...args: unknown[]) => unknown;
    holder[name] = function (this: unknown, ...args: unknown[]) {
      const began = performance.now();
      try {
        return real.apply(this, args);
      } finally {
        spent += performance.now() - began;
        // Whether anybody has written is asked before each statement; it takes time, and is none of the page's own.
        if (!(this as { source?: string }).source?.startsWith("PRAGMA")) calls++;
      }
    };
  }
};
const memory = new Database(":memory:");
timed(Object.getPrototypeOf(memory.prepare("SELECT 1")) as Record<string, unknown>, [
  "all",
  "get",
  "run",
  "iterate",
]);
timed(Database.prototype as unknown as Record<string, unknown>, ["prepare", "exec", "pragma"]);
memory.close();

const handle = createRequestHandler((await import(pathToFileURL(built).href)) as ServerBuild, "production");
/** Somebody else commits before each request, so that no statement's rows are kept from the one before. */
const other = new Database(process.env.BENCH_DATABASE);
const request = async (): Promise<[number, number]> => {
  other.exec("UPDATE Ledger SET turns = turns + 1");
  [spent, calls] = [0, 0];
  const answer = await handle(new Request(`http://localhost${path}`, { headers: { Cookie: cookie } }), {
    nonce: "bench",
    reference: "BENCH",
    browserIp: "127.0.0.1",
  });
  const done: [number, number] = [spent, calls];
  if (answer.status !== 200) throw new Error(`the page answered ${answer.status}`);
  await answer.text();
  return done;
};
const native = new Database(process.env.BENCH_DATABASE, { readonly: true });
const heat = path.includes("/narvaro");
const numbers = path.includes("/laget") ? countyNumbers : networkNumbers;
const one = native.prepare(heat ? heatNumbers : numbers);
const raw = (): number => {
  spent = 0;
  one.all(heat ? { 1: network, 2: path.slice(-4), 3: today } : { 1: network, 2: today });
  return spent;
};

const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const requests: number[] = [];
const raws: number[] = [];
let statements = 0;
for (let i = -Math.min(30, Number(rounds)); i < Number(rounds); i++) {
  const [ms, n] = await request();
  const bare = raw();
  if (i >= 0) {
    requests.push(ms);
    raws.push(bare);
    statements = n;
  }
}
console.log(JSON.stringify({ request: middle(requests), raw: middle(raws), statements }));
process.exit(0);
