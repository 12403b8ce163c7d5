import { z } from "zod";
import { asAddress, isAddress, wholeAddress } from "~/platform/swedish";

/** The address of a form: one rule, everywhere. */
export const emailField = z
  .string()
  .trim()
  .min(1, "Skriv en mejladress")
  .max(200, "Mejladressen är för lång")
  .refine(isAddress, wholeAddress)
  .transform(asAddress);

/** They travel in an address: what is longer than any page's is left out. */
const onwards = {
  nasta: z.string().max(2000).optional().catch(undefined),
  parkerat: z.string().max(40).optional().catch(undefined),
};
export const signInSchema = z.object({ email: emailField, ...onwards });
export const codeSchema = z.object({
  email: emailField,
  code: z.string().trim().min(1, "Skriv koden från mejlet").max(40, "Koden är för lång"),
  ...onwards,
});
