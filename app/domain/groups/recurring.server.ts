// Due work of the groups themselves, found in the rows.
import { todayOn } from "~/platform/calendar";
import { rows, transact } from "~/platform/db.server";
import { networkById, ownPermit, type NetworkPermit } from "~/domain/access/permits.server";
import { dropConvener } from "./places.server";

/** Conveners whose place has ended, by a handover or on its day. */
export async function dropConveners(now: Date): Promise<number> {
  const due = rows<{ id: string; networkId: string }>(
    `SELECT g.id, g.networkId FROM WorkingGroup g WHERE g.convenerId IS NOT NULL AND g.endedOn IS NULL
       AND NOT EXISTS (SELECT 1 FROM GroupPlace p WHERE p.groupId = g.id AND p.personId = g.convenerId AND (p.untilOn IS NULL OR p.untilOn > ?1))`,
    todayOn(now),
  );
  let dropped = 0;
  for (const { id, networkId } of due) {
    const permit = ownPermit(
      "work.run",
      "job",
      "groups",
      networkById(networkId),
      now,
    ) as NetworkPermit<"work.run">;
    if (await transact((tx) => dropConvener(tx, permit, id))) dropped++;
  }
  return dropped;
}
