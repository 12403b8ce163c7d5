// The year of meetings, and one meeting with everybody's answers: each in one query of its own.
import { previewed } from "~/platform/marks";
import { row, rows } from "~/platform/db.server";
import { sha256 } from "~/platform/env.server";
import { must } from "~/platform/must";
import { notFound } from "~/platform/refusal";
import { addDays, inForceSql, minute, todayOn, zonedInstant } from "~/platform/calendar";
import { pointedOut } from "~/platform/holidays";
import { listed } from "~/platform/swedish";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { standingsOf } from "~/domain/commitments/standing.server";
import { placeOf } from "~/domain/network/queries.server";
import { calledSql } from "~/domain/people/texts";
import { daysOf, examplesOf } from "~/domain/network/terms.server";
import { openGroups } from "~/domain/groups/queries.server";
import { materialOf } from "~/domain/material/queries.server";
import { seatsOf } from "./answering/queries.server";
import { openPolls } from "./polls/queries.server";
import { askable, askedCount, askedFrom, personsAsked } from "./seats.server";
import { convened } from "./texts";
import {
  comers,
  isOver,
  isSilent,
  queueOf,
  type Audience,
  type Choice,
  type MeetingKind,
  type MeetingState,
  type Mode,
  type Turn,
} from "./rules";

export interface MeetingRow {
  id: string;
  kind: MeetingKind;
  groupId: string | null;
  title: string;
  state: MeetingState;
  version: number;
  heldOn: string;
  fromTime: string;
  toTime: string;
  gatherTime: string | null;
  place: string | null;
  access: string | null;
  link: string | null;
  places: number | null;
  audience: Audience;
  answerByOn: string | null;
  proposeByOn: string | null;
  message: string | null;
  cancelWhy: string | null;
  convenedAt: string | null;
  cancelledAt: string | null;
  closedAt: string | null;
}
const columns =
  "id, kind, groupId, title, state, version, heldOn, fromTime, toTime, gatherTime, place, access, link, places, audience, answerByOn, proposeByOn, message, cancelWhy, convenedAt, cancelledAt, closedAt";

export function meetingRow(networkId: string, id: string): MeetingRow {
  const found = row<MeetingRow>(
    `SELECT ${columns} FROM Meeting WHERE id = ?1 AND networkId = ?2`,
    id,
    networkId,
  );
  if (!found) throw notFound();
  return found;
}
export const turnsIn = (meetingId: string): Turn[] =>
  rows<Turn>("SELECT personKey, number FROM RoomPlace WHERE meetingId = ?", meetingId);
/** Places that nobody has taken yet; null: no limit. */
export const placesLeft = (m: { id: string; places: number | null }): number | null =>
  m.places === null
    ? null
    : Math.max(
        0,
        m.places -
          (row<{ taken: number }>("SELECT count(*) AS taken FROM RoomPlace WHERE meetingId = ?", m.id)
            ?.taken ?? 0),
      );

interface YearRow {
  id: string;
  kind: MeetingKind;
  title: string;
  state: MeetingState;
  heldOn: string;
  fromTime: string;
  toTime: string;
  place: string | null;
  link: string | null;
  answerByOn: string | null;
  closedAt: string | null;
  county: string;
  coming: number;
  declined: number;
  asked: number;
}
export interface YearLine extends YearRow {
  over: boolean;
  clash: string | null;
}

/** The year's meetings, with what is special about the day or taken on it; for members without the planned ones. */
export function yearPage(permit: NetworkPermit<"meeting.see">, asked: string | null) {
  const { network, today } = permit;
  const staff = permit.roles.has("strategist");
  const year = /^20\d\d$/.test(asked ?? "") ? Number(asked) : Number(today.slice(0, 4));
  const day = "min(m.heldOn, ?5)";
  const found = rows<YearRow & { own: number }>(
    `SELECT m.id, m.kind, m.title, m.state, m.heldOn, m.fromTime, m.toTime, m.place, m.link, m.answerByOn, m.closedAt, n.name AS county, m.networkId = ?1 AS own,
       ${askedCount("m", day, "<> 'nobody'")} AS coming, ${askedCount("m", day, "= 'nobody'")} AS declined, ${askedCount("m", day)} AS asked
     FROM Meeting m JOIN Network n ON n.id = m.networkId WHERE n.countyId = ?2 AND m.heldOn BETWEEN ?3 AND ?4 ORDER BY m.heldOn, m.fromTime`,
    network.id,
    network.countyId,
    `${year}-01-01`,
    `${year}-12-31`,
    today,
  );
  const clashOf = (m: YearRow) => {
    const others = found.filter(
      (x) => x.id !== m.id && x.heldOn === m.heldOn && x.state !== "cancelled" && m.state !== "cancelled",
    );
    const said = [
      pointedOut(m.heldOn),
      others.length > 0 && `samma dag som ${must(others[0], "another meeting of the day").title}`,
    ].filter((x): x is string => Boolean(x));
    return said.length > 0 ? said.join(", ") : null;
  };
  const meetings: YearLine[] = found
    .filter((m) => m.own && (staff || m.state !== "planned"))
    .map(({ own: _, ...m }) => ({
      ...m,
      over: isOver(m, minute(permit.now)),
      ...(staff ? {} : { coming: 0, declined: 0 }),
      clash: staff ? clashOf(m) : null,
    }));
  const standings = staff ? standingsOf(network.id, today) : [];
  const expiring = standings
    .flatMap((o) => {
      const lastOn = o.periodEnd && addDays(o.periodEnd, -1);
      return lastOn?.startsWith(`${year}-`) ? [{ organisation: o.name, slug: o.slug, lastOn }] : [];
    })
    .sort((a, b) => a.lastOn.localeCompare(b.lastOn));
  // A vacancy is in the year from the moment it is known: its last day with somebody and the first one without, each in its own year.
  const vacancies = standings
    .flatMap((o) =>
      (["representative", "deputy"] as const).flatMap((seat) => {
        const { becomesVacant, leavesOn: from } = o[seat];
        if (!becomesVacant || !from) return [];
        return [addDays(from, -1), from]
          .filter((on) => on.startsWith(`${year}-`))
          .map((on) => ({ organisation: o.name, slug: o.slug, seat, on, begins: on === from }));
      }),
    )
    .sort((a, b) => a.on.localeCompare(b.on));
  const years = rows<{ year: string }>(
    "SELECT DISTINCT substr(heldOn, 1, 4) AS year FROM Meeting WHERE networkId = ? ORDER BY year",
    network.id,
  ).map((y) => Number(y.year));
  return {
    place: placeOf(network),
    staff,
    today,
    polls: openPolls(network.id),
    year,
    years: [...new Set([...years, year, Number(today.slice(0, 4))])].sort(),
    meetings,
    expiring,
    vacancies,
    days: daysOf(network.id, year),
  };
}

export interface RosterRow {
  organisationId: string;
  organisation: string;
  slug: string;
  representative: string | null;
  deputy: string | null;
  choice: Choice | null;
  standInName: string | null;
  standInEmail: string | null;
  standInPersonId: string | null;
  mode: Mode | null;
  note: string | null;
  diet: string | null;
  answeredAt: string | null;
  representativeId: string | null;
  deputyId: string | null;
  askable: number;
}
export interface RosterLine {
  /** There is somebody to call. */
  askable: boolean;
  organisationId: string;
  organisation: string;
  slug: string;
  who: string | null;
  choice: Choice | null;
  mode: Mode | null;
  note: string | null;
  answeredOn: string | null;
  queue: number;
}

/** `only`: of some of them. */
export const rosterSql = (m: { groupId: string | null }, only = "", { from, where } = askedFrom(m)) => `
SELECT o.id AS organisationId, o.name AS organisation, o.slug, ${calledSql("rp", "representative")} AS representative, ${calledSql("dp", "deputy")} AS deputy, rp.id AS representativeId, dp.id AS deputyId, a.choice, a.standInName, a.standInEmail, a.standInPersonId, a.mode, a.note, a.diet, a.answeredAt, ${askable(m)} AS askable
${from}
LEFT JOIN Answer a ON a.meetingId = ?2 AND a.organisationId = o.id
WHERE ${where} ${only} ORDER BY o.sortKey`;

export function whoComes(r: RosterRow): string | null {
  if (r.choice === "representative") return r.representative;
  if (r.choice === "deputy") return r.deputy;
  if (r.choice === "both") return listed([r.representative, r.deputy].filter((x): x is string => Boolean(x)));
  return r.choice === "standIn" ? r.standInName : null;
}

/** One meeting. The answers and why are the strategist's; members see who represents whom. */
export function meetingPage(permit: NetworkPermit<"meeting.see">, id: string) {
  const { network, today } = permit;
  const staff = permit.roles.has("strategist");
  const m = meetingRow(network.id, id);
  if (!staff && m.state === "planned") throw notFound();
  const on = m.heldOn < today ? m.heldOn : today;
  const turns = turnsIn(id);
  const roster = rows<RosterRow>(rosterSql(m), network.id, id, on);
  const lines: RosterLine[] = roster.map((r) => ({
    organisationId: r.organisationId,
    organisation: r.organisation,
    slug: r.slug,
    askable: r.askable === 1,
    who: whoComes(r),
    choice: r.choice,
    mode: r.mode,
    note: staff ? r.note : null,
    answeredOn: r.answeredAt && todayOn(new Date(r.answeredAt)),
    queue: queueOf(turns, r, m.places),
  }));
  const guests = rows<{
    id: string;
    name: string | null;
    email: string | null;
    choice: "yes" | "no" | null;
    mode: Mode | null;
    diet: string | null;
  }>(
    "SELECT id, name, email, choice, mode, diet FROM Attendee WHERE meetingId = ? AND kind = 'guest' AND state = 'invited' ORDER BY swedish(name)",
    id,
  );
  const mine = permit.seats[0] ? seatsOf(network.id, m, today, permit.seats[0].personId) : [];
  const diets = new Map<string, number>();
  for (const diet of [...roster.map((r) => r.diet), ...guests.map((g) => g.diet)])
    if (diet) diets.set(diet, (diets.get(diet) ?? 0) + 1);
  // A coordinator of three municipalities is one person.
  const inMode = (mode: Mode) =>
    new Set(roster.filter((r) => r.mode === mode).flatMap(comers)).size +
    guests.filter((g) => g.choice === "yes" && g.mode === mode).length;
  return {
    place: placeOf(network),
    staff,
    today,
    meeting: { ...m, over: isOver(m, minute(permit.now)) },
    mailbox: network.mailbox,
    authority: network.authority,
    network: network.name,
    started: permit.now >= zonedInstant(m.heldOn, m.fromTime),
    ended: permit.now >= zonedInstant(m.heldOn, m.toTime),
    clash: staff ? pointedOut(m.heldOn) : null,
    left: placesLeft(m),
    guests: staff ? guests : [],
    lines: staff
      ? lines
      : lines
          .filter((l) => l.who !== null)
          .map((l) => ({ ...l, choice: null, mode: null, answeredOn: null, queue: 0 })),
    mine,
    room: inMode("room"),
    digital: inMode("link"),
    diets: staff ? [...diets].map(([diet, count]) => ({ diet, count })) : [],
    silent: staff ? lines.filter(isSilent).length : 0,
    coming: lines.filter((l) => l.choice !== null && l.choice !== "nobody").length,
    declined: staff ? lines.filter((l) => l.choice === "nobody").length : 0,
  };
}

/** The form's first values: as it is, or a new one with a last answer day two weeks ahead of nothing yet. */
export function meetingForm(permit: NetworkPermit<"meeting.manage">, id: string | null, groupId = "") {
  const m = id ? meetingRow(permit.network.id, id) : null;
  return {
    place: placeOf(permit.network),
    today: permit.today,
    meeting: m,
    groups: openGroups(permit),
    placeExample: examplesOf(permit.network.id).place,
    values: m
      ? Object.fromEntries(Object.entries(m).map(([key, value]) => [key, value ?? ""]))
      : {
          kind: groupId ? "group" : "extra",
          groupId,
          title: "",
          heldOn: "",
          fromTime: "09:00",
          toTime: "16:00",
          audience: "representatives",
        },
  };
}

/** Deputies who go in at once: the other seat is vacant, or they serve for a while. */
const deputiesAtOnce = (networkId: string, today: string, heldOn: string): number =>
  must(
    row<{ n: number }>(
      `SELECT count(DISTINCT d.personId) AS n FROM Holding d WHERE d.networkId = ?1 AND d.seat = 'deputy' AND ${inForceSql("d")}
       AND d.personId NOT IN (SELECT personId FROM Holding WHERE networkId = ?1 AND seat = 'representative' AND ${inForceSql("")})
       AND (NOT EXISTS (SELECT 1 FROM Holding r WHERE r.networkId = ?1 AND r.organisationId = d.organisationId AND r.seat = 'representative' AND ${inForceSql("r")})
         OR EXISTS (SELECT 1 FROM Cover c WHERE c.networkId = ?1 AND c.organisationId = d.organisationId AND c.cancelledAt IS NULL AND ${inForceSql("c", "?3")}))`,
      networkId,
      today,
      heldOn,
    ),
    "one row",
  ).n;

/** What stops it from being sent, or ought to be seen to first. */
const missingIn = (m: MeetingRow, persons: number, group: string | null, today: string): string[] =>
  [
    !m.place && !m.link && "Skriv plats eller digital länk först. Utan det går kallelsen inte att skicka.",
    m.heldOn < today && "Dagen har redan varit. Ändra dagen först.",
    !m.answerByOn && "Mötet har ingen sista svarsdag, så inga påminnelser skickas.",
    persons === 0 &&
      (group ? "Ingen har plats i arbetsgruppen än." : "Ingen organisation har någon representant än."),
  ].filter((x): x is string => Boolean(x));

/** Before it is sent: the letter as a representative will read it, how many get it, and what is missing. */
export function conveningPage(permit: NetworkPermit<"meeting.manage">, id: string) {
  const { network, today } = permit;
  const m = meetingRow(network.id, id);
  const persons = personsAsked(network.id, m, today, m.audience === "both" ? undefined : ["representative"]);
  const deputies = m.groupId || m.audience === "both" ? 0 : deputiesAtOnce(network.id, today, m.heldOn);
  const group = m.groupId
    ? must(
        row<{ name: string }>("SELECT name FROM WorkingGroup WHERE id = ?", m.groupId),
        "the group of a meeting",
      ).name
    : null;
  const missing = missingIn(m, persons, group, today);
  const material = materialOf(permit, id)
    .filter((l) => l.audience !== "strategists")
    .map((l) => `– ${l.title}: [länk]`);
  const letter = convened(
    group ? { ...network, nameWithin: `arbetsgruppen ${group}` } : network,
    m,
    { roles: [group ? "medlem från er organisation" : "representant för er organisation"] },
    material,
  );
  // As it is shown: the letter's own text holds a secret of this process, and another one answers the press after a restart.
  const shown = { ...letter, text: previewed(letter.text) };
  return {
    place: placeOf(network),
    meeting: m,
    /** What the preview promises: how many it goes to, and in which words. */
    promise: sha256(JSON.stringify([persons, deputies, shown])),
    persons: persons + deputies,
    deputies,
    missing,
    ready: m.state === "planned" && persons > 0 && m.heldOn >= today && Boolean(m.place || m.link),
    letter: shown,
  };
}
