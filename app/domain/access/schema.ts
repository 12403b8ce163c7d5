import { z } from "zod";

export const emailField = z.string().trim().min(1, "Skriv en mejladress").max(200, "Mejladressen är för lång")
  .regex(/^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/u, "Skriv en hel mejladress, till exempel anna.berg@kommunen.se");

export const signInSchema = z.object({ email: emailField, nasta: z.string().optional(), parkerat: z.string().optional() });
export const codeSchema = z.object({
  email: emailField, code: z.string().trim().min(1, "Skriv koden från mejlet").max(40, "Koden är för lång"),
  nasta: z.string().optional(), parkerat: z.string().optional(),
});
