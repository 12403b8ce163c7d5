import { z } from "zod";
import { emailField } from "~/domain/access/schema";
import { isName, isNameOrMasked, noName } from "~/domain/people/rules";
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
/** Somebody's name, or what has stood for it since they were protected: the form is sent again as it was. */
const person = line(120)
  .refine((v) => v === null || printable(v), inLatin)
  .refine((v) => v === null || isNameOrMasked(v), noName);
const day = (what: string) => z.string({ error: what }).trim().refine(isDate, what);
const maybeDay = z
  .union([z.literal("").transform(() => null), day("Skriv dagen som år-månad-dag")])
  .nullable()
  .default(null);
const time = z
  .string({ error: "Skriv klockslaget som 09:00" })
  .trim()
  .transform((v) => v.replace(".", ":").padStart(5, "0"))
  .refine((v) => /^([01]\d|2[0-3]):[0-5]\d$/.test(v), "Skriv klockslaget som 09:00");
const link = line(500).refine(
  (v) => v === null || /^https:\/\/\S+$/.test(v),
  "Länken ska börja med https://",
);

const times = { heldOn: day("Välj dag"), fromTime: time, toTime: time };
const inOrder = (m: { fromTime: string; toTime: string }) => m.toTime > m.fromTime;
/** An hour that the change of the clock takes away, or gives twice, is asked about where it is typed. */
const hoursThere = (
  m: { heldOn: string; fromTime: string; toTime: string; gatherTime?: string | null },
  ctx: z.RefinementCtx,
): void => {
  for (const field of ["gatherTime", "fromTime", "toTime"] as const) {
    const trouble = m.heldOn && m[field] ? hourTrouble(m.heldOn, m[field]) : null;
    if (trouble) ctx.addIssue({ code: "custom", path: [field], message: trouble });
  }
};
const late = { message: "Sluttiden ska komma efter starttiden", path: ["toTime"] };

export const meetingSchema = z
  .object({
    kind: z.enum(["ordinary", "extra", "group"]),
    title: z
      .string()
      .trim()
      .min(1, "Skriv vad mötet heter")
      .max(120, "Högst 120 tecken")
      .refine(printable, inLatin),
    ...times,
    gatherTime: z
      .union([z.literal("").transform(() => null), time])
      .nullable()
      .default(null),
    place: line().refine((v) => v === null || printable(v), inLatin),
    access: line(600),
    link,
    places: z
      .union([
        z.literal("").transform(() => null),
        z.coerce
          .number({ error: "Skriv ett antal" })
          .int("Skriv ett helt tal")
          .min(1, "Minst 1")
          .max(1000, "Högst 1000"),
      ])
      .nullable()
      .default(null),
    audience: z.enum(["representatives", "both"]).default("representatives"),
    groupId: z
      .union([z.literal("").transform(() => null), z.string()])
      .nullable()
      .default(null),
    answerByOn: maybeDay,
    proposeByOn: maybeDay,
    message: line(3000),
    version: z.coerce.number().int().optional(),
  })
  .refine(inOrder, late)
  .superRefine(hoursThere)
  .refine((m) => !m.answerByOn || m.answerByOn <= m.heldOn, {
    error: "Sista svarsdag ska inte ligga efter mötet",
    path: ["answerByOn"],
  })
  .refine((m) => m.kind !== "group" || m.groupId !== null, { error: "Välj arbetsgrupp", path: ["groupId"] })
  .transform((m) => ({ ...m, groupId: m.kind === "group" ? m.groupId : null }));
export type MeetingInput = z.output<typeof meetingSchema>;

export const yearSchema = z.object({
  meetings: z
    .array(
      z
        .object({
          title: z.string().trim().max(120, "Högst 120 tecken").refine(printable, inLatin).default(""),
          heldOn: z.union([z.literal(""), day("Välj dag")]).default(""),
          fromTime: z.union([z.literal(""), time]).default(""),
          toTime: z.union([z.literal(""), time]).default(""),
          place: line().refine((v) => v === null || printable(v), inLatin),
        })
        .refine((m) => !m.heldOn || m.title !== "", { error: "Skriv vad mötet heter", path: ["title"] })
        .refine((m) => !m.heldOn || m.fromTime !== "", {
          error: "Skriv när mötet börjar",
          path: ["fromTime"],
        })
        .refine((m) => !m.heldOn || m.toTime > m.fromTime, late)
        .superRefine(hoursThere),
    )
    .max(12),
});
export type YearInput = z.output<typeof yearSchema>;

export const answerSchema = z
  .object({
    organisationId: z.string().default(""),
    choice: z.enum(["representative", "deputy", "both", "standIn", "nobody"], {
      error: "Välj vem som kommer",
    }),
    standInName: person,
    standInEmail: z
      .union([z.literal("").transform(() => null), emailField])
      .nullable()
      .default(null),
    mode: z.enum(["room", "link"]).nullable().default(null),
    note: line(500),
    diet: line(300),
  })
  .refine((a) => a.choice !== "standIn" || a.standInName !== null, {
    error: "Skriv vem som kommer",
    path: ["standInName"],
  });
export type AnswerInput = z.output<typeof answerSchema>;
export const guestAnswerSchema = z.object({
  choice: z.enum(["yes", "no"], { error: "Välj om du kommer" }),
  mode: z.enum(["room", "link"]).nullable().default(null),
  diet: line(300),
});
export const guestSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Skriv gästens namn")
    .max(120, "Högst 120 tecken")
    .refine(printable, inLatin)
    .refine(isName, noName),
  email: emailField,
});

export const attendanceSchema = z.object({
  organisationId: z.string(),
  who: z.enum(["representative", "deputy", "standIn", "absentNoticed", "absent", "vacant"]),
  name: person,
  part: z.enum(["day", "morning", "afternoon"]).default("day"),
  mode: z.enum(["room", "link"]).default("room"),
  why: line(300),
  version: z.coerce.number().int().default(0),
});
export type AttendanceInput = z.output<typeof attendanceSchema>;
