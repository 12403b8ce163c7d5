// Sealed documents that somebody has touched: every one must be told, by a reader of others' make and by /verifiera.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sealedDocument } from "~/domain/commitments/sealing/document.server";
import { verifyUpload } from "~/domain/commitments/sealing/queries.server";
import { sealPdf, sealSpace } from "~/domain/commitments/sealing/seal.server";
import { at, sealedInput, updated } from "../sealing/paper";
import { seeded, type Figure } from "./random";

const make = async () => sealPdf(await sealedDocument(sealedInput, await sealSpace(), at), at);

export async function sealing({
  flips,
  others,
  seed,
  how,
}: {
  flips: number;
  others: number;
  seed: number;
  how: string;
}): Promise<Figure[]> {
  const random = seeded(seed);
  const folder = mkdtempSync(join(tmpdir(), "lansgrupp-seals-"));
  const says = (bytes: Buffer, name: string) =>
    new Promise<string>((resolve) => {
      const path = join(folder, `${name}.pdf`);
      writeFileSync(path, bytes);
      execFile("pdfsig", [path], (_, out) => {
        rmSync(path, { force: true });
        resolve(out);
      });
    });
  const sealed = await make();
  if (
    !(await says(sealed, "whole")).includes("Signature is Valid") ||
    (await verifyUpload(sealed)).verdict !== "ours"
  )
    throw new Error("an untouched document is not told as ours");
  const [, length, next] = /\/ByteRange \[0 (\d+) (\d+) \d+\]/
    .exec(sealed.toString("latin1"))!
    .map(Number) as [number, number, number];
  let undetected = 0;
  const tries = Array.from({ length: flips }, (_, i) => i);
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let i = tries.shift(); i !== undefined; i = tries.shift()) {
        const place = Math.floor(random() * (length + sealed.length - next));
        const touched = Buffer.from(sealed);
        touched[place < length ? place : place - length + next]! ^= 1 << Math.floor(random() * 8);
        const [theirs, ours] = [await says(touched, String(i)), await verifyUpload(touched)];
        if (theirs.includes("Signature is Valid") || ours.verdict === "ours") undetected++;
      }
    }),
  );
  for (let i = 0; i < others; i++)
    if (
      (
        await verifyUpload(
          i % 2 ? updated(sealed, `later ${i}`) : Buffer.concat([sealed, Buffer.from(`% ${i}\n`)]),
        )
      ).verdict === "ours"
    )
      undetected++;
  const own = process.env.DATA_DIR;
  process.env.DATA_DIR = mkdtempSync(join(tmpdir(), "lansgrupp-other-"));
  const foreign: Buffer[] = [];
  for (let i = 0; i < others; i++) foreign.push(await make());
  process.env.DATA_DIR = own;
  for (const bytes of foreign) if ((await verifyUpload(bytes)).verdict !== "foreign") undetected++;
  rmSync(folder, { recursive: true, force: true });
  return [
    {
      name: "seal_flipped_bytes_undetected",
      value: undetected,
      unit: "count",
      goal: "= 0",
      holds: undetected === 0,
      how: `${flips} flipped bits inside the signed ranges by pdfsig and /verifiera, ${others} appended updates and ${others} seals of another certificate by /verifiera; seed ${seed}; ${how}`,
    },
  ];
}
