// Who has answered what is asked, who is waited for, and who could not answer: each word once, as SQL, for pages, tables, to-do, status and
// standing. In a query `a` is the ask and `s` an organisation's share of it; a share has settled or not by `isSettled` (rules.ts).
import { inForceSql } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { somebodySits } from "~/domain/seats/queries.server";

const asks = {
  effort: { ask: "Effort", share: "EffortShare", key: "effortId" },
  spread: { ask: "SpreadItem", share: "SpreadShare", key: "itemId" },
  inquiry: { ask: "Inquiry", share: "InquiryShare", key: "inquiryId" },
} as const;
export type AskKind = keyof typeof asks;
const from = (kind: AskKind): string =>
  `FROM ${asks[kind].ask} a JOIN ${asks[kind].share} s ON s.${asks[kind].key} = a.id`;

/** The last day of a share: its own goes before the common one. */
export const ownDay = (a = "a"): string => `coalesce(s.lastOn, ${a}.lastOn)`;
/** Nothing that settles it has come. */
export const unsettled = "s.state IN ('waiting', 'begun')";
/** It is the organisation's to answer: nothing that settles it has come, and it is open. */
const waits = `a.closedAt IS NULL AND ${unsettled}`;

/** Of a row `of`: its organisation is a member on the day ?2. Whoever has left, or gone up in another, is not waited for. */
export const memberStill = (of: string): string =>
  `EXISTS (SELECT 1 FROM Membership k WHERE k.networkId = ${of}.networkId AND k.organisationId = ${of}.organisationId AND k.kind = 'member' AND ${inForceSql("k")})`;
/** It can still answer today, ?2: a member, with somebody to ask. */
const canAnswer = `${memberStill("s")} AND ${somebodySits("s", "?2")}`;

/** Somebody sits for its organisation today, or sat on its last day where that has been. One that is not is nobody's silence. */
export const askable = (a: string, today: string): string => somebodySits("s", `min(${ownDay(a)}, ${today})`);
/** Its organisation has begun: one that has lost everybody is "nobody" in the tables, and begun in no figure. */
export const begun = (a: string, today: string): string => `(s.state = 'begun' AND ${askable(a, today)})`;
/** It is in its ask's share ("3 av 26"): settled, or there was somebody to ask. */
export const counts = (a: string, today: string): string => `(NOT ${unsettled} OR ${askable(a, today)})`;
/** Its state in a table: "nobody" where there was nobody to ask. */
export const shownState = (a: string, today: string): string =>
  `CASE WHEN ${unsettled} AND NOT ${askable(a, today)} THEN 'nobody' ELSE s.state END AS state`;

/**
 * What counts of a kind in the network ?1, by the last day of each share: what was closed before that day, without an answer, is asked no longer.
 * Whoever reads it leaves out those that are neither settled nor `askable`.
 */
export const partsOf = (kind: AskKind, today: string): string =>
  `(SELECT a.id, a.title, a.closedAt IS NOT NULL AS closed, s.organisationId, s.state, NOT ${unsettled} AS settled, ${ownDay()} AS lastOn, min(${ownDay()}, ${today}) AS countsOn, ${askable("a", today)} AS askable
    ${from(kind)} WHERE a.networkId = ?1 AND (a.closedAt IS NULL OR NOT ${unsettled} OR dayOf(a.closedAt) > ${ownDay()}))`;
/** What waits for an organisation, in the network ?1: of every kind, or of one. */
export const waitingParts = (kinds = Object.keys(asks) as AskKind[], network = "?1"): string =>
  `(${kinds
    .map(
      (kind) =>
        `SELECT '${kind}' AS kind, a.id, a.title, ${ownDay()} AS lastOn, s.organisationId ${from(kind)} WHERE a.networkId = ${network} AND ${waits}`,
    )
    .join(" UNION ALL ")})`;

interface Late {
  id: string;
  title: string;
  /** How many are awaited after their own last day, and since when. */
  late: number;
  since: string;
}
/** Open asks with organisations awaited after their own last day: until all have answered, nobody of them can any more, or it is closed. */
export const lateAsks = (kind: AskKind, { network, today }: NetworkPermit<"todo.see">): Late[] =>
  rows<Late>(
    `SELECT a.id, a.title, count(*) AS late, min(${ownDay()}) AS since ${from(kind)}
     WHERE a.networkId = ?1 AND ${waits} AND ${ownDay()} < ?2 AND ${askable("a", "?2")} GROUP BY a.id HAVING sum(${canAnswer}) > 0 ORDER BY since, a.createdAt`,
    network.id,
    today,
  );
interface Awaited {
  id: string;
  title: string;
  /** How many are awaited, and of those how many can still answer; the last of their days. */
  awaited: number;
  able: number;
  latest: string;
}
/** Open asks whose last answer has come, or whose days have all passed: nobody who can still answer has days left. */
export const endedAsks = (kind: AskKind, { network, today }: NetworkPermit<"todo.see">): Awaited[] =>
  rows<Awaited>(
    `WITH p AS (SELECT a.id, a.title, a.lastOn AS common, ${ownDay()} AS lastOn, ${unsettled} AND ${askable("a", "?2")} AS awaited, ${unsettled} AND ${askable("a", "?2")} AND ${canAnswer} AS able
       ${from(kind)} WHERE a.networkId = ?1 AND a.closedAt IS NULL)
     SELECT id, title, sum(awaited) AS awaited, sum(able) AS able, coalesce(max(CASE WHEN able THEN lastOn END), common) AS latest FROM p GROUP BY id HAVING sum(able) = 0 OR latest < ?2 ORDER BY latest, id`,
    network.id,
    today,
  );
