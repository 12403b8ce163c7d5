// The demo county's handovers: one written to a successor who has not read it yet; those who have been there for long have read theirs.
import { markRead, writeNote } from "~/domain/handover/commands.server";
import { noteSchema } from "~/domain/handover/schema";
import { db } from "~/platform/db.server";
import { atDay, byAccount, byLink, holdLink } from "./actors";

export async function makeHandovers(networkId: string): Promise<void> {
  const region = await db.organisation.findFirstOrThrow({ where: { name: "Region Dalarna" } });
  atDay(-55, 14);
  await writeNote(
    byLink("handover.write", await holdLink("handover", region.id)),
    noteSchema.parse({
      know: "Vi har lovat att ta upp rutinen för orosanmälan i alla tre divisionerna. Två är klara, psykiatrin är kvar.\n\nMejl till verksamhetscheferna ger lite. Fem minuter på deras ledningsmöte, första tisdagen i månaden, ger mer.",
      contacts:
        "Kommunikatören för hälso- och sjukvården lägger ut på intranätet. Samordnaren för barnrätt vet vilka som är ombud på mottagningarna.",
    }),
  );
  atDay(-1, 8);
  const holders = await db.person.findMany({
    where: { accountId: { not: null }, holdings: { some: { networkId, untilOn: null } } },
    include: { account: true },
  });
  for (const { account } of holders)
    if (account && account.email !== "ny@region.example")
      await markRead(await byAccount("handover.see", networkId, account.email));
}
