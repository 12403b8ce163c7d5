// What waits of that which came in, and whether the mailbox can be read.
import { longMoment } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import type { NetworkPermit, Permit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { must } from "~/platform/must";
import type { Why } from "./rules";
import { protectedName } from "~/domain/people/texts";

interface IncomingRow {
  id: string;
  kind: string;
  state: string;
  why: Why | null;
  sender: string;
  subject: string;
  partstat: string | null;
  comment: string | null;
  receivedAt: string;
  meetingId: string | null;
  meeting: string | null;
  who: string | null;
  countable: number;
}

/** So many that were counted or settled of late are shown beside all that wait. */
const settledShown = 100;
/** The waiting ones first; then what was counted or settled of late. */
export function inboxPage(permit: NetworkPermit<"meeting.manage">) {
  const { network } = permit;
  const found = rows<IncomingRow>(
    `SELECT i.id, i.kind, i.state, i.why, i.sender, i.subject, i.partstat, i.comment, i.receivedAt, m.id AS meetingId, m.title AS meeting,
       CASE WHEN p.protected THEN coalesce('Representanten för ' || o.name, '${protectedName}') ELSE coalesce(p.name, a.name) END AS who, coalesce(a.state = 'invited' AND m.state = 'convened' AND m.heldOn >= ?2, 0) AS countable
     FROM Incoming i LEFT JOIN Attendee a ON a.id = i.attendeeId LEFT JOIN Meeting m ON m.id = a.meetingId LEFT JOIN Person p ON p.id = a.personId LEFT JOIN Organisation o ON o.id = a.organisationId
     WHERE i.networkId = ?1 AND (i.state = 'waiting' OR i.id IN (SELECT id FROM Incoming WHERE networkId = ?1 AND state <> 'waiting' ORDER BY receivedAt DESC LIMIT ?3))
     ORDER BY i.state <> 'waiting', i.receivedAt DESC`,
    network.id,
    permit.today,
    settledShown + 1,
  ).map(({ receivedAt, countable, ...i }) => ({
    ...i,
    when: longMoment(new Date(receivedAt)),
    countable: countable === 1 && i.kind === "reply",
  }));
  const settled = found.filter((i) => i.state !== "waiting");
  return {
    place: placeOf(network),
    waiting: found.filter((i) => i.state === "waiting"),
    done: settled.slice(0, settledShown),
    latestAlone: settled.length > settledShown ? settledShown : null,
    address: env.imapUrl ? (env.replyAddress ?? null) : null,
    failingSince: failing(),
  };
}
export type IncomingLine = ReturnType<typeof inboxPage>["waiting"][number];

const failing = (): string | null => {
  const since = env.imapUrl
    ? row<{ failingSince: string | null }>("SELECT failingSince FROM Mailbox WHERE failingSince IS NOT NULL")
        ?.failingSince
    : null;
  return since ? longMoment(new Date(since)) : null;
};
export interface InboxTodo {
  waiting: number;
  failingSince: string | null;
}
/** For the to-do list. A mailbox that has been out of reach for less than an hour is not mentioned. */
export function inboxTodo(permit: NetworkPermit<"todo.see">): InboxTodo {
  const hourAgo = new Date(permit.now.getTime() - 3_600_000).toISOString();
  const since = env.imapUrl
    ? row<{ failingSince: string | null }>("SELECT failingSince FROM Mailbox WHERE failingSince < ?", hourAgo)
        ?.failingSince
    : null;
  return {
    waiting: must(
      row<{ n: number }>(
        "SELECT count(*) AS n FROM Incoming WHERE networkId = ? AND state = 'waiting'",
        permit.network.id,
      ),
      "one row",
    ).n,
    failingSince: since ? longMoment(new Date(since)) : null,
  };
}
/** Messages that belong to no network: the administrator looks in the mailbox itself. */
export const strayMessages = (_: Permit<"installation.manage">): number =>
  must(
    row<{ n: number }>("SELECT count(*) AS n FROM Incoming WHERE networkId IS NULL AND state = 'waiting'"),
    "one row",
  ).n;
