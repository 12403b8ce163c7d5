// What /verifiera answers: ours or not, changed or not, of which day. Never a name, and nothing is kept.
import { todayOn } from "~/platform/calendar";
import { db } from "~/platform/db.server";
import { sha256 } from "~/platform/env.server";
import { largestFile } from "~/platform/files.server";
import { must } from "~/platform/must";
import type { State } from "../rules";
import { overWord } from "../texts";
import { verifySeal } from "./seal.server";

export interface Verdict {
  verdict: "ours" | "mistaken" | "changed" | "foreign";
  sealedOn?: string;
  reference?: string;
}

/** A file that somebody holds: by its hash first, by its seal otherwise. */
export async function verifyUpload(bytes: Buffer): Promise<Verdict> {
  if (bytes.length === 0 || bytes.length > largestFile) return { verdict: "foreign" };
  const known = await db.file.findFirst({
    where: { hash: sha256(bytes), role: { in: ["sealed", "sealedMasked", "mistakenSeal"] } },
    select: { role: true, createdAt: true, commitment: { select: { reference: true } } },
  });
  if (known)
    return {
      verdict: known.role === "mistakenSeal" ? "mistaken" : "ours",
      sealedOn: todayOn(known.createdAt),
      reference: known.commitment?.reference,
    };
  const seal = await verifySeal(bytes);
  if (!seal.ours) return { verdict: "foreign" };
  return seal.unchanged
    ? { verdict: "ours", sealedOn: todayOn(must(seal.sealedAt, "when the paper was sealed")) }
    : { verdict: "changed" };
}

export interface AboutReference {
  found: boolean;
  signedOn: string | null;
  /** What it is where it came to nothing. */
  over: string | null;
  /** It is on paper and was not signed here. */
  onPaper: boolean;
  /** A file with this reference was sealed when it was taken in from a list. */
  mistakenSeal: boolean;
}
const unknown: AboutReference = {
  found: false,
  signedOn: null,
  over: null,
  onPaper: false,
  mistakenSeal: false,
};

/** A reference that somebody reads from a paper; forgiving about case and spaces. */
export async function verifyReference(typed: string): Promise<AboutReference> {
  const reference = typed
    .slice(0, 60)
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s‐-―]+/g, "-")
    .replace(/-+/g, "-")
    .replace(/^-|-$/g, "");
  const found = await db.commitment.findUnique({
    where: { reference },
    select: {
      signedAt: true,
      state: true,
      origin: true,
      files: { where: { role: "mistakenSeal" }, select: { id: true } },
    },
  });
  if (!found || found.state === "draft" || found.state === "lapsed") return unknown;
  return {
    found: true,
    signedOn: found.signedAt && todayOn(found.signedAt),
    over: overWord({ state: found.state as State, origin: found.origin }),
    onPaper: found.origin === "moveIn",
    mistakenSeal: found.files.length > 0,
  };
}
