// The networks of whoever has signed in, side by side: where one sits, the next meeting, and what waits.
import { rows, row } from "~/platform/db.server";
import {
  accountOf,
  allNetworks,
  type NetworkPermit,
  type Permit,
  standingFor,
} from "~/domain/access/permits.server";
import type { Role } from "~/domain/access/matrix";
import { waitingParts, type AskKind } from "~/domain/asks/counting.server";
import { goesOnWith } from "~/domain/commitments/may.server";
import {
  seatToFill,
  type OpenForm,
  type SeatName,
  type Standing,
  deputyLeavesBeside,
} from "~/domain/commitments/rules";
import { standingsOf, type OrganisationStanding } from "~/domain/commitments/standing.server";
import { goesIn } from "~/domain/commitments/texts";
import { hasBegunSql, isOverSql } from "~/domain/meetings/rules";
import { inForceSql, minute } from "~/platform/calendar";
import { placeOf, type Place } from "./queries.server";

export interface Waits {
  efforts: number;
  spread: number;
  inquiries: number;
  meetings: { id: string; title: string; heldOn: string }[];
  invitations: { groupId: string; group: string }[];
  /** Seats of the own organisations that are empty or are to be. */
  seats: {
    slug: string;
    name: string;
    seat: SeatName;
    standing: Standing;
    date: string | null;
    /** The form under way for the seat, where the visitor can go on with it. */
    form: OpenForm | null;
    /** How the visitor goes in as the deputy. */
    goesIn: string | null;
  }[];
}
export interface MineCard {
  id: string;
  place: Place;
  name: string;
  countyName: string;
  strategist: boolean;
  seats: { slug: string; name: string; seat: SeatName }[];
  next: { id: string; title: string; heldOn: string; fromTime: string; toTime: string } | null;
  /** What of home work, spreading, questions and meetings one or more of the own organisations have not answered: each once. */
  waits: Waits;
}

/** A group's meetings are for those with a place in it. */
const convened = `FROM Meeting m WHERE m.networkId = ?1 AND m.state = 'convened' AND m.heldOn >= ?2`;
const place = `SELECT g.organisationId FROM GroupPlace g WHERE g.groupId = m.groupId AND g.personId IN (SELECT value FROM json_each(?3)) AND ${inForceSql("g")}`;
/** ?1 network, ?2 today, ?3 the persons, ?4 the minute: a parameter that no part of a query names cannot be bound. */
const nextSql = `SELECT m.id, m.title, m.heldOn, m.fromTime, m.toTime ${convened} AND NOT ${isOverSql("?4")} AND (m.groupId IS NULL OR EXISTS (${place})) ORDER BY m.heldOn, m.fromTime LIMIT 1`;
/** ?1 network, ?2 today, ?3 the persons, ?4 their organisations, ?5 the minute. */
const unansweredSql = `SELECT m.id, m.title, m.heldOn ${convened} AND NOT ${hasBegunSql("?5")} AND EXISTS (SELECT 1 FROM json_each(?4) o WHERE (m.groupId IS NULL OR o.value IN (${place})) AND NOT EXISTS (SELECT 1 FROM Answer a WHERE a.meetingId = m.id AND a.organisationId = o.value)) ORDER BY m.heldOn`;
/** ?1 network, ?2 the organisations: how many of each kind one or more of them have not answered. */
const asksSql = `SELECT kind, count(DISTINCT id) AS n FROM ${waitingParts()} WHERE organisationId IN (SELECT value FROM json_each(?2)) GROUP BY kind`;

/** What of meetings, groups, home work, spreading and questions waits for an answer by these organisations. */
function waitsOf(
  networkId: string,
  { today, now }: Pick<Permit, "today" | "now">,
  personIds: readonly string[],
  organisationIds: readonly string[],
  seats: Waits["seats"],
): Waits {
  const [persons, mine] = [JSON.stringify(personIds), JSON.stringify(organisationIds)];
  const asked = new Map(
    rows<{ kind: AskKind; n: number }>(asksSql, networkId, mine).map((a) => [a.kind, a.n]),
  );
  return {
    seats,
    meetings: rows<Waits["meetings"][number]>(unansweredSql, networkId, today, persons, mine, minute(now)),
    invitations: rows<Waits["invitations"][number]>(
      `SELECT DISTINCT g.id AS groupId, g.name AS "group" FROM GroupJoining j JOIN WorkingGroup g ON g.id = j.groupId WHERE j.networkId = ?1 AND j.kind = 'invitation' AND j.state = 'open' AND j.organisationId IN (SELECT value FROM json_each(?2)) ORDER BY swedish(g.name)`,
      networkId,
      mine,
    ),
    efforts: asked.get("effort") ?? 0,
    spread: asked.get("spread") ?? 0,
    inquiries: asked.get("inquiry") ?? 0,
  };
}

function seatsToFill(
  now: OrganisationStanding,
  own: readonly { seat: SeatName }[],
  visitor: Pick<Permit, "account" | "roles">,
): Waits["seats"] {
  const { slug, name, standing, date, beside, mends } = now;
  const deputy = deputyLeavesBeside(now);
  const sitsAs = (seat: SeatName) => own.some((s) => s.seat === seat);
  const seat = seatToFill[standing];
  const of = { slug, name };
  const form = mends ? beside : null;
  const goes = sitsAs("deputy") && seat === "representative" ? goesIn(now) : null;
  const empty: Waits["seats"] = [
    ...(seat ? [{ ...of, seat, standing, date, form, goesIn: goes }] : []),
    ...(deputy
      ? [{ ...of, seat: "deputy" as const, standing: "deputyLeaving" as const, ...deputy, goesIn: null }]
      : []),
  ];
  // A deputy names no deputy. A form that is signed waits for its day alone.
  const may = (x: SeatName) => sitsAs("representative") || (x === "representative" && sitsAs("deputy"));
  return empty
    .filter((x) => may(x.seat) && x.form?.state !== "signed")
    .map((x) => ({ ...x, form: x.form && goesOnWith(x.form.id, visitor) ? x.form : null }));
}

/** What waits for one of the visitor's own organisations; null on another's page. */
export function organisationWaits(
  permit: NetworkPermit<"organisation.see">,
  slug: string,
  now: OrganisationStanding | null,
): Waits | null {
  const seats = permit.seats.map((s) => s.organisationId);
  const own = row<{ id: string }>(
    "SELECT id FROM Organisation WHERE slug = ?1 AND id IN (SELECT value FROM json_each(?2))",
    slug,
    JSON.stringify(seats),
  );
  return own
    ? waitsOf(
        permit.network.id,
        permit,
        permit.seats.map((s) => s.personId),
        [own.id],
        now
          ? seatsToFill(
              now,
              permit.seats.filter((s) => s.organisationId === own.id),
              permit,
            )
          : [],
      )
    : null;
}

export function myNetworks(permit: Permit<"me.see">): MineCard[] {
  const { today } = permit;
  const { staff, seats } = standingFor(accountOf(permit), today);
  const organisations = rows<{ id: string; slug: string; name: string }>(
    "SELECT id, slug, name FROM Organisation WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY sortKey",
    JSON.stringify(seats.map((s) => s.organisationId)),
  );
  return allNetworks().flatMap((n) => {
    const own = seats.filter((s) => s.networkId === n.id);
    const strategist = staff.some((s) => s.role === "strategist" && s.networkId === n.id);
    if (!strategist && own.length === 0) return [];
    const here = { account: permit.account, roles: new Set<Role>(strategist ? ["strategist"] : []) };
    const persons = JSON.stringify(own.map((s) => s.personId));
    return [
      {
        id: n.id,
        place: placeOf(n),
        name: n.name,
        countyName: n.countyName,
        strategist,
        seats: organisations.flatMap((o) =>
          own
            .filter((s) => s.organisationId === o.id)
            .map((s) => ({ slug: o.slug, name: o.name, seat: s.seat })),
        ),
        next: row<NonNullable<MineCard["next"]>>(nextSql, n.id, today, persons, minute(permit.now)) ?? null,
        waits: waitsOf(
          n.id,
          permit,
          own.map((s) => s.personId),
          own.map((s) => s.organisationId),
          organisations.flatMap((o) => {
            const mine = own.filter((s) => s.organisationId === o.id);
            const [now] = mine.length > 0 ? standingsOf(n.id, today, o.id) : [];
            return now ? seatsToFill(now, mine, here) : [];
          }),
        ),
      },
    ];
  });
}
