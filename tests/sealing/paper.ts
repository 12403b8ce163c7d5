// What the sealing tests share: one document with Swedish and other letters, and Debian's own readers of PDFs.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dutyNames } from "~/domain/commitments/texts";
import templates from "~/domain/network/templates.json";
import type { SealedInput } from "~/domain/commitments/sealing/document.server";

export const at = new Date("2026-11-12T15:42:00Z");
export const letterhead = {
  countyName: "Dalarnas län",
  authority: "Länsstyrelsen i Dalarnas län",
  networkName: "Länsgruppen mot mäns våld mot kvinnor",
  within: "länsgruppen",
  mailbox: "brevlada@dalarna.example",
  terms: {
    version: "2026-11",
    duties: dutyNames.map((name, i) => ({ name, text: templates.lansgrupp.duties[i] ?? "" })),
    gives: templates.lansgrupp.gives,
  },
};
const person = (name: string, email: string) => ({
  name,
  title: "Utvecklingsledare",
  email,
  phone: "0250-123 45",
  protected: false,
  sharedMailbox: false,
});
export const content = {
  kind: "first" as const,
  organisation: "Malung-Sälens kommun & Co <AB>",
  association: null,
  representative: person("Åsa Öberg-Ähl", "asa@malung.example"),
  deputy: person("Łukasz Đorđević", "lukasz@malung.example"),
  deputyLater: false,
  channels: [{ name: "Kommunens ledningsgrupp", purpose: "both" as const, frequency: "varje månad" }],
  startOn: "2026-12-01",
};
export const sealedInput: SealedInput = {
  ...letterhead,
  content,
  reference: "LG-7K3M-9QXT-2HVB",
  contentHash: "5a".repeat(32),
  untilOn: null,
  sentAt: at,
  signedAt: at,
  changesOn: null,
  verifyAt: "http://localhost:3000/verifiera",
  masked: false,
  signers: [
    {
      seats: "representative",
      name: "Karin Chef",
      title: "Kommundirektör",
      acting: true,
      method: "email",
      email: "chef@malung.example",
      signedAt: at,
      laidInAt: null,
      declarationVersion: "2026-11",
      note: null,
    },
    {
      seats: "deputy",
      name: "Bo Ek",
      title: "Rektor",
      acting: false,
      method: "phone",
      email: null,
      signedAt: at,
      laidInAt: at,
      declarationVersion: "2026-11",
      note: "Underskrivet 2026-11-10. Uppringd via växeln",
    },
  ],
};

const folder = mkdtempSync(join(tmpdir(), "lansgrupp-pdf-"));
let files = 0;
function onDisk(bytes: Buffer): string {
  const path = join(folder, `${++files}.pdf`);
  writeFileSync(path, bytes);
  return path;
}
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
/** qpdf's exit code and words: 0 is without fault or warning. */
export const qpdf = (bytes: Buffer) => {
  const r = spawnSync("qpdf", ["--check", onDisk(bytes)], { encoding: "utf8" });
  return { status: r.status, said: r.stdout + r.stderr };
};
export const pdfsig = (bytes: Buffer) => run("pdfsig", onDisk(bytes));
export const pdfinfo = (bytes: Buffer) => run("pdfinfo", onDisk(bytes));
export const structure = (bytes: Buffer) => run("pdfinfo", "-struct-text", onDisk(bytes));
export const textOf = (bytes: Buffer) => run("pdftotext", "-layout", onDisk(bytes), "-");
/** An incremental update with one object that nothing needs (ISO 32000-1, 7.5.6). */
export function updated(bytes: Buffer, word: string): Buffer {
  const text = bytes.toString("latin1");
  const before = text
    .slice(text.lastIndexOf("startxref") + 9)
    .trim()
    .split("\n")[0]!;
  const trailer = /trailer\n([\s\S]*?)\nstartxref/.exec(text.slice(text.lastIndexOf("trailer")))![1]!;
  const size = Number(/\/Size (\d+)/.exec(trailer)![1]);
  const start = bytes.length + 1;
  const body = `\n${size} 0 obj\n(${word})\nendobj\n`;
  const xref = start + body.length - 1;
  return Buffer.concat([
    bytes,
    Buffer.from(
      `${body}xref\n${size} 1\n${String(start).padStart(10, "0")} 00000 n \ntrailer\n${trailer.replace(`/Size ${size}`, `/Size ${size + 1}\n/Prev ${before}`)}\nstartxref\n${xref}\n%%EOF\n`,
      "latin1",
    ),
  ]);
}
