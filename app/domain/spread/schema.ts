import { z } from "zod";
import { isDate } from "~/platform/calendar";
import { wentBy } from "./rules";
import { lastOn, noneChosen, optionalWords, someChosen, toWhom, words } from "~/domain/asks/schema";

const about = {
  title: words(140, "Skriv en rubrik"),
  why: words(600, "Skriv varför det är viktigt"),
  text: words(8000, "Skriv vad som ska spridas"),
  targets: words(300, "Skriv vilka det är till för"),
  lastOn,
};
export const spreadSchema = z.object({ ...about, ...toWhom }).refine(someChosen, noneChosen);
export type SpreadInput = z.output<typeof spreadSchema>;
export const changeSchema = z.object({ gor: z.literal("andra"), ...about, version: z.coerce.number().int() });

const reached = z
  .string()
  .trim()
  .default("")
  .transform((v, ctx) => {
    const digits = v.replace(/[\s\u00a0.]/g, "");
    if (digits === "") return null;
    if (/^\d{1,7}$/.test(digits)) return Number(digits);
    ctx.addIssue({ code: "custom", message: "Skriv ungefär hur många, med siffror" });
    return null;
  });
const pass = z.object({
  channelId: z.string().max(40).default(""),
  channel: words(120).default(""),
  listed: z.string().optional(),
  ticked: z.string().optional(),
  passedOn: z.string().trim().default(""),
  reached,
});

/** What an organisation says: by which of its channels it went out, or why it is not for them. */
export const answerSchema = z
  .object({
    gor: z.literal("svara"),
    organisationId: z.string().min(1),
    state: z.enum(["spread", "notForUs"], { error: "Välj ett svar" }),
    reason: optionalWords(1000),
    passes: z.array(pass).max(60).default([]),
  })
  .superRefine((a, ctx) => {
    if (a.state === "notForUs") {
      if (!a.reason)
        ctx.addIssue({
          code: "custom",
          path: ["reason"],
          message: "Skriv varför det inte är relevant för er",
        });
      return;
    }
    const ticked = a.passes.filter(wentBy);
    if (ticked.length === 0)
      ctx.addIssue({ code: "custom", path: ["passes"], message: "Kryssa för minst en kontaktväg" });
    a.passes.forEach((p, i) => {
      if (ticked.includes(p) && !isDate(p.passedOn))
        ctx.addIssue({ code: "custom", path: ["passes", i, "passedOn"], message: "Välj vilken dag" });
    });
  });
export type AnswerInput = z.output<typeof answerSchema>;
export const linkSchema = z.object({
  gor: z.enum(["ny-lank", "stang-lank"]),
  organisationId: z.string().min(1),
});
/** A form without its number is shown what it asks for, and counts for nothing. */
export const readSchema = z.object({
  press: z
    .string()
    .regex(/^[0-9a-z]{20}$/)
    .nullable()
    .catch(null),
});
