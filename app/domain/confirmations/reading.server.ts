// What the organisation's pages show of managers and confirmations.
import { todayOn } from "~/platform/calendar";
import { row, rows } from "~/platform/db.server";

/** The last answer and what is asked, in short; not what the manager wrote. */
export function confirmedInShort(
  networkId: string,
  organisationId: string,
): { answeredOn: string | null; channels: string | null; askedOn: string | null } {
  const on = (at: string | undefined | null) => (at ? todayOn(new Date(at)) : null);
  const last = row<{ answeredAt: string; channels: string }>(
    "SELECT answeredAt, channels FROM Confirmation WHERE networkId = ?1 AND organisationId = ?2 AND answeredAt IS NOT NULL ORDER BY answeredAt DESC",
    networkId,
    organisationId,
  );
  const open = row<{ askedAt: string }>(
    "SELECT askedAt FROM Confirmation WHERE networkId = ?1 AND organisationId = ?2 AND answeredAt IS NULL AND settledAt IS NULL",
    networkId,
    organisationId,
  );
  return { answeredOn: on(last?.answeredAt), channels: last?.channels ?? null, askedOn: on(open?.askedAt) };
}

/** The managers of today and those who begin later. */
export const managersOf = (networkId: string, organisationId: string, today: string) =>
  rows<{
    id: string;
    seat: "representative" | "deputy";
    name: string;
    title: string | null;
    email: string | null;
    phone: string | null;
    sharedMailbox: number;
    fromOn: string;
  }>(
    "SELECT id, seat, name, title, email, phone, sharedMailbox, fromOn FROM ManagerTerm WHERE networkId = ?1 AND organisationId = ?2 AND (untilOn IS NULL OR untilOn > ?3) ORDER BY seat DESC, fromOn DESC",
    networkId,
    organisationId,
    today,
  );
