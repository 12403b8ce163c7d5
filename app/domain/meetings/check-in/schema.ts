import { z } from "zod";
import { isNameOrMasked, noName } from "~/domain/people/rules";
import { inLatin, printable } from "~/platform/printable";

/** Somebody who has signed in says for which organisation; whoever has not writes who they are. "gast" is no organisation. */
export const checkInSchema = z.union([
  z.object({ gor: z.literal("har"), organisationId: z.string() }),
  z.object({
    gor: z.literal("skriv"),
    name: z
      .string()
      .trim()
      .min(1, "Skriv ditt namn")
      .max(120, "Högst 120 tecken")
      .refine(printable, inLatin)
      .refine(isNameOrMasked, noName),
    organisationId: z
      .string()
      .min(1, "Välj organisation, eller gäst")
      .transform((v) => (v === "gast" ? null : v)),
  }),
]);
export const posterSchema = z.object({ gor: z.enum(["ny-adress"]) });
export const confirmSchema = z.object({ id: z.string(), gor: z.enum(["bekrafta", "vinka-av"]) });
