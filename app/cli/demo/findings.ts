// The demo county's findings: agreed with and without a name, one that waits, one with another wording, and one of the network itself.
import { answerConsent, liftFinding } from "~/domain/findings/commands.server";
import { findingSchema } from "~/domain/findings/schema";
import type { Answer } from "~/domain/findings/rules";
import { carry } from "~/jobs/postman.server";
import { db } from "~/platform/db.server";
import { must } from "~/platform/must";
import { atDay, byAccount } from "./actors";

export async function makeFindings(networkId: string, strategist: string): Promise<void> {
  const lift = async (
    at: number,
    from: { organisation?: string; inquiry?: string; minutes?: true },
    kind: string,
    title: string,
    text: string,
    said?: Answer,
    proposal = "",
  ) => {
    atDay(at, 14);
    const org = from.organisation
      ? await db.organisation.findFirstOrThrow({ where: { name: from.organisation } })
      : null;
    const value = from.inquiry
      ? await db.inquiryValue.findFirstOrThrow({
          where: {
            question: { label: from.inquiry },
            response: { kind: "organisation", share: { organisationId: must(org, "whose answer it is").id } },
          },
        })
      : null;
    const held = from.minutes
      ? await db.meeting.findFirstOrThrow({ where: { networkId, title: "Möte om arbetsgruppernas arbete" } })
      : null;
    const id = await liftFinding(
      await byAccount("finding.manage", networkId, strategist),
      findingSchema.parse({
        kind,
        title,
        text,
        organisationId: org?.id,
        answer: value?.id,
        meetingId: held?.id,
      }),
    );
    atDay(at + 1, 9);
    if (said)
      await answerConsent(await byAccount("finding.consent", networkId, strategist), id, {
        version: 1,
        answer: said,
        proposal,
        named: true,
      });
  };
  await lift(
    -20,
    { minutes: true },
    "success",
    "Samma kontaktperson hela vägen",
    "När en person följer ärendet från första samtalet till boendet avbryter färre kontakten. Flera kommuner berättade om det på mötet.",
  );
  await lift(
    -16,
    { organisation: "Region Dalarna" },
    "example",
    "Fråga om våld vid varje nybesök",
    "Kvinnosjukvården ställer frågan om våld till alla vid nybesök, med en kort rutin för vad som händer vid ett ja.",
    "yes",
  );
  await lift(
    -2,
    { organisation: "Falu kommun", inquiry: "Vad skulle hjälpa er mest?" },
    "need",
    "En gemensam lista över lediga platser",
    "Det behövs en gemensam lista över lediga platser i skyddat boende i länet.",
    "nameless",
  );
  await lift(
    -2,
    { organisation: "Mora kommun", inquiry: "Vad skulle hjälpa er mest?" },
    "need",
    "Stöd i juridiken när kommuner delar kostnad",
    "Stöd i juridiken behövs när flera kommuner delar på kostnaden.",
    "propose",
    "Vi behöver en mall för avtal när flera kommuner delar på kostnaden för en placering.",
  );
  await lift(
    -2,
    { organisation: "Orsa kommun" },
    "example",
    "Tre kommuner delar samordnare",
    "Tre kommuner i norra Dalarna delar en samordnare, och därför finns det alltid någon som svarar.",
  );
  await carry();
}
