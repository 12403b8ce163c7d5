// Four connections to one file. The adapter runs a statement outside a transaction on the same
// connection as an open one (it would join it, and be rolled back with it), so writing and
// reading never share a connection: `transact` and `transactNow` alone write, `db` and `rows` only read.
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import Database from "better-sqlite3";
import { AsyncLocalStorage } from "node:async_hooks";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { elapsed } from "./clock";
import { teachDays } from "./days.server";
import { env } from "./env.server";
import { Kept } from "./kept-rows.server";
import { log, told } from "./log.server";
import { PrismaClient, type Prisma } from "./prisma/client";
import { unsaved } from "./refusal";

export type Tx = Prisma.TransactionClient;

interface Connections {
  path: string;
  client: PrismaClient;
  native: Database.Database;
  writer: Database.Database;
  statements: Map<string, Database.Statement>;
  kept: Kept;
  writing: Map<string, Database.Statement>;
}
let open: Connections | null = null;

/**
 * A lock is waited for while a connection opens (another process may be mending the file after a kill), never afterwards: the driver waits
 * by stopping the process. `transact` and `transactNow` ask again instead.
 */
const opening = 5000;
const pragmas =
  "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=0;";
/** Values in a statement, as SQLite is built here (MAX_VARIABLE_NUMBER); told nothing, the client refuses two lists of five hundred. */
const valuesAtMost = 32_766;
/** One client on two connections (a second client is ten megabytes): its transactions have one of their own. */
function parted(url: string): PrismaBetterSqlite3 {
  const factory = new PrismaBetterSqlite3({ url, timeout: opening });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const [reader, writer] = [await connect(), await connect()];
    for (const connection of [reader, writer]) await connection.executeScript(pragmas);
    reader.getConnectionInfo = () => ({ maxBindValues: valuesAtMost, supportsRelationJoins: false });
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
  const native = new Database(path, { timeout: opening });
  for (const pragma of ["journal_mode = WAL", "query_only = ON", "busy_timeout = 0"]) native.pragma(pragma);
  teachDays(native);
  const writer = new Database(path, { timeout: opening });
  writer.exec(pragmas);
  open = {
    path,
    native,
    writer,
    statements: new Map(),
    kept: new Kept(native),
    writing: new Map(),
    client: new PrismaClient({ adapter: parted(`file:${path}`) }),
  };
  return open;
}

/** Prisma for reading. A write through it fails a test; writing is `transact`'s. */
export const db: Omit<PrismaClient, "$transaction" | "$executeRaw" | "$executeRawUnsafe"> = new Proxy(
  {} as PrismaClient,
  {
    get: (_, name): unknown => Reflect.get(connections().client, name),
  },
);

/** So long a write waits for another process's lock, from when it stood in line. */
const patienceMs = 10_000;
/** Tries until it is not the lock that stops it, or the patience has ended. Meanwhile the process does other things. */
export async function lockedBy<T>(
  since: number,
  lock: () => T | Promise<T>,
  patience = patienceMs,
): Promise<T> {
  const began = elapsed();
  try {
    for (;;) {
      try {
        return await lock();
      } catch (error) {
        if (!busy(error) || elapsed() - since > patience) throw error;
      }
      lastWrite.waitingSince = Math.min(lastWrite.waitingSince, began);
      await new Promise((again) => setTimeout(again, 10));
    }
  } finally {
    lastWrite.waitingSince = Infinity;
  }
}

/** A row that goes along in the first transaction of some work: both are done, or neither. */
interface Rider {
  sql: string;
  values: unknown[];
}
const riders = new AsyncLocalStorage<{ waiting: Rider | null }>();
/** The row was there already: somebody has done this work, and it is not done again. */
export class AlreadyDone extends Error {}
export const ridden = <T>(rider: Rider, work: () => Promise<T>): Promise<T> =>
  riders.run({ waiting: rider }, work);
/** Whoever opens a transaction takes the row along; it waits again where that comes to nothing. */
function boarding(): { rider: Rider | null; fell: () => void } {
  const store = riders.getStore();
  const rider = store?.waiting ?? null;
  if (store) store.waiting = null;
  return {
    rider,
    fell: () => {
      if (store && rider) store.waiting = rider;
    },
  };
}

/** How the last write ended, by the monotonic clock, and since when one waits for a lock (platform/health.server.ts). */
export const lastWrite = { at: -Infinity, kept: true, waitingSince: Infinity, writing: false };
/** A refusal of ours, or of a trigger's, tells nothing about the disk. */
const ofTheDisk = /^SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CORRUPT|CANTOPEN|NOTADB|PERM)/;
/** Notes how a write ended, and gives what is told of it. */
function ended(): void;
function ended(error: unknown): unknown;
function ended(error?: unknown): unknown {
  if (error !== undefined && !ofTheDisk.test(sqliteCode(error))) return error;
  lastWrite.at = elapsed();
  lastWrite.kept = error === undefined;
  if (error === undefined) return error;
  log.error({ stack: told(error) }, "nothing could be saved");
  return unsaved(error);
}

/**
 * One transaction that writes. It begins with a write, so that two processes queue
 * instead of one failing when it turns from reading to writing.
 */
export async function transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const since = elapsed();
  const { rider, fell } = boarding();
  const leave = await alone();
  changes++;
  try {
    const made = await connections().client.$transaction(
      async (tx) => {
        await lockedBy(since, () => tx.$executeRaw`UPDATE Ledger SET turns = turns + 1 WHERE id = 1`);
        if (rider && (await tx.$executeRawUnsafe(rider.sql, ...rider.values)) === 0) throw new AlreadyDone();
        lastWrite.writing = true;
        return work(tx);
      },
      { maxWait: 30_000, timeout: 60_000 },
    );
    ended();
    return made;
  } catch (error) {
    fell();
    throw ended(error);
  } finally {
    lastWrite.writing = false;
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
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- whoever asks names the row's shape, as for `rows`
  row<T>(sql: string, ...values: unknown[]): T | undefined;
  rows<T>(sql: string, ...values: unknown[]): T[];
}
/** Reads what the transaction itself has written; `run` tells how many rows a statement changed. */
export interface Now extends Reading {
  run(sql: string, ...values: unknown[]): number;
}
/** SQLite's own word for a fault, as the driver says it or as the client says it of the driver. */
function sqliteCode(error: unknown): string {
  const { code, cause, meta } = error as { code?: unknown; cause?: Cause; meta?: Meta };
  // Of what the client runs by itself, such as the commit, the fault of its adapter comes bare.
  const said = meta?.driverAdapterError?.cause?.originalCode ?? cause?.originalCode ?? code;
  return typeof said === "string" && said.startsWith("SQLITE_") ? said : "";
}
interface Cause {
  originalCode?: string;
}
interface Meta {
  driverAdapterError?: { cause?: Cause };
}
const busy = (error: unknown) => sqliteCode(error).startsWith("SQLITE_BUSY");
interface Waiting {
  work: (now: Now) => unknown;
  done: (made: unknown) => void;
  fail: (error: Error) => void;
}
let batch: Waiting[] = [];

/**
 * Work on the native driver that is done thousands of times an hour and waits for nothing: `work` is not asynchronous, and what it
 * throws undoes it alone. Works that wait at the same time share one commit, and each is told when that is on the disk. Read by `now`:
 * others see a work's rows only afterwards.
 */
export const transactNow = <T>(work: (now: Now) => T): Promise<T> =>
  new Promise((done, fail) => {
    const { rider, fell } = boarding();
    const along = (now: Now) => {
      if (rider && now.run(rider.sql, ...rider.values) === 0) throw new AlreadyDone();
      return work(now);
    };
    batch.push({
      work: along,
      done: done as (made: unknown) => void,
      fail: (error: Error) => {
        fell();
        fail(error);
      },
    });
    if (batch.length === 1) setImmediate(() => void commitTogether());
  });

async function commitTogether(): Promise<void> {
  const since = elapsed();
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
    await lockedBy(since, () => now.run("BEGIN IMMEDIATE"));
    const told: (() => void)[] = [];
    try {
      for (const { work, done, fail } of works) {
        now.run("SAVEPOINT work");
        try {
          const made = work(now);
          told.push(() => done(made));
        } catch (error) {
          // A full disk ends the transaction itself, and with it everybody's work.
          if (!writer.inTransaction) throw error;
          now.run("ROLLBACK TO work");
          told.push(() => fail(ended(error) as Error));
        }
        now.run("RELEASE work");
      }
      now.run("COMMIT");
    } catch (error) {
      if (writer.inTransaction) now.run("ROLLBACK");
      throw error;
    }
    ended();
    for (const tell of told) tell();
  } catch (error) {
    const why = ended(error) as Error;
    for (const { fail } of works) fail(why);
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
/** Rows of one raw query on the native driver: for pages that list and for every request's session. */
export function rows<T>(sql: string, ...values: unknown[]): T[] {
  const { native, statements, kept } = connections();
  return kept.rows(sql, values, () => {
    const { statement, bound } = prepared(native, statements, sql, values);
    return statement.all(...bound) as object[];
  }) as T[];
}

/** The first row of a raw query, or undefined. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- whoever asks names the row's shape, as for `rows`
export function row<T>(sql: string, ...values: unknown[]): T | undefined {
  const { native, statements, kept } = connections();
  return kept.row(sql, values, () => {
    const { statement, bound } = prepared(native, statements, sql, values);
    return statement.get(...bound) as object | undefined;
  }) as T | undefined;
}

/** Asks the file itself, whatever is kept. */
export const readable = (): boolean =>
  connections().native.prepare("SELECT count(*) FROM Ledger").pluck().get() === 1;

export async function closeDatabase(): Promise<void> {
  const held = open;
  open = null;
  if (!held) return;
  await held.client.$disconnect();
  held.native.close();
  held.writer.close();
}
