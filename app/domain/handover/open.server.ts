// What waits for an organisation's answer, each with its last day: what whoever comes takes over.
import { rows } from "~/platform/db.server";
import type { Permit } from "~/domain/access/permits.server";
import { waitingParts } from "~/domain/asks/counting.server";
import { hasBegunSql } from "~/domain/meetings/rules";
import { inForceSql, minute } from "~/platform/calendar";
import { paths, type Place } from "~/paths";

type OpenKind = "meeting" | "effort" | "spread" | "inquiry" | "task";
export interface OpenThing {
  key: string;
  kind: OpenKind;
  title: string;
  lastOn: string | null;
  href: string;
}

/** A group's meeting is for those with a place in it; a task is the organisation's or everybody's. */
const openSql = `SELECT * FROM (SELECT 'meeting' AS kind, m.id, m.title, coalesce(m.answerByOn, m.heldOn) AS lastOn FROM Meeting m WHERE m.networkId = ?1 AND m.state = 'convened' AND m.heldOn >= ?3 AND NOT ${hasBegunSql("?4")}
    AND (m.groupId IS NULL OR EXISTS (SELECT 1 FROM GroupPlace g WHERE g.groupId = m.groupId AND g.organisationId = ?2 AND ${inForceSql("g", "?3")}))
    AND NOT EXISTS (SELECT 1 FROM Answer a WHERE a.meetingId = m.id AND a.organisationId = ?2)
  UNION ALL SELECT kind, id, title, lastOn FROM ${waitingParts()} WHERE organisationId = ?2
  UNION ALL SELECT 'task', t.id, t.text, t.dueOn FROM MinutesItem t JOIN Minutes x ON x.id = t.minutesId JOIN Meeting m ON m.id = x.meetingId WHERE t.networkId = ?1 AND t.kind = 'task' AND t.doneAt IS NULL AND m.state = 'convened' AND x.state <> 'draft'
    AND (t.everybody OR EXISTS (SELECT 1 FROM MinutesItemOrganisation o WHERE o.itemId = t.id AND o.organisationId = ?2)))
  ORDER BY lastOn IS NULL, lastOn`;

export function openThings(
  networkId: string,
  o: { id: string; slug: string },
  place: Place,
  { today, now }: Pick<Permit, "today" | "now">,
): OpenThing[] {
  const href: Record<OpenKind, (id: string) => string> = {
    meeting: (id) => paths.meetingAct(place, id, "svar"),
    effort: (id) => paths.effort(place, id),
    spread: (id) => paths.spreadPackage(place, id, o.slug),
    inquiry: (id) => paths.inquiryAnswer(place, id, o.slug),
    task: () => paths.agreed(place),
  };
  return rows<{ kind: OpenKind; id: string; title: string; lastOn: string | null }>(
    openSql,
    networkId,
    o.id,
    today,
    minute(now),
  ).map(({ id, ...t }) => ({ ...t, key: `${t.kind}:${id}`, href: href[t.kind](id) }));
}
