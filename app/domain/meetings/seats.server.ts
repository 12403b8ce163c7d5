// Who is asked to a meeting: the network's seats, or the places of a working group, each of which counts as its organisation's representative.
import { inForceOn, inForceSql } from "~/platform/calendar";
import { row, type Reading, type Tx } from "~/platform/db.server";
import { seatsOnDay, somebodySits } from "~/domain/seats/queries.server";
import type { Network } from "~/domain/access/permits.server";
import { must } from "~/platform/must";

interface Of {
  networkId: string;
  groupId: string | null;
}
export interface Sitting {
  organisationId: string;
  organisation: { id: string; name: string };
  seat: string;
  personId: string;
  person: { name: string; email: string | null; protected: boolean };
}

/** The persons, by the organisations' alphabetical order. A vacant place is nobody. */
export async function sittingOn(
  tx: Pick<Tx, "holding" | "groupPlace">,
  m: Of,
  on: string,
  only: { organisationId?: string; personId?: string } = {},
): Promise<Sitting[]> {
  const include = {
    person: { select: { name: true, email: true, protected: true } },
    organisation: { select: { id: true, name: true } },
  };
  const orderBy = { organisation: { sortKey: "asc" } } as const;
  if (!m.groupId)
    return tx.holding.findMany({
      where: { networkId: m.networkId, ...only, ...inForceOn(on) },
      include,
      orderBy,
    });
  const places = await tx.groupPlace.findMany({
    where: { groupId: m.groupId, networkId: m.networkId, ...only, ...inForceOn(on) },
    include,
    orderBy,
  });
  return places.flatMap((p) =>
    p.person && p.personId ? [{ ...p, person: p.person, personId: p.personId, seat: "representative" }] : [],
  );
}

/** Who sits for one organisation. */
export const seatsFor = (
  read: Reading,
  m: Of,
  organisationId: string,
  on: string,
): { seat: string; personId: string }[] =>
  m.groupId
    ? read.rows(
        `SELECT 'representative' AS seat, personId FROM GroupPlace WHERE groupId = ?1 AND organisationId = ?2 AND personId IS NOT NULL AND ${inForceSql("", "?3")}`,
        m.groupId,
        organisationId,
        on,
      )
    : read.rows(
        `SELECT seat, personId FROM Holding WHERE networkId = ?1 AND organisationId = ?2 AND ${inForceSql("", "?3")}`,
        m.networkId,
        organisationId,
        on,
      );

/** The organisations asked to a meeting, with who sits for them: tables s, o, rp and dp. ?1 network, ?2 the meeting, ?3 the day. */
export const askedFrom = (m: { groupId: string | null }): { from: string; where: string } =>
  m.groupId
    ? {
        from: "FROM GroupPlace s JOIN Organisation o ON o.id = s.organisationId LEFT JOIN Person rp ON rp.id = s.personId LEFT JOIN Person dp ON 0",
        where: `s.networkId = ?1 AND s.groupId = (SELECT groupId FROM Meeting WHERE id = ?2) AND ${inForceSql("s", "?3")}`,
      }
    : {
        from: `FROM Membership s JOIN Organisation o ON o.id = s.organisationId ${seatsOnDay}`,
        where: `s.networkId = ?1 AND ?2 IS NOT NULL AND s.kind = 'member' AND ${inForceSql("s", "?3")}`,
      };

/** Of a membership or place `s`: it was there when the meeting `m` was convened, or whoever sits for it has been asked since. */
const inTime = (m: string, sits: string): string =>
  `(${m}.convenedAt IS NULL OR s.fromOn <= dayOf(${m}.convenedAt) OR EXISTS (SELECT 1 FROM Attendee q WHERE q.meetingId = ${m}.id AND q.kind = 'member' AND ${sits}))`;
/** A member `s` could be asked to a meeting `m` of the network: somebody sits for it on the day, and it had come when it was convened. */
export const couldBeAsked = (m: string, day: string): string =>
  `(${somebodySits("s", day)} AND ${inTime(m, `q.personId IN (SELECT z.personId FROM Holding z WHERE z.networkId = s.networkId AND z.organisationId = s.organisationId AND ${inForceSql("z", day)})`)})`;
/** The same, of `askedFrom`, whose places of a group are persons. */
export const askable = (m: { groupId: string | null }): string =>
  m.groupId
    ? `(SELECT s.personId IS NOT NULL AND ${inTime("g", "q.personId = s.personId")} FROM Meeting g WHERE g.id = ?2)`
    : `(SELECT ${couldBeAsked("g", "?3")} FROM Meeting g WHERE g.id = ?2)`;

/**
 * How many of a meeting's organisations have answered or could, in a query over meetings `m`: the lines of `askedFrom` on the day that have
 * an answer or are `askable`. `choices`: those alone that have answered so.
 */
export const askedCount = (m: string, day: string, choices?: string): string => {
  const count = (table: string, where: string, could: string) =>
    `(SELECT count(*) FROM ${table} s LEFT JOIN Answer a ON a.meetingId = ${m}.id AND a.organisationId = s.organisationId WHERE ${where} AND s.networkId = ${m}.networkId AND ${inForceSql("s", day)} AND ${choices ? `a.choice ${choices}` : `(a.choice IS NOT NULL OR ${could})`})`;
  const place = `s.personId IS NOT NULL AND ${inTime(m, "q.personId = s.personId")}`;
  return `CASE WHEN ${m}.groupId IS NOT NULL THEN ${count("GroupPlace", `s.groupId = ${m}.groupId`, place)} ELSE ${count("Membership", "s.kind = 'member'", couldBeAsked(m, day))} END`;
};

/** How many persons that is, each counted once. */
export const personsAsked = (
  networkId: string,
  m: { groupId: string | null },
  on: string,
  seats: readonly string[] = ["representative", "deputy"],
): number => {
  const held = inForceSql("", "?3");
  return must(
    m.groupId
      ? row<{ n: number }>(
          `SELECT count(DISTINCT personId) AS n FROM GroupPlace WHERE networkId = ?1 AND groupId = ?2 AND ${held}`,
          networkId,
          m.groupId,
          on,
        )
      : row<{ n: number }>(
          `SELECT count(DISTINCT personId) AS n FROM Holding WHERE networkId = ?1 AND seat IN (SELECT value FROM json_each(?2)) AND ${held}`,
          networkId,
          JSON.stringify(seats),
          on,
        ),
    "one row",
  ).n;
};

/** The network as a letter about the meeting names it. */
export async function calledBy(tx: Tx, network: Network, m: Of): Promise<Network> {
  if (!m.groupId) return network;
  const group = await tx.workingGroup.findUniqueOrThrow({ where: { id: m.groupId }, select: { name: true } });
  return { ...network, nameWithin: `arbetsgruppen ${group.name}` };
}
