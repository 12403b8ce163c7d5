// A poll as the strategist reads it, and as one who answers does: the own organisations alone.
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

/** Per time who can, and which organisations are missing by name; the best one first. */
export function pollResults(permit: NetworkPermit<"meeting.manage">, id: string) {
  const { network, today } = permit;
  const poll = pollRow(network.id, id);
  const members = rows<{ id: string; name: string; askable: number }>(
    `SELECT o.id, o.name, ${somebodySits("s", "?2")} AS askable FROM Membership s JOIN Organisation o ON o.id = s.organisationId WHERE s.networkId = ?1 AND s.kind = 'member' AND s.fromOn <= ?2 AND (s.untilOn IS NULL OR s.untilOn > ?2) ORDER BY o.sortKey`,
    network.id,
    today,
  );
  const answers = rows<{ optionId: string; organisationId: string; value: PollValue }>(
    "SELECT a.optionId, a.organisationId, a.value FROM PollAnswer a JOIN PollOption p ON p.id = a.optionId WHERE p.pollId = ?",
    id,
  );
  const answered = new Set(answers.map((a) => a.organisationId));
  const options = ranked(
    optionsOf(id).map((o) => {
      const of = new Map(answers.filter((a) => a.optionId === o.id).map((a) => [a.organisationId, a.value]));
      const names = (value: PollValue) => members.filter((m) => of.get(m.id) === value).map((m) => m.name);
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
    asked: members.filter((m) => m.askable || answered.has(m.id)).length,
    silent: members.filter((m) => m.askable && !answered.has(m.id)).map((m) => m.name),
    nobody: members.filter((m) => !m.askable && !answered.has(m.id)).map((m) => m.name),
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
    "SELECT DISTINCT o.id AS organisationId, o.name AS organisation, o.sortKey FROM Holding h JOIN Organisation o ON o.id = h.organisationId WHERE h.networkId = ?1 AND h.personId = ?2 AND h.fromOn <= ?3 AND (h.untilOn IS NULL OR h.untilOn > ?3) ORDER BY o.sortKey",
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
