// Files of an organisation's answer: its own until it is submitted, then the strategist's too. Bytes are in the store before any row names them.
import { row, type Tx } from "~/platform/db.server";
import { asMaterial } from "~/platform/file-kinds.server";
import {
  largestMaterial,
  mayServe,
  readStored,
  storeFile,
  type MaterialKind,
  type Stored,
} from "~/platform/files.server";
import { nanoid } from "~/platform/ids";
import { wake } from "~/platform/outbox.server";
import { conflict, gone, invalid, notFound } from "~/platform/refusal";
import { reaches, type NetworkPermit } from "~/domain/access/permits.server";
import { fileName } from "~/domain/material/rules";
import { wrongKind } from "~/domain/material/texts";
import type { Question } from "./rules";
import { tooLarge } from "./texts";

/** Question → its file. */
export type Kept = Readonly<Record<string, { id: string; name: string } | undefined>>;

/** What was handed in, told by its content and kept; `rows` gives the answer's files: those, and the ones it had. */
export async function storeAll(handed: Readonly<Record<string, File>>) {
  const stored: { question: string; name: string; kind: MaterialKind; bytes: Stored }[] = [];
  for (const [question, file] of Object.entries(handed)) {
    if (file.size > largestMaterial) throw invalid({ [`q.${question}`]: [tooLarge] });
    const bytes = Buffer.from(await file.arrayBuffer());
    const taken = await asMaterial(bytes);
    if (!taken) throw invalid({ [`q.${question}`]: [wrongKind] });
    const { kind } = taken;
    stored.push({ question, name: fileName(file.name, kind), kind, bytes: await storeFile(taken.bytes) });
  }
  return {
    async rows(
      tx: Tx,
      permit: NetworkPermit,
      questions: readonly Question[],
      responseId: string | null,
      drop: readonly string[],
    ): Promise<Kept> {
      const had = responseId
        ? await tx.inquiryValue.findMany({ where: { responseId, fileId: { not: null } } })
        : [];
      const kept: Record<string, { id: string; name: string }> = Object.fromEntries(
        had
          .filter((v) => !drop.includes(v.questionId))
          .flatMap(({ questionId, fileId, value }) =>
            fileId ? [[questionId, { id: fileId, name: value }]] : [],
          ),
      );
      for (const { question, name, kind, bytes } of stored) {
        if (!questions.some((q) => q.id === question && q.kind === "file")) throw notFound();
        const id = nanoid();
        await tx.file.create({
          data: {
            id,
            networkId: permit.network.id,
            commitmentId: null,
            role: "inquiry",
            audience: "organisation",
            kind,
            scanState: "notScanned",
            name,
            createdAt: permit.now,
            ...bytes,
          },
        });
        kept[question] = { id, name };
      }
      if (stored.length > 0) wake();
      return kept;
    },
  };
}

/** The file of an answer: for its own organisation, and for the strategist once the answer is submitted. */
export async function answerFile(
  permit: NetworkPermit<"inquiry.answer">,
  inquiryId: string,
  slug: string,
  fileId: string,
): Promise<{ bytes: Buffer; name: string; kind: MaterialKind }> {
  const f = row<{
    name: string;
    kind: MaterialKind;
    scanState: string;
    storageKey: string;
    organisationId: string;
    state: string;
  }>(
    `SELECT f.name, f.kind, f.scanState, f.storageKey, s.organisationId, s.state FROM InquiryValue v JOIN File f ON f.id = v.fileId JOIN InquiryResponse r ON r.id = v.responseId JOIN InquiryShare s ON s.id = r.shareId JOIN Organisation o ON o.id = s.organisationId
     WHERE f.id = ?1 AND s.inquiryId = ?2 AND s.networkId = ?3 AND o.slug = ?4 AND r.kind = 'organisation'`,
    fileId,
    inquiryId,
    permit.network.id,
    slug,
  );
  if (!f || !reaches(permit, f.organisationId) || (permit.roles.has("strategist") && f.state !== "submitted"))
    throw notFound();
  if (!mayServe(f))
    throw f.scanState === "infected"
      ? gone("Filen innehöll skadlig kod och lämnas inte ut.")
      : conflict("Filen kontrolleras mot virus. Försök igen om en stund.");
  return { bytes: await readStored(f.storageKey), name: f.name, kind: f.kind };
}
