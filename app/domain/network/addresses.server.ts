// "Kopiera mejladresser", and the members' list to print.
import { rows } from "~/platform/db.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { organisationList } from "./queries.server";

export type Whom = "representanter" | "ersattare" | "bada";

/** The addresses of the day, one a person; protected persons are left out and counted. */
export function mailAddresses(
  permit: NetworkPermit<"addresses.see">,
  whom: Whom,
): { addresses: string[]; leftOut: number } {
  const seats =
    whom === "representanter"
      ? ["representative"]
      : whom === "ersattare"
        ? ["deputy"]
        : ["representative", "deputy"];
  const found = rows<{ email: string | null; protected: number }>(
    `SELECT DISTINCT p.email, p.protected, p.sortKey FROM Holding h JOIN Person p ON p.id = h.personId JOIN Membership m ON m.networkId = h.networkId AND m.organisationId = h.organisationId AND m.kind = 'member'
     WHERE h.networkId = ?1 AND h.fromOn <= ?2 AND (h.untilOn IS NULL OR h.untilOn > ?2) AND h.seat IN (${seats.map((s) => `'${s}'`).join(",")}) ORDER BY p.sortKey`,
    permit.network.id,
    permit.today,
  );
  return {
    addresses: [...new Set(found.flatMap((f) => (f.email ? [f.email] : [])))],
    leftOut: found.filter((f) => f.protected).length,
  };
}

/** Organisation, representative and deputy: what may hang on a wall. Protected persons are the role alone. */
export const memberRows = (
  permit: NetworkPermit<"network.see" | "addresses.see">,
): { organisation: string; representative: string; deputy: string }[] =>
  organisationList(permit).map((l) => ({
    organisation: l.name,
    representative: l.representative ?? l.empty.representative,
    deputy: l.deputy ?? l.empty.deputy,
  }));
