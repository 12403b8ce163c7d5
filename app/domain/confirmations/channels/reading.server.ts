// An organisation's channels in force, with what is pointed out of them.
import { addMonths, inForceSql, todayOn } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import { channelHints, type ChannelHint } from "../rules";

export type Purpose = "deliver" | "gather" | "both";
export interface ChannelLine {
  id: string;
  name: string;
  purpose: Purpose;
  frequency: string;
  fromOn: string;
  used: number;
  hints: ChannelHint[];
}

/** Sent: the organisation has said how it went out, or its last day has passed, and the channel was there when it was given. */
const current = `SELECT c.id, c.name, c.purpose, c.frequency, c.fromOn,
  (SELECT count(DISTINCT p.shareId) FROM SpreadPass p WHERE p.channelId = c.id AND p.passedOn >= ?4) AS used,
  (SELECT count(*) FROM SpreadShare s JOIN SpreadItem i ON i.id = s.itemId WHERE s.networkId = c.networkId AND s.organisationId = c.organisationId
     AND dayOf(i.createdAt) >= max(?5, c.fromOn) AND (s.state = 'spread' OR s.state = 'waiting' AND coalesce(s.lastOn, i.lastOn) < ?3)) AS sent,
  (SELECT max(x.answeredAt) FROM Confirmation x WHERE x.networkId = c.networkId AND x.organisationId = c.organisationId AND x.channels = 'yes') AS confirmedAt
FROM Channel c WHERE c.networkId = ?1 AND c.organisationId = ?2 AND ${inForceSql("c", "?3")} ORDER BY c.position, c.fromOn, c.id`;

export function channelsOf(networkId: string, organisationId: string, today: string): ChannelLine[] {
  const since = addMonths(today, -12);
  return rows<Omit<ChannelLine, "hints"> & { sent: number; confirmedAt: string | null }>(
    current,
    networkId,
    organisationId,
    today,
    since,
    since,
  ).map(({ sent, confirmedAt, ...c }) => ({
    ...c,
    hints: channelHints(
      { ...c, sent, confirmedOn: confirmedAt && todayOn(new Date(confirmedAt)) },
      c.purpose,
      today,
    ),
  }));
}
