// "Besked": every letter of the network – when, to whom, and why one failed.
import type { NetworkPermit } from "~/domain/access/permits.server";
import { tableMoment } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import { letterKinds } from "./texts";

export interface LetterLine {
  id: string;
  kind: string;
  organisation: string | null;
  slug: string | null;
  to: string;
  subject: string;
  state: string;
  when: string;
  error: string | null;
  doubled: boolean;
  attempts: number;
  settled: boolean;
}

/** The newest letters, those that failed first. Code letters are not in it. */
export function letters(permit: NetworkPermit<"letters.see">): LetterLine[] {
  return rows<{
    id: string;
    kind: string;
    organisation: string | null;
    slug: string | null;
    to: string;
    personId: string | null;
    hidden: number | null;
    subject: string;
    state: string;
    sentAt: string | null;
    createdAt: string;
    nextAttemptAt: string;
    error: string | null;
    maybeDoubled: number;
    attempts: number;
    settledAt: string | null;
  }>(
    `SELECT l.id, l.kind, o.name AS organisation, o.slug, l."to", l.personId, p.protected AS hidden, l.subject, l.state, l.sentAt, l.createdAt, l.nextAttemptAt, l.error, l.maybeDoubled, l.attempts, l.settledAt
     FROM Letter l LEFT JOIN Organisation o ON o.id = l.organisationId LEFT JOIN Person p ON p.id = l.personId
     WHERE l.networkId = ? AND l.codeId IS NULL ORDER BY (l.state = 'failed' AND l.settledAt IS NULL) DESC, l.createdAt DESC LIMIT 120`,
    permit.network.id,
  ).map((l) => ({
    id: l.id,
    kind: letterKinds[l.kind.split(":")[0]!] ?? "Mejl",
    organisation: l.organisation,
    slug: l.slug,
    to: l.hidden ? "Skyddad person" : l.to,
    subject: l.subject,
    state: l.state,
    when: tableMoment(new Date(l.sentAt ?? l.createdAt)),
    error: l.error,
    doubled: l.maybeDoubled === 1,
    attempts: l.attempts,
    settled: l.settledAt !== null,
  }));
}
