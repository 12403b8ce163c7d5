// Whose address an organisation's links go to: whoever holds a seat there, the manager, a contact. What a link for the organisation
// shows and does is theirs as long as they are that, and no longer.
import { inForceSql } from "~/platform/calendar";
import { row } from "~/platform/db.server";
import { emailKey } from "~/platform/swedish";

/** Is the address a holder's, a manager's or a contact's of the organisation today? */
export const knownAt = (networkId: string, organisationId: string, email: string, today: string): boolean =>
  Boolean(
    row<object>(
      `SELECT 1 FROM Contact WHERE networkId = ?1 AND organisationId = ?2 AND emailKey = ?3 AND (untilOn IS NULL OR untilOn > ?4)
   UNION ALL SELECT 1 FROM ManagerTerm WHERE networkId = ?1 AND organisationId = ?2 AND emailKey = ?3 AND (untilOn IS NULL OR untilOn > ?4)
   UNION ALL SELECT 1 FROM Holding h JOIN Person p ON p.id = h.personId LEFT JOIN ProtectedIdentity i ON i.personId = p.id
     WHERE h.networkId = ?1 AND h.organisationId = ?2 AND COALESCE(p.emailKey, i.emailKey) = ?3 AND ${inForceSql("h", "?4")} LIMIT 1`,
      networkId,
      organisationId,
      emailKey(email),
      today,
    ),
  );
