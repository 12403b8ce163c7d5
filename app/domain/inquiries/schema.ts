import { z } from "zod";
import { lastOn, noneChosen, optionalWords, several, someChosen, toWhom, words } from "~/domain/asks/schema";
import { kinds } from "./rules";

export const inquirySchema = z.object({
  title: words(140, "Skriv en rubrik"),
  why: words(2000, "Skriv varför ni frågar"),
  lastOn,
});
export type InquiryInput = z.output<typeof inquirySchema>;
export const changeSchema = inquirySchema.extend({ version: z.coerce.number().int() });

const options = z
  .string()
  .max(3000)
  .default("")
  .transform((v) =>
    [
      ...new Set(
        v
          .split("\n")
          .map((o) => o.trim())
          .filter(Boolean),
      ),
    ].slice(0, 30),
  );
/** "question:value", as a list of conditions gives it. */
const onlyIf = z
  .string()
  .max(600)
  .default("")
  .transform((v) => {
    const at = v.indexOf(":");
    return at < 0 ? null : { question: v.slice(0, at), value: v.slice(at + 1) };
  });
export const questionSchema = z
  .object({
    gor: z.literal("lagg-till"),
    kind: z.enum(kinds, { error: "Välj vilken sorts fråga" }),
    label: words(400, "Skriv frågan"),
    hint: optionalWords(300),
    onlyIf,
    required: z.string().optional().transform(Boolean),
    options,
  })
  .superRefine((q, ctx) => {
    if ((q.kind === "one" || q.kind === "several") && q.options.length < 2)
      ctx.addIssue({
        code: "custom",
        path: ["options"],
        message: "Skriv minst två svar att välja bland, ett på varje rad",
      });
  });
export const moveSchema = z.object({ gor: z.enum(["upp", "ner", "ta-bort"]), question: z.string().min(1) });
export const sendSchema = z.object({ gor: z.literal("skicka"), ...toWhom }).refine(someChosen, noneChosen);
export const stateSchema = z.object({ gor: z.enum(["avsluta", "oppna", "visa", "dolj"]) });

const value = z.union([z.string(), z.array(z.string())]).transform((v) =>
  [v]
    .flat()
    .map((x) => x.trim())
    .filter(Boolean),
);
const q = z.record(z.string().max(20), value).default({});
const file = z
  .record(z.string().max(20), z.instanceof(File).or(z.string()))
  .default({})
  .transform((all) =>
    Object.fromEntries(
      Object.entries(all).filter((f): f is [string, File] => f[1] instanceof File && f[1].size > 0),
    ),
  );
/** `use`: a colleague's words to be put in, as "contribution:question"; `drop`: questions whose file is taken away. */
export const answerSchema = z.object({
  gor: z.enum(["spara", "skicka-in"]).default("spara"),
  use: z.string().max(40).default(""),
  q,
  file,
  drop: several,
});
export type AnswerInput = z.output<typeof answerSchema>;
export const contributionSchema = z.object({ part: optionalWords(120), q });
export const linkSchema = z.object({ gor: z.enum(["ny-lank", "stang-lank", "andra-igen"]) });
