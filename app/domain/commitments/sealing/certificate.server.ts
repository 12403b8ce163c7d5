// The installation's seal: a key and certificate made at first use in DATA_DIR/seal, or SEAL_P12's.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  webcrypto,
  X509Certificate,
  type KeyObject,
} from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { env } from "~/platform/env.server";
import { must } from "~/platform/must";
import { der, pieceAt, piecesOf } from "./der.server";

export interface Seal {
  key: KeyObject;
  publicKey: KeyObject;
  certificate: Buffer;
  chain: Buffer[];
  issuerAndSerial: Buffer;
  fingerprint: string;
  selfMade: boolean;
}

const p12At = () => process.env.SEAL_P12?.trim() || null;
let kept: { at: string; seal: Promise<Seal> } | null = null;

/** The seal, opened once. */
export function openSeal(): Promise<Seal> {
  const given = p12At();
  const at = given ?? join(env.dataDir, "seal");
  if (kept?.at !== at) {
    const seal = given
      ? fromP12(given, process.env.SEAL_P12_PASSWORD ?? "")
      : Promise.resolve().then(() => selfMade(at));
    kept = { at, seal };
    // A fault (a wrong password) is told every time, but the next attempt reads anew.
    seal.catch(() => {
      kept = null;
    });
  }
  return kept.seal;
}

export const sealFingerprint = async (): Promise<string> => (await openSeal()).fingerprint;
/** Is the seal our own make, known to nobody outside? */
export const sealIsSelfMade = (): boolean => p12At() === null;

function sealOf(key: KeyObject, certificate: Buffer, chain: Buffer[], own: boolean): Seal {
  // Certificate ::= SEQUENCE { tbs SEQUENCE { [0] version, serial, algorithm, issuer, … } } (RFC 5280, 4.1)
  const [tbs] = piecesOf(must(pieceAt(certificate, 0), "the certificate's bytes").body);
  const fields = piecesOf(must(tbs, "what is certified").body);
  const field = (n: number) => must(fields[n], `field ${n} of the certificate`);
  const at = field(0).tag === 0xa0 ? 1 : 0;
  return {
    key,
    certificate,
    chain,
    selfMade: own,
    publicKey: createPublicKey(key),
    issuerAndSerial: der.seq(field(at + 2).whole, field(at).whole),
    fingerprint: createHash("sha256").update(certificate).digest("hex"),
  };
}

function selfMade(folder: string): Seal {
  if (!existsSync(join(folder, "cert.pem"))) make(folder);
  const certificate = new X509Certificate(readFileSync(join(folder, "cert.pem"))).raw;
  return sealOf(createPrivateKey(readFileSync(join(folder, "key.pem"))), certificate, [], true);
}

/** Made beside and moved in whole: of two processes that start at once, one's seal is both's. */
function make(folder: string): void {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 3072 });
  const beside = `${folder}.tmp-${randomBytes(6).toString("hex")}`;
  mkdirSync(beside, { recursive: true, mode: 0o700 });
  const write = (name: string, text: string | Buffer, mode: number) => {
    const file = openSync(join(beside, name), "wx", mode);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  };
  try {
    const pem = selfSigned(privateKey, publicKey)
      .toString("base64")
      .replace(/(.{64})/g, "$1\n")
      .trimEnd();
    write("key.pem", privateKey.export({ type: "pkcs8", format: "pem" }), 0o600);
    write("cert.pem", `-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n`, 0o644);
    write(
      "SELF-MADE.txt",
      "This key and certificate were made by the installation at first use. Nobody outside vouches for them.\nTo use another: SEAL_P12 and SEAL_P12_PASSWORD.\n",
      0o644,
    );
    renameSync(beside, folder);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    if (!existsSync(join(folder, "cert.pem"))) throw error;
  }
}

/** A certificate for signing documents only (RFC 5280). Its first day lies early: documents moved in may be older than it. */
function selfSigned(key: KeyObject, publicKey: KeyObject): Buffer {
  const algorithm = der.seq(der.oid("1.2.840.113549.1.1.11"), der.nothing);
  const part = (oid: string, text: Buffer) => der.set(der.seq(der.oid(oid), text));
  const name = der.seq(
    part("2.5.4.6", der.tlv(0x13, Buffer.from("SE"))),
    part("2.5.4.10", der.utf8("Länsstyrelsen")),
    part("2.5.4.3", der.utf8("Stämpel för blanketter")),
  );
  const extension = (oid: string, value: Buffer) => der.seq(der.oid(oid), der.truth, der.octets(value));
  const serial = randomBytes(16);
  serial[0] = (serial.readUInt8(0) & 0x7f) | 0x40;
  const body = der.seq(
    der.explicit(0, der.int(Buffer.from([2]))),
    der.int(serial),
    algorithm,
    name,
    der.seq(der.time(new Date("2020-01-01T00:00:00Z")), der.time(new Date("2049-12-31T23:59:59Z"))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der.explicit(
      3,
      der.seq(extension("2.5.29.19", der.seq()), extension("2.5.29.15", der.bits(Buffer.from([0xc0]), 6))),
    ),
  );
  return der.seq(body, algorithm, der.bits(sign("sha256", body, key)));
}

async function fromP12(path: string, password: string): Promise<Seal> {
  const pkijs = await import("pkijs");
  pkijs.setEngine("node", new pkijs.CryptoEngine({ name: "node", crypto: webcrypto as unknown as Crypto }));
  const bytes = readFileSync(path);
  const secret = new Uint8Array(Buffer.from(password, "utf8")).buffer;
  const keys: KeyObject[] = [];
  const certificates: Buffer[] = [];
  try {
    const pfx = pkijs.PFX.fromBER(new Uint8Array(bytes));
    await pfx.parseInternalValues({ password: secret, checkIntegrity: true });
    const safe = must(pfx.parsedValue?.authenticatedSafe, "what the file keeps");
    await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password: secret })) });
    const { safeContents } = safe.parsedValue as {
      safeContents: { value: { safeBags: { bagValue: unknown }[] } }[];
    };
    for (const { value } of safeContents) {
      for (const { bagValue: bag } of value.safeBags) {
        if (bag instanceof pkijs.PKCS8ShroudedKeyBag) {
          await (bag as unknown as { parseInternalValues(p: object): Promise<void> }).parseInternalValues({
            password: secret,
          });
          keys.push(
            privateKeyOf(Buffer.from(must(bag.parsedValue, "the key of the bag").toSchema().toBER(false))),
          );
        } else if (bag instanceof pkijs.PrivateKeyInfo)
          keys.push(privateKeyOf(Buffer.from(bag.toSchema().toBER(false))));
        else if (bag instanceof pkijs.CertBag && bag.parsedValue instanceof pkijs.Certificate)
          certificates.push(Buffer.from(bag.parsedValue.toSchema(true).toBER(false)));
      }
    }
  } catch (error) {
    throw new Error(
      `SEAL_P12 cannot be opened: wrong password, or not a PKCS#12 file with AES (${(error as Error).message})`,
    );
  }
  const key = keys[0];
  const own = key && certificates.find((c) => new X509Certificate(c).checkPrivateKey(key));
  if (!key || !own) throw new Error("SEAL_P12 holds no certificate that belongs to its key");
  if (key.asymmetricKeyType !== "rsa") throw new Error("SEAL_P12 must hold an RSA key");
  return sealOf(
    key,
    own,
    certificates.filter((c) => c !== own),
    false,
  );
}

const privateKeyOf = (pkcs8: Buffer) => createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
