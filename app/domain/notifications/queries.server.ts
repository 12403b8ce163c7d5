// "Utskick": every letter of the network – when, to whom, and why one failed.
import type { NetworkPermit } from "~/domain/access/permits.server";
import { tableMoment } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import { kindName } from "~/platform/letter-kinds";
import { causeOf } from "./causes";
import { shownLetters, type ShownLetters } from "./schema";
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

const chosen: Record<ShownLetters, string> = {
  "": "1",
  "kom-inte-fram": waitsToBeMended("l"),
  vantar: "l.state IN ('queued', 'sending', 'held')",
};
const perPage = 25;

/** A network's letters, the newest first by the time that is shown, a page at a time. Code letters are not in it. */
export function letters(
  permit: NetworkPermit<"letters.see">,
  asked: { show?: string | null; page?: string | null } = {},
) {
  const show = shownLetters.find((s) => s === asked.show) ?? "";
  const of = (which: ShownLetters) =>
    `FROM Letter l WHERE l.networkId = ?1 AND l.codeId IS NULL AND ${chosen[which]}`;
  const count = (which: ShownLetters) =>
    row<{ n: number }>(`SELECT count(*) AS n ${of(which)}`, permit.network.id)?.n ?? 0;
  const toMend = count("kom-inte-fram");
  const pages = Math.max(1, Math.ceil((show === "kom-inte-fram" ? toMend : count(show)) / perPage));
  const page = Math.min(pages, /^[1-9]\d{0,5}$/.test(asked.page ?? "") ? Number(asked.page) : 1);
  return { show, page, pages, toMend, lines: linesOf(of(show), permit.network.id, page) };
}

function linesOf(which: string, networkId: string, page: number): LetterLine[] {
  const shownAt = "coalesce(l.sentAt, l.createdAt)";
  return rows<{
    id: string;
    kind: string;
    organisation: string | null;
    slug: string | null;
    to: string;
    hidden: number | null;
    subject: string;
    state: string;
    shownAt: string;
    error: string | null;
    maybeDoubled: number;
    attempts: number;
    waits: number;
  }>(
    `SELECT l.id, l.kind, o.name AS organisation, o.slug, l."to", p.protected AS hidden, l.subject, l.state, ${shownAt} AS shownAt, l.error, l.maybeDoubled, l.attempts, ${waitsToBeMended("l")} AS waits
     FROM (SELECT l.id ${which} ORDER BY ${shownAt} DESC, l.id LIMIT ${perPage} OFFSET ?2) x JOIN Letter l ON l.id = x.id
     LEFT JOIN Organisation o ON o.id = l.organisationId LEFT JOIN Person p ON p.id = l.personId ORDER BY ${shownAt} DESC, l.id`,
    networkId,
    (page - 1) * perPage,
  ).map((l) => ({
    id: l.id,
    kind: kindName(l.kind),
    organisation: l.organisation,
    slug: l.slug,
    to: l.hidden ? protectedName : l.to,
    subject: l.subject,
    state: l.state,
    when: tableMoment(new Date(l.shownAt)),
    error: causeOf(l.error),
    doubled: l.maybeDoubled === 1,
    attempts: l.attempts,
    settled: l.waits === 0,
  }));
}
