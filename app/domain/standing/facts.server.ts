// The facts of the standing in one statement: every member organisation of each period's last day, for all periods at once.
import { inForceSql } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import { partsOf, type AskKind } from "~/domain/asks/counting.server";
import { standingOf, type StandingNow } from "~/domain/commitments/rules";
import { couldBeAsked } from "~/domain/meetings/seats.server";
import { standingsOf } from "~/domain/commitments/standing.server";
import type { Facts, Period } from "./rules";

/** What was asked, by the organisation's own last day; a day to come belongs to the period that today is in. Not of one whose seats were empty. */
const asked = (kind: AskKind, done: string) => `(
  SELECT y.year, d.organisationId, count(*) AS given, sum(d.state = '${done}') AS done, sum(d.state = 'notForUs') AS notForUs,
    sum(NOT d.settled AND d.lastOn >= ?2) AS open, sum(NOT d.settled AND d.lastOn < ?2) AS late
  FROM ${partsOf(kind, "?2")} d JOIN y ON d.countsOn BETWEEN y.fromOn AND y.toOn WHERE d.settled OR d.askable GROUP BY y.year, d.organisationId)`;

/** ?1 network, ?2 today, ?3 the periods as JSON [[year, fromOn, toOn]]. */
const factsSql = `
WITH y AS MATERIALIZED (SELECT value ->> 0 AS year, value ->> 1 AS fromOn, value ->> 2 AS toOn FROM json_each(?3)),
taken AS MATERIALIZED (SELECT g.id, g.heldOn, g.convenedAt, y.year FROM Meeting g JOIN y ON g.heldOn BETWEEN y.fromOn AND y.toOn
  WHERE g.networkId = ?1 AND g.state = 'convened' AND g.kind <> 'group' AND (g.heldOn < ?2 OR g.closedAt IS NOT NULL) AND EXISTS (SELECT 1 FROM Attendance a WHERE a.meetingId = g.id)),
part AS MATERIALIZED (SELECT g.year, s.organisationId, count(*) AS meetings, sum(coalesce(a.morning + a.afternoon, 0)) AS halves
  FROM taken g JOIN Membership s ON s.networkId = ?1 AND s.kind = 'member' AND ${inForceSql("s", "g.heldOn")}
  LEFT JOIN Attendance a ON a.meetingId = g.id AND a.organisationId = s.organisationId
  WHERE a.morning + a.afternoon > 0 OR (coalesce(a.who, '') <> 'vacant' AND ${couldBeAsked("g", "g.heldOn")}) GROUP BY g.year, s.organisationId),
places AS MATERIALIZED (SELECT y.year, p.organisationId, count(*) AS held, sum((p.untilOn IS NULL OR p.untilOn > y.toOn) AND p.personId IS NOT NULL) AS filled, sum((p.untilOn IS NULL OR p.untilOn > y.toOn) AND p.personId IS NULL) AS vacant
  FROM GroupPlace p JOIN y ON p.fromOn <= y.toOn AND (p.untilOn IS NULL OR p.untilOn > y.fromOn) WHERE p.networkId = ?1 GROUP BY y.year, p.organisationId),
home AS MATERIALIZED ${asked("effort", "done")},
spread AS MATERIALIZED ${asked("spread", "spread")},
collect AS MATERIALIZED ${asked("inquiry", "submitted")}
SELECT o.id, o.slug, o.name, o.kind, o.municipalityCode AS code, y.year,
  coalesce(part.meetings, 0) AS meetings, coalesce(part.halves, 0) AS halves, coalesce(places.held, 0) AS held, coalesce(places.filled, 0) AS filled, coalesce(places.vacant, 0) AS vacant,
  coalesce(home.given, 0) AS hg, coalesce(home.done, 0) AS hd, coalesce(home.notForUs, 0) AS hn, coalesce(home.open, 0) AS ho, coalesce(home.late, 0) AS hl,
  coalesce(spread.given, 0) AS sg, coalesce(spread.done, 0) AS sd, coalesce(spread.notForUs, 0) AS sn, coalesce(spread.open, 0) AS so, coalesce(spread.late, 0) AS sl,
  coalesce(collect.given, 0) AS cg, coalesce(collect.done, 0) AS cd, coalesce(collect.open, 0) AS co, coalesce(collect.late, 0) AS cl,
  EXISTS (SELECT 1 FROM Holding h WHERE h.networkId = ?1 AND h.organisationId = o.id AND h.seat = 'representative' AND ${inForceSql("h", "y.toOn")}) AS representative,
  EXISTS (SELECT 1 FROM Holding h WHERE h.networkId = ?1 AND h.organisationId = o.id AND h.seat = 'deputy' AND ${inForceSql("h", "y.toOn")}) AS deputy,
  EXISTS (SELECT 1 FROM Holding h WHERE h.networkId = ?1 AND h.organisationId = o.id AND h.seat = 'representative' AND h.commitmentId IS NOT NULL AND ${inForceSql("h", "y.toOn")}) AS form,
  (SELECT max(h.untilOn) FROM Holding h WHERE h.networkId = ?1 AND h.organisationId = o.id AND h.seat = 'representative' AND h.untilOn <= y.toOn) AS vacantSince
FROM y JOIN Membership m ON m.networkId = ?1 AND m.kind = 'member' AND ${inForceSql("m", "y.toOn")}
JOIN Organisation o ON o.id = m.organisationId
LEFT JOIN part ON part.year = y.year AND part.organisationId = o.id
LEFT JOIN places ON places.year = y.year AND places.organisationId = o.id
LEFT JOIN home ON home.year = y.year AND home.organisationId = o.id
LEFT JOIN spread ON spread.year = y.year AND spread.organisationId = o.id
LEFT JOIN collect ON collect.year = y.year AND collect.organisationId = o.id`;

interface Row {
  id: string;
  slug: string;
  name: string;
  kind: string;
  code: string | null;
  year: string;
  meetings: number;
  halves: number;
  held: number;
  filled: number;
  vacant: number;
  hg: number;
  hd: number;
  hn: number;
  ho: number;
  hl: number;
  sg: number;
  sd: number;
  sn: number;
  so: number;
  sl: number;
  cg: number;
  cd: number;
  co: number;
  cl: number;
  representative: number;
  deputy: number;
  form: number;
  vacantSince: string | null;
}
export interface FactLine {
  id: string;
  slug: string;
  name: string;
  kind: string;
  code: string | null;
  year: string;
  facts: Facts;
}

/** Of a year that has ended: who sat on its last day. What was under way then is over. */
const standingThen = (r: Row, on: string): StandingNow =>
  standingOf(
    {
      representative: { held: r.representative === 1, vacantSince: r.vacantSince, leavesOn: null },
      deputy: { held: r.deputy === 1, vacantSince: null, leavesOn: null },
      forms: [],
      inForce: r.form === 1 ? { startOn: null, untilOn: null } : null,
      invitedOn: null,
    },
    on,
  );

/** `organisationId`: of one organisation alone. */
export function factsOf(
  networkId: string,
  today: string,
  periods: readonly Period[],
  organisationId: string | null = null,
): FactLine[] {
  const asJson = JSON.stringify(periods.map((p) => [p.year, p.fromOn, p.toOn]));
  const found = organisationId
    ? rows<Row>(`${factsSql} WHERE o.id = ?4 ORDER BY y.year`, networkId, today, asJson, organisationId)
    : rows<Row>(`${factsSql} ORDER BY y.year, o.sortKey`, networkId, today, asJson);
  const ends = new Map(periods.map((p) => [p.year, p.toOn]));
  const now = new Map(
    periods.some((p) => p.toOn === today)
      ? standingsOf(networkId, today, organisationId).map((o) => [o.id, o])
      : [],
  );
  const formOf = (r: Row) => {
    const on = ends.get(r.year) ?? today;
    const found: StandingNow = (on === today ? now.get(r.id) : undefined) ?? standingThen(r, on);
    const { standing, beside, mends, deputyLeaves } = found;
    return { standing, underway: mends && beside ? beside.state : null, deputyLeaves };
  };
  return found.map((r) => ({
    id: r.id,
    slug: r.slug,
    name: r.name,
    kind: r.kind,
    code: r.code,
    year: r.year,
    facts: {
      meetings: r.meetings,
      halves: r.halves,
      held: r.held,
      filled: r.filled,
      vacant: r.vacant,
      home: { given: r.hg, done: r.hd, notForUs: r.hn, open: r.ho, late: r.hl },
      spread: { given: r.sg, done: r.sd, notForUs: r.sn, open: r.so, late: r.sl },
      collect: { given: r.cg, done: r.cd, notForUs: 0, open: r.co, late: r.cl },
      representative: r.representative === 1,
      deputy: r.deputy === 1,
      ...formOf(r),
    },
  }));
}
