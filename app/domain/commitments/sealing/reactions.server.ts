// A signed commitment leaves work behind, and so does one on paper: sealing and the sheet are steps of their own that can be retried.
import { signedFacts } from "../rules";
import { onFact, type Announced } from "~/platform/events.server";
import type { Tx } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { wake } from "~/platform/outbox.server";

const leave =
  (kind: "seal" | "sheet") =>
  async (tx: Tx, event: Announced): Promise<void> => {
    await tx.work.create({
      data: {
        id: nanoid(14),
        kind,
        subjectId: event.subjectId,
        eventSeq: event.seq,
        nextAttemptAt: event.at,
        createdAt: event.at,
      },
    });
    wake();
  };

export function register(): void {
  for (const kind of signedFacts) onFact(kind, leave("seal"));
  onFact("commitment.moveIn", leave("sheet"));
}
