// The text of a stored file, read in a process of its own: what a hostile file does to it, it does to nobody else.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { endsWithUs } from "./children.server";
import type { MaterialKind } from "./files.server";

const textLimits = { ms: 20_000, bytes: 512 * 1024 * 1024 };
/** Kinds that hold text that can be read. */
export const readable = (kind: string): boolean => kind === "pdf" || kind === "docx" || kind === "txt";
/** "Texten kunde inte läsas." */
export class Unreadable extends Error {}

/** Reads its own program and its packages, writes nothing, starts nothing; without the secrets of our environment. */
const rights = (root: string): string[] => [
  process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission",
  ...["app/platform/text", "node_modules", "package.json"].map(
    (path) => `--allow-fs-read=${join(root, path)}${path.includes(".") ? "" : "/*"}`,
  ),
];

export function readText(bytes: Buffer, kind: MaterialKind, limits = textLimits): Promise<string> {
  const root = process.cwd();
  return new Promise((resolve, reject) => {
    const child = endsWithUs(
      spawn(
        process.execPath,
        [
          "--max-old-space-size=256",
          "--no-warnings",
          ...rights(root),
          join(root, "app/platform/text/extract.mjs"),
          kind,
        ],
        { cwd: root, env: { NODE_ENV: "production" }, stdio: ["pipe", "pipe", "ignore"] },
      ),
    );
    const parts: Buffer[] = [];
    const stop = () => child.kill("SIGKILL");
    const late = setTimeout(stop, limits.ms);
    // Typed arrays are not counted by V8's own limit. Where there is no /proc, the time is the limit.
    const watch = setInterval(
      () =>
        void readFile(`/proc/${child.pid}/statm`, "utf8").then(
          (statm) => {
            if (Number(statm.split(" ")[1]) * 4096 > limits.bytes) stop();
          },
          () => {},
        ),
      100,
    );
    child.stdout.on("data", (part: Buffer) => parts.push(part));
    child.stdin.on("error", () => {});
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(late);
      clearInterval(watch);
      const text = Buffer.concat(parts).toString("utf8");
      // A scanned paper has no text either.
      if (code === 0 && text.endsWith("\0") && text.length > 1) resolve(text.slice(0, -1));
      else reject(new Unreadable("the text could not be read"));
    });
    child.stdin.end(bytes);
  });
}
