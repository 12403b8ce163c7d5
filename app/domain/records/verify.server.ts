// Is everything that is kept for good as it was written? The chain of facts, every file against its hash, every sealed
// paper against its seal and its row. It only reads, and says what and where.
import { contentHash, readAsHashed } from "~/domain/commitments/content.server";
import { paperHash } from "~/domain/commitments/sealing/record.server";
import { verifySeal } from "~/domain/commitments/sealing/seal.server";
import { db } from "~/platform/db.server";
import { sha256 } from "~/platform/env.server";
import { readStored } from "~/platform/files.server";
import { readChain, type Fault } from "./chain.server";

export interface Found {
  events: number;
  files: number;
  papers: number;
  faults: Fault[];
}

/** What the chain vouches for: the files of a commitment's papers, their hashes, and the hash of what they say. */
interface Vouched {
  files: readonly string[];
  /** Absent in facts from before 28 November 2026. */
  hashes?: readonly string[];
  paper?: string;
}

const atOnce = 200;

/** Reads `of` page by page, by id. */
async function* paged<T extends { id: string }>(of: (after: string) => Promise<T[]>): AsyncGenerator<T> {
  for (let after = ""; ;) {
    const page = await of(after);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < atOnce) return;
    after = last.id;
  }
}

interface FileRow {
  id: string;
  commitmentId: string | null;
  role: string;
  size: number;
  hash: string;
  storageKey: string;
}

async function faultsOfFile(file: FileRow, vouchedHash: string | undefined): Promise<string[]> {
  const faults: string[] = [];
  if (file.storageKey !== `${file.hash.slice(0, 2)}/${file.hash}`)
    faults.push("Raden och filens namn stämmer inte överens.");
  if (vouchedHash && vouchedHash !== file.hash) faults.push("Papperet är inte det som stämplades.");
  let bytes: Buffer;
  try {
    bytes = await readStored(file.storageKey);
  } catch {
    return [...faults, "Filen saknas eller är ändrad."];
  }
  if (bytes.length !== file.size) faults.push("Filen har en annan storlek än raden säger.");
  if (sha256(bytes) !== file.hash) faults.push("Filen är inte den som raden säger.");
  if (!file.role.startsWith("sealed")) return faults;
  const seal = await verifySeal(bytes);
  if (seal.ours && !seal.unchanged) faults.push("Stämpeln gäller inte: papperet är ändrat.");
  return faults;
}

const commitments = (after: string) =>
  db.commitment.findMany({
    where: { id: { gt: after }, state: { notIn: ["draft", "lapsed"] }, contentHash: { not: null } },
    orderBy: { id: "asc" },
    take: atOnce,
    include: { secret: true, signatures: { where: { state: "signed" }, orderBy: { signedAt: "asc" } } },
  });
type CommitmentRow = Awaited<ReturnType<typeof commitments>>[number];

/** A value that cannot even be read is not the one that was written. */
function holds(says: () => boolean): boolean {
  try {
    return says();
  } catch {
    return false;
  }
}

/** Everything, once through. */
export async function verifyRecords(): Promise<Found> {
  const vouched = new Map<string, Vouched>();
  const { events, faults } = await readChain(({ subjectId, data }) => {
    try {
      vouched.set(subjectId, JSON.parse(data) as Vouched);
    } catch {
      // The chain has said that the row is changed.
    }
  });
  const hashes = new Map(
    [...vouched.values()].flatMap((v) => v.files.map((id, i) => [id, v.hashes?.[i]] as const)),
  );

  const seen = new Set<string>();
  let files = 0;
  const fileRows = (after: string) =>
    db.file.findMany({ where: { id: { gt: after } }, orderBy: { id: "asc" }, take: atOnce });
  for await (const file of paged<FileRow>(fileRows)) {
    files++;
    seen.add(file.id);
    for (const what of await faultsOfFile(file, hashes.get(file.id)))
      faults.push({ about: file.role.startsWith("sealed") ? "paper" : "file", where: file.id, what });
  }
  for (const id of hashes.keys())
    if (!seen.has(id)) faults.push({ about: "paper", where: id, what: "Ett stämplat papper saknas." });

  let papers = 0;
  for await (const c of paged<CommitmentRow>(commitments)) {
    papers++;
    const where = c.reference;
    if (!holds(() => contentHash(readAsHashed(c), c.termsVersion ?? "") === c.contentHash))
      faults.push({ about: "paper", where, what: "Blanketten är inte den som chefen såg." });
    const says = vouched.get(c.id)?.paper;
    if (says && !holds(() => says === paperHash(c)))
      faults.push({
        about: "paper",
        where,
        what: "Uppgifterna om underskriften är inte de som papperet säger.",
      });
  }
  for (const id of vouched.keys())
    if (!(await db.commitment.findUnique({ where: { id }, select: { id: true } })))
      faults.push({ about: "paper", where: id, what: "Blanketten bakom ett stämplat papper saknas." });
  return { events, files, papers, faults };
}
