// The demo county's spreading: one that is going on, one that has ended.
import { answerSpread, countReading, giveSpread, setClosed } from "~/domain/spread/commands.server";
import { spreadSchema } from "~/domain/spread/schema";
import { carry } from "~/jobs/postman.server";
import { db } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { atDay, byAccount, byLink, day, sentLink } from "./actors";

type Passed = readonly [organisation: string, reached: number | null, other?: string];
export async function makeSpread(networkId: string, strategist: string): Promise<void> {
  const manager = () => byAccount("spread.manage", networkId, strategist);
  const give = async (
    at: number,
    last: number,
    item: { title: string; why: string; text: string; targets: string },
    passed: readonly Passed[],
    notForUs: readonly [string, string][],
    read: Record<string, number>,
  ) => {
    atDay(at, 10);
    const id = await giveSpread(
      await manager(),
      spreadSchema.parse({ ...item, lastOn: day(last), to: "all" }),
    );
    const answering = () => byAccount("spread.answer", networkId, strategist);
    const of = async (name: string) => (await db.organisation.findFirstOrThrow({ where: { name } })).id;
    const on = Math.min(at + 4, -1);
    atDay(on, 14);
    for (const [name, reached, other] of passed) {
      const organisationId = await of(name);
      const own = await db.channel.findFirst({
        where: { networkId, organisationId, purpose: { in: ["deliver", "both"] }, untilOn: null },
        orderBy: { position: "asc" },
      });
      const by =
        own && !other
          ? { channelId: own.id, channel: "" }
          : { channelId: "", channel: other ?? "Intranätet" };
      await answerSpread(await answering(), id, {
        organisationId,
        state: "spread",
        reason: null,
        passes: [{ ...by, ticked: "on", passedOn: day(on), reached }],
      });
    }
    for (const [name, reason] of notForUs)
      await answerSpread(await answering(), id, {
        organisationId: await of(name),
        state: "notForUs",
        reason,
        passes: [],
      });
    for (const [name, times] of Object.entries(read)) {
      const share = await db.spreadShare.findUniqueOrThrow({
        where: { itemId_organisationId: { itemId: id, organisationId: await of(name) } },
      });
      const held = await sentLink(share.linkId, "read");
      for (let n = 0; n < times; n++) await countReading(byLink("spread.read", held), nanoid(20));
    }
    return id;
  };
  const ended = await give(
    -110,
    -80,
    {
      title: "Utbildning om hedersrelaterat våld",
      why: "Många möter barn och unga utan att känna igen tecknen.",
      text: "Den nationella webbutbildningen är gratis och tar två timmar. Gör den gärna tillsammans i arbetsgruppen.",
      targets: "Personal i skola, socialtjänst och vård",
    },
    [
      ["Falu kommun", 900],
      ["Mora kommun", 340],
      ["Region Dalarna", 2600],
      ["Rättviks kommun", null, "Chefernas veckobrev"],
    ],
    [["Kriminalvården", "Vi har en egen utbildning."]],
    { "Falu kommun": 41, "Region Dalarna": 118 },
  );
  atDay(-70, 9);
  await setClosed(await manager(), ended, true);
  await give(
    -12,
    16,
    {
      title: "En vecka fri från våld",
      why: "Veckan uppmärksammas i hela länet. Ju fler som vet, desto fler kan delta.",
      text: "Veckan har ett tema för varje dag.\n\nDela programmet med alla medarbetare, sätt upp bladet i personalrummet och visa bilden på era skärmar.",
      targets: "Alla medarbetare",
    },
    [
      ["Falu kommun", 1200],
      ["Mora kommun", 450],
      ["Region Dalarna", 3100, "Vårdgivarwebben"],
    ],
    [["Åklagarkammaren Falun", "Vi deltar genom Åklagarmyndigheten centralt."]],
    { "Falu kommun": 64, "Mora kommun": 12 },
  );
  await carry();
}
