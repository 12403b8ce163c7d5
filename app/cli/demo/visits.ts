// The demo county's visits: one noted, one that was cancelled, one that waits for its notes, one to come.
import { cancelVisit, noteVisit, planVisit } from "~/domain/visits/commands.server";
import { visitSchema } from "~/domain/visits/schema";
import { db } from "~/platform/db.server";
import { atDay, byAccount, day, plain } from "./actors";

export async function makeVisits(networkId: string, strategist: string): Promise<void> {
  const permit = () => byAccount("visit.manage", networkId, strategist);
  const plan = async (at: number, on: number, name: string, whom: string, lines: string) => {
    atDay(at, 10);
    const { id: organisationId } = await db.organisation.findFirstOrThrow({ where: { name } });
    const questions = (
      await db.raisedQuestion.findMany({ where: { organisationId }, select: { id: true } })
    ).map((q) => q.id);
    return planVisit(
      await permit(),
      visitSchema.parse({ organisationId, visitOn: day(plain(on)), whom, lines, questions }),
    );
  };
  const first = await plan(
    -220,
    -200,
    "Falu kommun",
    "Socialchefen och två enhetschefer",
    "Hur går samverkan med skolan?",
  );
  atDay(-199, 10);
  await noteVisit(await permit(), first, {
    version: 1,
    notes: "Skolan har fått en kontaktperson. Rutinen för orosanmälan behöver förankras bland rektorerna.",
    agreed: "Kommunen visar rutinen på nästa möte.",
  });
  const cancelled = await plan(-90, -60, "Avesta kommun", "Socialchefen", "Hur går det med ersättaren?");
  atDay(-62, 10);
  await cancelVisit(await permit(), cancelled);
  await plan(-30, -5, "Mora kommun", "Samordnaren", "Hur går samarbetet i norra länet?");
  await plan(
    -10,
    12,
    "Falu kommun",
    "Kommundirektören och socialchefen",
    "Vad hände med rutinen för orosanmälan?\nBehöver ni något inför den nya lagen?",
  );
}
