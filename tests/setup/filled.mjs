// A filled database as it was some migrations ago: the rows of one of today, in the tables and columns that there were.
import Database from "better-sqlite3";
import { rmSync } from "node:fs";
import { migrations, scriptOf } from "../../prisma/resume.mjs";

const names = (database, sql) => database.prepare(sql).pluck().all();
/** Those that hold rows of their own: not the search index, nor what it keeps for itself. */
const tablesOf = (database, schema) =>
  names(
    database,
    `SELECT name FROM pragma_table_list WHERE schema = '${schema}' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
  );
const columnsOf = (database, schema, table) =>
  names(database, `SELECT name FROM pragma_table_info('${table}', '${schema}')`);

/** Rows a table, for every table that has any. */
export function countRows(path) {
  const database = new Database(path, { readonly: true });
  try {
    return Object.fromEntries(
      tablesOf(database, "main")
        .filter((table) => table !== "_prisma_migrations")
        .map((table) => [table, database.prepare(`SELECT count(*) FROM "${table}"`).pluck().get()])
        .filter(([, count]) => count > 0),
    );
  } finally {
    database.close();
  }
}

/** Makes `to` of `from`, as before the last `back` migrations; gives the names of those. */
export function fillAsBefore(from, to, back) {
  const had = migrations.slice(0, -back);
  for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(to + end, { force: true });
  const database = new Database(to);
  try {
    database.pragma("foreign_keys = OFF");
    for (const name of had) database.exec(scriptOf(name));
    const triggers = database.prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`).all();
    for (const { name } of triggers) database.exec(`DROP TRIGGER "${name}"`);
    database.prepare("ATTACH ? AS today").run(from);
    database.exec(
      `${names(database, `SELECT sql FROM today.sqlite_master WHERE name = '_prisma_migrations'`)[0]};
       INSERT INTO "_prisma_migrations" SELECT * FROM today."_prisma_migrations" WHERE migration_name <= '${had.at(-1)}'`,
    );
    const today = new Set(tablesOf(database, "today"));
    for (const table of tablesOf(database, "main").filter(
      (t) => t !== "_prisma_migrations" && today.has(t),
    )) {
      const now = new Set(columnsOf(database, "today", table));
      const columns = columnsOf(database, "main", table)
        .filter((column) => now.has(column))
        .map((column) => `"${column}"`)
        .join();
      database.exec(
        `DELETE FROM "${table}"; INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM today."${table}"`,
      );
    }
    database.exec("DETACH today");
    for (const { sql } of triggers) database.exec(sql);
    database.pragma("journal_mode = WAL");
  } finally {
    database.close();
  }
  return migrations.slice(-back);
}
