import { z } from "zod";
import { isDate } from "~/platform/calendar";
import { words } from "~/domain/asks/schema";
import { levels } from "./rules";

const optionalId = z
  .string()
  .max(40)
  .optional()
  .transform((v) => v || null);
const ticked = z.enum(["on"]).optional().transform(Boolean);
const asked = {
  level: z.enum(levels, { error: "Välj vart frågan ska" }),
  title: words(200, "Skriv frågan"),
  background: words(4000, "Skriv varför frågan behöver lyftas"),
};
export const questionSchema = z.object({
  ...asked,
  organisationId: optionalId,
  meetingId: optionalId,
  named: ticked,
});
export type QuestionInput = z.output<typeof questionSchema>;
export const changeSchema = z.object({ ...asked, version: z.coerce.number().int() });

const day = (missing: string) => z.string({ error: missing }).trim().refine(isDate, missing);
const version = z.coerce.number().int();
export const stepSchema = z.discriminatedUnion("gor", [
  z.object({
    gor: z.literal("lyft"),
    version,
    raisedOn: day("Välj vilken dag frågan lyftes"),
    raisedTo: words(300, "Skriv var eller till vem"),
  }),
  z.object({
    gor: z.literal("svara"),
    version,
    answeredOn: day("Välj vilken dag svaret kom"),
    answer: words(6000, "Skriv svaret"),
  }),
  z.object({ gor: z.literal("lagg-undan"), version, why: words(1000, "Skriv varför") }),
  z.object({ gor: z.literal("aterkoppla"), version }),
  z.object({ gor: z.literal("ta-upp-igen"), version }),
  z.object({ gor: z.enum(["visa", "dolj"]), version }),
]);
export type StepInput = z.output<typeof stepSchema>;
