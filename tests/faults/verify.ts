// One byte changed behind the application's back, in a fact, a file or a sealed paper's row: `npm run verify` must find each.
import Database from "better-sqlite3";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sealDue } from "~/domain/commitments/sealing/commands.server";
import { verifyRecords } from "~/domain/records/verify.server";
import { now } from "~/platform/clock";
import { closeDatabase } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { makeWorld, signed } from "../world";
import { freshDatabase } from "./prepare";
import { seeded, type Figure } from "./random";

/** Columns whose every byte must count. */
const columns: Record<string, readonly string[]> = {
  Event:
    "networkId organisationId subjectType subjectId actorKind actorId kind data at previousHash hash".split(
      " ",
    ),
  File: "hash storageKey".split(" "),
  Commitment: "content contentHash termsVersion reference startOn sentAt signedAt".split(" "),
  Signature: "signedName signedTitle email method declarationVersion signedAt seats".split(" "),
};

interface Place {
  table: string;
  column: string;
  rowid: number;
  text: string;
}

export async function tampering(of: { changes: number; seed: number; how: string }): Promise<Figure[]> {
  const random = seeded(of.seed);
  const upTo = (n: number) => Math.floor(random() * n);
  const database = freshDatabase();
  const w = await makeWorld();
  for (const org of ["leksand", "falu", "mora"]) await signed(w, org);
  await sealDue(now());
  if ((await verifyRecords()).faults.length > 0) throw new Error("untouched records are said to be changed");
  await closeDatabase();
  const raw = new Database(database);
  const triggers = raw.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").pluck().all();
  for (const name of triggers) raw.exec(`DROP TRIGGER "${String(name)}"`);
  const places = Object.entries(columns).flatMap(([table, names]) =>
    names.flatMap((column) =>
      (
        raw
          .prepare(`SELECT rowid AS rowid, "${column}" AS text FROM "${table}" WHERE "${column}" <> ''`)
          .all() as Pick<Place, "rowid" | "text">[]
      ).map((found) => ({ table, column, ...found })),
    ),
  );
  const files = raw
    .prepare("SELECT storageKey FROM File")
    .pluck()
    .all()
    .map((key) => join(env.dataDir, "files", String(key)));

  /** Changes a byte of a row to another letter or digit, and gives back what undoes it. */
  const inRow = () => {
    const place = places[upTo(places.length)];
    if (!place) throw new Error("there are no rows");
    const { table, column, rowid, text } = place;
    const at = upTo(text.length);
    const other = text[at] === "x" ? "y" : "x";
    const put = raw.prepare(`UPDATE "${table}" SET "${column}" = ? WHERE rowid = ?`);
    if (put.run(text.slice(0, at) + other + text.slice(at + 1), rowid).changes !== 1)
      throw new Error("no byte was changed");
    return () => void put.run(text, rowid);
  };
  const inFile = () => {
    const path = files[upTo(files.length)] ?? "";
    const whole = readFileSync(path);
    const touched = Buffer.from(whole);
    const at = upTo(whole.length);
    touched[at] = (touched[at] ?? 0) ^ (1 << upTo(8));
    const write = (bytes: Buffer) => {
      rmSync(path);
      writeFileSync(path, bytes);
    };
    write(touched);
    return () => {
      write(whole);
    };
  };
  let undetected = 0;
  for (let i = 0; i < of.changes; i++) {
    const undo = i % 3 === 0 ? inFile() : inRow();
    if ((await verifyRecords()).faults.length === 0) undetected++;
    undo();
  }
  raw.close();
  await closeDatabase();
  return [
    {
      name: "verify_undetected",
      value: undetected,
      unit: "count",
      goal: "= 0",
      holds: undetected === 0,
      how: `${of.changes} bytes changed one at a time: a third in sealed papers on the disk, the others in ${places.length} values of facts, files, forms and signatures; seed ${of.seed}; ${of.how}`,
    },
  ];
}
