// Stored documents: named by their content, under DATA_DIR/files. This module is the only one that
// knows where they lie. Bytes are on the disk (fsync of file and folders) before any row names them.
import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { env, sha256 } from "./env.server";

export { largestFile, largestMaterial } from "./sizes";
export type FileKind = "pdf" | "png" | "jpeg";
/** What material may be (file-kinds.server.ts). */
export type MaterialKind = FileKind | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "txt";
/** What is written here and fetched, never stored. */
export type TableKind = "csv" | "xlsx";

const root = () => join(env.dataDir, "files");
const keyShape = /^[0-9a-f]{2}\/[0-9a-f]{64}$/;
const temporaryShape = /^[0-9a-f]{2}\/\.tmp-[0-9a-f]+$/;

/** What a file is by its first bytes, whatever its name says; null for everything we do not take. */
export function kindByContent(bytes: Buffer): FileKind | null {
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-") return "pdf";
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return "png";
  if (bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  return null;
}
const ooxml = (part: string) => `application/vnd.openxmlformats-officedocument.${part}`;
const odf = (part: string) => `application/vnd.oasis.opendocument.${part}`;
export const mediaTypes: Record<MaterialKind | TableKind, string> = {
  pdf: "application/pdf", png: "image/png", jpeg: "image/jpeg", csv: "text/csv; charset=utf-8", txt: "text/plain; charset=utf-8",
  docx: ooxml("wordprocessingml.document"), xlsx: ooxml("spreadsheetml.sheet"), pptx: ooxml("presentationml.presentation"), odt: odf("text"), ods: odf("spreadsheet"), odp: odf("presentation"),
};
/** May a file be given to anybody? Where a scanner is set, only what it has found clean. */
export const mayServe = (file: { scanState: string }): boolean => file.scanState === "clean" || (file.scanState === "notScanned" && !env.clamavSocket);


async function synced(path: string): Promise<void> {
  const handle = await open(path, "r");
  try { await handle.sync(); } finally { await handle.close(); }
}

export interface Stored { storageKey: string; hash: string; size: number }

/** Keeps the bytes. Storing the same bytes again is the same file, made young for the sweeper. */
export async function storeFile(bytes: Buffer): Promise<Stored> {
  const hash = sha256(bytes);
  const storageKey = `${hash.slice(0, 2)}/${hash}`;
  const target = join(root(), storageKey);
  const folder = dirname(target);
  const made = await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.tmp-${randomBytes(8).toString("hex")}`);
  const handle = await open(temporary, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally { await handle.close(); }
  await rename(temporary, target);
  await synced(folder);
  if (made) await synced(root());
  return { storageKey, hash, size: bytes.length };
}

function pathOf(storageKey: string): string {
  if (!keyShape.test(storageKey) && !temporaryShape.test(storageKey)) throw new Error("Not a storage key");
  return join(root(), storageKey);
}

/** The bytes, checked against their name: a file that has rotted is an error, not an answer. */
export async function readStored(storageKey: string): Promise<Buffer> {
  const bytes = await readFile(pathOf(storageKey));
  if (sha256(bytes) !== storageKey.slice(3)) throw new Error(`Stored file ${storageKey.slice(0, 11)}… is damaged`);
  return bytes;
}

export interface Listed { storageKey: string; ageMs: number; temporary: boolean }

/** Everything that lies in the store, also what a killed writer left half done. Ages are by the disk's own clock. */
export async function listStored(): Promise<Listed[]> {
  await mkdir(root(), { recursive: true });
  const present = await diskNow();
  const found: Listed[] = [];
  for (const folder of await readdir(root())) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    for (const name of await readdir(join(root(), folder))) {
      const storageKey = `${folder}/${name}`;
      const temporary = temporaryShape.test(storageKey);
      if (!temporary && !keyShape.test(storageKey)) continue;
      const about = await stat(join(root(), storageKey)).catch(() => null);
      if (about) found.push({ storageKey, ageMs: present - about.mtimeMs, temporary });
    }
  }
  return found;
}

/** The present by the clock that stamps the files; CLOCK may have moved ours. */
async function diskNow(): Promise<number> {
  const probe = join(root(), `.probe-${randomBytes(6).toString("hex")}`);
  const handle = await open(probe, "wx");
  try { return (await handle.stat()).mtimeMs; } finally { await handle.close(); await unlink(probe); }
}

export async function removeStored(storageKey: string): Promise<void> {
  await unlink(pathOf(storageKey)).catch((error: NodeJS.ErrnoException) => { if (error.code !== "ENOENT") throw error; });
}
