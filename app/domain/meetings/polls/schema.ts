import { z } from "zod";
import { hourTrouble, isDate } from "~/platform/calendar";
import { inLatin, printable } from "~/platform/printable";

const line = (max = 200) =>
  z
    .string()
    .trim()
    .max(max, `Högst ${max} tecken`)
    .transform((v) => v || null)
    .nullable()
    .default(null);
const time = z
  .string()
  .trim()
  .transform((v) => (v ? v.replace(".", ":").padStart(5, "0") : ""))
  .refine((v) => v === "" || /^([01]\d|2[0-3]):[0-5]\d$/.test(v), "Skriv klockslaget som 09:00");
const option = z
  .object({
    heldOn: z
      .string()
      .trim()
      .refine((v) => v === "" || isDate(v), "Skriv dagen som år-månad-dag")
      .default(""),
    fromTime: time.default(""),
    toTime: time.default(""),
  })
  .refine((o) => !o.heldOn || (o.fromTime && o.toTime), {
    error: "Skriv när förslaget börjar och slutar",
    path: ["fromTime"],
  })
  .refine((o) => !o.heldOn || !o.fromTime || !o.toTime || o.toTime > o.fromTime, {
    error: "Sluttiden ska komma efter starttiden",
    path: ["toTime"],
  })
  .superRefine((o, ctx) => {
    for (const field of ["fromTime", "toTime"] as const) {
      const trouble = o.heldOn && o[field] ? hourTrouble(o.heldOn, o[field]) : null;
      if (trouble) ctx.addIssue({ code: "custom", path: [field], message: trouble });
    }
  });

export const pollSchema = z
  .object({
    title: z
      .string()
      .trim()
      .min(1, "Skriv vad mötet heter")
      .max(120, "Högst 120 tecken")
      .refine(printable, inLatin),
    place: line().refine((v) => v === null || printable(v), inLatin),
    message: line(3000),
    answerByOn: z
      .union([z.literal("").transform(() => null), z.string().refine(isDate, "Skriv dagen som år-månad-dag")])
      .nullable()
      .default(null),
    options: z.array(option).max(8, "Högst åtta förslag"),
  })
  .refine((p) => p.options.filter((o) => o.heldOn).length >= 2, {
    error: "Skriv minst två förslag",
    path: ["options", 0, "heldOn"],
  });
export type PollInput = z.output<typeof pollSchema>;

export const pollAnswerSchema = z.object({
  organisationId: z.string(),
  values: z.record(z.string(), z.enum(["yes", "ifNeeded", "no"])).default({}),
});
export type PollAnswerInput = z.output<typeof pollAnswerSchema>;
