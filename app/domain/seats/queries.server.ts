// Who sits where: an organisation's seats on a day, its history, and what a replacement link shows.
import { inForceSql } from "~/platform/calendar";
import { must } from "~/platform/must";
import { emailKey } from "~/platform/swedish";
import { hasAsked, hasProven } from "~/domain/access/codes.server";
import { db, row, rows } from "~/platform/db.server";
import { notFound } from "~/platform/refusal";
import { heldLink, type NetworkPermit } from "~/domain/access/permits.server";
import { standingsOf } from "~/domain/commitments/standing.server";
import { emptySeat } from "~/domain/commitments/texts";
import { placeOf } from "~/domain/network/queries.server";
import { seatsOpenTo } from "~/domain/commitments/prefill.server";
import { protectedName } from "~/domain/people/texts";

export type Seat = "representative" | "deputy";
interface HoldingRow {
  id: string;
  seat: Seat;
  personId: string;
  name: string;
  protected: number;
  title: string | null;
  email: string | null;
  phone: string | null;
  sharedMailbox: number;
  fromOn: string;
  fromKnown: number;
  untilOn: string | null;
  ending: string | null;
  commitmentId: string | null;
}
export interface SeatHolder {
  holdingId: string;
  seat: Seat;
  personId: string;
  name: string;
  hidden: boolean;
  title: string | null;
  email: string | null;
  phone: string | null;
  sharedMailbox: boolean;
  fromOn: string;
  /** False: somebody who has sat since this day at the latest. */
  fromKnown: boolean;
  untilOn: string | null;
  ending: string | null;
}

/** Of a row `of` with a network and an organisation: somebody sits for it on the day, so that there is somebody to ask. */
export const somebodySits = (of: string, day: string): string =>
  `EXISTS (SELECT 1 FROM Holding z WHERE z.networkId = ${of}.networkId AND z.organisationId = ${of}.organisationId AND ${inForceSql("z", day)})`;

/** Joins an organisation `o` with who sits in its seats: rp and dp. ?1 network, ?3 the day. */
export const seatsOnDay = `
LEFT JOIN Holding rh ON rh.networkId = ?1 AND rh.organisationId = o.id AND rh.seat = 'representative' AND ${inForceSql("rh", "?3")} LEFT JOIN Person rp ON rp.id = rh.personId
LEFT JOIN Holding dh ON dh.networkId = ?1 AND dh.organisationId = o.id AND dh.seat = 'deputy' AND ${inForceSql("dh", "?3")} LEFT JOIN Person dp ON dp.id = dh.personId`;

/** Every holding of an organisation, the newest first. A protected person has neither name nor address here. */
export function holdingsOf(networkId: string, organisationId: string): SeatHolder[] {
  return rows<HoldingRow>(
    `SELECT h.id, h.seat, h.personId, p.name, p.protected, p.title, p.email, p.phone, p.sharedMailbox, h.fromOn, h.fromKnown, h.untilOn, h.ending, h.commitmentId
     FROM Holding h JOIN Person p ON p.id = h.personId WHERE h.networkId = ?1 AND h.organisationId = ?2 ORDER BY h.fromOn DESC, h.seat DESC`,
    networkId,
    organisationId,
  ).map(({ id, protected: hidden, sharedMailbox, fromKnown, commitmentId: _, ...h }) => ({
    ...h,
    fromKnown: fromKnown === 1,
    holdingId: id,
    hidden: hidden === 1,
    sharedMailbox: sharedMailbox === 1,
  }));
}
export const sittingOn = (all: readonly SeatHolder[], seat: Seat, on: string): SeatHolder | null =>
  all.find((h) => h.seat === seat && h.fromOn <= on && (h.untilOn === null || h.untilOn > on)) ?? null;
/** The first day without anybody, of a seat that is empty on the day and has been held. */
export const vacantSince = (all: readonly SeatHolder[], seat: Seat, on: string): string | null =>
  sittingOn(all, seat, on) === null
    ? (all
        .filter((h) => h.seat === seat)
        .map((h) => h.untilOn)
        .filter((until): until is string => until !== null && until <= on)
        .sort()
        .at(-1) ?? null)
    : null;

export interface AlsoLeaving {
  holdingId: string;
  organisation: string;
}
/** "Gäller alla tre?": the other seats of whoever leaves. Asked of that person and of the strategist only. */
export function alsoLeaving(permit: NetworkPermit, holdingId: string): AlsoLeaving[] {
  const own = permit.seats.some((s) => s.holdingId === holdingId);
  const by = permit.actor.kind === "link" ? emailKey(heldLink(permit).email) : "";
  if (!own && !by && !permit.roles.has("strategist")) return [];
  return rows<AlsoLeaving>(
    `SELECT h.id AS holdingId, o.name AS organisation FROM Holding l JOIN Holding h ON h.personId = l.personId AND h.networkId = l.networkId AND h.id <> l.id
     JOIN Person p ON p.id = l.personId LEFT JOIN ProtectedIdentity i ON i.personId = p.id JOIN Organisation o ON o.id = h.organisationId
     WHERE l.id = ?1 AND l.networkId = ?2 AND h.fromOn <= ?3 AND h.untilOn IS NULL AND (?4 = '' OR COALESCE(p.emailKey, i.emailKey) = ?4) ORDER BY o.sortKey`,
    holdingId,
    permit.network.id,
    permit.today,
    by,
  );
}

/** What a replacement link shows: the two seats, and what its holder may do with them. */
export async function replaceView(permit: NetworkPermit<"replacement.start">, browserHash: string) {
  const link = heldLink(permit);
  const organisation = row<{ name: string }>(
    "SELECT name FROM Organisation WHERE id = ?",
    link.organisationId,
  );
  if (!organisation) throw notFound();
  const all = holdingsOf(permit.network.id, link.organisationId);
  const open = seatsOpenTo(permit.network.id, link.organisationId, link.email, permit.today);
  const [now] = standingsOf(permit.network.id, permit.today, link.organisationId);
  const sitting = (seat: "representative" | "deputy") => {
    const h = sittingOn(all, seat, permit.today);
    if (!h) return { who: null, fromOn: null, untilOn: null, holdingId: null };
    const { fromOn, untilOn, holdingId } = h;
    return { who: h.hidden ? protectedName : h.name, fromOn, untilOn, holdingId };
  };
  const seats = (["representative", "deputy"] as const).map((seat) => {
    const h = sitting(seat);
    const mine = open.own.find((o) => o.seat === seat);
    const leaves = now?.[seat].becomesVacant ?? false;
    return {
      seat,
      ...h,
      leaves,
      empty: emptySeat(vacantSince(all, seat, permit.today)),
      mayChange: open.seats.includes(seat),
      mayEnd: Boolean(h.holdingId && !h.untilOn && (mine || open.manages.includes(seat) || open.contact)),
      mine: Boolean(mine),
      /** A contact says it to the county board; it ends nothing. */
      tells: !mine && !open.manages.includes(seat),
    };
  });
  return {
    place: placeOf(permit.network),
    authority: permit.network.authority,
    mailbox: permit.network.mailbox,
    network: permit.network.name,
    organisation: organisation.name,
    seats,
    today: permit.today,
    mayCover:
      (open.contact || open.manages.length > 0) && must(seats[1], "the deputy's seat").holdingId !== null,
    address: link.email,
    proven: await hasProven(db, link.id, browserHash, permit.now),
    asked: await hasAsked(db, link.id, browserHash, permit.now),
  };
}
export type ReplaceView = Awaited<ReturnType<typeof replaceView>>;
