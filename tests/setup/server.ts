// The built server as a process of its own, on the test file's data.
import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";

export interface Site {
  base: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/** `heard` is given what the site logs, `said` what it writes beside that. */
export async function startSite(
  env: Record<string, string> = {},
  heard?: (line: string) => void,
  said?: (line: string) => void,
): Promise<Site> {
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["build/server/start.js"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      LANSGRUPP_MODE: "demo",
      LOG_LEVEL: "error",
      PORT: String(port),
      BASE_URL: base,
      ...env,
    },
    stdio: ["ignore", heard ? "pipe" : "ignore", said ? "pipe" : "inherit"],
  });
  child.stderr?.setEncoding("utf8").on("data", said ?? (() => {}));
  child.stdout?.setEncoding("utf8").on("data", heard ?? (() => {}));
  const gone = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  for (let i = 0; ; i++) {
    const up = await fetch(`${base}/healthz`).then(
      (r) => r.ok,
      () => false,
    );
    if (up) break;
    if (child.exitCode !== null || i > 300) throw new Error("the site did not start");
    await new Promise((r) => setTimeout(r, 100));
  }
  return {
    base,
    process: child,
    async stop() {
      child.kill("SIGTERM");
      await gone;
    },
  };
}
/** The session cookie as Remix writes it. */
export const sessionCookie = (token: string): string =>
  `lg_session=${encodeURIComponent(Buffer.from(JSON.stringify(token)).toString("base64"))}`;
