// Stored documents: named by their content. Where they lie is the business of storage/: on the disk under DATA_DIR/files,
// or in a bucket. Bytes are kept for good before any row names them.
import { env, sha256 } from "./env.server";
import { log, told } from "./log.server";
import { unsaved } from "./refusal";

export { largestFile, largestMaterial } from "./sizes";
export type FileKind = "pdf" | "png" | "jpeg";
/** What material may be (file-kinds.server.ts). */
export type MaterialKind = FileKind | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "txt";
/** What is written here and fetched, never stored. */
export type TableKind = "csv" | "xlsx";

/** What a file is by its first bytes, whatever its name says; null for everything we do not take. */
export function kindByContent(bytes: Buffer): FileKind | null {
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-") return "pdf";
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])))
    return "png";
  if (bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  return null;
}
const ooxml = (part: string) => `application/vnd.openxmlformats-officedocument.${part}`;
const odf = (part: string) => `application/vnd.oasis.opendocument.${part}`;
export const mediaTypes: Record<MaterialKind | TableKind, string> = {
  pdf: "application/pdf",
  png: "image/png",
  jpeg: "image/jpeg",
  csv: "text/csv; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  docx: ooxml("wordprocessingml.document"),
  xlsx: ooxml("spreadsheetml.sheet"),
  pptx: ooxml("presentationml.presentation"),
  odt: odf("text"),
  ods: odf("spreadsheet"),
  odp: odf("presentation"),
};
/** May a file be given to anybody? Where a scanner is set, only what it has found clean. */
export const mayServe = (file: { scanState: string }): boolean =>
  file.scanState === "clean" || (file.scanState === "notScanned" && !env.clamavSocket);

/** The one way to the bytes. Keys are `ab/abc…`: a hash, below its first two digits. */
export interface Storage {
  /** Keeps the bytes for good; the same key again makes them young for the sweeper. */
  put(key: string, bytes: Buffer): Promise<void>;
  get(key: string): Promise<Buffer>;
  /** Everything that lies there, also what a killed writer left half done. Ages are by the storage's own clock. */
  list(): Promise<Listed[]>;
  /** What is not there is removed already. */
  remove(key: string): Promise<void>;
}
export interface Listed {
  storageKey: string;
  ageMs: number;
  temporary: boolean;
}
export interface Stored {
  storageKey: string;
  hash: string;
  size: number;
}

/** The bucket where one is set; its client is loaded where it is needed. */
const storage = async (): Promise<Storage> =>
  env.s3
    ? (await import("./storage/s3.server")).inBucket(env.s3)
    : (await import("./storage/disk.server")).onDisk;

/** Keeps the bytes, or says that nothing could be saved. Storing the same bytes again is the same file, made young for the sweeper. */
export async function storeFile(bytes: Buffer): Promise<Stored> {
  const hash = sha256(bytes);
  const storageKey = `${hash.slice(0, 2)}/${hash}`;
  const store = await storage();
  try {
    await store.put(storageKey, bytes);
  } catch (error) {
    log.error({ stack: told(error) }, "a file could not be kept");
    throw unsaved(error);
  }
  return { storageKey, hash, size: bytes.length };
}

/** The bytes, checked against their name: a file that has rotted is an error, not an answer. */
export async function readStored(storageKey: string): Promise<Buffer> {
  const bytes = await (await storage()).get(storageKey);
  if (sha256(bytes) !== storageKey.slice(3))
    throw new Error(`Stored file ${storageKey.slice(0, 11)}… is damaged`);
  return bytes;
}
export const listStored = async (): Promise<Listed[]> => (await storage()).list();
export const removeStored = async (storageKey: string): Promise<void> => (await storage()).remove(storageKey);
