// Forms made to be dear to read, while another browser asks for the public front page over one connection of its own.
import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import { pause, rankOf } from "./measure";

const boundary = "----bench";
const multipart = (names: string[]) =>
  `${names.map((n) => `--${boundary}\r\nContent-Disposition: form-data; name="${n}"\r\n\r\n1\r\n`).join("")}--${boundary}--\r\n`;
const names = Array.from({ length: 60_000 }, (_, i) => `f${i}`);
/** 1 MB of `a.b.c…`: as one name, and as names that each go as deep as a name can be long. */
const deep = "a.b.c.".repeat(Math.floor(2 ** 20 / 6) - 20);
const deepNames = Array.from({ length: 2500 }, (_, i) => `${"a.b.c.".repeat(65)}${i}`);
const urlencoded = "application/x-www-form-urlencoded";
const parts = `multipart/form-data; boundary=${boundary}`;
const bodies = [
  { type: urlencoded, body: Buffer.from(names.map((n) => `${n}=1`).join("&")) },
  { type: parts, body: Buffer.from(multipart(names)) },
  { type: urlencoded, body: Buffer.from(`${deep}=1`) },
  { type: parts, body: Buffer.from(multipart([deep])) },
  { type: urlencoded, body: Buffer.from(deepNames.map((n) => `${n}=1`).join("&")) },
];

function ask(
  url: URL,
  options: { method: string; headers?: Record<string, string | number>; agent?: Agent },
  body?: Buffer,
): Promise<number> {
  return new Promise((done, fail) => {
    const asked = request(url, options, (answer) => {
      answer.resume();
      answer.on("end", () => done(answer.statusCode ?? 0));
    });
    asked.on("error", fail);
    asked.end(body);
  });
}

/** Asks for the page again and again until told to stop; the milliseconds of each answer. */
async function visits(url: URL, until: () => boolean): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  try {
    while (!until()) {
      const began = performance.now();
      const status = await ask(url, { method: "GET", agent });
      if (status !== 200) throw new Error(`the front page answered ${status}`);
      times.push(performance.now() - began);
    }
  } finally {
    agent.destroy();
  }
  return times;
}

/** One hostile form after the other, `rate` a second, whether or not the ones before have been answered. */
async function attack(base: string, rate: number, seconds: number): Promise<Map<number, number>> {
  const url = new URL("/logga-in", base);
  const answers: Promise<number>[] = [];
  const began = performance.now();
  for (let i = 0; i < rate * seconds; i++) {
    const { type, body } = bodies[i % bodies.length] ?? { type: urlencoded, body: Buffer.alloc(0) };
    // What is multipart does not say how long it is, so that it is read as far as the limit.
    const length: Record<string, string | number> =
      type === parts ? { "Transfer-Encoding": "chunked" } : { "Content-Length": body.length };
    const headers = { "Content-Type": type, Origin: base, ...length };
    answers.push(ask(url, { method: "POST", headers }, body));
    await pause(Math.max(0, began + ((i + 1) * 1000) / rate - performance.now()));
  }
  const seen = new Map<number, number>();
  for (const status of await Promise.all(answers)) seen.set(status, (seen.get(status) ?? 0) + 1);
  return seen;
}

/** p99 of the front page before and during; every hostile form must be refused, none may be a fault of ours. */
export async function underAttack(base: string, seconds: number, warm: number) {
  const url = new URL("/", base);
  const enough = (ms: number) => {
    const end = performance.now() + ms;
    return () => performance.now() > end;
  };
  await visits(url, enough(warm * 1000));
  const quiet = await visits(url, enough(seconds * 1000));
  let over = false;
  const [meanwhile, answers] = await Promise.all([
    visits(url, () => over),
    attack(base, 5, seconds).finally(() => (over = true)),
  ]);
  const wrong = [...answers.keys()].filter((status) => status !== 400 && status !== 413);
  if (wrong.length > 0) throw new Error(`a hostile form was answered ${wrong.join(", ")}`);
  return {
    quiet: rankOf(quiet, 0.99),
    meanwhile: rankOf(meanwhile, 0.99),
    visits: meanwhile.length,
    most: Math.max(...meanwhile),
    answers: [...answers].map(([status, count]) => `${count} × ${status}`).join(", "),
  };
}
