// A form that the representative's manager has signed says what the question would have asked; a fresh link takes the old one's place.
import { signedFacts } from "~/domain/commitments/rules";
import { onFact } from "~/platform/events.server";
import { must } from "~/platform/must";
import { settleOpen } from "./asking.server";

export function register(): void {
  for (const kind of signedFacts) {
    onFact(kind, async (tx, event) => {
      const { kind: form } = await tx.commitment.findUniqueOrThrow({
        where: { id: event.subjectId },
        select: { kind: true },
      });
      if (form !== "deputy")
        await settleOpen(
          tx,
          event.at,
          must(event.networkId, "the network of a form"),
          must(event.organisationId, "the organisation of a form"),
        );
    });
  }
  onFact("link.fresh", async (tx, event) => {
    const { purpose, was } = event.data ?? {};
    if (purpose === "confirm")
      await tx.confirmation.updateMany({ where: { linkId: String(was) }, data: { linkId: event.subjectId } });
  });
}
