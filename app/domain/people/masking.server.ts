// A name is taken out of what has been written: every text of the county's networks, whatever table it stands in. A table that is
// new is read too; only those that keep persons and organisations by themselves are left to their own rooms.
import { rows, type Tx } from "~/platform/db.server";
import { protectedName } from "./texts";

export interface Named {
  personId: string;
  name: string;
  emails: readonly string[];
  phone: string | null;
}

/** Chained or sealed by hash, what is known by more than a name, and what has been delivered. */
const spared = new Set([
  "Event",
  "CommitmentSecret",
  "ManagerTerm",
  "StaffRole",
  "Link",
  "DemoLetter",
  "Press",
  "ParkedForm",
]);
/** Another person's own name (a manager, whose name stands under what they signed), and a frozen form. */
const sparedColumns = new Set([
  "Signature.name",
  "Signature.signedName",
  "Signature.signedTitle",
  "Confirmation.byName",
  "Commitment.content",
]);
/** Never changed but by a trigger that lets a protected person's name be masked, letter for letter. */
const kept = new Set(["MinutesVersion", "AttendanceChange", "CommitmentStep", "Reveal"]);
/** Addresses and keys, by which somebody is reached or found. */
const noText = /^(id|.*Id|.*[hH]ash|nonce|key|to|sender|replyTo|messageId|.*[eE]mail|.*Key|slug|uid)$/;

/** Which rows of a table belong to the county's networks, as SQL with one ? for the county; null: none can. */
function scopeOf(table: string, above: readonly string[] = []): string | null {
  const columns = rows<{ name: string }>("SELECT name FROM pragma_table_info(?)", table).map((c) => c.name);
  if (columns.includes("networkId")) return `"networkId" IN (SELECT id FROM Network WHERE countyId = ?)`;
  const parents = rows<{ table: string; from: string }>(
    'SELECT "table", "from" FROM pragma_foreign_key_list(?)',
    table,
  );
  for (const parent of parents) {
    if (above.includes(parent.table) || parent.table === table) continue;
    const scope = scopeOf(parent.table, [...above, table]);
    if (scope) return `"${parent.from}" IN (SELECT id FROM "${parent.table}" WHERE ${scope})`;
  }
  return null;
}

interface Texts {
  table: string;
  columns: string[];
  scope: string;
}
function textsOfCounty(): Texts[] {
  return rows<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%' ESCAPE '\\'",
  ).flatMap(({ name: table }) => {
    const scope = spared.has(table) ? null : scopeOf(table);
    const columns = rows<{ name: string }>(
      "SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT' AND name NOT GLOB '*On'",
      table,
    )
      .map((c) => c.name)
      .filter((c) => !noText.test(c) && !sparedColumns.has(`${table}.${c}`));
    return scope && columns.length > 0 ? [{ table, columns, scope }] : [];
  });
}

const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
type Mask = readonly (readonly [was: RegExp, now: string])[];
/** The name in any case and spacing, and its genitive; never a part of a longer name. */
function masksOf({ name, emails, phone }: Named): Mask {
  const whole = name.trim().split(/\s+/).map(quoted).join("\\s+");
  const named = new RegExp(`(?<!\\p{L})${whole}(?=s?(?!\\p{L}))`, "giu");
  const reached = [...emails, ...(phone && phone.length > 5 ? [phone] : [])].filter((t) => t !== "");
  const addresses = reached.length ? new RegExp(reached.map(quoted).join("|"), "giu") : null;
  return [
    ...(whole ? [[named, protectedName] as const] : []),
    ...(addresses ? [[addresses, "(skyddad uppgift)"] as const] : []),
  ];
}
const masked = (mask: Mask, text: string): string =>
  mask.reduce((t, [was, now]) => t.replace(was, now), text);

interface Place {
  was: string;
  now: string;
}
/** The first place to mask, with so much around it that there is no other like it in the row. */
function placeIn(mask: Mask, columns: readonly string[]): Place | null {
  for (const text of columns)
    for (const [pattern, now] of mask)
      for (const { 0: found, index } of text.matchAll(pattern))
        for (let around = 1; around <= text.length + 1; around++) {
          const before = text.slice(Math.max(0, index - around), index);
          const after = text.slice(index + found.length, index + found.length + around);
          const was = before + found + after;
          if (around > text.length || columns.join("\0").split(was).length === 2)
            return { was, now: before + now + after };
        }
  return null;
}

type Row = Record<string, string | number | bigint | null>;
const set = (tx: Tx, table: string, row: Row, changed: readonly (readonly [string, string])[]) =>
  tx.$executeRawUnsafe(
    `UPDATE "${table}" SET ${changed.map(([c]) => `"${c}" = ?`).join(", ")} WHERE rowid = ?`,
    ...changed.map(([, text]) => text),
    row.rowid,
  );
/** What is kept for good is changed place by place, each listed first: its trigger lets nothing else be changed. */
async function maskKept(tx: Tx, personId: string, mask: Mask, table: string, row: Row): Promise<void> {
  const texts = Object.entries(row).filter((c): c is [string, string] => typeof c[1] === "string");
  const most = texts.flatMap(([, text]) => mask.flatMap(([was]) => [...text.matchAll(was)])).length;
  for (let done = 0; done < most; done++) {
    const place = placeIn(
      mask,
      texts.map(([, text]) => text),
    );
    if (!place) return;
    await tx.protectedIdentity.update({ where: { personId }, data: { places: JSON.stringify([place]) } });
    for (const c of texts) c[1] = c[1].replaceAll(place.was, () => place.now);
    await set(tx, table, row, texts);
    await tx.protectedIdentity.update({ where: { personId }, data: { places: "[]" } });
  }
}

/** For LIKE, which knows the case of a–z only: every other letter and space is any one. */
const like = (text: string) => `%${text.replace(/[^a-z0-9@.-]/gi, "_")}%`;

/** Takes a person's name, addresses and telephone out of every text; ids and keys stay. */
export async function maskTexts(tx: Tx, countyId: string, person: Named): Promise<void> {
  const mask = masksOf(person);
  const sought = [person.name, ...person.emails, person.phone ?? ""].filter((t) => t.length > 2).map(like);
  for (const { table, columns, scope } of textsOfCounty()) {
    const anywhere = columns.flatMap((c) => sought.map(() => `"${c}" LIKE ?`)).join(" OR ");
    const found = await tx.$queryRawUnsafe<Row[]>(
      `SELECT rowid AS "rowid", ${columns.map((c) => `"${c}"`).join(", ")} FROM "${table}" WHERE ${scope} AND (${anywhere})`,
      countyId,
      ...columns.flatMap(() => sought),
    );
    for (const row of found) {
      if (kept.has(table)) {
        await maskKept(tx, person.personId, mask, table, row);
        continue;
      }
      const changed = columns.flatMap((c) => {
        const was = row[c];
        const text = typeof was === "string" ? masked(mask, was) : was;
        return typeof text !== "string" || text === was ? [] : [[c, text] as const];
      });
      if (changed.length > 0) await set(tx, table, row, changed);
    }
  }
}

/** Files and links of the network whose text names somebody: nobody but a person can take a name out of them. */
export const filesThatName = (networkId: string, name: string): { id: string; title: string }[] =>
  rows(
    `SELECT m.id, m.title FROM MaterialText t JOIN Material m ON m.id = t.materialId WHERE m.networkId = ?1 AND m.removedAt IS NULL
       AND m.kind = 'file' AND t.body LIKE ?2 ORDER BY swedish(m.title)`,
    networkId,
    like(name),
  );
