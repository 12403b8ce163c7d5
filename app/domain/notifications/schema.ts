// Which letters the page of letters shows, and on which of its pages something was pressed.
import { z } from "zod";

/** "" is all of them. */
export const shownLetters = ["", "kom-inte-fram", "vantar"] as const;
export type ShownLetters = (typeof shownLetters)[number];

export const pressedOn = z.object({
  visa: z.enum(shownLetters).catch(""),
  sida: z.coerce.number().int().positive().catch(1),
});
