// Four connections to one file. The adapter runs a statement outside a transaction on the same
// connection as an open one (it would join it, and be rolled back with it), so writing and
// reading never share a connection: `transact` and `transactNow` alone write, `db` and `rows` only read.
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import Database from "better-sqlite3";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { teachDays } from "./days.server";
import { env } from "./env.server";
import { PrismaClient, type Prisma } from "./prisma/client";

export type Tx = Prisma.TransactionClient;

interface Connections {
  path: string;
  client: PrismaClient;
  native: Database.Database;
  writer: Database.Database;
  statements: Map<string, Database.Statement>;
  writing: Map<string, Database.Statement>;
}
let open: Connections | null = null;

const pragmas =
  "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;";
/** One client on two connections (a second client is ten megabytes): its transactions have one of their own. */
function parted(url: string): PrismaBetterSqlite3 {
  const factory = new PrismaBetterSqlite3({ url });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const [reader, writer] = [await connect(), await connect()];
    for (const connection of [reader, writer]) await connection.executeScript(pragmas);
    reader.startTransaction = (isolation) => writer.startTransaction(isolation);
    const close = reader.dispose.bind(reader);
    reader.dispose = async () => {
      await writer.dispose();
      await close();
    };
    return reader;
  };
  return factory;
}

function connections(): Connections {
  const path = env.databasePath;
  if (open?.path === path) return open;
  mkdirSync(dirname(path), { recursive: true });
  const native = new Database(path, { timeout: 5000 });
  native.pragma("journal_mode = WAL");
  native.pragma("query_only = ON");
  teachDays(native);
  // Never waits for a lock in the driver, which would stop the process: transactNow asks again.
  const writer = new Database(path, { timeout: 0 });
  for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"])
    writer.pragma(pragma);
  open = {
    path,
    native,
    writer,
    statements: new Map(),
    writing: new Map(),
    client: new PrismaClient({ adapter: parted(`file:${path}`) }),
  };
  return open;
}

/** Prisma for reading. A write through it fails a test; writing is `transact`'s. */
export const db: Omit<PrismaClient, "$transaction" | "$executeRaw" | "$executeRawUnsafe"> = new Proxy(
  {} as PrismaClient,
  {
    get: (_, name) => Reflect.get(connections().client, name),
  },
);

/**
 * One transaction that writes. It begins with a write, so that two processes queue
 * (busy_timeout) instead of one failing when it turns from reading to writing.
 */
export async function transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const leave = await alone();
  changes++;
  try {
    return await connections().client.$transaction(
      async (tx) => {
        await tx.$executeRaw`UPDATE Ledger SET turns = turns + 1 WHERE id = 1`;
        return work(tx);
      },
      { maxWait: 30_000, timeout: 60_000 },
    );
  } finally {
    changes++;
    leave();
  }
}

let changes = 0;
/** Goes up with every `transact` of this process: what was read before one may no longer hold. */
export const changeCount = (): number => changes;

/** Whoever writes in this process is alone; the others stand in line. */
let last: Promise<void> = Promise.resolve();
async function alone(): Promise<() => void> {
  const before = last;
  let leave!: () => void;
  last = new Promise((done) => {
    leave = done;
  });
  await before;
  return leave;
}

export interface Reading {
  row<T>(sql: string, ...values: unknown[]): T | undefined;
  rows<T>(sql: string, ...values: unknown[]): T[];
}
/** Reads what the transaction itself has written; `run` tells how many rows a statement changed. */
export interface Now extends Reading {
  run(sql: string, ...values: unknown[]): number;
}
const busy = (error: unknown) => (error as { code?: string }).code?.startsWith("SQLITE_BUSY") ?? false;
interface Waiting {
  work: (now: Now) => unknown;
  done: (made: unknown) => void;
  fail: (error: unknown) => void;
}
let batch: Waiting[] = [];

/**
 * Work on the native driver that is done thousands of times an hour and waits for nothing: `work` is not asynchronous, and what it
 * throws undoes it alone. Works that wait at the same time share one commit, and each is told when that is on the disk. Read by `now`:
 * others see a work's rows only afterwards. While another process writes it asks again, for as long as `transact` would wait.
 */
export const transactNow = <T>(work: (now: Now) => T): Promise<T> =>
  new Promise((done, fail) => {
    batch.push({ work, done: done as (made: unknown) => void, fail });
    if (batch.length === 1) setImmediate(() => void commitTogether());
  });

async function commitTogether(): Promise<void> {
  const leave = await alone();
  const works = batch;
  batch = [];
  try {
    const { writer, writing } = connections();
    const statement = (sql: string, values: unknown[]) => prepared(writer, writing, sql, values);
    const now: Now = {
      run: (sql, ...values) => {
        const { statement: s, bound } = statement(sql, values);
        return s.run(...bound).changes;
      },
      row: (sql, ...values) => {
        const { statement: s, bound } = statement(sql, values);
        return s.get(...bound) as never;
      },
      rows: (sql, ...values) => {
        const { statement: s, bound } = statement(sql, values);
        return s.all(...bound) as never;
      },
    };
    for (let tries = 0; ; tries++) {
      try {
        now.run("BEGIN IMMEDIATE");
        break;
      } catch (error) {
        if (!busy(error) || tries > 3000) throw error;
      }
      await new Promise((again) => setTimeout(again, 10));
    }
    const told: (() => void)[] = [];
    try {
      for (const { work, done, fail } of works) {
        now.run("SAVEPOINT work");
        try {
          const made = work(now);
          told.push(() => done(made));
        } catch (error) {
          now.run("ROLLBACK TO work");
          told.push(() => fail(error));
        }
        now.run("RELEASE work");
      }
      now.run("COMMIT");
    } catch (error) {
      if (writer.inTransaction) now.run("ROLLBACK");
      throw error;
    }
    for (const tell of told) tell();
  } catch (error) {
    for (const { fail } of works) fail(error);
  } finally {
    leave();
  }
}
/** An instant as the client stores it. */
export const stored = (at: Date): string => at.toISOString().replace("Z", "+00:00");

/** Many new rows of one shape in one statement; the client would compile a query as long as all of them. Fields that are left out are NULL. */
export async function insertAll(
  tx: Tx,
  table: "Letter" | "Link" | "Attendee",
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = [...new Set(rows.flatMap((r) => Object.keys(r)))];
  const json = JSON.stringify(rows, function (this: Record<string, unknown>, key, value: unknown) {
    return this[key] instanceof Date ? stored(this[key]) : value;
  });
  await tx.$executeRawUnsafe(
    `INSERT INTO "${table}" (${columns.map((c) => `"${c}"`).join(", ")}) SELECT ${columns.map((c) => `value ->> '$.${c}'`).join(", ")} FROM json_each(?)`,
    json,
  );
}

/** A statement prepared once; the driver wants values of numbered parameters (?1, ?2) by their number. */
function prepared(
  on: Database.Database,
  statements: Map<string, Database.Statement>,
  sql: string,
  values: unknown[],
): { statement: Database.Statement; bound: unknown[] } {
  let statement = statements.get(sql);
  if (!statement) statements.set(sql, (statement = on.prepare(sql)));
  return {
    statement,
    bound: sql.includes("?1") ? [Object.fromEntries(values.map((v, i) => [i + 1, v]))] : values,
  };
}
const reading = (sql: string, values: unknown[]) => {
  const { native, statements } = connections();
  return prepared(native, statements, sql, values);
};

/** Rows of one raw query on the native driver: for pages that list and for every request's session. */
export function rows<T>(sql: string, ...values: unknown[]): T[] {
  const { statement, bound } = reading(sql, values);
  return statement.all(...bound) as T[];
}

/** The first row of a raw query, or undefined. */
export function row<T>(sql: string, ...values: unknown[]): T | undefined {
  const { statement, bound } = reading(sql, values);
  return statement.get(...bound) as T | undefined;
}

/** Alive means that the database can be read. */
export function healthy(): boolean {
  try {
    return row<{ one: number }>("SELECT count(*) AS one FROM Ledger")?.one === 1;
  } catch {
    return false;
  }
}

export async function closeDatabase(): Promise<void> {
  const held = open;
  open = null;
  if (!held) return;
  await held.client.$disconnect();
  held.native.close();
  held.writer.close();
}
