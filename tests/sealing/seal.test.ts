// The seal against Debian's own readers, and against everything that may be done to a sealed file.
import { beforeAll, describe, expect, it } from "vitest";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sealedDocument } from "~/domain/commitments/sealing/document.server";
import {
  sealFingerprint,
  sealIsSelfMade,
  sealPdf,
  sealSpace,
  verifySeal,
} from "~/domain/commitments/sealing/seal.server";
import { at, pdfinfo, pdfsig, qpdf, sealedInput, structure, textOf, updated } from "./paper";

let prepared: Buffer;
let sealed: Buffer;
beforeAll(async () => {
  prepared = await sealedDocument(sealedInput, await sealSpace(), at);
  sealed = await sealPdf(prepared, at);
});
const rangesOf = (bytes: Buffer) => {
  const [, a, b, c, d] = /Signed Ranges: \[(\d+) - (\d+)\], \[(\d+) - (\d+)\]/
    .exec(pdfsig(bytes))!
    .map(Number) as [number, number, number, number, number];
  return [
    [a, b],
    [c, d],
  ] as const;
};
/** Numbers that are the same in every run. */
function random(seed: number) {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}
/** Runs with another installation's data folder, or another setting. */
async function elsewhere<T>(change: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = Object.fromEntries(Object.keys(change).map((k) => [k, process.env[k]]));
  Object.assign(process.env, change);
  try {
    return await work();
  } finally {
    for (const [k, v] of Object.entries(before))
      if (v === undefined) Reflect.deleteProperty(process.env, k);
      else process.env[k] = v;
  }
}

describe("a sealed document", () => {
  it("is without fault for qpdf and valid over its whole length for pdfsig", () => {
    expect(qpdf(sealed)).toMatchObject({ status: 0 });
    const said = pdfsig(sealed);
    expect(said).toContain("Signature is Valid");
    expect(said).toContain("Total document signed");
    expect(said).toContain("Signing Hash Algorithm: SHA-256");
    expect(said).toMatch(/Signing Time: Nov 12 2026/);
    expect(rangesOf(sealed)[1][1]).toBe(sealed.length);
  });
  it("is tagged, Swedish and titled, with headings, tables and lists", () => {
    const info = pdfinfo(sealed);
    expect(info).toMatch(/Title: +Blankett – Malung-Sälens kommun & Co <AB>/);
    expect(info).toMatch(/Tagged: +yes/);
    expect(info).toMatch(/Page size: .*A4/);
    // The commitment on one page, the evidence of two signers on the next.
    expect(info).toMatch(/Pages: +2/);
    expect(sealed.toString("latin1")).toContain("/Lang (sv-SE)");
    expect(sealed.toString("latin1")).toContain("pdfuaid:part");
    const tree = structure(sealed);
    for (const mark of [
      "H1",
      "H2",
      "Table",
      "TH",
      "L (block)",
      "LBody",
      "Underskrifter och stämpel",
      "Det här åtar sig organisationen",
    ])
      expect(tree).toContain(mark);
  });
  it("says who signed, when, how and what, and calls nothing more than it is", () => {
    const text = textOf(sealed);
    for (const words of [
      "Åsa Öberg-Ähl",
      "Łukasz Đorđević",
      "Karin Chef",
      "tillförordnad (t.f.)",
      "12 november 2026 kl. 16.42",
      "Enkel elektronisk underskrift",
      "Bekräftat per telefon",
      "LG-7K3M-9QXT-2HVB",
      "5a5a5a5a",
      "version 2026-11",
      "http://localhost:3000/verifiera",
      "Gäller tills vidare",
      "stämpel",
    ])
      expect(text).toContain(words);
    expect(text).not.toMatch(/avancerad|kvalificerad/i);
  });
  it("is ours and unchanged, of its day", async () => {
    expect(await verifySeal(sealed)).toEqual({ ours: true, unchanged: true, sealedAt: at });
  });
});

describe("whatever is done to it is told", () => {
  it("a changed byte, anywhere in the file", async () => {
    const next = random(20261112);
    let undetected = 0;
    const places = [
      ...Array.from({ length: 400 }, () => Math.floor(next() * sealed.length)),
      0,
      sealed.length - 1,
    ];
    const [[, from], [to]] = rangesOf(sealed);
    for (let i = 0; i < 100; i++) places.push(from + Math.floor(next() * (to - from)));
    for (const place of places) {
      const bytes = Buffer.from(sealed);
      bytes[place]! ^= 1 << Math.floor(next() * 8);
      if ((await verifySeal(bytes)).unchanged) undetected++;
    }
    expect(undetected).toBe(0);
  });
  it("an appended update, though pdfsig still finds the signature valid", async () => {
    const bytes = updated(sealed, "tillagt");
    expect(qpdf(bytes).status).toBe(0);
    expect(pdfsig(bytes)).toContain("Signature is Valid");
    expect(await verifySeal(bytes)).toEqual({ ours: true, unchanged: false, sealedAt: null });
    expect(await verifySeal(Buffer.concat([sealed, Buffer.from("\n")]))).toMatchObject({
      ours: true,
      unchanged: false,
    });
  });
  it("a range that is widened over the appended bytes", async () => {
    const bytes = Buffer.concat([sealed, Buffer.from("%x\n")]);
    const range = bytes.indexOf("/ByteRange [0 ");
    const numbers = bytes
      .subarray(range + 14, bytes.indexOf("]", range))
      .toString()
      .split(" ")
      .map(Number) as [number, number, number];
    bytes.write(`/ByteRange [0 ${numbers[0]} ${numbers[1]} ${numbers[2] + 3}]`, range);
    expect((await verifySeal(bytes)).unchanged).toBe(false);
  });
  it("another installation's seal, and no seal at all", async () => {
    const other = await elsewhere({ DATA_DIR: mkdtempSync(join(tmpdir(), "lansgrupp-other-")) }, async () =>
      sealPdf(await sealedDocument(sealedInput, await sealSpace(), at), at),
    );
    expect(pdfsig(other)).toContain("Signature is Valid");
    for (const bytes of [
      other,
      prepared,
      Buffer.alloc(0),
      Buffer.from("%PDF-1.7"),
      Buffer.alloc(11 * 1024 * 1024),
    ])
      expect(await verifySeal(bytes), String(bytes.length)).toEqual({
        ours: false,
        unchanged: false,
        sealedAt: null,
      });
  });
  it("in bounded time, whatever the file holds", async () => {
    const own = readFileSync(join(process.env.DATA_DIR!, "seal/cert.pem"), "utf8").replace(
      /-----[^-]+-----|\s/g,
      "",
    );
    const hex = Buffer.from(own, "base64").toString("hex");
    const filler = Buffer.alloc(10 * 1024 * 1024 - hex.length - 100, "/ByteRange [0 9/Contents <");
    const before = performance.now();
    expect(await verifySeal(Buffer.concat([Buffer.from(hex), filler]))).toMatchObject({ unchanged: false });
    expect(performance.now() - before).toBeLessThan(1500);
  });
  it("a document without space is not sealed", async () => {
    await expect(sealPdf(sealed, at)).rejects.toThrow(/no space/);
  });
});

describe("the seal's key", () => {
  it("is made at first use, for its owner's eyes only, and says that it is self-made", async () => {
    const folder = join(process.env.DATA_DIR!, "seal");
    expect(statSync(join(folder, "key.pem")).mode & 0o777).toBe(0o600);
    expect(existsSync(join(folder, "SELF-MADE.txt"))).toBe(true);
    expect(sealIsSelfMade()).toBe(true);
    expect(await sealFingerprint()).toMatch(/^[0-9a-f]{64}$/);
  });
  it("is SEAL_P12's where there is one; a wrong password is a clear fault", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lansgrupp-p12-"));
    const p12 = join(folder, "seal.p12");
    execFileSync(
      "openssl",
      [
        "req",
        "-x509",
        "-newkey",
        "rsa:3072",
        "-nodes",
        "-keyout",
        join(folder, "k.pem"),
        "-out",
        join(folder, "c.pem"),
        "-days",
        "3650",
        "-subj",
        "/C=SE/O=Lansstyrelsen/CN=Provstampel",
      ],
      { stdio: "ignore" },
    );
    execFileSync(
      "openssl",
      [
        "pkcs12",
        "-export",
        "-inkey",
        join(folder, "k.pem"),
        "-in",
        join(folder, "c.pem"),
        "-out",
        p12,
        "-passout",
        "pass:hemligt",
      ],
      { stdio: "ignore" },
    );
    await expect(elsewhere({ SEAL_P12: p12, SEAL_P12_PASSWORD: "fel" }, sealFingerprint)).rejects.toThrow(
      /SEAL_P12 cannot be opened/,
    );
    const other = await elsewhere({ SEAL_P12: p12, SEAL_P12_PASSWORD: "hemligt" }, async () => {
      expect(sealIsSelfMade()).toBe(false);
      const bytes = await sealPdf(await sealedDocument(sealedInput, await sealSpace(), at), at);
      expect(await verifySeal(bytes)).toMatchObject({ ours: true, unchanged: true });
      return bytes;
    });
    expect(pdfsig(other)).toMatch(/Provstampel[\s\S]*Signature is Valid/);
    expect(qpdf(other).status).toBe(0);
    expect((await verifySeal(other)).ours).toBe(false);
  });
});
