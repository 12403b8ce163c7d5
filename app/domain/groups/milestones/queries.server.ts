// A group's milestones as they are read, in the order of their days.
import { todayOn } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";
import { notFound } from "~/platform/refusal";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { placeOf } from "~/domain/network/queries.server";
import { groupRow } from "../queries.server";

export interface MilestoneLine {
  id: string;
  title: string;
  dueOn: string;
  doneOn: string | null;
  /** A protected person is not named. */ doneBy: string | null;
  late: boolean;
}
export function milestonesOf(permit: NetworkPermit<"group.see">, groupId: string): MilestoneLine[] {
  const { network, today } = permit;
  return rows<{
    id: string;
    title: string;
    dueOn: string;
    doneAt: string | null;
    staff: number;
    person: string | null;
    endedOn: string | null;
  }>(
    `SELECT m.id, m.title, m.dueOn, m.doneAt, g.endedOn, EXISTS (SELECT 1 FROM StaffRole r WHERE r.accountId = m.doneById AND r.networkId = m.networkId) AS staff,
       (SELECT p.name FROM Person p WHERE p.accountId = m.doneById AND NOT p.protected LIMIT 1) AS person
     FROM GroupMilestone m JOIN WorkingGroup g ON g.id = m.groupId WHERE m.groupId = ?1 AND m.networkId = ?2 ORDER BY m.dueOn, m.createdAt`,
    groupId,
    network.id,
  ).map(({ doneAt, staff, person, endedOn, ...m }) => ({
    ...m,
    doneOn: doneAt && todayOn(new Date(doneAt)),
    doneBy: staff === 1 ? network.authority : person,
    late: doneAt === null && endedOn === null && m.dueOn < today,
  }));
}

/** The form of one; "ny" is one that is not there yet. */
export function milestoneForm(permit: NetworkPermit<"group.manage">, groupId: string, id: string) {
  const group = groupRow(permit.network.id, groupId);
  const milestone =
    id === "ny"
      ? null
      : row<{ id: string; title: string; dueOn: string; version: number }>(
          "SELECT id, title, dueOn, version FROM GroupMilestone WHERE id = ?1 AND groupId = ?2 AND networkId = ?3",
          id,
          groupId,
          permit.network.id,
        );
  if (milestone === undefined) throw notFound();
  return { place: placeOf(permit.network), group, milestone };
}
