#!/usr/bin/env node
// Stands in for Prisma's schema-engine binary, which is not on npm: the same engine as WASM, spoken
// to by the Prisma CLI in JSON-RPC, one message a line. SQLite only. See docs/decisions.
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bg from "@prisma/schema-engine-wasm/schema_engine_bg";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const args = process.argv.slice(2);
const values = (name) => args.flatMap((arg, i) => (arg === name ? [args[i + 1]] : []));
const url = JSON.parse(values("--datasource")[0] ?? "{}").url;
const path = url ? resolve(url.replace(/^file:(\/\/)?/, "")) : ":memory:";

const migrationsTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL,
  "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`;

/** better-sqlite3 prepares one statement at a time: what comes without values may be several. */
function scripted(connect) {
  return async () => {
    const adapter = await connect();
    const execute = adapter.executeRaw.bind(adapter);
    adapter.executeRaw = async (query) => {
      if (query.args.length > 0) return execute(query);
      await adapter.executeScript(query.sql);
      return 0;
    };
    return adapter;
  };
}

const begins =
  /^INSERT INTO `_prisma_migrations` \(`id`, `checksum`, `started_at`, `migration_name`\) VALUES \(\?,\?,\?,\?\)$/;
const finishes = /^UPDATE `_prisma_migrations` SET `finished_at` = /;
const nothing = { columnNames: [], columnTypes: [], rows: [] };

/**
 * One migration is one transaction, from the row that says it began to the one that says it is finished: what ends in
 * the middle of it leaves nothing behind, and the next start does it anew. A script's own BEGIN and COMMIT are left
 * out. One that turns foreign keys off, as Prisma's own do to rebuild a table, gets that before the transaction
 * (inside it SQLite would not hear it), and every reference is checked before the end.
 */
function whole(connect) {
  return async () => {
    const adapter = await connect();
    const query = adapter.queryRaw.bind(adapter);
    const script = adapter.executeScript.bind(adapter);
    let begun = null;
    let inside = false;
    let rebuilds = false;
    const leave = async (end) => {
      inside = false;
      await script(end);
      if (rebuilds) await script("PRAGMA foreign_keys=ON");
    };
    adapter.executeScript = async (sql) => {
      if (!begun) return script(sql);
      const row = begun;
      begun = null;
      rebuilds = /^\s*PRAGMA\s+foreign_keys\s*=\s*(OFF|0|false|no)\b/im.test(sql);
      if (rebuilds) await script("PRAGMA foreign_keys=OFF");
      await script("BEGIN IMMEDIATE");
      inside = true;
      try {
        await query(row);
        await script(sql.replace(/^\s*(BEGIN|COMMIT)( TRANSACTION)?;\s*$/gim, ""));
        const broken = rebuilds
          ? await query({ sql: "PRAGMA foreign_key_check", args: [], argTypes: [] })
          : nothing;
        if (broken.rows.length > 0)
          throw new Error(
            `Rows of "${broken.rows[0][0]}" refer to rows of "${broken.rows[0][2]}" that are not there.`,
          );
      } catch (error) {
        await leave("ROLLBACK");
        throw error;
      }
    };
    adapter.queryRaw = async (asked) => {
      if (begins.test(asked.sql)) {
        begun = asked;
        return nothing;
      }
      const result = await query(asked);
      if (inside && finishes.test(asked.sql)) await leave("COMMIT");
      return result;
    };
    return adapter;
  };
}

/** Every connection there is. Closing one finalises its statements; left to the end of the process they bring down Node 24. */
const open = new Set();
function kept(connect) {
  return async () => {
    const adapter = await connect();
    const dispose = adapter.dispose.bind(adapter);
    open.add(adapter);
    adapter.dispose = async () => {
      if (open.delete(adapter)) await dispose();
    };
    return adapter;
  };
}
async function closeAll() {
  for (const adapter of [...open]) await adapter.dispose();
}

function newFactory() {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const factory = new PrismaBetterSqlite3({ url: `file:${path}`, timeout: 5000 });
  for (const connect of ["connect", "connectToShadowDb"])
    factory[connect] = kept(scripted(whole(factory[connect].bind(factory))));
  return factory;
}

/** Why the engine panicked; the WASM build looks for this global. */
let panic = null;
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message: (message) => {
    panic = message;
  },
};

let factory;
let engine;
async function start() {
  const wasm = fileURLToPath(
    new URL("schema_engine_bg.wasm", import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg")),
  );
  const { instance } = await WebAssembly.instantiate(readFileSync(wasm), { "./schema_engine_bg.js": bg });
  bg.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  factory = newFactory();
  const datamodels = values("--datamodels")
    .flatMap((list) => list.split(","))
    .map((file) => [file, readFileSync(file, "utf8")]);
  engine = await bg.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
let pending = null;

/** What the engine throws is an Error, a text, or Prisma's own `{code, message}`. */
function answerError(id, error) {
  const message = panic ?? String(error?.message ?? error);
  const code = error?.code ?? error?.error_code ?? /^Error code: (P\d{4})/.exec(message)?.[1];
  send({
    id,
    error: {
      code: 4466,
      message,
      data: { is_panic: false, message, error_code: code, meta: error?.meta ?? {} },
    },
  });
}

/** The CLI drops the whole file on reset where it can; the WASM engine leaves that to us on SQLite. */
async function resetSqlite() {
  const adapter = await factory.connect();
  try {
    const found = await adapter.queryRaw({
      sql: `SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND type IN ('table','view','trigger') AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')`,
      args: [],
      argTypes: [],
    });
    const order = ["trigger", "view", "table"];
    const drops = found.rows
      .sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]))
      .map(([type, name]) => `DROP ${type} IF EXISTS "${name}";`);
    await adapter.executeScript(
      ["PRAGMA foreign_keys=OFF;", ...drops, "PRAGMA foreign_keys=ON;", "VACUUM;"].join("\n"),
    );
  } finally {
    await adapter.dispose();
  }
}

async function call(method, params) {
  if (method === "getDatabaseVersion") return engine.version(params);
  if (method === "reset") return resetSqlite();
  return engine[method](params);
}

async function answer({ id, method, params }) {
  pending = id;
  try {
    if (!engine) await start();
    if (method !== "getDatabaseVersion" && typeof engine[method] !== "function")
      throw new Error(`The schema engine knows no "${method}".`);
    let result;
    try {
      result = await call(method, params);
    } catch (error) {
      // An empty database: the WASM engine misses its own table instead of making it.
      const text = `${error?.code ?? ""} ${error?.message ?? error}`;
      if (!(text.includes("P1014") || text.includes("no such table")) || !text.includes("_prisma_migrations"))
        throw error;
      const adapter = await factory.connect();
      await adapter.executeScript(migrationsTable);
      await adapter.dispose();
      result = await call(method, params);
    }
    if (method === "diff")
      send({ id: `print-${id}`, method: "print", params: { content: result.stdout ?? "" } });
    send({ id, result: result ?? null });
  } catch (error) {
    answerError(id, error);
  } finally {
    pending = null;
  }
}

// Without an answer the CLI would leave with 0 and nothing done.
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(event, (error) => {
    if (pending !== null) answerError(pending, error);
    else process.stderr.write(`${error?.stack ?? error}\n`);
    process.exitCode = 1;
    process.stdin.destroy();
    void closeAll();
  });
}
// The CLI ends its engine so. A migration under way is rolled back with its connection.
process.on("SIGTERM", () => void closeAll().finally(() => process.exit()));

if (args.includes("can-connect-to-database") || args.includes("create-database")) {
  try {
    const adapter = await newFactory().connect();
    await adapter.dispose();
  } catch (error) {
    // The CLI throws the first line away and reads the rest as JSON.
    const line = {
      level: "ERROR",
      target: "schema_engine::logger",
      fields: { error_code: "P1003", message: String(error.message) },
    };
    process.stderr.write(`\n${JSON.stringify(line)}`);
    process.exitCode = 1;
  }
} else {
  let queue = Promise.resolve();
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  lines.on("line", (line) => {
    const message = JSON.parse(line);
    if (message.method) queue = queue.then(() => answer(message));
  });
  lines.on("close", () => void queue.then(closeAll));
}
