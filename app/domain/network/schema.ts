import { z } from "zod";
import { emailField } from "~/domain/access/schema";
import { isName, noName } from "~/domain/people/rules";
import { isDate, longestQuiet, quietOnEnd } from "~/platform/calendar";
import { inLatin, printable } from "~/platform/printable";
import { isKnownDay, linesOf } from "./rules";
import templates from "./templates.json";

const line = (what: string, max = 120) =>
  z.string().trim().min(1, what).max(max, `Högst ${max} tecken`).refine(printable, inLatin);
const week = z.union([
  z.literal("").transform(() => null),
  z.coerce.number().int().min(1, "Skriv veckans nummer").max(53, "Skriv veckans nummer"),
]);
const slug = z
  .string()
  .trim()
  .regex(/^[a-z0-9-]{2,60}$/, "Använd små bokstäver a–z, siffror och bindestreck");
const day = z.string().trim().refine(isDate, "Skriv dagen som år-månad-dag, till exempel 2027-01-15");
const monthDay = z
  .string()
  .trim()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "Skriv månad-dag, till exempel 06-22");

export const organisationKinds = [
  ["municipality", "Kommun"],
  ["agency", "Statlig myndighet"],
  ["region", "Region"],
  ["university", "Högskola"],
  ["civilSociety", "Ideell organisation"],
  ["collaboration", "Samverkan"],
  ["resourceCentre", "Regionalt resurscentrum"],
] as const;
const kindKeys = organisationKinds.map(([key]) => key) as [string, ...string[]];

const optionalLine = (max = 120) =>
  z
    .string()
    .trim()
    .max(max, `Högst ${max} tecken`)
    .transform((v) => v || null)
    .default(null);
const optionalName = () => optionalLine().refine((v) => v === null || printable(v), inLatin);
/** What a new network begins with; afterwards the words are its own. */
export const networkTemplates = Object.entries(templates).map(([key, t]) => [key, t.label] as const);
export type NetworkTemplate = keyof typeof templates;

export const countySchema = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{2}$/, "Länskoden är två siffror, till exempel 20"),
  slug,
  name: line("Skriv länets namn, till exempel Uppsala län"),
  genitive: line("Skriv länets namn i genitiv, till exempel Uppsala"),
  authority: line("Skriv myndighetens namn, till exempel Länsstyrelsen i Uppsala län"),
  sportsWeek: week.optional(),
});
export const networkSchema = z.object({
  slug,
  template: z.enum(Object.keys(templates) as [NetworkTemplate, ...NetworkTemplate[]], {
    error: "Välj vad det är för nätverk",
  }),
  name: line("Skriv nätverkets namn"),
  shortName: line("Skriv nätverkets korta namn"),
  purpose: line("Skriv vad nätverket är till för", 3000),
  formedYear: z
    .union([
      z.literal("").transform(() => null),
      z.coerce.number().int().min(1900, "Skriv ett årtal").max(2200, "Skriv ett årtal"),
    ])
    .default(null),
  mailbox: emailField,
  diaryNumber: z
    .string()
    .trim()
    .max(60, "Högst 60 tecken")
    .transform((v) => v || null)
    .default(null),
  termMonths: z
    .union([
      z.literal("").transform(() => null),
      z.coerce.number().int().min(1, "Skriv antal månader").max(120, "Högst 120 månader"),
    ])
    .default(null),
});
/** The words that are the network's own, and the sports week of its county. */
export const wordsSchema = z.object({
  nameWithin: optionalName(),
  shortNameWithin: optionalName(),
  duties: z.array(line("Skriv vad åtagandet är", 600)).length(6, "Skriv de sex åtagandena"),
  gives: line("Skriv vad organisationen ger", 1000),
  knownDays: z
    .string()
    .trim()
    .max(2000, "Högst 2000 tecken")
    .refine((v) => linesOf(v).every(isKnownDay), {
      error: (issue) =>
        `Börja varje rad med en dag eller en vecka, till exempel 8 mars eller v. 47. Det här går inte att läsa: ${linesOf(
          String(issue.input),
        )
          .filter((l) => !isKnownDay(l))
          .join(" · ")}`,
    })
    .default(""),
  sportsWeek: week.default(null),
  placeExample: optionalLine(),
  spreadExample: optionalLine(),
  inOtherLanguages: optionalLine(4000),
});
export const settingsSchema = networkSchema.omit({ slug: true, template: true }).extend({
  meetingsAYear: z.coerce
    .number({ error: "Skriv ett antal, till exempel 4" })
    .int("Skriv ett helt tal")
    .min(1, "Minst ett möte om året")
    .max(12, "Högst 12 möten om året")
    .default(4),
  quiet: z
    .array(z.object({ from: z.union([monthDay, z.literal("")]), to: z.union([monthDay, z.literal("")]) }))
    .max(20, { error: "Högst 20 lugna perioder", abort: true })
    .superRefine((all, context) => {
      // A row with one of its days is a period that somebody meant; only an empty one is none.
      all.forEach((p, i) => {
        if (Boolean(p.from) !== Boolean(p.to))
          context.addIssue({
            code: "custom",
            path: [i, p.from ? "to" : "from"],
            message: "Skriv båda dagarna, eller lämna båda tomma",
          });
      });
      // Said at the period that makes it too long, of itself or together with those before it.
      const periods = all.map((p) => (p.from && p.to ? [p] : []));
      const at = periods.findIndex((_, i) => quietOnEnd(periods.slice(0, i + 1).flat()) > longestQuiet);
      if (at >= 0)
        context.addIssue({
          code: "custom",
          path: [at, "to"],
          message: `Högst ${longestQuiet} dagar i följd får vara lugna. Påminnelser som väntar kommer annars aldrig fram`,
        });
    })
    .default([]),
});
export const organisationSchema = z.object({
  name: line("Skriv organisationens namn"),
  kind: z.enum(kindKeys, { error: "Välj vad det är för organisation" }),
  municipalityCode: z
    .string()
    .trim()
    .regex(/^(\d{4})?$/, "Kommunkoden är fyra siffror")
    .transform((v) => v || null)
    .default(null),
  principal: z
    .string()
    .trim()
    .max(120, "Högst 120 tecken")
    .refine(printable, inLatin)
    .transform((v) => v || null)
    .default(null),
  protectedDefault: z.literal("on").optional(),
  sharedSeat: z.literal("on").optional(),
  fromOn: day.optional(),
});
export const staffSchema = z.object({
  name: line("Skriv namnet").refine(isName, noName),
  email: emailField,
  role: z.enum(["strategist", "administrator"]),
  standIn: z.literal("on").optional(),
  fromOn: day,
  untilOn: z.union([z.literal("").transform(() => null), day]).default(null),
});
export const contactSchema = z.object({
  name: z.string().trim().max(120, "Högst 120 tecken").refine(printable, inLatin).default(""),
  email: emailField,
});
export type OrganisationInput = z.output<typeof organisationSchema>;
