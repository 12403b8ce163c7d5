// What an answering page shows: the meeting, and each organisation the person answers for.
import { row, rows } from "~/platform/db.server";
import { gone, notFound } from "~/platform/refusal";
import { inForceSql, zonedInstant } from "~/platform/calendar";
import { listed } from "~/platform/swedish";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { materialOf } from "~/domain/material/queries.server";
import { placeOf } from "~/domain/network/queries.server";
import { calledSql } from "~/domain/people/texts";
import { meetingRow, placesLeft, turnsIn, type MeetingRow } from "../queries.server";
import { askedFrom } from "../seats.server";
import { personKey, queueOf, standInKey, waiting, type Choice, type Mode } from "../rules";

interface SeatRow {
  organisationId: string;
  organisation: string;
  slug: string;
  seat: string;
  representative: string | null;
  representativeId: string | null;
  deputy: string | null;
  deputyId: string | null;
  choice: Choice | null;
  standInName: string | null;
  standInEmail: string | null;
  standInPersonId: string | null;
  mode: Mode | null;
  note: string | null;
  diet: string | null;
  answeredAt: string | null;
}
export type AnswerSeat = Omit<SeatRow, "representativeId" | "deputyId" | "standInPersonId"> & {
  queue: number;
};

/** Whose seats are asked for; ?4 is the person or the organisation. */
const which = {
  person: {
    seat: "mine.seat",
    join: `JOIN Holding mine ON mine.organisationId = o.id AND mine.networkId = ?1 AND mine.personId = ?4 AND ${inForceSql("mine", "?3")}`,
    only: "",
  },
  inGroup: { seat: "'representative' AS seat", join: "", only: "AND s.personId = ?4" },
  organisation: { seat: "'standIn' AS seat", join: "", only: "AND o.id = ?4" },
};
const seatsSql = (
  { seat, join, only }: (typeof which)[keyof typeof which],
  m: { groupId: string | null },
) => `
SELECT o.id AS organisationId, o.name AS organisation, o.slug, ${seat}, ${calledSql("rp", "representative")} AS representative, rp.id AS representativeId, ${calledSql("dp", "deputy")} AS deputy, dp.id AS deputyId,
  a.choice, a.standInName, a.standInEmail, a.standInPersonId, a.mode, a.note, a.diet, a.answeredAt
${askedFrom(m).from}
${join}
LEFT JOIN Answer a ON a.meetingId = ?2 AND a.organisationId = o.id
WHERE ${askedFrom(m).where} ${only} ORDER BY o.sortKey`;

type Asked = Pick<MeetingRow, "id" | "groupId" | "places">;
/** The seats of a person in a network, each with what has been answered. */
export function seatsOf(networkId: string, m: Asked, today: string, personId: string): AnswerSeat[] {
  const sql = seatsSql(m.groupId ? which.inGroup : which.person, m);
  return withQueue(rows<SeatRow>(sql, networkId, m.id, today, personId), m.id, m.places);
}
function withQueue(found: SeatRow[], meetingId: string, places: number | null): AnswerSeat[] {
  const turns = turnsIn(meetingId);
  return found.map(({ representativeId, deputyId, standInPersonId, ...s }) => ({
    ...s,
    queue: queueOf(turns, { ...s, representativeId, deputyId, standInPersonId }, places),
  }));
}

/** The meeting that the letter's link is about. */
export function askedMeeting(permit: NetworkPermit<"meeting.answer">): string {
  if (!permit.link?.meetingId) throw notFound();
  return permit.link.meetingId;
}

/** By the letter's link: no other organisation's answer, no other person's. */
export function answerPage(permit: NetworkPermit<"meeting.answer">) {
  const a = row<{
    id: string;
    meetingId: string;
    kind: string;
    personId: string | null;
    name: string | null;
    choice: "yes" | "no" | null;
    mode: Mode | null;
    diet: string | null;
    state: string;
    email: string | null;
  }>(
    "SELECT id, meetingId, kind, personId, name, choice, mode, diet, state, email FROM Attendee WHERE id = ?",
    permit.link?.attendeeId ?? "",
  );
  if (!a) throw notFound();
  const m = meetingRow(permit.network.id, a.meetingId);
  if (m.state === "cancelled") throw gone("Mötet är inställt.");
  const member = a.kind === "member";
  const seats = member && a.personId ? seatsOf(permit.network.id, m, permit.today, a.personId) : [];
  const key = personKey(a.personId, a.email);
  const wanting = member
    ? []
    : rows<{
        name: string;
        standInEmail: string | null;
        standInPersonId: string | null;
        mode: Mode | null;
      }>(
        "SELECT o.name, x.standInEmail, x.standInPersonId, x.mode FROM Answer x JOIN Organisation o ON o.id = x.organisationId WHERE x.meetingId = ? AND x.choice = 'standIn' ORDER BY o.sortKey",
        m.id,
      ).filter((x) => standInKey(x) === key);
  // Where a stand-in will be is their organisation's answer, also before they have said anything.
  const mode = wanting[0] ? wanting[0].mode : a.mode;
  return {
    place: placeOf(permit.network),
    authority: permit.network.authority,
    network: permit.network.name,
    meeting: m,
    material: materialOf(permit, m.id),
    kind: a.kind,
    seats,
    left: placesLeft(m),
    started: permit.now >= zonedInstant(m.heldOn, m.fromTime),
    guest: member
      ? null
      : {
          name: a.name,
          forWhom: listed(wanting.map((x) => x.name)) || null,
          choice: a.choice,
          mode,
          diet: a.diet,
          queue: mode === "room" ? waiting(turnsIn(m.id), key, m.places) : 0,
        },
  };
}

/** A member's own seats, or for the strategist the organisation that has answered by phone. */
export function memberAnswerPage(permit: NetworkPermit<"meeting.answer">, id: string, slug: string | null) {
  const { network, today } = permit;
  const m = meetingRow(network.id, id);
  if (m.state === "cancelled") throw gone("Mötet är inställt.");
  if (m.state !== "convened") throw notFound();
  const staff = permit.roles.has("strategist");
  const asked = staff
    ? row<{ id: string }>(
        "SELECT o.id FROM Organisation o JOIN Membership s ON s.organisationId = o.id WHERE s.networkId = ?1 AND o.slug = ?2 AND s.kind = 'member'",
        network.id,
        slug ?? "",
      )
    : null;
  const seatsShown = (): AnswerSeat[] => {
    const [mine] = permit.seats;
    if (!staff) return mine ? seatsOf(network.id, m, today, mine.personId) : [];
    if (!asked) return [];
    const found = rows<SeatRow>(seatsSql(which.organisation, m), network.id, id, today, asked.id);
    return withQueue(found, id, m.places);
  };
  const seats = seatsShown();
  if (seats.length === 0) throw notFound();
  return {
    place: placeOf(network),
    meeting: m,
    staff,
    seats,
    left: placesLeft(m),
    started: permit.now >= zonedInstant(m.heldOn, m.fromTime),
  };
}
