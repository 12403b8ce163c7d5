// Sealing and telling a seal: a detached PKCS#7 (RFC 5652) over the whole file, with the time and the
// certificate's hash (RFC 5035) among what is signed. Node's own RSA does the work: it is what costs.
import { createHash, sign, verify } from "node:crypto";
import { largestFile } from "~/platform/files.server";
import { openSeal, type Seal } from "./certificate.server";
import { der } from "./der.server";

export { sealFingerprint, sealIsSelfMade } from "./certificate.server";

const oids = {
  data: der.oid("1.2.840.113549.1.7.1"),
  signedData: der.oid("1.2.840.113549.1.7.2"),
  sha256: der.oid("2.16.840.1.101.3.4.2.1"),
  rsa: der.oid("1.2.840.113549.1.1.1"),
  contentType: der.oid("1.2.840.113549.1.9.3"),
  messageDigest: der.oid("1.2.840.113549.1.9.4"),
  signingTime: der.oid("1.2.840.113549.1.9.5"),
  certificateV2: der.oid("1.2.840.113549.1.9.16.2.47"),
};
const sha256Algorithm = der.seq(oids.sha256);
const rsaAlgorithm = der.seq(oids.rsa, der.nothing);
const attribute = (oid: Buffer, value: Buffer) => der.seq(oid, der.set(value));

const rangeMark = Buffer.from("/ByteRange [0 ");
const openRange = Buffer.from("/ByteRange [0 9999999999 9999999999 9999999999]");
const contentsMark = Buffer.from("/Contents <");

function signedAttributes(seal: Seal, digest: Buffer, time: Buffer): Buffer {
  const id = createHash("sha256").update(seal.certificate).digest();
  return der.set(
    attribute(oids.contentType, oids.data),
    attribute(oids.signingTime, time),
    attribute(oids.messageDigest, der.octets(digest)),
    attribute(oids.certificateV2, der.seq(der.seq(der.seq(der.octets(id))))),
  );
}

function envelope(seal: Seal, attributes: Buffer, signature: Buffer): Buffer {
  const implicit = Buffer.from(attributes);
  implicit[0] = 0xa0;
  const signer = der.seq(
    der.int(Buffer.from([1])),
    seal.issuerAndSerial,
    sha256Algorithm,
    implicit,
    rsaAlgorithm,
    der.octets(signature),
  );
  return der.seq(
    oids.signedData,
    der.explicit(
      0,
      der.seq(
        der.int(Buffer.from([1])),
        der.set(sha256Algorithm),
        der.seq(oids.data),
        der.explicit(0, seal.certificate, ...seal.chain),
        der.set(signer),
      ),
    ),
  );
}

/** The bytes a document must keep free for this installation's seal. */
export async function sealSpace(): Promise<number> {
  const { certificate, chain, publicKey } = await openSeal();
  const signature = (publicKey.asymmetricKeyDetails?.modulusLength ?? 4096) / 8;
  return (
    Math.ceil((700 + signature + certificate.length * 1.2 + chain.reduce((n, c) => n + c.length, 0)) / 64) *
    64
  );
}

const digestAround = (bytes: Buffer, from: number, to: number) =>
  createHash("sha256").update(bytes.subarray(0, from)).update(bytes.subarray(to)).digest();

/** Seals a document that was made with `sealSpace` kept free (pdf/paper.server.ts). */
export async function sealPdf(prepared: Buffer, at: Date): Promise<Buffer> {
  const seal = await openSeal();
  const range = prepared.lastIndexOf(openRange);
  const mark = range < 0 ? -1 : prepared.indexOf(contentsMark, range);
  if (mark < 0) throw new Error("The document has no space for a seal");
  const from = mark + contentsMark.length - 1;
  const to = prepared.indexOf(0x3e, from) + 1;
  const sealed = Buffer.from(prepared);
  sealed.write(
    `/ByteRange [0 ${from} ${to} ${prepared.length - to}]`.padEnd(openRange.length),
    range,
    "latin1",
  );
  const attributes = signedAttributes(seal, digestAround(sealed, from, to), der.time(at));
  const hex = envelope(seal, attributes, sign("sha256", attributes, seal.key)).toString("hex");
  if (hex.length > to - from - 2) throw new Error("The space kept for the seal is too small");
  sealed.write(hex, from + 1, "latin1");
  return sealed;
}

export interface SealVerdict {
  ours: boolean;
  unchanged: boolean;
  sealedAt: Date | null;
}
const changed: SealVerdict = { ours: true, unchanged: false, sealedAt: null };

/** Between which bytes the envelope stands; null: not where and as we write it. */
function placeOfEnvelope(bytes: Buffer): { from: number; to: number } | null {
  const range = bytes.indexOf(rangeMark);
  if (range < 0 || bytes.indexOf("/ByteRange", range + 1, "latin1") >= 0) return null;
  const numbers = bytes
    .subarray(range + rangeMark.length, range + openRange.length)
    .toString("latin1")
    .replace("]", " ")
    .trimEnd()
    .split(" ")
    .map(Number);
  const [from, to, rest] = numbers as [number, number, number];
  if (numbers.length !== 3 || !numbers.every((n) => Number.isSafeInteger(n) && n > 0)) return null;
  if (from >= to || to + rest !== bytes.length) return null;
  if (bytes.indexOf(contentsMark, range) + contentsMark.length - 1 !== from || bytes[to - 1] !== 0x3e)
    return null;
  return { from, to };
}
/** The time within the envelope. */
function timeIn(envelope: Buffer): Date | null {
  const mark = envelope.indexOf(Buffer.concat([oids.signingTime, Buffer.from([0x31, 0x0f, 0x17, 0x0d])]));
  if (mark < 0) return null;
  const from = mark + oids.signingTime.length + 4;
  return timeOf(envelope.subarray(from, from + 13).toString("latin1"));
}

/**
 * Is the file sealed by this installation, and is every byte of it as it was? The envelope is not parsed but
 * made again from our certificate, the file's digest, and the two values it may differ in, and compared whole.
 */
export async function verifySeal(bytes: Buffer): Promise<SealVerdict> {
  const seal = await openSeal();
  if (bytes.length > largestFile || !bytes.includes(seal.certificate.toString("hex"), 0, "latin1"))
    return { ours: false, unchanged: false, sealedAt: null };
  const around = placeOfEnvelope(bytes);
  if (!around) return changed;
  const { from, to } = around;
  const written = bytes.subarray(from + 1, to - 1).toString("latin1");
  const kept = Buffer.from(written, "hex");
  if (kept.toString("hex") !== written) return changed;
  const sealedAt = timeIn(kept);
  if (!sealedAt) return changed;
  const attributes = signedAttributes(seal, digestAround(bytes, from, to), der.time(sealedAt));
  const length = (seal.publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  const empty = envelope(seal, attributes, Buffer.alloc(length));
  if (empty.length > kept.length) return changed;
  const signature = kept.subarray(empty.length - length, empty.length);
  const expected = Buffer.concat([
    envelope(seal, attributes, signature),
    Buffer.alloc(kept.length - empty.length),
  ]);
  if (!expected.equals(kept) || !verify("sha256", attributes, seal.publicKey, signature)) return changed;
  return { ours: true, unchanged: true, sealedAt };
}

function timeOf(utc: string): Date | null {
  if (!/^\d{12}Z$/.test(utc)) return null;
  const at = new Date(utc.replace(/^(..)(..)(..)(..)(..)(..)Z$/, "20$1-$2-$3T$4:$5:$6Z"));
  return Number.isNaN(at.getTime()) ? null : at;
}
