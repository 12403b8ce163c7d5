// What is kept for a browser is sealed by a secret that the browser alone brings: the database by itself tells nothing.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const cipher = "aes-256-gcm";
const keyOf = (secret: string, use: string) => Buffer.from(hkdfSync("sha256", secret, "", use, 32));

/** Only `opened` with the same secret and use gives it back. */
export function sealed(secret: string, use: string, value: unknown): Uint8Array<ArrayBuffer> {
  const start = randomBytes(12);
  const seal = createCipheriv(cipher, keyOf(secret, use), start);
  const text = Buffer.concat([seal.update(JSON.stringify(value), "utf8"), seal.final()]);
  return new Uint8Array(Buffer.concat([start, seal.getAuthTag(), text]));
}

/** Null: not sealed by this secret for this use. */
export function opened(secret: string, use: string, bytes: Uint8Array): unknown {
  const all = Buffer.from(bytes);
  try {
    const seal = createDecipheriv(cipher, keyOf(secret, use), all.subarray(0, 12));
    seal.setAuthTag(all.subarray(12, 28));
    return JSON.parse(Buffer.concat([seal.update(all.subarray(28)), seal.final()]).toString()) as unknown;
  } catch {
    return null;
  }
}
