// What the code on the wall leads to, and the poster it stands on.
import { clockTime, longDate } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { must } from "~/platform/must";
import { notFound } from "~/platform/refusal";
import { squaresOf } from "~/platform/qr";
import { paths } from "~/paths";
import { networkById, type NetworkPermit, type Permit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { meetingRow, type MeetingRow } from "../queries.server";
import { askedFrom } from "../seats.server";
import { checkInToken, meetingByCheckIn } from "./address.server";
import { openHours, standingAt } from "./rules";

export interface SeatHere {
  organisationId: string;
  organisation: string;
  seat: "representative" | "deputy";
  personId: string;
  noted: string | null;
}
/** The seats of whoever has signed in, for the organisations that are asked to the meeting. */
export function seatsHere(permit: Permit<"checkIn.use">, m: MeetingRow & { networkId: string }): SeatHere[] {
  if (!permit.account) return [];
  const asked = askedFrom(m);
  return rows<SeatHere>(
    `SELECT o.id AS organisationId, o.name AS organisation, CASE WHEN rp.accountId = ?4 THEN 'representative' ELSE 'deputy' END AS seat, CASE WHEN rp.accountId = ?4 THEN rp.id ELSE dp.id END AS personId, t.who AS noted
     ${asked.from} LEFT JOIN Attendance t ON t.meetingId = ?2 AND t.organisationId = o.id WHERE ${asked.where} AND (rp.accountId = ?4 ${m.groupId ? "" : "OR dp.accountId = ?4"}) ORDER BY o.sortKey`,
    m.networkId,
    m.id,
    m.heldOn,
    permit.account.id,
  );
}

export function checkInPage(permit: Permit<"checkIn.use">, token: string) {
  const m = meetingByCheckIn(token);
  if (!m) throw notFound();
  const network = must(networkById(m.networkId), "the network of a meeting");
  const asked = askedFrom(m);
  const { from } = openHours(m);
  return {
    authority: network.authority,
    meeting: { title: m.title, heldOn: m.heldOn, fromTime: m.fromTime, toTime: m.toTime, place: m.place },
    standing: standingAt(m, permit.now),
    closed: m.closedAt !== null,
    opens: `${longDate(m.heldOn)} ${clockTime(from)}`,
    here: paths.checkIn(token),
    signedIn: permit.account !== null,
    seats: seatsHere(permit, m).map(({ personId: _, ...s }) => s),
    organisations: rows<{ id: string; name: string }>(
      `SELECT o.id, o.name ${asked.from} WHERE ${asked.where} ORDER BY o.sortKey`,
      m.networkId,
      m.id,
      m.heldOn,
    ).map((o) => [o.id, o.name] as const),
  };
}

/** The poster; without an address until the strategist has asked for one. */
export function posterPage(permit: NetworkPermit<"attendance.take">, id: string) {
  const meeting = meetingRow(permit.network.id, id);
  const token = checkInToken(meeting.id);
  const address = token && `${env.baseUrl}${paths.checkIn(token)}`;
  return {
    place: placeOf(permit.network),
    authority: permit.network.authority,
    network: permit.network.name,
    meeting,
    address,
    squares: address ? squaresOf(address) : null,
    may: meeting.state === "convened",
  };
}

export interface WaitingLine {
  id: string;
  name: string;
  organisation: string | null;
  when: string;
}
export const waitingCheckIns = (permit: NetworkPermit<"attendance.take">, id: string): WaitingLine[] =>
  rows<{ id: string; name: string; organisation: string | null; at: string }>(
    "SELECT c.id, c.name, o.name AS organisation, c.at FROM CheckIn c LEFT JOIN Organisation o ON o.id = c.organisationId WHERE c.meetingId = ?1 AND c.networkId = ?2 ORDER BY c.at",
    id,
    permit.network.id,
  ).map(({ at, ...c }) => ({ ...c, when: clockTime(new Date(at)) }));
