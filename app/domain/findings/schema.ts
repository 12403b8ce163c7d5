import { z } from "zod";
import { words } from "~/domain/asks/schema";
import { answers, findingKinds } from "./rules";

const wording = {
  kind: z.enum(findingKinds, { error: "Välj vad det är" }),
  title: words(140, "Skriv en rubrik"),
  text: words(4000, "Skriv vad nätverket kan lära av det"),
};
const optionalId = z
  .string()
  .max(40)
  .optional()
  .transform((v) => v || null);
/** `answer`: the value of a submitted answer that it is lifted from. */
export const findingSchema = z.object({
  ...wording,
  organisationId: optionalId,
  answer: optionalId,
  meetingId: optionalId,
});
export type FindingInput = z.output<typeof findingSchema>;

const version = z.coerce.number().int();
export const changeSchema = z.object({ gor: z.literal("andra"), ...wording, version });
export const consentSchema = z
  .object({
    gor: z.literal("svara"),
    version,
    answer: z.enum(answers, { error: "Välj ett svar" }),
    proposal: words(4000).default(""),
    named: z.enum(["on"]).optional().transform(Boolean),
  })
  .refine((v) => v.answer !== "propose" || v.proposal !== "", {
    error: "Skriv hur det borde stå",
    path: ["proposal"],
  });
export type ConsentInput = Omit<z.output<typeof consentSchema>, "gor">;
const takeSchema = z.object({ gor: z.literal("ta-forslaget"), version });
const removeSchema = z.object({ gor: z.literal("ta-bort") });
export const postedSchema = z.discriminatedUnion("gor", [consentSchema, takeSchema, removeSchema]);
