// What a holder holds of home work: it is the organisation's, so the successor goes on with it.
import { unsettledStates } from "~/domain/asks/rules";
import { tellHeld } from "~/domain/seats/held.server";

export function register(): void {
  tellHeld(async (tx, holder) => {
    const open = await tx.effortShare.findMany({
      where: {
        networkId: holder.networkId,
        organisationId: holder.organisationId,
        state: { in: [...unsettledStates] },
        effort: { closedAt: null },
      },
      include: { effort: { select: { title: true } } },
      orderBy: { effort: { lastOn: "asc" } },
    });
    return open.map((s) => ({ kind: "effort", words: `Insats på hemmaplan: ${s.effort.title}` }));
  });
}
