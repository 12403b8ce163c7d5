// Tables to take away, as Excel or CSV: written by a process of its own, which reads the database itself, so that sixty thousand rows
// neither stop the pages nor leave their memory behind. The query is the caller's, with its reach in it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { endsWithUs } from "./children.server";
import { env } from "./env.server";
import { log } from "./log.server";

export interface TableColumn {
  /** The column of the query. */
  key: string;
  head: string;
  /** In characters. */
  width: number;
  type: "text" | "date" | "number";
  /** What a stored value is called. */
  words?: Readonly<Record<string, string>>;
}
export interface Table {
  sheet: string;
  sql: string;
  values: readonly (string | number | null)[];
  columns: readonly TableColumn[];
}
export type TableFormat = "xlsx" | "csv";
/** What the writing process is given. */
export interface TableOrder extends Table {
  format: TableFormat;
  database: string;
}

const atOnce = 2;
let running = 0;
const queue: (() => void)[] = [];
async function turn(): Promise<() => void> {
  if (running >= atOnce) await new Promise<void>((go) => queue.push(go));
  running++;
  return () => {
    running--;
    queue.shift()?.();
  };
}

/** The built program beside this one; in development the source. */
function program(): string[] {
  const built = join(dirname(fileURLToPath(import.meta.url)), "table-writer.js");
  return existsSync(built) ? [built] : ["--import", "tsx", resolve("app/platform/table-writer.ts")];
}

/** The file. `left`: whoever asked has gone away, and so does the work. Throws when it could not be written. */
export async function writeTable(table: Table, format: TableFormat, left?: AbortSignal): Promise<Buffer> {
  const done = await turn();
  try {
    left?.throwIfAborted();
    const child = endsWithUs(
      spawn(process.execPath, ["--max-semi-space-size=2", ...program()], {
        stdio: ["pipe", "pipe", "pipe"],
        signal: left,
        killSignal: "SIGKILL",
        env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV, MALLOC_ARENA_MAX: "2" },
      }),
    );
    const chunks: Buffer[] = [];
    let said = "";
    child.stdout.on("data", (c: Buffer) => chunks.push(c));
    child.stderr.on("data", (c: Buffer) => {
      said = (said + c.toString()).slice(0, 2000);
    });
    child.stdin.on("error", () => {}); // it has gone already; its exit says so
    child.stdin.end(JSON.stringify({ ...table, format, database: env.databasePath } satisfies TableOrder));
    const code = await new Promise<number | null>((ended, failed) => {
      child.on("error", failed);
      child.on("close", ended);
    });
    if (code !== 0) {
      log.error({ code, said }, "a table was not written");
      throw new Error("The table could not be written");
    }
    return Buffer.concat(chunks);
  } finally {
    done();
  }
}
