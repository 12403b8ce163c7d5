// The demo county's home work: one that runs and is reported at the next meeting, one whose day has passed with some behind, one that has ended.
import { giveEffort, report, setClosed } from "~/domain/efforts/commands.server";
import { reportBack } from "~/domain/efforts/recurring.server";
import { effortSchema, type ReportInput } from "~/domain/efforts/schema";
import { carry } from "~/jobs/postman.server";
import { now } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { atDay, byAccount, day } from "./actors";

export async function makeEfforts(networkId: string, strategist: string): Promise<void> {
  const manager = () => byAccount("effort.manage", networkId, strategist);
  const give = async (
    at: number,
    last: number,
    title: string,
    text: string,
    answers: readonly [string, ReportInput["state"], string | null, File?][],
    names?: readonly string[],
  ) => {
    atDay(at, 10);
    const id = await giveEffort(
      await manager(),
      effortSchema.parse({
        title,
        text,
        lastOn: day(last),
        ...(names
          ? {
              to: "chosen",
              organisations: (await db.organisation.findMany({ where: { name: { in: [...names] } } })).map(
                (o) => o.id,
              ),
            }
          : { to: "all" }),
      }),
    );
    atDay(Math.min(at + 5, -1), 11);
    for (const [name, state, answer, file] of answers)
      await report(await byAccount("effort.report", networkId, strategist), id, {
        organisationId: (await db.organisation.findFirstOrThrow({ where: { name } })).id,
        state,
        answer,
        file,
      });
    return id;
  };
  const ended = await give(
    -70,
    -30,
    "Berätta om länsgruppen hemma",
    "Ta upp länsgruppens uppdrag i er ledningsgrupp och skriv vilka frågor som kom upp.",
    [
      ["Falu kommun", "done", "Uppe i kommunens ledningsgrupp. De vill ha siffror per kommun."],
      ["Region Dalarna", "done", "Uppe i tre verksamheter, flera frågor om hälso- och sjukvårdens ansvar."],
      ["Kriminalvården", "notForUs", "Vi gjorde det redan i våras."],
    ],
  );
  atDay(-20, 9);
  await setClosed(await manager(), ended, true);
  await give(
    -25,
    12,
    "Gå igenom rutinen för orosanmälan",
    "Samla dem som gör orosanmälningar och gå igenom er rutin tillsammans.\n\nSvara på tre frågor: Vet alla vem som anmäler? Får den som anmäler återkoppling? Vad behöver ändras?",
    [
      ["Falu kommun", "done", "Rutinen är känd. Återkopplingen fungerar sällan, så den ser vi över nu."],
      ["Mora kommun", "begun", "Träffen är bokad."],
      ["Rättviks kommun", "done", "Vi har skrivit om rutinen och lagt den på intranätet."],
      ["Arbetsförmedlingen", "notForUs", "Vi möter sällan barn."],
    ],
  );
  await give(
    -34,
    -4,
    "Utse en kontakt för skolorna",
    "Bestäm vem skolorna ringer när de är oroliga för en elev, och skriv hur de når den personen.",
    [
      [
        "Mora kommun",
        "done",
        "Elevhälsans chef är kontakt. Rutinen är bifogad.",
        new File(
          ["Kontakt för skolorna i Mora\n\nRing elevhälsan, vardagar 8–16.\n"],
          "kontakt-for-skolorna.txt",
        ),
      ],
      ["Rättviks kommun", "begun", "Vi frågar skolchefen."],
    ],
    ["Mora kommun", "Rättviks kommun", "Region Dalarna", "Malung-Sälens kommun"],
  );
  atDay(0, 8);
  await reportBack(now());
  await carry();
}
