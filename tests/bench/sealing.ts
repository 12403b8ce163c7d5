// Sealing against its limits, in turn within one process: the RSA alone, and the making of the PDF alone.
import { sign } from "node:crypto";
import { performance } from "node:perf_hooks";
import "../../app/domain/reactions.server";
import { networkById } from "../../app/domain/access/permits.server";
import { readContent } from "../../app/domain/commitments/content.server";
import { openSeal } from "../../app/domain/commitments/sealing/certificate.server";
import { sealDue } from "../../app/domain/commitments/sealing/commands.server";
import {
  letterheadOf,
  sealedDocument,
  type SealedInput,
} from "../../app/domain/commitments/sealing/document.server";
import { sealPdf, sealSpace } from "../../app/domain/commitments/sealing/seal.server";
import { now } from "../../app/platform/clock";
import { closeDatabase, db, transact } from "../../app/platform/db.server";

const [batches, size] = process.argv.slice(2).map(Number) as [number, number];
const signed = await db.commitment.findMany({
  where: { signedAt: { not: null }, secret: null },
  include: { signatures: true },
  orderBy: { id: "asc" },
  take: (batches + 1) * size,
});
const inputs: SealedInput[] = signed.map((c) => {
  const n = networkById(c.networkId)!;
  return {
    ...letterheadOf(n, c.termsVersion),
    content: readContent(c),
    masked: false,
    reference: c.reference,
    contentHash: c.contentHash!,
    untilOn: c.untilOn,
    sentAt: c.sentAt,
    signedAt: c.signedAt!,
    changesOn: c.changesOn,
    verifyAt: "http://localhost/verifiera",
    signers: c.signatures.map((s) => ({
      seats: s.seats,
      name: s.signedName!,
      title: s.signedTitle,
      acting: false,
      method: "email",
      email: s.email,
      signedAt: s.signedAt!,
      laidInAt: null,
      declarationVersion: s.declarationVersion,
      note: null,
    })),
  };
});
const space = await sealSpace();
const { key, publicKey } = await openSeal();
const prepared = await Promise.all(inputs.slice(0, size).map((i) => sealedDocument(i, space, now())));
const attributes = Buffer.alloc(220, 7);
const timed = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};
const middle = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Documents a second, the middle of the batches; the first batch warms up. */
async function inTurn(
  ours: (batch: number) => Promise<void>,
  limit: (batch: number) => Promise<void> | void,
  count: number,
  before: (batch: number) => Promise<unknown> = async () => {},
): Promise<{ ours: number; limit: number }> {
  const a: number[] = [];
  const b: number[] = [];
  for (let batch = 0; batch <= batches; batch++) {
    await before(batch);
    const [x, y] = [await timed(() => ours(batch)), await timed(() => limit(batch))];
    if (batch > 0) {
      a.push(x);
      b.push(y);
    }
  }
  return { ours: (1000 * count) / middle(a), limit: (1000 * count) / middle(b) };
}

const sealing = await inTurn(
  async () => {
    for (let i = 0; i < size * 5; i++) await sealPdf(prepared[i % size]!, now());
  },
  () => {
    for (let i = 0; i < size * 5; i++) sign("sha256", attributes, key);
  },
  size * 5,
);

await transact((tx) => tx.work.deleteMany({}));
/** A signed commitment's work, as the signing transaction leaves it. */
const leaveWork = (batch: number) =>
  transact((tx) =>
    tx.work.createMany({
      data: signed.slice(batch * size, (batch + 1) * size).map((c) => ({
        id: `bench-${c.id}`,
        kind: "seal",
        subjectId: c.id,
        nextAttemptAt: now(),
        createdAt: now(),
      })),
    }),
  );
const ends = await inTurn(
  async (batch) => {
    if ((await sealDue(now())) !== size) throw new Error(`batch ${batch} was not sealed whole`);
  },
  async (batch) => {
    for (const input of inputs.slice(batch * size, (batch + 1) * size))
      await sealedDocument(input, space, now());
  },
  size,
  leaveWork,
);
await closeDatabase();
console.log(
  JSON.stringify({
    sealing,
    ends,
    bytes: prepared[0]!.length,
    bits: publicKey.asymmetricKeyDetails?.modulusLength ?? 0,
  }),
);
