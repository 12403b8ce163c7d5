import { z } from "zod";
import { emailField } from "~/domain/access/schema";
import { optionalWords, words } from "~/domain/asks/schema";
import { isNameOrMasked, noName } from "~/domain/people/rules";
import { isDate } from "~/platform/calendar";
import { inLatin, printable } from "~/platform/printable";
import { answers } from "./rules";

/** A name that papers can write. */
const named = (most: number, empty: string) => words(most, empty).refine(printable, inLatin);
const person = (empty: string) => named(120, empty).refine(isNameOrMasked, noName);
const yesOrNo = (about: string) => z.enum(answers, { error: `Svara ja eller nej om ${about}` });
export const answerSchema = z.object({
  resources: yesOrNo("tid och resurser"),
  room: yesOrNo("utrymme"),
  channels: yesOrNo("kontaktvägarna"),
  note: optionalWords(1000),
  byName: person("Skriv ditt namn"),
});
export type AnswerInput = z.output<typeof answerSchema>;
export const noteSchema = z.discriminatedUnion("gor", [
  answerSchema.extend({ gor: z.literal("notera"), byName: person("Skriv vem som svarade") }),
  z.object({ gor: z.literal("klart"), id: z.string().min(1) }),
]);

export const channelSchema = z.object({
  name: named(200, "Skriv vad kontaktvägen heter"),
  frequency: named(80, "Skriv hur ofta, till exempel varje kvartal"),
  purpose: z.enum(["deliver", "gather", "both"], { error: "Välj vad den är till för" }),
});
export type ChannelInput = z.output<typeof channelSchema>;
export const channelPost = z.discriminatedUnion("gor", [
  channelSchema.extend({ gor: z.literal("ny") }),
  channelSchema.extend({ gor: z.literal("andra"), id: z.string().min(1) }),
  z.object({ gor: z.literal("avsluta"), id: z.string().min(1) }),
]);

/** A manager whom the strategist has heard of, without a form. */
export const managerSchema = z
  .object({
    seats: z.enum(["both", "representative", "deputy"], { error: "Välj vems chef" }),
    name: person("Skriv chefens för- och efternamn"),
    title: optionalWords(120).refine((v) => v === null || printable(v), inLatin),
    email: z.union([z.literal("").transform(() => null), emailField]).default(null),
    phone: optionalWords(40),
    sharedMailbox: z.literal("on").optional(),
    fromOn: z.string({ error: "Välj dagen" }).trim().refine(isDate, "Välj dagen"),
    /** The managers that the form was shown. */
    was: z.string().default(""),
  })
  .refine((m) => m.email || m.phone, {
    error: "Skriv chefens mejladress, eller ett telefonnummer",
    path: ["email"],
  });
export type ManagerNoted = z.output<typeof managerSchema>;
