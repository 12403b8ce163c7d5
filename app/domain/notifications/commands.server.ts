// A letter that did not arrive: sent again, or set aside by the strategist.
import type { NetworkPermit } from "~/domain/access/permits.server";
import { transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { wake } from "~/platform/outbox.server";
import { conflict, notFound } from "~/platform/refusal";

export async function sendAgain(permit: NetworkPermit<"letters.see">, id: string): Promise<void> {
  await transact(async (tx) => {
    const letter = await tx.letter.findFirst({ where: { id, networkId: permit.network.id } });
    if (!letter) throw notFound();
    const won = await tx.letter.updateMany({
      where: { id, state: "failed", settledAt: null },
      data: { state: "queued", attempts: 0, nextAttemptAt: permit.now, error: null },
    });
    if (won.count !== 1) throw conflict("Mejlet är redan skickat eller hanterat.");
    wake();
  });
}

export async function settleLetter(permit: NetworkPermit<"letters.see">, id: string): Promise<void> {
  await transact(async (tx) => {
    const letter = await tx.letter.findFirst({ where: { id, networkId: permit.network.id } });
    if (!letter) throw notFound();
    const won = await tx.letter.updateMany({
      where: { id, state: "failed", settledAt: null },
      data: { settledAt: permit.now },
    });
    if (won.count !== 1) throw conflict("Mejlet är redan hanterat.");
    await announce(tx, permit, {
      kind: "letter.settled",
      networkId: permit.network.id,
      organisationId: letter.organisationId,
      subjectType: "letter",
      subjectId: id,
    });
  });
}
