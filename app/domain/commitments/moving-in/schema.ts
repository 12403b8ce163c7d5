// What is typed when a form on paper is mended by hand: what its row in the list would have said.
import { z } from "zod";
import { isDate } from "~/platform/calendar";
import { inLatin, printable, withoutSigns } from "~/platform/printable";
import { asAddress, isNewAddress, wholeAddress } from "~/platform/swedish";
import { isName, noName } from "~/domain/people/rules";
import { looksLikePersonnummer } from "../slips";

const noNumber = "Det ser ut som ett personnummer. Skriv aldrig personnummer här.";
const text = (most: number, signs = inLatin) =>
  z
    .string()
    .trim()
    .max(most, `Högst ${most} tecken`)
    .refine(printable, signs)
    .refine((v) => !looksLikePersonnummer(v), noNumber)
    .default("");
const phone = text(40, withoutSigns);
/** In the list a row without a name is a protected person; so it is here. */
const seated = text(120).refine(
  isName,
  "Det här är inget namn. Är uppgifterna skyddade lämnar du fältet tomt och kryssar i det.",
);
const address = z
  .string()
  .max(200, "Högst 200 tecken")
  .transform(asAddress)
  .refine((v) => v === "" || isNewAddress(v), wholeAddress)
  .default("");
const tick = z
  .enum(["on", ""])
  .optional()
  .transform((v) => v === "on");
const day = z
  .string()
  .trim()
  .refine((v) => v === "" || isDate(v), "Skriv dagen som år-månad-dag, till exempel 2026-03-01")
  .default("");

export const correctSchema = z.object({
  representative: seated,
  representativeEmail: address,
  representativePhone: phone,
  representativeTitle: text(120),
  representativeProtected: tick,
  deputy: seated,
  deputyEmail: address,
  deputyPhone: phone,
  deputyTitle: text(120),
  deputyProtected: tick,
  /** A page that was open before there were two ticks has one for both. */
  protected: tick,
  manager: text(120)
    .refine((v) => v !== "", "Skriv chefens för- och efternamn")
    .refine(isName, noName),
  managerEmail: address,
  managerPhone: phone,
  managerTitle: text(120),
  startOn: day,
  cameInOn: day,
  paperSignedOn: day,
});
export type Correction = z.output<typeof correctSchema>;
