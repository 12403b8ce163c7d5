import { z } from "zod";
import { words } from "~/domain/asks/schema";
import { isDate } from "~/platform/calendar";

export const milestoneSchema = z.object({
  gor: z.literal("spara"),
  title: words(160, "Skriv vad som ska vara klart"),
  dueOn: z.string({ error: "Välj dag" }).trim().refine(isDate, "Välj dag"),
  version: z.coerce.number().int().default(0),
});
export type MilestoneInput = z.output<typeof milestoneSchema>;
export const milestoneActSchema = z.discriminatedUnion("gor", [
  milestoneSchema,
  z.object({ gor: z.literal("ta-bort") }),
  z.object({ gor: z.enum(["klar", "inte-klar"]) }),
]);
