import { z } from "zod";
import { emailField } from "~/domain/access/schema";
import { isDate } from "~/platform/calendar";
import { inLatin, printable } from "~/platform/printable";

const line = (what: string, max = 120) =>
  z.string().trim().min(1, what).max(max, `Högst ${max} tecken`).refine(printable, inLatin);
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

export const countySchema = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{2}$/, "Länskoden är två siffror, till exempel 20"),
  slug,
  name: line("Skriv länets namn, till exempel Dalarnas län"),
  genitive: line("Skriv länets namn i genitiv, till exempel Dalarnas"),
  authority: line("Skriv myndighetens namn, till exempel Länsstyrelsen i Dalarnas län"),
});
export const networkSchema = z.object({
  slug,
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
export const settingsSchema = networkSchema.omit({ slug: true }).extend({
  quiet: z
    .array(z.object({ from: z.union([monthDay, z.literal("")]), to: z.union([monthDay, z.literal("")]) }))
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
    .transform((v) => v || null)
    .default(null),
  protectedDefault: z.literal("on").optional(),
  sharedSeat: z.literal("on").optional(),
  fromOn: day.optional(),
});
export const staffSchema = z.object({
  name: line("Skriv namnet"),
  email: emailField,
  role: z.enum(["strategist", "administrator"]),
  standIn: z.literal("on").optional(),
  fromOn: day,
  untilOn: z.union([z.literal("").transform(() => null), day]).default(null),
});
export const contactSchema = z.object({
  name: z.string().trim().max(120, "Högst 120 tecken").default(""),
  email: emailField,
});
export type OrganisationInput = z.output<typeof organisationSchema>;
