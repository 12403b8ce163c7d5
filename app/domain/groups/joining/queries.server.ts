// Who is on the way into a group: to the strategist all, to an organisation its own.
import { inForceSql, todayOn } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { groupRow } from "../queries.server";
import type { JoiningKind, JoiningState, SeatChoice } from "./rules";

export interface JoiningLine {
  id: string;
  organisationId: string;
  organisation: string;
  slug: string;
  kind: JoiningKind;
  state: JoiningState;
  who: SeatChoice | null;
  words: string | null;
  reason: string | null;
  on: string;
  remindedOn: string | null;
  settledOn: string | null;
}
const day = (at: string | null) => at && todayOn(new Date(at));

export function joiningOf(permit: NetworkPermit<"group.see">, groupId: string) {
  const { network, today } = permit;
  const staff = permit.roles.has("strategist");
  const own = JSON.stringify(permit.seats.map((s) => s.organisationId));
  const lines = rows<
    Omit<JoiningLine, "on" | "remindedOn" | "settledOn"> & {
      createdAt: string;
      remindedAt: string | null;
      settledAt: string | null;
    }
  >(
    `SELECT j.id, j.organisationId, o.name AS organisation, o.slug, j.kind, j.state, j.who, j.words, j.reason, j.createdAt, j.remindedAt, j.settledAt FROM GroupJoining j JOIN Organisation o ON o.id = j.organisationId
     WHERE j.groupId = ?1 AND j.networkId = ?2 AND (?3 OR j.organisationId IN (SELECT value FROM json_each(?4))) ORDER BY o.sortKey, j.createdAt`,
    groupId,
    network.id,
    staff ? 1 : 0,
    own,
  ).map(({ createdAt, remindedAt, settledAt, ...j }): JoiningLine => ({
    ...j,
    on: todayOn(new Date(createdAt)),
    remindedOn: day(remindedAt),
    settledOn: day(settledAt),
  }));
  /** The own organisations that may ask for a place. */
  const mayAsk = staff
    ? []
    : rows<{ id: string; name: string }>(
        `SELECT o.id, o.name FROM Organisation o JOIN WorkingGroup g ON g.id = ?1 AND g.networkId = ?2 AND g.endedOn IS NULL WHERE o.id IN (SELECT value FROM json_each(?4))
       AND NOT EXISTS (SELECT 1 FROM GroupPlace p WHERE p.groupId = g.id AND p.organisationId = o.id AND (p.untilOn IS NULL OR p.untilOn > ?3))
       AND NOT EXISTS (SELECT 1 FROM GroupJoining j WHERE j.groupId = g.id AND j.organisationId = o.id AND j.state = 'open') ORDER BY o.sortKey`,
        groupId,
        network.id,
        today,
        own,
      );
  const open = lines.filter((j) => j.state === "open");
  return {
    requests: open.filter((j) => j.kind === "request"),
    invitations: open.filter((j) => j.kind === "invitation"),
    answered: lines.filter((j) => j.state === "declined"),
    mayAsk,
  };
}

/** The members that can be invited: without a place, and nothing of theirs open. */
export function inviteForm(permit: NetworkPermit<"group.manage">, groupId: string) {
  const { network, today } = permit;
  const group = groupRow(network.id, groupId);
  const organisations = rows<{ id: string; name: string }>(
    `SELECT o.id, o.name FROM Membership s JOIN Organisation o ON o.id = s.organisationId WHERE s.networkId = ?1 AND s.kind = 'member' AND ${inForceSql("s")}
       AND NOT EXISTS (SELECT 1 FROM GroupPlace p WHERE p.groupId = ?3 AND p.organisationId = o.id AND (p.untilOn IS NULL OR p.untilOn > ?2))
       AND NOT EXISTS (SELECT 1 FROM GroupJoining j WHERE j.groupId = ?3 AND j.organisationId = o.id AND j.state = 'open') ORDER BY o.sortKey`,
    network.id,
    today,
    groupId,
  );
  return { place: placeOf(network), group, organisations };
}
