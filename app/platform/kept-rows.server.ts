// What a statement gave holds until somebody commits, and SQLite tells by a number whether anybody has: a page that is looked
// at again and again asks for the same few rows each time. Exact, whoever wrote: this process, a command line, another process.
import type Database from "better-sqlite3";

/** Larger results cost more to keep than to ask for; `all` bounds the whole. */
const most = { rows: 60, key: 400, all: 1000 };

/** For one connection that only reads and is never within a transaction. */
export class Kept {
  readonly #version: Database.Statement;
  #of: unknown = null;
  #results = new Map<string, Map<string, object[]>>();
  #size = 0;

  constructor(connection: Database.Database) {
    this.#version = connection.prepare("PRAGMA data_version").pluck();
  }

  /** Forgets everything where a commit has been made since. */
  #under(sql: string): Map<string, object[]> {
    const version = this.#version.get();
    if (version !== this.#of || this.#size > most.all) {
      this.#results.clear();
      this.#size = 0;
      this.#of = version;
    }
    const known = this.#results.get(sql);
    if (known) return known;
    const results = new Map<string, object[]>();
    this.#results.set(sql, results);
    return results;
  }

  /** Each reader gets rows of its own: what it changes in them nobody else sees. */
  rows(sql: string, values: readonly unknown[], ask: () => object[]): object[] {
    const results = this.#under(sql);
    const key = keyOf(values);
    const kept = key === null ? undefined : results.get(key);
    if (kept) return kept.map((row) => ({ ...row }));
    const made = ask();
    if (key === null || made.length > most.rows) return made;
    results.set(
      key,
      made.map((row) => ({ ...row })),
    );
    this.#size += made.length + 1;
    return made;
  }

  row(sql: string, values: readonly unknown[], ask: () => object | undefined): object | undefined {
    return this.rows(sql, values, () => {
      const made = ask();
      return made ? [made] : [];
    })[0];
  }
}

/** Values of different types differ, as they do for SQLite. */
function keyOf(values: readonly unknown[]): string | null {
  let key = "";
  for (const value of values) {
    if (value !== null && typeof value !== "string" && typeof value !== "number") return null;
    key += `${typeof value}${String(value).length}:${String(value)},`;
    if (key.length > most.key) return null;
  }
  return key;
}
