import { z } from "zod";
import { looksLikePersonnummer } from "~/domain/commitments/slips";

const title = z
  .string()
  .trim()
  .max(160, "Högst 160 tecken")
  .refine((v) => !looksLikePersonnummer(v), "Det ser ut som ett personnummer. Ta bort det.")
  .default("");
const audience = z.enum(["everyone", "network", "invited", "group", "strategists"], {
  error: "Välj vem som ska se materialet",
});
const https = (v: string) => {
  try {
    const u = new URL(v);
    return u.protocol === "https:" && u.hostname.includes(".") && u.username === "" && u.password === "";
  } catch {
    return false;
  }
};
const url = z
  .string()
  .trim()
  .max(2000, "Adressen är för lång")
  .refine((v) => v === "" || https(v), "Skriv hela adressen. Den ska börja med https://")
  .default("");
const file = z
  .unknown()
  .optional()
  .transform((v) => (v instanceof File && v.size > 0 ? v : null));

export const materialSchema = z.object({
  title,
  audience,
  url,
  file,
  agendaItemId: z.string().default(""),
  meetingId: z.string().default(""),
  spreadItemId: z.string().default(""),
  groupId: z.string().default(""),
});
export type MaterialInput = z.output<typeof materialSchema>;

export const aboutSchema = z.discriminatedUnion("gor", [
  z.object({
    gor: z.literal("spara"),
    version: z.coerce.number().int(),
    title: title.refine((v) => v !== "", "Skriv en rubrik"),
    audience,
    agendaItemId: z.string().default(""),
  }),
  z.object({ gor: z.literal("ny-version"), version: z.coerce.number().int(), url, file }),
  z.object({ gor: z.literal("ta-bort"), version: z.coerce.number().int() }),
]);
export type AboutInput = z.output<typeof aboutSchema>;
