import { button } from "~/platform/marks";
import { weekdayDate } from "~/platform/calendar";
import { whenText } from "../rules";
import type { PollValue } from "./rules";

export const pollValues: Record<PollValue, string> = {
  yes: "Kan",
  ifNeeded: "Kan om det behövs",
  no: "Kan inte",
};
const paragraphs = (...parts: (string | false | null | undefined)[]) =>
  parts.filter((p): p is string => Boolean(p)).join("\n\n");

export const pollAsked = (
  g: { authority: string; nameWithin: string },
  p: { title: string; message: string | null; answerByOn: string | null },
  options: readonly { heldOn: string; fromTime: string; toTime: string }[],
) => ({
  subject: `När kan ni? ${p.title}`,
  text: paragraphs(
    `${g.authority} söker en tid för ${p.title} i ${g.nameWithin}. Så här ser förslagen ut:`,
    options.map(whenText).join("\n"),
    p.message,
    p.answerByOn
      ? `Svara senast ${weekdayDate(p.answerByOn)}. Du behöver inte logga in.`
      : "Svara här. Du behöver inte logga in.",
    button("Svara när du kan"),
    g.authority,
  ),
});
