// What of spreading waits for the strategist.
import { rows } from "~/platform/db.server";
import { waitedFor } from "~/domain/asks/asked.server";
import type { NetworkPermit } from "~/domain/access/permits.server";

/** Open items with organisations that are silent after their own last day: until all have answered, or it is closed. */
export const spreadTodo = (
  permit: NetworkPermit<"todo.see">,
): { id: string; title: string; silent: number; since: string }[] =>
  rows(
    `SELECT i.id, i.title, count(*) AS silent, min(coalesce(s.lastOn, i.lastOn)) AS since FROM SpreadItem i JOIN SpreadShare s ON s.itemId = i.id
   WHERE i.networkId = ?1 AND i.closedAt IS NULL AND s.state = 'waiting' AND coalesce(s.lastOn, i.lastOn) < ?2 AND ${waitedFor("s")} GROUP BY i.id ORDER BY since`,
    permit.network.id,
    permit.today,
  );
