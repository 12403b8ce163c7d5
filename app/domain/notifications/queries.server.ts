// "Utskick": every letter of the network – when, to whom, and why one failed.
import type { NetworkPermit } from "~/domain/access/permits.server";
import { tableMoment } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import { causeOf } from "./causes";
import { letterKinds } from "./letter-kinds";
import { protectedName } from "~/domain/people/texts";

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

/**
 * A letter `l` did not arrive, and what it was about is not over: the form that it asked for has not been sent since, the
 * signature is still waited for, and no later letter about the same has arrived.
 */
export const waitsToBeMended = (l: string): string => `(${l}.state = 'failed' AND ${l}.settledAt IS NULL
  AND NOT (${l}.kind IN ('invitation', 'renewal') AND EXISTS (SELECT 1 FROM Commitment c WHERE c.networkId = ${l}.networkId AND c.organisationId = ${l}.organisationId AND c.sentAt > ${l}.createdAt))
  AND NOT (${l}.kind IN ('invitation', 'renewal') AND EXISTS (SELECT 1 FROM Letter n WHERE n.networkId = ${l}.networkId AND n.organisationId = ${l}.organisationId AND n.kind = ${l}.kind AND n.createdAt > ${l}.createdAt))
  AND NOT EXISTS (SELECT 1 FROM Link k WHERE k.id = ${l}.linkId AND k.revokedAt IS NOT NULL)
  AND NOT (${l}.kind IN ('askSignature', 'remindSignature') AND EXISTS (SELECT 1 FROM Link k JOIN Signature s ON s.id = k.signatureId WHERE k.id = ${l}.linkId AND (s.state <> 'pending'
    OR EXISTS (SELECT 1 FROM Letter n WHERE n.linkId = ${l}.linkId AND n.createdAt > ${l}.createdAt)))))`;

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
    waits: number;
  }>(
    `SELECT l.id, l.kind, o.name AS organisation, o.slug, l."to", l.personId, p.protected AS hidden, l.subject, l.state, l.sentAt, l.createdAt, l.nextAttemptAt, l.error, l.maybeDoubled, l.attempts, l.settledAt, ${waitsToBeMended("l")} AS waits
     FROM Letter l LEFT JOIN Organisation o ON o.id = l.organisationId LEFT JOIN Person p ON p.id = l.personId
     WHERE l.networkId = ? AND l.codeId IS NULL ORDER BY waits DESC, l.createdAt DESC LIMIT 120`,
    permit.network.id,
  ).map((l) => ({
    id: l.id,
    kind: letterKinds[l.kind.replace(/:.*/s, "")] ?? "Mejl",
    organisation: l.organisation,
    slug: l.slug,
    to: l.hidden ? protectedName : l.to,
    subject: l.subject,
    state: l.state,
    when: tableMoment(new Date(l.sentAt ?? l.createdAt)),
    error: causeOf(l.error),
    doubled: l.maybeDoubled === 1,
    attempts: l.attempts,
    settled: l.waits === 0,
  }));
}
