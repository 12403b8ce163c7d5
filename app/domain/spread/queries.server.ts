// What is to be spread as it is read: the list, one item, an organisation's package, and the page of the read link.
import { inForceSql } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { nanoid } from "~/platform/ids";
import { notFound } from "~/platform/refusal";
import { paths } from "~/paths";
import { passedLink } from "~/domain/access/tokens.server";
import { reaches, type NetworkPermit } from "~/domain/access/permits.server";
import { membersToChoose } from "~/domain/asks/asked.server";
import { askable, counts, ownDay, shownState, unsettled } from "~/domain/asks/counting.server";
import { askStanding, nobodyToAsk } from "~/domain/asks/rules";
import { materialWhere } from "~/domain/material/queries.server";
import { placeOf } from "~/domain/network/queries.server";
import type { Table } from "~/platform/table.server";
import type { SpreadState } from "./rules";
import { stateWords } from "./texts";

/** The sums are over one's own organisations for a member, over all for the strategist. */
export interface ItemRow {
  id: string;
  title: string;
  why: string;
  text: string;
  targets: string;
  lastOn: string;
  closedAt: string | null;
  version: number;
  organisations: number;
  spread: number;
  notForUs: number;
  reached: number | null;
  opened: number;
}
const columns = `i.id, i.title, i.why, i.text, i.targets, i.lastOn, i.closedAt, i.version, sum(${counts("i", "?4")}) AS organisations, sum(s.state = 'spread') AS spread, sum(s.state = 'notForUs') AS notForUs,
  (SELECT sum(p.reached) FROM SpreadPass p JOIN SpreadShare ps ON ps.id = p.shareId WHERE ps.itemId = i.id AND (?3 OR ps.organisationId IN (SELECT value FROM json_each(?2)))) AS reached, sum(s.opened) AS opened`;
const own = (permit: NetworkPermit): string => JSON.stringify(permit.seats.map((s) => s.organisationId));
const staffOf = (permit: NetworkPermit): boolean => permit.roles.has("strategist");
/** Members see what their own organisations have been sent, and of that their own shares alone. */
const seen = "(?3 OR s.organisationId IN (SELECT value FROM json_each(?2)))";
const reach = (permit: NetworkPermit) => [permit.network.id, own(permit), staffOf(permit) ? 1 : 0] as const;

/** Open ones first, by their last day; `waiting`: how many of one's own have not answered. */
export function spreadList(permit: NetworkPermit<"spread.see">) {
  const found = rows<ItemRow & { mine: number; waiting: number }>(
    `SELECT ${columns}, sum(s.organisationId IN (SELECT value FROM json_each(?2))) AS mine, sum(${unsettled} AND s.organisationId IN (SELECT value FROM json_each(?2))) AS waiting
     FROM SpreadItem i JOIN SpreadShare s ON s.itemId = i.id WHERE i.networkId = ?1 AND ${seen} GROUP BY i.id ORDER BY i.closedAt IS NOT NULL, CASE WHEN i.closedAt IS NULL THEN i.lastOn END, i.lastOn DESC`,
    ...reach(permit),
    permit.today,
  );
  return {
    place: placeOf(permit.network),
    staff: staffOf(permit),
    items: found.map((i) => ({ ...i, standing: askStanding(i, permit.today) })),
  };
}

function itemRow(permit: NetworkPermit, id: string): ItemRow {
  const found = row<ItemRow>(
    `SELECT ${columns} FROM SpreadItem i JOIN SpreadShare s ON s.itemId = i.id WHERE i.networkId = ?1 AND i.id = ?5 AND ${seen} GROUP BY i.id`,
    ...reach(permit),
    permit.today,
    id,
  );
  if (!found) throw notFound();
  return found;
}

interface PassLine {
  shareId: string;
  channelId: string | null;
  channel: string;
  passedOn: string;
  reached: number | null;
}
export interface ShareLine {
  id: string;
  organisationId: string;
  organisation: string;
  slug: string;
  state: SpreadState;
  askable: number;
  reason: string | null;
  lastOn: string | null;
  opened: number;
  answeredAt: string | null;
  linkId: string | null;
  passes: PassLine[];
}
function sharesOf(permit: NetworkPermit, itemId: string): ShareLine[] {
  const passes = rows<PassLine>(
    "SELECT p.shareId, p.channelId, p.channel, p.passedOn, p.reached FROM SpreadPass p JOIN SpreadShare s ON s.id = p.shareId WHERE s.itemId = ?1 ORDER BY p.passedOn, p.channel",
    itemId,
  );
  return rows<Omit<ShareLine, "passes">>(
    `SELECT s.id, s.organisationId, o.name AS organisation, o.slug, s.state, s.reason, s.lastOn, s.opened, s.answeredAt, s.linkId, ${askable("i", "?5")} AS askable FROM SpreadShare s JOIN SpreadItem i ON i.id = s.itemId JOIN Organisation o ON o.id = s.organisationId
     WHERE s.networkId = ?1 AND s.itemId = ?4 AND (?3 OR s.organisationId IN (SELECT value FROM json_each(?2))) ORDER BY o.sortKey`,
    ...reach(permit),
    itemId,
    permit.today,
  ).map((s) => ({ ...s, passes: passes.filter((p) => p.shareId === s.id) }));
}

/** The strategist sees every organisation, a member the own ones. */
export function spreadPage(permit: NetworkPermit<"spread.see" | "spread.manage">, id: string) {
  const item = itemRow(permit, id);
  const shares = sharesOf(permit, id);
  const channels = !staffOf(permit)
    ? []
    : rows<{ channel: string; passes: number; reached: number | null }>(
        "SELECT p.channel, count(*) AS passes, sum(p.reached) AS reached FROM SpreadPass p JOIN SpreadShare s ON s.id = p.shareId WHERE s.itemId = ?1 AND s.networkId = ?2 GROUP BY p.channel ORDER BY count(*) DESC, p.channel",
        id,
        permit.network.id,
      );
  return {
    place: placeOf(permit.network),
    staff: staffOf(permit),
    item,
    standing: askStanding(item, permit.today),
    shares,
    channels,
    material: materialWhere(permit as NetworkPermit<"spread.see">, "m.spreadItemId = ?", id),
  };
}

/** One row an organisation; what no organisation has answered is empty. */
export function spreadTable(permit: NetworkPermit<"spread.manage">, id: string): Table {
  itemRow(permit, id);
  return {
    sheet: "Spridning",
    values: [id, permit.network.id, permit.today],
    sql: `SELECT o.name AS organisation, ${shownState("i", "?3")}, (SELECT group_concat(p.channel || ' (' || p.passedOn || ')', '; ' ORDER BY p.passedOn, p.channel) FROM SpreadPass p WHERE p.shareId = s.id) AS channels,
        (SELECT min(p.passedOn) FROM SpreadPass p WHERE p.shareId = s.id) AS passedOn, (SELECT sum(p.reached) FROM SpreadPass p WHERE p.shareId = s.id) AS reached, s.reason, s.opened, ${ownDay("i")} AS lastOn
      FROM SpreadShare s JOIN SpreadItem i ON i.id = s.itemId JOIN Organisation o ON o.id = s.organisationId WHERE s.itemId = ?1 AND s.networkId = ?2 ORDER BY o.sortKey`,
    columns: [
      { key: "organisation", head: "Organisation", width: 32, type: "text" },
      { key: "state", head: "Läge", width: 16, type: "text", words: { ...stateWords, nobody: nobodyToAsk } },
      { key: "channels", head: "Genom", width: 60, type: "text" },
      { key: "passedOn", head: "Första dag", width: 12, type: "date" },
      { key: "reached", head: "Nådda, cirka", width: 13, type: "number" },
      { key: "reason", head: "Varför inte relevant", width: 40, type: "text" },
      { key: "opened", head: "Läst genom länken", width: 18, type: "number" },
      { key: "lastOn", head: "Sista dag", width: 12, type: "date" },
    ],
  };
}

export interface ChannelChoice {
  id: string;
  name: string;
  purpose: string;
  frequency: string;
}
/** What an organisation passes on, and the form of its answer; the strategist may open any. */
export async function packagePage(permit: NetworkPermit<"spread.answer">, id: string, slug: string) {
  const item = itemRow(permit, id);
  const share = sharesOf(permit, id).find((s) => s.slug === slug);
  if (!share || !reaches(permit, share.organisationId)) throw notFound();
  const channels = rows<ChannelChoice>(
    `SELECT c.id, c.name, c.purpose, c.frequency FROM Channel c WHERE c.networkId = ?1 AND c.organisationId = ?2 AND c.purpose IN ('deliver', 'both')
       AND (${inForceSql("c", "?3")} OR c.id IN (SELECT p.channelId FROM SpreadPass p WHERE p.shareId = ?4)) ORDER BY c.position, swedish(c.name)`,
    permit.network.id,
    share.organisationId,
    permit.today,
    share.id,
  );
  // Ways that are no channels of the form: written once, they can be ticked from then on.
  const used = rows<{ channel: string; here: number }>(
    "SELECT p.channel, max(s.id = ?3) AS here FROM SpreadPass p JOIN SpreadShare s ON s.id = p.shareId WHERE s.networkId = ?1 AND s.organisationId = ?2 AND p.channelId IS NULL GROUP BY p.channel ORDER BY max(p.passedOn) DESC, p.channel LIMIT 20",
    permit.network.id,
    share.organisationId,
    share.id,
  );
  const ownWays = used
    .filter(
      (u) =>
        u.here || !channels.some((c) => c.name.toLocaleLowerCase("sv") === u.channel.toLocaleLowerCase("sv")),
    )
    .map((u) => u.channel)
    .sort((a, b) => a.localeCompare(b, "sv"));
  const { token, workedUntilOn } = await passedLink(share.linkId, permit.now);
  const standing = askStanding(item, permit.today);
  return {
    place: placeOf(permit.network),
    staff: staffOf(permit),
    network: permit.network.name,
    within: permit.network.nameWithin,
    authority: permit.network.authority,
    today: permit.today,
    item,
    share,
    channels,
    ownWays,
    standing,
    material: materialWhere(permit, "m.spreadItemId = ?", id),
    link: token && env.baseUrl + paths.read(token),
    workedUntilOn,
  };
}
export type PackagePage = Awaited<ReturnType<typeof packagePage>>;

/** By the read link: nothing of other organisations, nobody's name. `press` is drawn for this showing, and nothing of it is written. */
export function readingPage(permit: NetworkPermit<"spread.read">) {
  const found = row<{
    id: string;
    title: string;
    why: string;
    text: string;
    targets: string;
    organisation: string;
  }>(
    "SELECT i.id, i.title, i.why, i.text, i.targets, o.name AS organisation FROM SpreadShare s JOIN SpreadItem i ON i.id = s.itemId JOIN Organisation o ON o.id = s.organisationId WHERE s.linkId = ?1 AND s.networkId = ?2",
    permit.link?.id ?? "",
    permit.network.id,
  );
  if (!found) throw notFound();
  return {
    ...found,
    press: nanoid(20),
    within: permit.network.nameWithin,
    authority: permit.network.authority,
    material: materialWhere(permit, "m.spreadItemId = ?", found.id),
  };
}

export const spreadForm = (permit: NetworkPermit<"spread.manage">) => ({
  place: placeOf(permit.network),
  organisations: membersToChoose(permit),
  values: { to: "all" },
});
