// What waits for the strategist of inquiries, until they are closed: the last day of everybody silent has passed, or all who can have answered.
import { endedAsks } from "~/domain/asks/counting.server";
import type { NetworkPermit } from "~/domain/access/permits.server";

export type InquiryTodoKind = "inquiryPassed" | "inquiryDone";
export const inquiryTodo = (
  permit: NetworkPermit<"todo.see">,
): { kind: InquiryTodoKind; id: string; title: string; silent: number; lastOn: string }[] =>
  endedAsks("inquiry", permit).map(({ id, title, awaited, able, latest }) => ({
    kind: able > 0 ? "inquiryPassed" : "inquiryDone",
    id,
    title,
    silent: awaited,
    lastOn: latest,
  }));
