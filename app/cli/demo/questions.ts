// The demo county's questions to raise: proposed, raised and waiting for long, answered and on its way back, and set aside.
import { proposeQuestion, stepQuestion } from "~/domain/questions/commands.server";
import { reportAnswers } from "~/domain/questions/recurring.server";
import { questionSchema, stepSchema } from "~/domain/questions/schema";
import { carry } from "~/jobs/postman.server";
import { now } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { atDay, byAccount, day } from "./actors";

export async function makeQuestions(networkId: string, strategist: string): Promise<void> {
  const ask = async (
    at: number,
    who: string,
    organisation: string | null,
    level: string,
    title: string,
    background: string,
    named = true,
  ) => {
    atDay(at, 10);
    const org = organisation
      ? await db.organisation.findFirstOrThrow({ where: { name: organisation } })
      : null;
    return proposeQuestion(
      await byAccount("question.propose", networkId, who),
      questionSchema.parse({
        level,
        title,
        background,
        organisationId: org?.id,
        named: named ? "on" : undefined,
      }),
    );
  };
  const step = async (at: number, id: string, said: Record<string, string>) => {
    atDay(at, 11);
    const { version } = await db.raisedQuestion.findUniqueOrThrow({ where: { id } });
    await stepQuestion(
      await byAccount("question.manage", networkId, strategist),
      id,
      stepSchema.parse({ ...said, version }),
    );
  };
  const lists = await ask(
    -90,
    strategist,
    null,
    "national",
    "Vem för statistik över placeringar i skyddat boende?",
    "Ingen myndighet samlar in uppgifterna i dag, och länen räknar olika.",
  );
  await step(-75, lists, {
    gor: "lyft",
    raisedOn: day(-75),
    raisedTo: "Jämställdhetsmyndigheten, länsstyrelsernas samordningsmöte",
  });
  const cost = await ask(
    -60,
    strategist,
    "Falu kommun",
    "heads",
    "Kan cheferna komma överens om hur kostnaden delas när flera kommuner placerar?",
    "Varje placering förhandlas för sig. Det tar tid som den utsatta inte har.",
  );
  await step(-40, cost, { gor: "lyft", raisedOn: day(-40), raisedTo: "Länschefsnätverkets möte" });
  const training = await ask(
    -60,
    strategist,
    "Mora kommun",
    "heads",
    "Kan chefer i hela länet få samma grundutbildning om våld?",
    "Kunskapen skiljer sig mellan organisationerna.",
    false,
  );
  await step(-40, training, { gor: "lyft", raisedOn: day(-40), raisedTo: "Länschefsnätverkets möte" });
  await step(-6, training, {
    gor: "svara",
    answeredOn: day(-7),
    answer: "Länschefsnätverket vill ha ett förslag på en halvdag för chefer. Länsstyrelsen tar fram det.",
  });
  const side = await ask(
    -50,
    strategist,
    "Region Dalarna",
    "national",
    "Kan lagen om sekretess ändras?",
    "Sekretessen hindrar ibland samverkan.",
  );
  await step(-30, side, {
    gor: "lagg-undan",
    why: "En utredning arbetar med frågan och lämnar sitt förslag nästa år.",
  });
  await ask(
    -4,
    "samordnare@norradalarna.example",
    "Orsa kommun",
    "heads",
    "Hur får små kommuner tillgång till en kurator kvällar och helger?",
    "Vi har ingen egen jour. Frågan gäller flera kommuner i norra länet.",
  );
  atDay(0, 8);
  await reportAnswers(now());
  await carry();
}
