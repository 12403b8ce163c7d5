// Sealing as work that can be done again: the files are on the disk before the rows that name them, and the
// rows, the work's end and the fact are one transaction. Killed anywhere, the next pass does it over.
import { nfc } from "~/platform/nfc";
import { ownPermit, networkById } from "~/domain/access/permits.server";
import { paths } from "~/paths";
import { todayOn } from "~/platform/calendar";
import { db, transact } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { announce } from "~/platform/events.server";
import {
  kindByContent,
  largestFile,
  listStored,
  removeStored,
  storeFile,
  type Stored,
} from "~/platform/files.server";
import { nanoid } from "~/platform/ids";
import { invalid } from "~/platform/refusal";
import { contentHash, readAsHashed, readMasked } from "../content.server";
import type { Content } from "../schema";
import { letterheadOf, sealedDocument, type SealedInput } from "./document.server";
import { paperHash } from "./record.server";
import { sameContent, workDue, type Claimed } from "./work.server";
import { sealPdf, sealSpace } from "./seal.server";

const day = 24 * 3_600_000;

/** Seals what waits and is due; returns how many documents were sealed. */
export const sealDue = (now: Date): Promise<number> => workDue("seal", now, sealOne);

async function sealOne(work: Claimed, now: Date): Promise<boolean> {
  const { commitment, network, full, masked, made } = await readSigned(work.subjectId);
  const space = await sealSpace();
  const keep = async (content: Content, isMasked: boolean): Promise<Stored> =>
    storeFile(
      await sealPdf(await sealedDocument(inputOf(commitment, network, content, isMasked), space, now), now),
    );
  const files: {
    role: "sealed" | "sealedMasked";
    audience: "strategist" | "organisation";
    stored: Stored;
  }[] = [];
  // What is there is never made again; a person who was marked since asks for a new copy without the name.
  if (!made.some((f) => f.role === "sealed"))
    files.push({
      role: "sealed",
      audience: masked ? "strategist" : "organisation",
      stored: await keep(full, false),
    });
  if (masked && !made.some((f) => f.role === "sealedMasked" && f.audience === "organisation"))
    files.push({ role: "sealedMasked", audience: "organisation", stored: await keep(masked, true) });

  const name = `uppdrag-${commitment.organisation.slug}-${todayOn(commitment.signedAt)}.pdf`;
  return transact(async (tx) => {
    const won = await tx.work.updateMany({
      where: { id: work.id, doneAt: null },
      data: { doneAt: now, claimedAt: null, error: null },
    });
    if (won.count !== 1) return false;
    await sameContent(tx, commitment);
    const ids: string[] = [];
    for (const { role, audience, stored } of files) {
      const id = nanoid();
      ids.push(id);
      await tx.file.create({
        data: {
          id,
          networkId: commitment.networkId,
          commitmentId: commitment.id,
          role,
          audience,
          kind: "pdf",
          scanState: "clean",
          name,
          createdAt: now,
          ...stored,
        },
      });
    }
    await announce(tx, ownPermit("commitment.advance", "job", "seal", network, now), {
      kind: "commitment.sealed",
      networkId: commitment.networkId,
      organisationId: commitment.organisationId,
      subjectType: "commitment",
      subjectId: commitment.id,
      data: {
        files: [...made.map((f) => f.id), ...ids],
        hashes: [...made.map((f) => f.hash), ...files.map(({ stored }) => stored.hash)],
        paper: paperHash(commitment),
      },
    });
    return true;
  });
}

/** The frozen document with its signatures; what does not match its own hash is never sealed. */
async function readSigned(id: string) {
  const found = await db.commitment.findUniqueOrThrow({
    where: { id },
    include: {
      secret: true,
      organisation: { select: { slug: true } },
      signatures: { where: { state: "signed" }, orderBy: { signedAt: "asc" } },
      files: { where: { role: { in: ["sealed", "sealedMasked"] } } },
      steps: { where: { step: "attachPaper" }, select: { at: true } },
    },
  });
  const network = networkById(found.networkId);
  const { signedAt, contentHash: hash, termsVersion } = found;
  if (!network || !signedAt || !hash || !termsVersion) throw new Error("The commitment is not signed");
  const full = readAsHashed(found);
  if (contentHash(full, termsVersion) !== hash)
    throw new Error("The document is not the one that was signed: its hash differs");
  return {
    commitment: { ...found, signedAt, contentHash: hash, termsVersion },
    network,
    full,
    masked: found.secret ? readMasked(found) : null,
    made: found.files,
  };
}
type Signed = Awaited<ReturnType<typeof readSigned>>;

const inputOf = (
  c: Signed["commitment"],
  network: Signed["network"],
  content: Content,
  masked: boolean,
): SealedInput => ({
  ...letterheadOf(network, c.termsVersion),
  content,
  masked,
  reference: c.reference,
  contentHash: c.contentHash,
  untilOn: c.untilOn,
  sentAt: c.sentAt,
  signedAt: c.signedAt,
  changesOn: c.changesOn,
  verifyAt: `${env.baseUrl}${paths.verify}`,
  signers: c.signatures.map((s) => ({
    seats: s.seats,
    name: s.signedName ?? s.name,
    title: s.signedTitle ?? s.title,
    acting: s.acting,
    method: s.method ?? "email",
    email: s.method === "email" ? s.email : null,
    signedAt: s.signedAt ?? c.signedAt,
    laidInAt: s.method === "email" ? null : (c.steps[0]?.at ?? null),
    declarationVersion: s.declarationVersion,
    note: s.note,
  })),
});

/** Removes files that no row names: a writer was killed before its rows, or an uploaded paper was never attached. */
export async function sweepFiles(now: Date): Promise<number> {
  const before = new Date(now.getTime() - day);
  await transact((tx) =>
    tx.file.deleteMany({
      where: { role: { in: ["scan", "minutesExtract"] }, commitmentId: null, createdAt: { lt: before } },
    }),
  );
  let removed = 0;
  for (const { storageKey, ageMs, temporary } of await listStored()) {
    if (ageMs < day) continue;
    if (
      !temporary &&
      (await db.file.findFirst({
        where: { storageKey, scanState: { not: "infected" } },
        select: { id: true },
      }))
    )
      continue;
    await removeStored(storageKey);
    removed++;
  }
  return removed;
}

const endings = { pdf: "pdf", png: "png", jpeg: "jpg" } as const;

/** Keeps an uploaded scan and returns its row's id; what it is, its content says. */
export async function storeScan(
  bytes: Buffer,
  name: string,
  networkId: string,
  now: Date,
  role: "scan" | "minutesExtract" = "scan",
): Promise<string> {
  if (bytes.length > largestFile)
    throw invalid({ scan: ["Filen är större än 10 MB. Skanna med lägre upplösning och försök igen."] });
  const kind = kindByContent(bytes);
  if (!kind) throw invalid({ scan: ["Filen är inte en PDF, PNG eller JPEG. Välj en annan fil."] });
  const stored = await storeFile(bytes);
  const id = nanoid();
  const stem =
    nfc(name)
      .replace(/^.*[\\/]/, "")
      .replace(/\.[^.]*$/, "")
      .replace(/[^\p{L}\p{N} ._-]+/gu, "")
      .trim()
      .slice(0, 80) || "blankett";
  await transact((tx) =>
    tx.file.create({
      data: {
        id,
        networkId,
        commitmentId: null,
        role,
        kind,
        audience: "strategist",
        scanState: "notScanned",
        name: `${stem}.${endings[kind]}`,
        createdAt: now,
        ...stored,
      },
    }),
  );
  return id;
}
