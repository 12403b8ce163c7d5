// The only mint of permits. Commands and queries take one, typed by the permission; a permit
// carries how far it reaches and what time it is, and `within` puts the reach into every query.
import { elapsed, now as clockNow, today as clockToday } from "~/platform/clock";
import { inForceSql, todayOn } from "~/platform/calendar";
import { changeCount, row, rows } from "~/platform/db.server";
import { must } from "~/platform/must";
import { inSentence } from "~/platform/swedish";
import type { Purpose } from "./links";
import { matrix, type Permission, type Role } from "./matrix";

const minted = Symbol("permit");

export interface Network {
  id: string;
  slug: string;
  name: string;
  shortName: string;
  /** The two names inside a sentence: "länsgruppen mot våld", "länsgruppen". */
  nameWithin: string;
  within: string;
  purpose: string;
  mailbox: string;
  diaryNumber: string | null;
  termMonths: number | null;
  countyId: string;
  countySlug: string;
  countyName: string;
  authority: string;
  quietPeriods: { from: string; to: string }[];
}
export interface Account {
  id: string;
  email: string;
  sessionId: string;
  strength: string;
  name: string | null;
}
export interface LinkHeld {
  id: string;
  purpose: Purpose;
  networkId: string;
  organisationId: string;
  commitmentId: string | null;
  signatureId: string | null;
  attendeeId?: string | null;
  pollInviteeId?: string | null;
  email: string;
  /** Of a link to answer a meeting. */
  meetingId?: string | null;
}
type Actor =
  | { kind: "account"; id: string; email: string }
  | { kind: "link"; id: string; email: string; purpose: Purpose }
  | { kind: "job" | "cli"; id: string }
  | { kind: "public"; id: null };

export interface Seat {
  networkId: string;
  organisationId: string;
  slug: string;
  seat: "representative" | "deputy";
  personId: string;
  holdingId: string;
}
export interface Staff {
  networkId: string | null;
  role: "strategist" | "administrator";
  name: string;
}

export interface Permit<P extends Permission = Permission> {
  readonly [minted]: true;
  readonly permission: P;
  readonly actor: Actor;
  readonly account: Account | null;
  readonly link: LinkHeld | null;
  /** The roles the visitor has here and today, by which the permission was given. */
  readonly roles: ReadonlySet<Role>;
  /** The visitor's own seats in the network today. */
  readonly seats: readonly Seat[];
  /** The network in the address; null on pages of the installation. */
  readonly network: Network | null;
  /** null: every organisation of the network. */
  readonly organisationIds: readonly string[] | null;
  readonly now: Date;
  readonly today: string;
}

/** A permit of a network's page: `network` is certain. */
export type NetworkPermit<P extends Permission = Permission> = Permit<P> & { readonly network: Network };

/** Who comes: what the porter has found out about a request. */
export interface Visitor {
  account: Account | null;
  link: LinkHeld | null;
  now?: Date;
}

export class NoPermit extends Error {
  constructor(readonly why: "signIn" | "notFound" | "forbidden") {
    super(why);
  }
}

/** The link that a permit of a link's page came by. */
export function heldLink({ link }: Permit): LinkHeld {
  if (!link) throw new NoPermit("notFound");
  return link;
}
/** The account behind a permit that only those signed in are given. */
export function accountOf({ account }: Permit): Account {
  if (!account) throw new NoPermit("signIn");
  return account;
}

interface NetworkRow extends Omit<Network, "quietPeriods" | "nameWithin" | "within"> {
  quietPeriods: string;
  nameWithin: string | null;
  within: string | null;
}
const networkColumns = `n.id, n.slug, n.name, n.shortName, n.nameWithin, n.shortNameWithin AS within, n.purpose, n.mailbox, n.diaryNumber, n.termMonths, n.countyId,
  c.slug AS countySlug, c.name AS countyName, c.authority, c.quietPeriods FROM Network n JOIN County c ON c.id = n.countyId`;
const networkOf = (found: NetworkRow): Network => ({
  ...found,
  nameWithin: found.nameWithin ?? inSentence(found.name),
  within: found.within ?? inSentence(found.shortName),
  quietPeriods: JSON.parse(found.quietPeriods) as Network["quietPeriods"],
});
const asNetwork = (found: NetworkRow | undefined): Network | null => (found ? networkOf(found) : null);

/** Every request asks for its network: kept while this process changes nothing, and no longer than others may do so unseen. */
const kept = new Map<string, { network: Network | null; changes: number; until: number }>();
const keepMs = 1000;
function networkKept(where: string, ...named: string[]): Network | null {
  const key = JSON.stringify(named);
  const known = kept.get(key);
  if (known && known.changes === changeCount() && elapsed() < known.until) return known.network;
  const network = asNetwork(row<NetworkRow>(`SELECT ${networkColumns} WHERE ${where}`, ...named));
  if (kept.size > 500) kept.clear();
  kept.set(key, { network, changes: changeCount(), until: elapsed() + keepMs });
  return network;
}
export const networkById = (id: string): Network | null => networkKept("n.id = ?", id);
export const networkAt = (county: string, network: string): Network | null =>
  networkKept("c.slug = ? AND n.slug = ?", county, network);
export const allNetworks = (): Network[] =>
  rows<NetworkRow>(`SELECT ${networkColumns} ORDER BY c.code, n.slug`).map(networkOf);

/** What an account holds on a day: staff roles and seats, over all networks. */
export function standingOf(accountId: string, on: string): { staff: Staff[]; seats: Seat[] } {
  const found = rows<{
    sort: string;
    role: string;
    networkId: string | null;
    organisationId: string;
    slug: string;
    who: string;
    holdingId: string;
  }>(
    `SELECT 'staff' AS sort, role, networkId, '' AS organisationId, '' AS slug, name AS who, '' AS holdingId FROM StaffRole
       WHERE accountId = ?1 AND ${inForceSql("")}
     UNION ALL
     SELECT 'seat', h.seat, h.networkId, h.organisationId, o.slug, h.personId, h.id FROM Person p JOIN Holding h ON h.personId = p.id JOIN Organisation o ON o.id = h.organisationId
       WHERE p.accountId = ?1 AND ${inForceSql("h")}`,
    accountId,
    on,
  );
  return {
    staff: found
      .filter((r) => r.sort === "staff")
      .map((r) => ({ networkId: r.networkId, role: r.role as Staff["role"], name: r.who })),
    seats: found
      .filter((r) => r.sort === "seat")
      .map((r) => ({
        networkId: must(r.networkId, "the network of a seat"),
        organisationId: r.organisationId,
        slug: r.slug,
        seat: r.role as Seat["seat"],
        personId: r.who,
        holdingId: r.holdingId,
      })),
  };
}

/** An account is found anew for each request; what it holds on the day is asked once. */
const standings = new WeakMap<Account, { on: string; standing: ReturnType<typeof standingOf> }>();
export function standingFor(account: Account, on: string): ReturnType<typeof standingOf> {
  const known = standings.get(account);
  if (known?.on === on) return known.standing;
  const standing = standingOf(account.id, on);
  standings.set(account, { on, standing });
  return standing;
}

function actorOf({ link, account }: Visitor): Actor {
  if (link) return { kind: "link", id: link.id, email: link.email, purpose: link.purpose };
  if (account) return { kind: "account", id: account.id, email: account.email };
  return { kind: "public", id: null };
}

/** What a visitor is at a place: by a link, or by what the account holds there. */
function rolesAt(
  link: Visitor["link"],
  account: Visitor["account"],
  place: Network | null,
  today: string,
): { roles: Set<Role>; seats: Seat[] } {
  const roles = new Set<Role>(["anyone"]);
  if (link) roles.add(`link:${link.purpose}`);
  if (!account) return { roles, seats: [] };
  roles.add("signedIn");
  const standing = standingFor(account, today);
  const seats = standing.seats.filter((s) => s.networkId === place?.id);
  for (const s of seats) roles.add(s.seat);
  for (const s of standing.staff)
    if (s.role === "administrator" || s.networkId === place?.id) roles.add(s.role);
  return { roles, seats };
}

/** The organisations that a permit reaches by these roles. null: all. */
function reachOf(given: readonly Role[], link: Visitor["link"], seats: readonly Seat[]): string[] | null {
  const everywhere = given.some(
    (role) => role === "strategist" || role === "administrator" || role === "anyone" || role === "signedIn",
  );
  if (everywhere) return null;
  return [
    ...new Set([
      ...(link ? [link.organisationId] : []),
      ...seats.filter((s) => given.includes(s.seat)).map((s) => s.organisationId),
    ]),
  ];
}

/**
 * Gives the permit or throws NoPermit. `network` is the one in the address (a link brings its own);
 * `organisationId`, where the address names one, must be within reach or is not found.
 */
export function permit<P extends Permission>(
  permission: P,
  visitor: Visitor,
  network: Network | null,
  organisationId?: string,
): Permit<P> {
  const now = visitor.now ?? clockNow();
  const today = visitor.now ? todayOn(visitor.now) : clockToday();
  const { link } = visitor;
  // Who comes by a link comes for its one purpose, whoever else is signed in in the same browser.
  const account = link ? null : visitor.account;
  const place = link ? networkById(link.networkId) : network;
  const { roles, seats } = rolesAt(link, account, place, today);
  const given = (matrix[permission] as readonly Role[]).filter((role) => roles.has(role));
  if (given.length === 0) {
    if (!account && !link) throw new NoPermit("signIn");
    const known = roles.has("strategist") || roles.has("administrator") || seats.length > 0 || !place;
    throw new NoPermit(known ? "forbidden" : "notFound");
  }
  const organisationIds = reachOf(given, link, seats);
  if (organisationId && organisationIds && !organisationIds.includes(organisationId))
    throw new NoPermit("notFound");
  return {
    [minted]: true,
    permission,
    actor: actorOf(visitor),
    account,
    link,
    roles: new Set(given),
    seats,
    network: place,
    organisationIds,
    now,
    today,
  };
}

/** A permit for a named job or command line; both reach everything they are listed for. */
export function ownPermit<P extends Permission>(
  permission: P,
  kind: "job" | "cli",
  name: string,
  network: Network | null = null,
  at?: Date,
): Permit<P> {
  if (!(matrix[permission] as readonly Role[]).includes(kind)) throw new NoPermit("forbidden");
  const now = at ?? clockNow();
  return {
    [minted]: true,
    permission,
    actor: { kind, id: name },
    account: null,
    link: null,
    roles: new Set<Role>([kind]),
    seats: [],
    network,
    organisationIds: null,
    now,
    today: todayOn(now),
  };
}

/** Narrows to a network's permit; an address without a network is not found. */
export function inNetwork<P extends Permission>(given: Permit<P>): NetworkPermit<P> {
  if (!given.network) throw new NoPermit("notFound");
  return given as NetworkPermit<P>;
}

/** The reach, to be spread into every `where` of rows that carry networkId and organisationId. */
export const within = (given: NetworkPermit): { networkId: string; organisationId?: { in: string[] } } =>
  given.organisationIds
    ? { networkId: given.network.id, organisationId: { in: [...given.organisationIds] } }
    : { networkId: given.network.id };

/** May the permit's holder see this organisation? For rows that were fetched by id. */
export const reaches = (given: Permit, organisationId: string): boolean =>
  given.organisationIds === null || given.organisationIds.includes(organisationId);
