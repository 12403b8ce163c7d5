// The documented command, `npm run start:production`, as an operator runs it: settings fit for real use, and what it says.
import { spawn, type ChildProcess } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect } from "node:net";

const origin = "https://lansgrupp.authority.se";
export const productionEnv = (port: number, mail: string): Record<string, string> => ({
  NODE_ENV: "production",
  LOG_LEVEL: "info",
  PORT: String(port),
  BASE_URL: origin,
  SMTP_URL: mail,
  MAIL_FROM: "lansgrupp@authority.se",
  SESSION_SECRET: randomBytes(36).toString("base64"),
  SEAL_CONFIRMED: "ja",
});

export interface Command {
  process: ChildProcess;
  /** Everything it and what it started have said. */
  said(): string;
  /** Waits for words in what is said from now on, or since `from`. */
  says(words: RegExp, from?: number): Promise<string>;
  gone: Promise<{ code: number | null; signal: string | null }>;
}

export function runCommand(
  command: string,
  args: readonly string[],
  env: Record<string, string | undefined>,
  own = false,
): Command {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: own,
  });
  let text = "";
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part: Buffer) => {
      text += part.toString();
      for (const look of waiting) look();
    });
  const gone = new Promise<{ code: number | null; signal: string | null }>((done) =>
    child.on("close", (code, signal) => done({ code, signal })),
  );
  return {
    process: child,
    said: () => text,
    gone,
    says: (words, from = 0) =>
      new Promise((done, fail) => {
        const look = () => {
          if (!words.test(text.slice(from))) return;
          waiting.delete(look);
          done(text);
        };
        waiting.add(look);
        void gone.then(() => fail(new Error(`ended without saying ${words.source}:\n${text}`)));
        look();
      }),
  };
}

/** The process that listens: the last child of the last child. */
export function lowest(pid: number): number {
  const below = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  return below.length === 0 ? pid : lowest(Number(below.at(-1)));
}

/** A post on a connection of its own, in two halves: the rest is sent when asked for. What came back is told when it closes. */
function postInHalves(
  port: number,
  path: string,
  type: string,
  body: Buffer,
  head: Record<string, string> = {},
) {
  const socket = connect(port, "localhost");
  const half = Math.floor(body.length / 2);
  const lines = {
    Host: new URL(origin).host,
    Origin: origin,
    "Content-Type": type,
    "Content-Length": String(body.length),
    ...head,
  };
  let text = "";
  socket.on("data", (part) => (text += part.toString("latin1")));
  const answer = new Promise<string>((done) => {
    socket.on("error", () => done(text));
    socket.on("close", () => done(text));
  });
  const sent = new Promise<void>((done) =>
    socket.on("connect", () => {
      const head = Object.entries(lines).map(([k, v]) => `${k}: ${v}\r\n`);
      socket.write(`POST ${path} HTTP/1.1\r\n${head.join("")}\r\n`);
      socket.write(body.subarray(0, half), () => done());
    }),
  );
  const rest = async () => {
    await sent;
    await new Promise<void>((done) => socket.write(body.subarray(half), () => done()));
  };
  return { sent, rest, answer };
}
/** Ten forms of text and ten with a file, each on a connection of its own; `about` keeps one lot apart from another. */
export function twentyPosts(port: number, cookie: string, about: string) {
  const part = (head: string, text: string) =>
    `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
  const each = <T>(make: (i: number) => T) => Array.from({ length: 10 }, (_, i) => make(i));
  const key = createHash("sha256").update(about).digest("hex").slice(0, 12);
  const posts = each((i) =>
    postInHalves(
      port,
      "/logga-in",
      "application/x-www-form-urlencoded",
      Buffer.from(`email=nr${i}.${key}@sigterm.example`),
    ),
  );
  const files = each((i) =>
    postInHalves(
      port,
      "/dalarna/lansgruppen/material/nytt",
      "multipart/form-data; boundary=x",
      Buffer.from(
        part('name="title"', `Fil ${key} ${i}`) +
          part('name="audience"', "network") +
          part('name="file"; filename="fil.txt"', `${"text ".repeat(20_000)}${key} ${i}`) +
          "--x--\r\n",
      ),
      { Cookie: cookie },
    ),
  );
  return { posts, files };
}
