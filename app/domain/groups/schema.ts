import { z } from "zod";
import { inLatin, printable } from "~/platform/printable";
import { isName, noNameTick } from "~/domain/people/rules";
import { emailField } from "~/domain/access/schema";
import { isDate } from "~/platform/calendar";

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Högst ${max} tecken`)
    .transform((v) => v || null)
    .nullable()
    .default(null);
const day = (what: string) => z.string({ error: what }).trim().refine(isDate, what);
const maybeDay = z
  .union([z.literal("").transform(() => null), day("Skriv dagen som år-månad-dag")])
  .nullable()
  .default(null);

export const groupSchema = z
  .object({
    name: z
      .string()
      .trim()
      .min(1, "Skriv vad gruppen heter")
      .max(120, "Högst 120 tecken")
      .refine(printable, inLatin),
    purpose: z.string().trim().min(1, "Skriv vad gruppen ska göra").max(2000, "Högst 2000 tecken"),
    expected: text(2000),
    startOn: day("Välj när gruppen börjar"),
    plannedEndOn: maybeDay,
    convenerId: z.string().max(40).optional(),
    version: z.coerce.number().int().optional(),
  })
  .refine((g) => !g.plannedEndOn || g.plannedEndOn > g.startOn, {
    error: "Slutdagen ska komma efter den första dagen",
    path: ["plannedEndOn"],
  });
export type GroupInput = z.output<typeof groupSchema>;

/** Who fills an organisation's place: one of its seats, or a colleague who has none. */
export const placeSchema = z
  .object({
    organisationId: z.string().min(1, "Välj organisation"),
    who: z.enum(["representative", "deputy", "colleague", "vacant"], { error: "Välj vem som har platsen" }),
    name: text(120)
      .refine((v) => !v || printable(v), inLatin)
      .refine((v) => !v || isName(v), noNameTick),
    email: z
      .union([z.literal("").transform(() => null), emailField])
      .nullable()
      .default(null),
    protected: z
      .literal("on")
      .optional()
      .transform((v) => v === "on"),
  })
  .superRefine((p, ctx) => {
    if (p.who !== "colleague") return;
    if (!p.name) ctx.addIssue({ code: "custom", path: ["name"], message: "Skriv vad personen heter" });
    if (!p.email) ctx.addIssue({ code: "custom", path: ["email"], message: "Skriv personens mejladress" });
  });
export type PlaceInput = z.output<typeof placeSchema>;

export const endSchema = z.object({
  result: z.string().trim().min(1, "Skriv vad gruppen kom fram till").max(8000, "Högst 8000 tecken"),
  version: z.coerce.number().int(),
});
