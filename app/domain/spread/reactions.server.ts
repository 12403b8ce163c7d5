// What a holder holds of spreading: it is the organisation's, so the successor goes on with it.
import { unsettledStates } from "~/domain/asks/rules";
import { tellHeld } from "~/domain/seats/held.server";

export function register(): void {
  tellHeld(async (tx, holder) => {
    const open = await tx.spreadShare.findMany({
      where: {
        networkId: holder.networkId,
        organisationId: holder.organisationId,
        state: { in: [...unsettledStates] },
        item: { closedAt: null },
      },
      include: { item: { select: { title: true } } },
      orderBy: { item: { lastOn: "asc" } },
    });
    return open.map((s) => ({ kind: "spread", words: `Att sprida: ${s.item.title}` }));
  });
}
