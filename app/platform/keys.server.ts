// Keys that are stored beside what they are made of. Where the rule they were made by is no longer today's (a new version, another
// ICU) they are made anew before the first page is served. Stopped half-way it begins again: a key that is right is left alone.
import { row, rows, transactNow } from "./db.server";
import { log } from "./log.server";
import { sortKey, sortRule } from "./sort-key";
import { emailKey, searchKey } from "./swedish";

interface Stored {
  table: string;
  key: string;
  from: string;
  make: (text: string) => string;
  /** Rows that have no key of their own. */
  but?: string;
}
const ofAddress = (table: string, key = "emailKey"): Stored => ({
  table,
  key,
  from: "email",
  make: emailKey,
});
const all: readonly Stored[] = [
  ofAddress("Account", "key"),
  ...["Person", "ProtectedIdentity", "ManagerTerm", "Contact", "Signature", "Link", "Attendee"].map((t) =>
    ofAddress(t),
  ),
  { table: "Person", key: "sortKey", from: "name", make: sortKey },
  { table: "Person", key: "searchKey", from: "name", make: searchKey, but: "protected" },
  { table: "Organisation", key: "sortKey", from: "name", make: sortKey },
  { table: "Organisation", key: "searchKey", from: "name", make: searchKey },
];
const rule = `addresses 2, ${sortRule}`;
const atOnce = 500;

/** One batch of a column; the last row it has seen, or null when there are no more. */
async function batch({ table, key, from, make, but }: Stored, after: number): Promise<number | null> {
  const found = rows<{ at: number; text: string | null; key: string | null }>(
    `SELECT rowid AS at, "${from}" AS text, "${key}" AS key FROM "${table}" WHERE rowid > ? ${but ? `AND NOT "${but}"` : ""} ORDER BY rowid LIMIT ${atOnce}`,
    after,
  );
  const wrong = found.flatMap(({ at, text, key: stands }) => {
    const made = text === null ? null : make(text);
    return made === null || made === stands ? [] : [{ at, made }];
  });
  // Two rows that now meet where a key must be alone (a meeting's guests): the second keeps the one it had.
  if (wrong.length > 0)
    await transactNow((now) => {
      for (const { at, made } of wrong)
        now.run(`UPDATE OR IGNORE "${table}" SET "${key}" = ? WHERE rowid = ?`, made, at);
    });
  return found.at(-1)?.at ?? null;
}

/** Makes every stored key by today's rule; true: there was something to do. */
export async function refreshKeys(): Promise<boolean> {
  if (row<{ made: string }>("SELECT made FROM Rule WHERE name = 'keys'")?.made === rule) return false;
  for (const stored of all) {
    let at: number | null = 0;
    while (at !== null) at = await batch(stored, at);
  }
  await transactNow((now) =>
    now.run(
      "INSERT INTO Rule (name, made) VALUES ('keys', ?1) ON CONFLICT (name) DO UPDATE SET made = ?1",
      rule,
    ),
  );
  log.info("stored keys are made by today's rule");
  return true;
}
