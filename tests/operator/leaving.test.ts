// How the web server leaves, in every order that requests can come around the signal: a server of the test's own, asked from
// within its own process, so that what lies in the kernel at the signal is what the test has put there.
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

/** Answers every address with itself: "/whole" and the rest of "/half" once no new connections are taken, or never. */
const program = `
import { createServer } from "node:http";
import { connect } from "node:net";
import { once } from "node:events";
import { leaveInOrder } from "./app/http/leaving.ts";

const stuck = process.env.STUCK === "ja";
const told = { limits: [], left: null, kept: "", whole: "", half: "", late: [] };
// The limit alone is set by this clock. Where it is waited for it goes ten times as fast.
const wait = globalThis.setTimeout;
globalThis.setTimeout = (act, ms) => {
  told.limits.push(ms);
  return wait(act, stuck ? ms / 10 : ms);
};
const server = createServer((req, res) => {
  if (req.url !== "/half" && req.url !== "/whole") return void res.end("answer to " + req.url);
  if (req.url === "/half") res.write("first half");
  else server.emit("waits");
  if (stuck) return;
  const look = setInterval(() => {
    if (server.listening) return;
    clearInterval(look);
    res.end("the rest of " + req.url);
  }, 5);
});
server.keepAliveTimeout = 65_000;
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();
const closed = [];
const client = (heard) => {
  const socket = connect(port, "127.0.0.1");
  socket.on("data", (part) => heard(part.toString())).on("error", () => {});
  closed.push(new Promise((done) => socket.on("close", done)));
  return socket;
};
const ask = (path) => "GET " + path + " HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n";

leaveInOrder(server, {
  log: { warn: (about) => (told.left = about) },
  stopWork: async (answered) => {
    await answered;
    await Promise.all(closed);
  },
});
const kept = client((part) => (told.kept += part));
kept.write(ask("/before"));
const half = client((part) => (told.half += part));
half.write(ask("/half"));
const whole = client((part) => (told.whole += part));
whole.write(ask("/whole"));
const silent = client(() => {});
await Promise.all([once(kept, "data"), once(half, "data"), once(server, "waits"), once(silent, "connect")]);
process.on("SIGTERM", () => {
  kept.write(ask("/after"));
  for (let i = 0; i < 20; i++) client((part) => (told.late[i] = (told.late[i] ?? "") + part)).write(ask("/new"));
  // A page that takes its time, while they all connect.
  process.nextTick(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150));
});
process.on("exit", () => console.log(JSON.stringify(told)));
process.kill(process.pid, "SIGTERM");
`;
interface Told {
  limits: number[];
  left: { unanswered: number } | null;
  kept: string;
  whole: string;
  half: string;
  late: string[];
}
const leaves = (stuck: "ja" | "nej") => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", program],
    { encoding: "utf8", env: { ...process.env, STUCK: stuck } },
  );
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Told;
};

describe("asked to end", () => {
  it("answers what is asked before and after the signal, tells each that it is the last, and waits for nobody idle or silent", () => {
    const told = leaves("nej");
    const [before = "", after = ""] = told.kept.split(/(?=HTTP\/1\.1 200)/);
    expect(before).toMatch(/Connection: keep-alive[\s\S]*answer to \/before$/);
    expect(after).toMatch(/Connection: close[\s\S]*answer to \/after$/);
    expect(told.whole).toMatch(/Connection: close[\s\S]*the rest of \/whole$/);
    expect(told.half).toMatch(/Connection: keep-alive[\s\S]*first half[\s\S]*the rest of \/half/);
    expect(told.late.map((text) => text.slice(-14))).toEqual(Array(20).fill("answer to /new"));
    // By itself, not by the limit.
    expect(told.left).toBeNull();
  });
  it("leaves what is never answered, within eight seconds, and says so", () => {
    const told = leaves("ja");
    expect(told.left).toEqual({ unanswered: 2 });
    expect(told.limits).toHaveLength(1);
    expect(told.limits[0]).toBeLessThan(8000);
  });
});
