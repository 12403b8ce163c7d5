// The meetings ahead of one organisation, and what it has said of who comes.
import { minute, todayOn } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { rosterSql, whoComes, type RosterRow } from "./queries.server";
import { isOverSql, type Choice, type Mode } from "./rules";

export interface ComingMeeting {
  id: string;
  title: string;
  heldOn: string;
  fromTime: string;
  toTime: string;
  choice: Choice | null;
  /** Who comes, where anybody does. */
  who: string | null;
  mode: Mode | null;
  answeredOn: string | null;
  /** There is somebody to call. */
  askable: boolean;
}

type Ahead = Pick<ComingMeeting, "id" | "title" | "heldOn" | "fromTime" | "toTime"> & {
  groupId: string | null;
};
/** Those that it is asked to: all of the network, and its groups' where it has a place. */
export function comingMeetings(
  { network, today, now }: NetworkPermit,
  organisationId: string,
): ComingMeeting[] {
  return rows<Ahead>(
    `SELECT m.id, m.title, m.heldOn, m.fromTime, m.toTime, m.groupId FROM Meeting m
     WHERE m.networkId = ?1 AND m.state = 'convened' AND m.heldOn >= ?2 AND NOT ${isOverSql("?3")} ORDER BY m.heldOn, m.fromTime`,
    network.id,
    today,
    minute(now),
  ).flatMap(({ groupId, ...m }) => {
    const said = row<RosterRow>(
      rosterSql({ groupId }, "AND o.id = ?4"),
      network.id,
      m.id,
      today,
      organisationId,
    );
    if (!said) return [];
    const { choice, mode, answeredAt, askable } = said;
    return [
      {
        ...m,
        choice,
        who: whoComes(said),
        mode,
        answeredOn: answeredAt && todayOn(new Date(answeredAt)),
        askable: askable === 1,
      },
    ];
  });
}
