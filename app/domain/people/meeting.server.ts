// Rows that were apart when they were written and have one key today: shown to the administrator, who alone says what becomes of them.
import type { Permit } from "~/domain/access/permits.server";
import { rows } from "~/platform/db.server";
import { emailKey } from "~/platform/swedish";
import { protectedName } from "./texts";

export interface Meeting {
  what: "account" | "person" | "organisation" | "contact" | "guest";
  where: string | null;
  each: string[];
}

/** Logins with one address, persons of a county with one name and address, organisations with one name, contacts with one address, guests of a coming meeting with one address. */
export function rowsThatMeet(permit: Permit<"installation.manage">): Meeting[] {
  const together = rows<Omit<Meeting, "each"> & { each: string }>(
    `SELECT 'account' AS what, NULL AS "where", json_group_array(CASE WHEN EXISTS (SELECT 1 FROM Person p WHERE p.accountId = a.id AND p.protected) THEN '${protectedName}' ELSE a.email END) AS each
       FROM Account a WHERE a.key <> '' GROUP BY a.key HAVING count(*) > 1
     UNION ALL SELECT 'person', c.name, json_group_array(p.name || ', ' || p.email) FROM Person p JOIN County c ON c.id = p.countyId
       WHERE NOT p.protected AND p.emailKey IS NOT NULL GROUP BY p.countyId, p.emailKey, p.searchKey HAVING count(*) > 1
     UNION ALL SELECT 'organisation', c.name, json_group_array(o.name) FROM Organisation o JOIN County c ON c.id = o.countyId
       WHERE (o.endedOn IS NULL OR o.endedOn > ?1) GROUP BY o.countyId, o.searchKey HAVING count(*) > 1
     UNION ALL SELECT 'contact', o.name, json_group_array(k.email) FROM Contact k JOIN Organisation o ON o.id = k.organisationId
       WHERE (k.untilOn IS NULL OR k.untilOn > ?1) GROUP BY k.networkId, k.organisationId, k.emailKey HAVING count(*) > 1`,
    permit.today,
  ).map((m) => ({ ...m, each: JSON.parse(m.each) as string[] }));
  return [...together, ...guestsThatMeet(permit.today)];
}

/** A key is alone in its meeting: of two guests that meet the second keeps the key it had, which is not the one of its address. */
function guestsThatMeet(today: string): Meeting[] {
  const asked = rows<{ meetingId: string; title: string; email: string }>(
    "SELECT a.meetingId, m.title, a.email FROM Attendee a JOIN Meeting m ON m.id = a.meetingId WHERE a.email IS NOT NULL AND a.state = 'invited' AND m.state = 'convened' AND m.heldOn >= ? ORDER BY m.heldOn, a.createdAt",
    today,
  );
  const by = new Map<string, Meeting>();
  for (const { meetingId, title, email } of asked) {
    const key = `${meetingId} ${emailKey(email)}`;
    const found = by.get(key) ?? { what: "guest", where: title, each: [] };
    by.set(key, { ...found, each: [...found.each, email] });
  }
  return [...by.values()].filter((m) => m.each.length > 1);
}
