import { z } from "zod";
import { isDate } from "~/platform/calendar";
import { shareStates } from "./rules";

const day = z.string({ error: "Välj sista dagen" }).trim().refine(isDate, "Välj sista dagen");
const several = z.union([z.string().transform((v) => (v ? [v] : [])), z.array(z.string())]).default([]);

export const effortSchema = z.object({
  title: z.string().trim().min(1, "Skriv vad insatsen heter").max(140, "Högst 140 tecken"), text: z.string().trim().min(1, "Skriv vad organisationerna ska göra").max(6000, "Högst 6000 tecken"),
  lastOn: day, to: z.enum(["all", "chosen"], { error: "Välj vilka som får insatsen" }), organisations: several, minutesItemId: z.string().max(40).optional().transform((v) => v || null),
  version: z.coerce.number().int().optional(),
}).refine((e) => e.to === "all" || e.organisations.length > 0, { message: "Välj minst en organisation", path: ["organisations"] });
export type EffortInput = z.output<typeof effortSchema>;

export const changeSchema = z.object({ gor: z.literal("andra"), title: effortSchema.shape.title, text: effortSchema.shape.text, lastOn: day, version: z.coerce.number().int() });

/** What an organisation says; settled needs words: what was done, or why not. */
export const reportSchema = z.object({
  gor: z.literal("svara"), organisationId: z.string().min(1), state: z.enum(shareStates, { error: "Välj hur långt ni har kommit" }),
  answer: z.string().trim().max(6000, "Högst 6000 tecken").transform((v) => v || null).nullable().default(null),
}).superRefine((r, ctx) => {
  if (!r.answer && r.state === "done") ctx.addIssue({ code: "custom", path: ["answer"], message: "Skriv kort vad ni har gjort" });
  if (!r.answer && r.state === "notForUs") ctx.addIssue({ code: "custom", path: ["answer"], message: "Skriv varför insatsen inte är aktuell för er" });
});
export type ReportInput = z.output<typeof reportSchema>;

export const daySchema = z.object({ gor: z.literal("flytta"), organisationId: z.string().min(1), lastOn: day });
export const closeSchema = z.object({ gor: z.enum(["avsluta", "oppna"]) });
