import { z } from "zod";
import { lastOn, noneChosen, someChosen, toWhom } from "~/domain/asks/schema";
import { shareStates } from "./rules";

export const effortSchema = z
  .object({
    title: z.string().trim().min(1, "Skriv vad insatsen heter").max(140, "Högst 140 tecken"),
    text: z.string().trim().min(1, "Skriv vad organisationerna ska göra").max(6000, "Högst 6000 tecken"),
    lastOn,
    ...toWhom,
    minutesItemId: z
      .string()
      .max(40)
      .optional()
      .transform((v) => v || null),
    version: z.coerce.number().int().optional(),
  })
  .refine(someChosen, noneChosen);
export type EffortInput = z.output<typeof effortSchema>;

export const changeSchema = z.object({
  gor: z.literal("andra"),
  title: effortSchema.shape.title,
  text: effortSchema.shape.text,
  lastOn,
  version: z.coerce.number().int(),
});

/** What an organisation says; settled needs words: what was done, or why not. */
export const reportSchema = z
  .object({
    gor: z.literal("svara"),
    organisationId: z.string().min(1),
    state: z.enum(shareStates, { error: "Välj hur långt ni har kommit" }),
    answer: z
      .string()
      .trim()
      .max(6000, "Högst 6000 tecken")
      .transform((v) => v || null)
      .nullable()
      .default(null),
    file: z
      .unknown()
      .optional()
      .transform((v) => (v instanceof File && v.size > 0 ? v : null)),
  })
  .superRefine((r, ctx) => {
    if (!r.answer && r.state === "done")
      ctx.addIssue({ code: "custom", path: ["answer"], message: "Skriv kort vad ni har gjort" });
    if (!r.answer && r.state === "notForUs")
      ctx.addIssue({
        code: "custom",
        path: ["answer"],
        message: "Skriv varför insatsen inte är aktuell för er",
      });
  });
export const removeFileSchema = z.object({ gor: z.literal("ta-bort-fil"), fileId: z.string().max(40) });
export type ReportInput = z.output<typeof reportSchema>;
