// What a page was to whoever comes back to it after having left: the seat that it was seen by.
import { addDays, inForceSql, todayOn } from "~/platform/calendar";
import { row } from "~/platform/db.server";
import type { Account } from "./permits.server";

export interface LeftSeat {
  organisation: string;
  lastOn: string;
}

/** The seat in a network, or for one of its organisations, that the account has left last; null where it holds one there still, or looks after the network. */
export function leftSeat(
  account: Account | null,
  at: { county?: string; network?: string; organisation?: string },
  now: Date,
): LeftSeat | null {
  if (!account || !at.county || !at.network) return null;
  const found = row<{ organisation: string; untilOn: string }>(
    `SELECT o.name AS organisation, h.untilOn FROM Person p JOIN Holding h ON h.personId = p.id JOIN Organisation o ON o.id = h.organisationId
     JOIN Network n ON n.id = h.networkId JOIN County c ON c.id = n.countyId
     WHERE p.accountId = ?1 AND h.untilOn <= ?2 AND c.slug = ?3 AND n.slug = ?4 AND (?5 IS NULL OR o.slug = ?5)
       AND NOT EXISTS (SELECT 1 FROM StaffRole s WHERE s.accountId = ?1 AND (s.networkId = n.id OR s.role = 'administrator') AND ${inForceSql("s")})
       AND NOT EXISTS (SELECT 1 FROM Person q JOIN Holding k ON k.personId = q.id WHERE q.accountId = ?1 AND k.networkId = n.id AND (?5 IS NULL OR k.organisationId = o.id) AND ${inForceSql("k")})
     ORDER BY h.untilOn DESC LIMIT 1`,
    account.id,
    todayOn(now),
    at.county,
    at.network,
    at.organisation ?? null,
  );
  return found ? { organisation: found.organisation, lastOn: addDays(found.untilOn, -1) } : null;
}
