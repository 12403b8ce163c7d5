import { z } from "zod";
import { asAddress, isAddress, isNewAddress, wholeAddress } from "~/platform/swedish";

const addressField = (fits: (text: string) => boolean) =>
  z
    .string()
    .trim()
    .min(1, "Skriv en mejladress")
    .max(200, "Mejladressen är för lång")
    .refine(fits, wholeAddress)
    .transform(asAddress);
/** The address of a form: one rule, everywhere. */
export const emailField = addressField(isNewAddress);
/** One that may have been taken before: nobody is shut out by a rule that came later. */
export const knownEmail = addressField(isAddress);

/** They travel in an address: what is longer than any page's is left out. */
const onwards = {
  nasta: z.string().max(2000).optional().catch(undefined),
  parkerat: z.string().max(40).optional().catch(undefined),
};
export const signInSchema = z.object({ email: knownEmail, ...onwards });
export const codeSchema = z.object({
  email: knownEmail,
  code: z.string().trim().min(1, "Skriv koden från mejlet").max(40, "Koden är för lång"),
  ...onwards,
});
