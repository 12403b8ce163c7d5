// A poll as the strategist reads it, and as one who answers does: the own organisations alone.
import { inForceSql } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import { notFound } from "~/platform/refusal";
import { pointedOut } from "~/platform/holidays";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { somebodySits } from "~/domain/seats/queries.server";
import { ranked, type PollValue } from "./rules";

export interface PollRow {
  id: string;
  title: string;
  place: string | null;
  message: string | null;
  answerByOn: string | null;
  state: "open" | "picked" | "closed";
  meetingId: string | null;
}
interface OptionRow {
  id: string;
  heldOn: string;
  fromTime: string;
  toTime: string;
}
const pollRow = (networkId: string, id: string): PollRow => {
  const found = row<PollRow>(
    "SELECT id, title, place, message, answerByOn, state, meetingId FROM DatePoll WHERE id = ?1 AND networkId = ?2",
    id,
    networkId,
  );
  if (!found) throw notFound();
  return found;
};
const optionsOf = (pollId: string) =>
  rows<OptionRow>(
    "SELECT id, heldOn, fromTime, toTime FROM PollOption WHERE pollId = ? ORDER BY heldOn, fromTime",
    pollId,
  );

/** Of a poll `p` and a member `s`: it was asked, for whoever sat there when the poll was made was, and somebody sits there today, ?2. */
const askable = `(${somebodySits("s", "?2")} AND EXISTS (SELECT 1 FROM PollInvitee i JOIN Holding h ON h.personId = i.personId WHERE i.pollId = p.id AND h.networkId = s.networkId AND h.organisationId = s.organisationId AND ${inForceSql("h", "dayOf(p.createdAt)")}))`;
const members = `FROM DatePoll p JOIN Membership s ON s.networkId = p.networkId AND s.kind = 'member' AND ${inForceSql("s")}`;
const answered =
  "EXISTS (SELECT 1 FROM PollAnswer a JOIN PollOption x ON x.id = a.optionId WHERE x.pollId = p.id AND a.organisationId = s.organisationId)";
/** The open polls, with how many organisations could answer and have not: the same as `pollResults` names. */
export const silentInPolls = (networkId: string, today: string) =>
  rows<{ id: string; title: string; answerByOn: string | null; silent: number }>(
    `SELECT p.id, p.title, p.answerByOn, sum(${askable} AND NOT ${answered}) AS silent ${members} WHERE p.networkId = ?1 AND p.state = 'open' GROUP BY p.id ORDER BY p.createdAt`,
    networkId,
    today,
  );

/** Per time who can, and which organisations are missing by name; the best one first. */
export function pollResults(permit: NetworkPermit<"meeting.manage">, id: string) {
  const { network, today } = permit;
  const poll = pollRow(network.id, id);
  const lines = rows<{ id: string; name: string; askable: number; answered: number }>(
    `SELECT o.id, o.name, ${askable} AS askable, ${answered} AS answered ${members} JOIN Organisation o ON o.id = s.organisationId WHERE p.networkId = ?1 AND p.id = ?3 ORDER BY o.sortKey`,
    network.id,
    today,
    id,
  );
  const answers = rows<{ optionId: string; organisationId: string; value: PollValue }>(
    "SELECT a.optionId, a.organisationId, a.value FROM PollAnswer a JOIN PollOption p ON p.id = a.optionId WHERE p.pollId = ?",
    id,
  );
  const options = ranked(
    optionsOf(id).map((o) => {
      const of = new Map(answers.filter((a) => a.optionId === o.id).map((a) => [a.organisationId, a.value]));
      const names = (value: PollValue) => lines.filter((m) => of.get(m.id) === value).map((m) => m.name);
      return {
        ...o,
        clash: pointedOut(o.heldOn),
        yes: names("yes").length,
        ifNeeded: names("ifNeeded").length,
        ifNeededNames: names("ifNeeded"),
        cannot: names("no"),
      };
    }),
  );
  return {
    place: placeOf(network),
    poll,
    options,
    asked: lines.filter((m) => m.askable || m.answered).length,
    silent: lines.filter((m) => m.askable && !m.answered).map((m) => m.name),
    nobody: lines.filter((m) => !m.askable && !m.answered).map((m) => m.name),
  };
}

export interface PollSeat {
  organisationId: string;
  organisation: string;
  values: Record<string, PollValue>;
}
function seatsOf(networkId: string, pollId: string, personId: string, today: string): PollSeat[] {
  const answers = rows<{ optionId: string; organisationId: string; value: PollValue }>(
    "SELECT a.optionId, a.organisationId, a.value FROM PollAnswer a JOIN PollOption p ON p.id = a.optionId WHERE p.pollId = ?",
    pollId,
  );
  return rows<{ organisationId: string; organisation: string }>(
    `SELECT DISTINCT o.id AS organisationId, o.name AS organisation, o.sortKey FROM Holding h JOIN Organisation o ON o.id = h.organisationId WHERE h.networkId = ?1 AND h.personId = ?2 AND ${inForceSql("h", "?3")} ORDER BY o.sortKey`,
    networkId,
    personId,
    today,
  ).map(({ organisationId, organisation }) => ({
    organisationId,
    organisation,
    values: Object.fromEntries(
      answers.filter((a) => a.organisationId === organisationId).map((a) => [a.optionId, a.value]),
    ),
  }));
}
/** By the letter's link, or signed in at the poll's address. */
export function pollAnswerPage(permit: NetworkPermit<"poll.answer">, pollId: string | null) {
  const invitee = permit.link
    ? row<{ pollId: string; personId: string }>(
        "SELECT pollId, personId FROM PollInvitee WHERE id = ?",
        permit.link.pollInviteeId ?? "",
      )
    : null;
  const id = invitee?.pollId ?? pollId ?? "";
  const poll = pollRow(permit.network.id, id);
  const personId = invitee?.personId ?? permit.seats[0]?.personId ?? "";
  const seats = seatsOf(permit.network.id, id, personId, permit.today);
  if (seats.length === 0) throw notFound();
  return {
    place: placeOf(permit.network),
    authority: permit.network.authority,
    network: permit.network.name,
    poll,
    options: optionsOf(id),
    seats,
  };
}
export const openPolls = (networkId: string) =>
  rows<{ id: string; title: string }>(
    "SELECT id, title FROM DatePoll WHERE networkId = ? AND state = 'open' ORDER BY createdAt",
    networkId,
  );
