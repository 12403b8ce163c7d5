// A signed commitment leaves work behind: sealing is a step of its own that can be retried.
import { onFact, type Announced } from "~/platform/events.server";
import type { Tx } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { wake } from "~/platform/outbox.server";

async function leaveWork(tx: Tx, event: Announced): Promise<void> {
  await tx.work.create({
    data: {
      id: nanoid(14),
      kind: "seal",
      subjectId: event.subjectId,
      eventSeq: event.seq,
      nextAttemptAt: event.at,
      createdAt: event.at,
    },
  });
  wake();
}

export function register(): void {
  onFact("commitment.complete", leaveWork);
  onFact("commitment.attachPaper", leaveWork);
}
