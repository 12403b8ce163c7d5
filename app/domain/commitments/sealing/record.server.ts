// What a sealed paper says of its commitment, as one hash: it stands in the fact that the paper was sealed, which the
// chain of facts holds. A row that is changed afterwards no longer matches its paper.
import { sha256 } from "~/platform/env.server";
import { canonical } from "../content.server";

interface Signer {
  seats: string;
  signedName: string | null;
  signedTitle: string | null;
  method: string | null;
  email: string | null;
  declarationVersion: string | null;
  signedAt: Date | null;
}
export interface PaperRow {
  reference: string | null;
  contentHash: string | null;
  termsVersion: string | null;
  startOn: string | null;
  untilOn: string | null;
  sentAt: Date | null;
  signedAt: Date | null;
  signatures: readonly Signer[];
}

/** SHA-256, in hex. `signatures` are those that were given, in their order. */
export const paperHash = (c: PaperRow): string =>
  sha256(
    canonical({
      reference: c.reference,
      contentHash: c.contentHash,
      termsVersion: c.termsVersion,
      startOn: c.startOn,
      untilOn: c.untilOn,
      sentAt: c.sentAt?.toISOString() ?? null,
      signedAt: c.signedAt?.toISOString() ?? null,
      signatures: c.signatures.map((s) => ({
        seats: s.seats,
        name: s.signedName,
        title: s.signedTitle,
        method: s.method,
        email: s.email,
        declaration: s.declarationVersion,
        at: s.signedAt?.toISOString() ?? null,
      })),
    }),
  );
