// What calendars subscribe to: a network's convened meetings, no person in them.
import { feedText, type Entry } from "~/platform/calendar-entry.server";
import { row, rows } from "~/platform/db.server";
import { env, sha256 } from "~/platform/env.server";
import { notFound } from "~/platform/refusal";
import { addDays, inForceSql } from "~/platform/calendar";
import { accountOf, type NetworkPermit, type Permit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { paths } from "~/paths";
import { facts } from "../texts";
import { feedToken } from "./commands.server";

interface FeedRow {
  id: string;
  state: string;
  version: number;
  heldOn: string;
  fromTime: string;
  toTime: string;
  gatherTime: string | null;
  title: string;
  place: string | null;
  access: string | null;
  link: string | null;
  answerByOn: string | null;
  message: string | null;
  convenedAt: string;
  countySlug: string;
  slug: string;
  uid: string | null;
  sequence: number | null;
}
const columns =
  "m.id, m.state, m.version, m.heldOn, m.fromTime, m.toTime, m.gatherTime, m.title, m.place, m.access, m.link, m.answerByOn, m.message, m.convenedAt, c.slug AS countySlug, n.slug";
const from = "FROM Meeting m JOIN Network n ON n.id = m.networkId JOIN County c ON c.id = n.countyId";

const entryOf = (m: FeedRow, open: boolean): Entry => ({
  uid: m.uid ?? `${m.id}@${new URL(env.baseUrl).hostname}`,
  sequence: m.sequence ?? m.version,
  heldOn: m.heldOn,
  fromTime: m.fromTime,
  toTime: m.toTime,
  summary: m.state === "cancelled" ? `Inställt: ${m.title}` : m.title,
  location: m.place ?? (m.link ? "Digitalt" : null),
  description: open ? facts({ ...m, link: null }) : facts(m),
  url: env.baseUrl + paths.meeting({ countySlug: m.countySlug, slug: m.slug }, m.id),
  cancelled: m.state === "cancelled",
  at: new Date(m.convenedAt),
});

/** The public one: convened meetings from a year back, without the digital address. */
export function networkFeed(permit: NetworkPermit<"front.see">): string {
  const { network, today } = permit;
  const found = rows<FeedRow>(
    `SELECT ${columns}, NULL AS uid, NULL AS sequence ${from} WHERE m.networkId = ?1 AND m.convenedAt IS NOT NULL AND m.kind <> 'group' AND m.heldOn >= ?2 ORDER BY m.heldOn`,
    network.id,
    addDays(today, -365),
  );
  return feedText(
    `${network.shortName} ${network.countyName}`,
    found.map((m) => entryOf(m, true)),
  );
}

/** A person's own: the meetings of every network where they have a seat or an office today; of working groups those they are invited to. Nobody else is in it. */
export function personalFeed(permit: Permit<"feed.read">, token: string): string {
  const feed = row<{ accountId: string }>(
    "SELECT accountId FROM Feed WHERE tokenHash = ? AND revokedAt IS NULL",
    sha256(token),
  );
  if (!feed) throw notFound();
  const found = rows<FeedRow>(
    `SELECT ${columns}, a.uid, a.sequence ${from} LEFT JOIN Attendee a ON a.meetingId = m.id AND a.state = 'invited' AND a.personId IN (SELECT id FROM Person WHERE accountId = ?1)
     WHERE m.convenedAt IS NOT NULL AND m.heldOn >= ?2 AND (m.groupId IS NULL OR a.id IS NOT NULL OR m.networkId IN (SELECT networkId FROM StaffRole WHERE accountId = ?1)) AND m.networkId IN (
       SELECT h.networkId FROM Person p JOIN Holding h ON h.personId = p.id WHERE p.accountId = ?1 AND ${inForceSql("h", "?3")}
       UNION SELECT networkId FROM StaffRole WHERE accountId = ?1 AND networkId IS NOT NULL AND ${inForceSql("", "?3")}) ORDER BY m.heldOn`,
    feed.accountId,
    addDays(permit.today, -365),
    permit.today,
  );
  return feedText(
    "Mina möten",
    found.map((m) => entryOf(m, false)),
  );
}

/** The address of the account's own feed, if it has one. */
function feedAddress(permit: Permit<"me.see">): string | null {
  const feed = row<{ id: string; nonce: string }>(
    "SELECT id, nonce FROM Feed WHERE accountId = ? AND revokedAt IS NULL",
    accountOf(permit).id,
  );
  return feed ? env.baseUrl + paths.feed(feedToken(feed.id, feed.nonce)) : null;
}
export const feedPage = (permit: NetworkPermit<"meeting.see">, mine: Permit<"me.see">) => ({
  place: placeOf(permit.network),
  mine: feedAddress(mine),
  open: env.baseUrl + paths.networkFeed(placeOf(permit.network)),
});
