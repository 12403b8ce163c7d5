import { z } from "zod";
import { looksLikePersonnummer } from "~/domain/commitments/slips";
import { isDate } from "~/platform/calendar";

const day = (what: string) => z.string().trim().refine(isDate, what);
export const leaveSchema = z.object({
  holdingId: z.string().min(1),
  lastOn: day("Välj sista dagen"),
  alsoIn: z.union([z.array(z.string()), z.string().transform((s) => [s])]).default([]),
  why: z
    .string()
    .trim()
    .max(500, "Högst 500 tecken")
    .refine((v) => !looksLikePersonnummer(v), "Det ser ut som ett personnummer. Ta bort det.")
    .optional(),
});
export const coverSchema = z.object({ fromOn: day("Välj första dagen"), lastOn: day("Välj sista dagen") });
