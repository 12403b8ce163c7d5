// "Kopiera mejladresser", and the members' list to print.
import { inForceSql, through } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { organisationList, type OrganisationLine } from "./queries.server";

export type Whom = "representanter" | "ersattare" | "bada";

/** The addresses of the day, one a person; protected persons are left out and counted. */
export function mailAddresses(
  permit: NetworkPermit<"addresses.see">,
  whom: Whom,
): { addresses: string[]; leftOut: number } {
  // A deputy who serves, for a period or because the other seat is vacant, is whom one writes to as the representative.
  const serving = `h.seat = 'deputy' AND (EXISTS (SELECT 1 FROM Cover c WHERE c.networkId = h.networkId AND c.organisationId = h.organisationId AND c.cancelledAt IS NULL AND ${inForceSql("c")})
    OR NOT EXISTS (SELECT 1 FROM Holding r WHERE r.networkId = h.networkId AND r.organisationId = h.organisationId AND r.seat = 'representative' AND ${inForceSql("r")}))`;
  const seats: Record<Whom, string> = {
    representanter: `(h.seat = 'representative' OR ${serving})`,
    ersattare: "h.seat = 'deputy'",
    bada: "h.seat IN ('representative', 'deputy')",
  };
  const found = rows<{ email: string | null; protected: number }>(
    `SELECT DISTINCT p.id, p.email, p.protected, p.sortKey FROM Holding h JOIN Person p ON p.id = h.personId JOIN Membership m ON m.networkId = h.networkId AND m.organisationId = h.organisationId AND m.kind = 'member' AND ${inForceSql("m")}
     WHERE h.networkId = ?1 AND ${inForceSql("h")} AND ${seats[whom]} ORDER BY p.sortKey`,
    permit.network.id,
    permit.today,
  );
  return {
    addresses: [...new Set(found.flatMap((f) => (f.email ? [f.email] : [])))],
    leftOut: found.filter((f) => f.protected).length,
  };
}

const deputyCell = (l: OrganisationLine): string => {
  if (!l.deputy) return l.empty.deputy;
  if (l.coverUntil) return `${l.deputy} (tjänstgör till och med ${through(l.coverUntil)})`;
  return l.representative ? l.deputy : `${l.deputy} (går in så länge)`;
};

/** Organisation, representative and deputy: what may hang on a wall. Protected persons are the role alone. */
export const memberRows = (
  permit: NetworkPermit<"network.see" | "addresses.see">,
): { organisation: string; representative: string; deputy: string }[] =>
  organisationList(permit).map((l) => ({
    organisation: l.name,
    representative: l.representative ?? l.empty.representative,
    deputy: deputyCell(l),
  }));
