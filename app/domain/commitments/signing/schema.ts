import { z } from "zod";
import { emailField } from "~/domain/access/schema";
import { isDate } from "~/platform/calendar";
import { inLatin, printable, withoutSigns } from "~/platform/printable";
import { isName, noName } from "~/domain/people/rules";
import { looksLikePersonnummer } from "../slips";

export const codeOnlySchema = z.object({
  code: z.string().trim().min(1, "Skriv koden från mejlet").max(40, "Koden är för lång"),
});
/** A form that also takes a code: one is asked for, or it comes with what the form is about. */
export const codeAgain = {
  ask: z.looseObject({ gor: z.literal("skicka") }),
  given: {
    gor: z.literal("svara").optional(),
    code: z.string().trim().max(40, "Koden är för lång").optional(),
  },
};
const name = (what: string) =>
  z
    .string()
    .trim()
    .min(1, what)
    .max(120, "Högst 120 tecken")
    .refine(printable, inLatin)
    .refine(
      (v) => !looksLikePersonnummer(v),
      "Det ser ut som ett personnummer. Skriv aldrig personnummer här.",
    );
const person = (what: string) => name(what).refine(isName, noName);

export const signSchema = z.object({
  name: person("Skriv ditt namn"),
  title: name("Skriv din titel"),
  acting: z.literal("on").optional(),
  declaration: z.literal("on", {
    error: "Kryssa i rutan om du är ansvarig chef och har läst hela uppdraget",
  }),
});
export const declineSchema = z.object({
  why: z
    .string()
    .trim()
    .min(1, "Skriv varför, så att organisationen vet vad som behöver ändras")
    .max(1000, "Högst 1 000 tecken")
    .refine((v) => !looksLikePersonnummer(v), "Det ser ut som ett personnummer. Ta bort det."),
});
export const misdirectSchema = z.object({
  name: person("Skriv namnet på rätt chef"),
  title: z.string().trim().max(120, "Högst 120 tecken").refine(printable, inLatin).optional(),
  email: emailField,
});
const paperSignature = (whose: string) =>
  z.object({
    signedName: person(`Skriv namnet på ${whose}`),
    signedTitle: name(`Skriv titeln på ${whose}`),
    signedOn: z.string().trim().refine(isDate, `Välj vilken dag ${whose} skrev under`),
  });
export type PaperSignature = z.output<ReturnType<typeof paperSignature>>;
export const paperSchema = z.object({
  /** By whose manager it is: each that is waited for has its own. */
  signatures: z
    .object({
      representative: paperSignature("representantens chef").optional(),
      deputy: paperSignature("ersättarens chef").optional(),
      both: paperSignature("chefen").optional(),
    })
    .prefault({}),
  method: z.enum(["paper", "phone"], { error: "Välj hur det bekräftades" }),
  note: z
    .string()
    .trim()
    .max(500, "Högst 500 tecken")
    .refine(printable, withoutSigns)
    .refine((v) => !looksLikePersonnummer(v), "Det ser ut som ett personnummer. Ta bort det.")
    .optional(),
  backdateWhy: z
    .string()
    .trim()
    .max(500, "Högst 500 tecken")
    .refine((v) => !looksLikePersonnummer(v), "Det ser ut som ett personnummer. Ta bort det.")
    .optional(),
  scan: z.unknown().optional(),
});
