import { z } from "zod";
import { isDate } from "~/platform/calendar";
import { optionalWords, several } from "~/domain/asks/schema";

const day = z.string({ error: "Välj vilken dag" }).trim().refine(isDate, "Välj vilken dag");
export const visitSchema = z.object({
  organisationId: z.string({ error: "Välj en organisation" }).min(1, "Välj en organisation").max(40),
  visitOn: day,
  whom: optionalWords(500),
  lines: optionalWords(2000),
  questions: several,
  version: z.coerce.number().int().optional(),
});
export type VisitInput = z.output<typeof visitSchema>;
export const notesSchema = z
  .object({
    gor: z.literal("anteckna"),
    notes: optionalWords(6000),
    agreed: optionalWords(3000),
    version: z.coerce.number().int(),
  })
  .refine((v) => v.notes || v.agreed, { error: "Skriv kort vad som kom fram", path: ["notes"] });
export const cancelSchema = z.object({ gor: z.literal("stall-in") });
