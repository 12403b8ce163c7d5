// The fields that everything asked of many organisations has in common.
import { z } from "zod";
import { isDate } from "~/platform/calendar";
import { looksLikePersonnummer } from "~/domain/commitments/slips";

export const lastOn = z.string({ error: "Välj sista dagen" }).trim().refine(isDate, "Välj sista dagen");
export const several = z
  .union([z.string().transform((v) => (v ? [v] : [])), z.array(z.string())])
  .default([]);
/** To whom: every member of the day, or those ticked. */
export const toWhom = {
  to: z.enum(["all", "chosen"], { error: "Välj vilka det gäller" }),
  organisations: several,
};
export const someChosen = (v: { to: "all" | "chosen"; organisations: readonly string[] }): boolean =>
  v.to === "all" || v.organisations.length > 0;
export const noneChosen = { message: "Välj minst en organisation", path: ["organisations"] };
/** Words that many will read: never a personnummer. */
export const words = (most: number, empty?: string) =>
  z
    .string()
    .trim()
    .max(most, `Högst ${most} tecken`)
    .refine((v) => !looksLikePersonnummer(v), "Det ser ut som ett personnummer. Ta bort det.")
    .refine((v) => !empty || v !== "", empty ?? "");
export const optionalWords = (most: number) =>
  words(most)
    .transform((v) => v || null)
    .nullable()
    .default(null);
export const daySchema = z.object({ gor: z.literal("flytta"), organisationId: z.string().min(1), lastOn });
export const closeSchema = z.object({ gor: z.enum(["avsluta", "oppna"]) });
