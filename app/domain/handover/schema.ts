import { z } from "zod";
import { words } from "~/domain/asks/schema";
import { choices } from "~/domain/groups/rules";

export const noteSchema = z.object({
  know: words(4000, "Skriv något som din efterträdare behöver veta"),
  contacts: words(2000).default(""),
});
export type NoteInput = z.output<typeof noteSchema>;

export const handoverPost = z.discriminatedUnion("gor", [
  z.object({ gor: z.literal("last") }),
  z.object({
    gor: z.literal("platser"),
    innehav: z.string().min(1),
    plats: z.record(z.string(), z.enum(choices, { error: "Välj vad som händer med platsen" })).default({}),
  }),
]);
