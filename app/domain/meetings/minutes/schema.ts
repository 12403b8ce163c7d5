import { z } from "zod";
import type { MinutesAct } from "./rules";

/** Browsers send CRLF; versions are compared line by line. The limit of lines bounds the comparison. */
const body = z
  .string()
  .transform((v) => v.replace(/\r\n?/g, "\n").trimEnd())
  .refine((v) => v.length <= 60_000, "Högst 60 000 tecken")
  .refine((v) => v.split("\n").length <= 2000, "Högst 2 000 rader");
const version = z.coerce.number().int().min(0);

export const minutesSchema = z.discriminatedUnion("gor", [
  z.object({ gor: z.literal("forhandsgranska"), text: body, version }),
  z.object({ gor: z.literal("narvaro"), text: body, version }),
  z.object({
    gor: z.enum(["spara", "skicka", "godkann", "publicera"]),
    text: body.refine((v) => v.trim() !== "", "Skriv något först"),
    version,
  }),
]);
export interface SavedInput {
  gor: MinutesAct;
  text: string;
  version: number;
}

export const commentSchema = z.object({
  organisationId: z.string().default(""),
  text: z.string().trim().min(1, "Skriv din synpunkt").max(4000, "Högst 4 000 tecken"),
});
export type CommentInput = z.output<typeof commentSchema>;

/** A task of the minutes is ticked, or not after all. */
export const taskSchema = z.object({ id: z.string(), gor: z.enum(["klar", "inte-klar"]) });
export type TaskInput = z.output<typeof taskSchema>;
