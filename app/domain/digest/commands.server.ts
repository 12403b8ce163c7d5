// The choice, a person's own in each network. To have letters at once again lets go what was held.
import { transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { wake } from "~/platform/outbox.server";
import { notFound } from "~/platform/refusal";
import { monday } from "~/platform/weekly";
import { accountOf, type Permit, standingFor } from "~/domain/access/permits.server";

export async function chooseMail(
  permit: Permit<"me.see">,
  { networkId, how, weekday }: { networkId: string; how: "direct" | "weekly"; weekday: number },
): Promise<void> {
  const personIds = [
    ...new Set(
      standingFor(accountOf(permit), permit.today)
        .seats.filter((s) => s.networkId === networkId)
        .map((s) => s.personId),
    ),
  ];
  if (personIds.length === 0) throw notFound();
  const chosen = { weekly: how === "weekly", weekday: weekday === monday ? null : weekday };
  await transact(async (tx) => {
    for (const personId of personIds) {
      await tx.mailChoice.upsert({
        where: { personId_networkId: { personId, networkId } },
        create: { personId, networkId, ...chosen },
        update: chosen,
      });
      await announce(tx, permit, {
        kind: "mail.chosen",
        networkId,
        subjectType: "person",
        subjectId: personId,
        data: { weekly: chosen.weekly },
      });
    }
    if (!chosen.weekly)
      await tx.letter.updateMany({
        where: { personId: { in: personIds }, networkId, state: "held" },
        data: { state: "queued", nextAttemptAt: permit.now },
      });
  });
  wake();
}
