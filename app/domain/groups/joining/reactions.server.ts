// What a holder holds of invitations and requests: they are the organisation's, so the successor answers or waits.
import { tellHeld } from "~/domain/seats/held.server";

export function register(): void {
  tellHeld(async (tx, holder) => {
    const open = await tx.groupJoining.findMany({
      where: { networkId: holder.networkId, organisationId: holder.organisationId, state: "open" },
      include: { group: { select: { name: true } } },
      orderBy: { createdAt: "asc" },
    });
    return open.map((j) => ({
      kind: "group",
      words:
        j.kind === "invitation"
          ? `Inbjudan till arbetsgruppen ${j.group.name}`
          : `Har bett om en plats i arbetsgruppen ${j.group.name}`,
    }));
  });
}
