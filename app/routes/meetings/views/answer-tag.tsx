import type { Choice } from "~/domain/meetings/rules";
import { answerWords, nobodyToCall } from "~/domain/meetings/texts";
import { Tag } from "~/ui/parts";

/** What an organisation has answered to a meeting, in a word. */
export function AnswerTag({ choice, askable }: { choice: Choice | null; askable: boolean }) {
  if (choice) return <Tag tone={choice === "nobody" ? "gap" : "ok"}>{answerWords[choice]}</Tag>;
  return askable ? <Tag tone="wait">Har inte svarat</Tag> : <span className="muted">{nobodyToCall}</span>;
}
