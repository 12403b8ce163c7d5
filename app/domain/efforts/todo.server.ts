// What of the home work waits for the strategist.
import { rows } from "~/platform/db.server";
import { waitedFor } from "~/domain/asks/asked.server";
import type { NetworkPermit } from "~/domain/access/permits.server";

export interface EffortTodo {
  id: string;
  title: string;
  behind: number;
  since: string;
}
/** Open efforts with organisations behind their own last day: until all have answered, or it is closed. */
export const effortTodo = (permit: NetworkPermit<"todo.see">): EffortTodo[] =>
  rows<EffortTodo>(
    `SELECT e.id, e.title, count(*) AS behind, min(coalesce(s.lastOn, e.lastOn)) AS since FROM Effort e JOIN EffortShare s ON s.effortId = e.id
   WHERE e.networkId = ?1 AND e.closedAt IS NULL AND s.state IN ('waiting', 'begun') AND coalesce(s.lastOn, e.lastOn) < ?2 AND ${waitedFor("s")} GROUP BY e.id ORDER BY since`,
    permit.network.id,
    permit.today,
  );
