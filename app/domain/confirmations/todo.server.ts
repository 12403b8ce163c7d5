// What of the confirmations waits for the strategist.
import { todayOn } from "~/platform/calendar";
import { rows } from "~/platform/db.server";
import { listed } from "~/platform/swedish";
import { memberStill } from "~/domain/asks/counting.server";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { isSilent } from "./rules";
import { subjects, type Subject } from "./texts";

type ConfirmationTodoKind = "confirmPhone" | "confirmSilent" | "confirmNo";
export interface ConfirmationTodo {
  kind: ConfirmationTodoKind;
  id: string;
  organisation: string;
  slug: string;
  since: string;
  detail: string;
}
interface Row {
  id: string;
  organisation: string;
  slug: string;
  manager: string | null;
  linkId: string | null;
  askedAt: string;
  remindedAt: string | null;
  answeredAt: string | null;
  resources: string | null;
  room: string | null;
  channels: string | null;
}

/** Nobody to write to, no answer to the reminder, or a no that nobody has dealt with and no later answer has changed. */
export function confirmationTodo(permit: NetworkPermit<"todo.see">): ConfirmationTodo[] {
  const { network, today } = permit;
  const found = rows<Row>(
    `SELECT x.id, o.name AS organisation, o.slug, t.name AS manager, x.linkId, x.askedAt, x.remindedAt, x.answeredAt, x.resources, x.room, x.channels
     FROM Confirmation x JOIN Organisation o ON o.id = x.organisationId LEFT JOIN ManagerTerm t ON t.id = x.managerTermId
     WHERE x.networkId = ?1 AND x.settledAt IS NULL AND (x.answeredAt IS NULL OR 'no' IN (x.resources, x.room, x.channels))
       AND NOT EXISTS (SELECT 1 FROM Confirmation y WHERE y.networkId = x.networkId AND y.organisationId = x.organisationId AND y.answeredAt > x.answeredAt)
       AND ${memberStill("x")} ORDER BY dayOf(x.askedAt), o.sortKey`,
    network.id,
    today,
  );
  const on = (at: string) => todayOn(new Date(at));
  return found.flatMap(({ id, organisation, slug, manager, ...c }): ConfirmationTodo[] => {
    const of = { id, organisation, slug, detail: manager ?? "Ansvarig chef" };
    if (c.answeredAt)
      return [
        {
          ...of,
          kind: "confirmNo",
          since: on(c.answeredAt),
          detail: listed(
            (Object.keys(subjects) as Subject[])
              .filter((s) => c[s] === "no")
              .map((s) => subjects[s].toLowerCase()),
          ),
        },
      ];
    if (!c.linkId) return [{ ...of, kind: "confirmPhone", since: on(c.askedAt) }];
    return isSilent(c.remindedAt && on(c.remindedAt), today)
      ? [{ ...of, kind: "confirmSilent", since: on(c.askedAt) }]
      : [];
  });
}
