// What waits for the strategist of inquiries, until they are closed: the last day of everybody silent has passed, or all have answered.
import { rows } from "~/platform/db.server";
import { waitedFor } from "~/domain/asks/asked.server";
import type { NetworkPermit } from "~/domain/access/permits.server";

export type InquiryTodoKind = "inquiryPassed" | "inquiryDone";
export const inquiryTodo = (
  permit: NetworkPermit<"todo.see">,
): { kind: InquiryTodoKind; id: string; title: string; silent: number; lastOn: string }[] =>
  rows<{ id: string; title: string; silent: number; latest: string }>(
    `SELECT i.id, i.title, coalesce(sum(s.state <> 'submitted' AND ${waitedFor("s")}), 0) AS silent, coalesce(max(CASE WHEN s.state <> 'submitted' AND ${waitedFor("s")} THEN coalesce(s.lastOn, i.lastOn) END), i.lastOn) AS latest
     FROM Inquiry i JOIN InquiryShare s ON s.inquiryId = i.id WHERE i.networkId = ?1 AND i.state = 'sent' AND i.closedAt IS NULL GROUP BY i.id HAVING silent = 0 OR latest < ?2 ORDER BY latest`,
    permit.network.id,
    permit.today,
  ).map(({ latest, ...i }) => ({
    ...i,
    lastOn: latest,
    kind: i.silent > 0 ? "inquiryPassed" : "inquiryDone",
  }));
