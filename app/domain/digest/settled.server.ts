// What nobody waits for any longer when the weekly letter is written: answered, done or closed since the letter about it was held.
import { inForceSql } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import { waitingParts, type AskKind } from "~/domain/asks/counting.server";

/** Of an organisation `of`: the letter's person sits for it today, and the letter was about it where the fact says of whom. */
const mine = (
  of: string,
) => `EXISTS (SELECT 1 FROM Holding h WHERE h.personId = l.personId AND h.networkId = l.networkId AND h.organisationId = ${of} AND ${inForceSql("h")})
  AND (e.data ->> '$.who' IS NULL OR ${of} IN (SELECT value FROM json_each(e.data, '$.who')))`;
const asked = (kind: AskKind): readonly [about: string, sql: string] => [
  `e.subjectType = '${kind}'`,
  `SELECT 1 FROM ${waitingParts([kind], "l.networkId")} p WHERE p.id = e.subjectId AND ${mine("p.organisationId")}`,
];
/** By what a letter's fact is about: what must be there for it to be waited for. What is not here is told whatever has happened. */
const waitedFor: readonly (readonly [about: string, sql: string])[] = [
  asked("effort"),
  asked("spread"),
  asked("inquiry"),
  [
    "e.kind IN ('finding.asked', 'finding.reminded')",
    "SELECT 1 FROM Finding f WHERE f.id = e.subjectId AND f.consent = 'asked' AND f.removedAt IS NULL",
  ],
  [
    "e.kind IN ('group.invited', 'group.invitedAgain')",
    `SELECT 1 FROM GroupJoining j WHERE j.groupId = e.subjectId AND j.kind = 'invitation' AND j.state = 'open' AND ${mine("j.organisationId")}`,
  ],
  [
    "e.kind = 'milestone.reminded'",
    "SELECT 1 FROM GroupMilestone m JOIN WorkingGroup g ON g.id = m.groupId WHERE m.id = e.data ->> '$.milestone' AND m.doneAt IS NULL AND g.endedOn IS NULL",
  ],
];
const sql = `SELECT l.id FROM Letter l JOIN Event e ON e.seq = l.eventSeq WHERE l.id IN (SELECT value FROM json_each(?1)) AND CASE ${waitedFor.map(([about, there]) => `WHEN ${about} THEN NOT EXISTS (${there})`).join(" ")} ELSE 0 END`;

export const settledAmong = (letterIds: readonly string[], today: string): Set<string> =>
  new Set(rows<{ id: string }>(sql, JSON.stringify(letterIds), today).map((l) => l.id));
