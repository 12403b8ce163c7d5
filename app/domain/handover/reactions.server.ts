// A form that is stopped before its day moves nobody; a fresh link takes the old one's place.
import { onFact } from "~/platform/events.server";
import { withdraw } from "./asking.server";

export function register(): void {
  onFact("commitment.stop", async (tx, event) => {
    const { networkId, organisationId } = event as { networkId: string; organisationId: string };
    // Only those whose seat goes on without an end have been told of the form that is stopped.
    const asked = await tx.handoverNote.findMany({
      where: { networkId, organisationId, linkId: { not: null }, holding: { untilOn: null } },
      select: { holdingId: true },
    });
    for (const { holdingId } of asked) await withdraw(tx, event.at, holdingId);
  });
  onFact("link.fresh", async (tx, event) => {
    const { purpose, was } = event.data ?? {};
    if (purpose === "handover")
      await tx.handoverNote.updateMany({ where: { linkId: String(was) }, data: { linkId: event.subjectId } });
  });
}
