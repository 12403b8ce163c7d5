import { z } from "zod";
import { lastOn, noneChosen, optionalWords, someChosen, toWhom, words } from "~/domain/asks/schema";
import { looksLikePersonnummer } from "~/domain/commitments/slips";
import { kinds } from "./rules";

export const inquirySchema = z.object({ title: words(140, "Skriv en rubrik"), why: words(2000, "Skriv varför ni frågar"), lastOn });
export type InquiryInput = z.output<typeof inquirySchema>;

const options = z.string().max(3000).default("").transform((v) => [...new Set(v.split("\n").map((o) => o.trim()).filter(Boolean))].slice(0, 30));
export const questionSchema = z.object({ gor: z.literal("lagg-till"), kind: z.enum(kinds, { error: "Välj vilken sorts fråga" }), label: words(400, "Skriv frågan"), hint: optionalWords(300), required: z.string().optional().transform(Boolean), options })
  .superRefine((q, ctx) => { if ((q.kind === "one" || q.kind === "several") && q.options.length < 2) ctx.addIssue({ code: "custom", path: ["options"], message: "Skriv minst två svar att välja bland, ett på varje rad" }); });
export const moveSchema = z.object({ gor: z.enum(["upp", "ner", "ta-bort"]), question: z.string().min(1) });
export const sendSchema = z.object({ gor: z.literal("skicka"), ...toWhom }).refine(someChosen, noneChosen);
export const stateSchema = z.object({ gor: z.enum(["avsluta", "oppna", "visa", "dolj"]) });

const value = z.union([z.string(), z.array(z.string())]).transform((v) => [v].flat().map((x) => x.trim()).filter(Boolean));
const q = z.record(z.string().max(20), value).default({}).refine((all) => !Object.values(all).flat().some(looksLikePersonnummer), "Det ser ut att stå ett personnummer i ett svar. Ta bort det.");
export const answerSchema = z.object({ gor: z.enum(["spara", "skicka-in"]), q });
export const contributionSchema = z.object({ part: optionalWords(120), q });
export const linkSchema = z.object({ gor: z.enum(["ny-lank", "stang-lank", "andra-igen"]) });
