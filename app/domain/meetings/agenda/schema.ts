import { z } from "zod";
import { inLatin, printable } from "~/platform/printable";

const line = (max = 200) =>
  z
    .string()
    .trim()
    .max(max, `Högst ${max} tecken`)
    .transform((v) => v || null)
    .nullable()
    .default(null);
const time = z
  .string()
  .trim()
  .transform((v) => v.replace(".", ":").padStart(5, "0"))
  .refine((v) => /^([01]\d|2[0-3]):[0-5]\d$/.test(v), "Skriv klockslaget som 09:00");
const about = {
  title: z
    .string({ error: "Skriv vad punkten heter" })
    .trim()
    .min(1, "Skriv vad punkten heter")
    .max(160, "Högst 160 tecken"),
  purpose: z.enum(["information", "dialogue", "agreement"], { error: "Välj vad punkten är till för" }),
  presenter: line(160).refine((v) => v === null || printable(v), inLatin),
  text: line(3000),
};

/** `mark` is the item as the form was shown it. */
export const itemSchema = z.object({
  ...about,
  fromTime: z
    .union([z.literal("").transform(() => null), time])
    .nullable()
    .default(null),
  technique: line(),
  confirmed: z
    .literal("on")
    .optional()
    .transform((v) => v === "on"),
  mark: z.string().optional(),
});
export type ItemInput = z.output<typeof itemSchema>;

export const proposalSchema = z.object({ ...about, organisationId: z.string().default("") });
export type ProposalInput = z.output<typeof proposalSchema>;

/** `order` is the order that the page showed, `mark` the item. */
export const agendaActSchema = z.discriminatedUnion("gor", [
  z.object({ gor: z.literal("ordna"), ids: z.array(z.string()).min(1).max(200), order: z.string() }),
  z.object({ gor: z.literal("upp"), id: z.string(), order: z.string() }),
  z.object({ gor: z.literal("ner"), id: z.string(), order: z.string() }),
  z.object({ gor: z.literal("ta-bort"), id: z.string(), mark: z.string() }),
  z.object({ gor: z.literal("godta"), id: z.string(), mark: z.string() }),
]);
export type AgendaAct = z.output<typeof agendaActSchema>;
