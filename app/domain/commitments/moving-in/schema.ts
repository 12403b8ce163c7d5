// What is typed when a form on paper is mended by hand: what its row in the list would have said.
import { z } from "zod";
import { isDate } from "~/platform/calendar";
import { asAddress, isNewAddress, wholeAddress } from "~/platform/swedish";
import { looksLikePersonnummer } from "../slips";

const noNumber = "Det ser ut som ett personnummer. Skriv aldrig personnummer här.";
const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Högst ${most} tecken`)
    .refine((v) => !looksLikePersonnummer(v), noNumber)
    .default("");
const address = z
  .string()
  .max(200, "Högst 200 tecken")
  .transform(asAddress)
  .refine((v) => v === "" || isNewAddress(v), wholeAddress)
  .default("");
const day = z
  .string()
  .trim()
  .refine((v) => v === "" || isDate(v), "Skriv dagen som år-månad-dag, till exempel 2026-03-01")
  .default("");

export const correctSchema = z.object({
  representative: text(120),
  representativeEmail: address,
  representativePhone: text(40),
  representativeTitle: text(120),
  deputy: text(120),
  deputyEmail: address,
  deputyPhone: text(40),
  deputyTitle: text(120),
  protected: z
    .literal("on")
    .optional()
    .transform((v) => v === "on"),
  manager: text(120).refine((v) => v !== "", "Skriv chefens för- och efternamn"),
  managerEmail: address,
  managerPhone: text(40),
  managerTitle: text(120),
  startOn: day,
  cameInOn: day,
  paperSignedOn: day,
});
export type Correction = z.output<typeof correctSchema>;
