// What a holder holds of inquiries: it is the organisation's, so the successor goes on with it.
import { unsettledStates } from "~/domain/asks/rules";
import { tellHeld } from "~/domain/seats/held.server";

export function register(): void {
  tellHeld(async (tx, holder) => {
    const open = await tx.inquiryShare.findMany({
      where: {
        networkId: holder.networkId,
        organisationId: holder.organisationId,
        state: { in: [...unsettledStates] },
        inquiry: { closedAt: null },
      },
      include: { inquiry: { select: { title: true } } },
      orderBy: { inquiry: { lastOn: "asc" } },
    });
    return open.map((s) => ({ kind: "inquiry", words: `Att samla in: ${s.inquiry.title}` }));
  });
}
