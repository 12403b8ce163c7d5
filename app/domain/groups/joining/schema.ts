import { z } from "zod";
import { optionalWords, several, words } from "~/domain/asks/schema";
import { seatChoices } from "./rules";

const who = z.enum(seatChoices, { error: "Välj vem som ska sitta i gruppen" });
const organisationId = z.string({ error: "Välj organisation" }).min(1, "Välj organisation");
const id = z.string().max(40);

export const inviteSchema = z.object({
  organisations: several.refine((v) => v.length > 0, "Välj minst en organisation"),
  words: optionalWords(1000),
});
export type InviteInput = z.output<typeof inviteSchema>;

/** What an organisation does on the group's page. */
export const askSchema = z.object({ gor: z.literal("be"), organisationId, who, words: optionalWords(1000) });
export const acceptSchema = z.object({ gor: z.literal("tacka-ja"), id, who });
export const declineSchema = z.object({ gor: z.literal("tacka-nej"), id });
export const takeBackSchema = z.object({ gor: z.literal("ta-tillbaka"), id });
/** What the strategist does there. */
export const letInSchema = z.object({ gor: z.literal("ge-plats"), id });
export const refuseSchema = z.object({
  gor: z.literal("sag-nej"),
  id,
  reason: words(1000, "Skriv varför, så att organisationen förstår"),
});
export const withdrawSchema = z.object({ gor: z.literal("dra-tillbaka"), id });
