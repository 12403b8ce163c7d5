// What a form begins with: what still holds, so that nobody is asked twice for what was given.
import { inForceSql } from "~/platform/calendar";
import { domainOf, emailKey } from "~/platform/swedish";
import { rows, row } from "~/platform/db.server";
import { draftSchema, type Draft } from "./schema";
import type { Kind, SeatName } from "./rules";

interface SeatRow {
  seat: string;
  name: string;
  title: string | null;
  email: string | null;
  phone: string | null;
  protected: number;
  sharedMailbox: number;
}
interface ManagerRow {
  seat: string;
  name: string;
  title: string | null;
  email: string | null;
  phone: string | null;
  unit: string | null;
  town: string | null;
  acting: number;
}

const inForce = inForceSql("", "?3");

/** The kind of a form that fills every seat: the first one, or a renewal of one that holds. */
export const wholeKind = (networkId: string, organisationId: string): Kind =>
  row(
    "SELECT 1 FROM Commitment WHERE networkId = ? AND organisationId = ? AND state = 'active'",
    networkId,
    organisationId,
  )
    ? "renewal"
    : "first";

/** A draft from the facts of the day. A protected person's details are never filled in: the writer types them. */
export function prefilled(
  networkId: string,
  organisationId: string,
  kind: Kind,
  today: string,
  filler: { name?: string; email: string },
): Draft {
  const seats = rows<SeatRow>(
    `SELECT h.seat, p.name, p.title, p.email, p.phone, p.protected, p.sharedMailbox FROM Holding h JOIN Person p ON p.id = h.personId
     WHERE h.networkId = ?1 AND h.organisationId = ?2 AND ${inForceSql("h", "?3")}`,
    networkId,
    organisationId,
    today,
  );
  const managers = rows<ManagerRow>(
    `SELECT seat, name, title, email, phone, unit, town, acting FROM ManagerTerm WHERE networkId = ?1 AND organisationId = ?2 AND ${inForce} ORDER BY fromOn`,
    networkId,
    organisationId,
    today,
  );
  const channels = rows<{ name: string; purpose: string; frequency: string }>(
    `SELECT name, purpose, frequency FROM Channel WHERE networkId = ?1 AND organisationId = ?2 AND ${inForce} ORDER BY position`,
    networkId,
    organisationId,
    today,
  );
  const about = row<{ protectedDefault: number }>(
    "SELECT protectedDefault FROM Organisation WHERE id = ?",
    organisationId,
  );
  const person = (seat: string, keep: boolean) => {
    const p = keep ? seats.find((s) => s.seat === seat) : undefined;
    if (!p) return { protected: about?.protectedDefault ? "on" : "" };
    if (p.protected) return { protected: "on", title: p.title ?? "" };
    return {
      name: p.name,
      title: p.title ?? "",
      email: p.email ?? "",
      phone: p.phone ?? "",
      sharedMailbox: p.sharedMailbox ? "on" : "",
    };
  };
  const manager = (seat: string) => {
    const m = managers.find((x) => x.seat === seat) ?? managers.find((x) => x.seat === "representative");
    return m
      ? {
          name: m.name,
          title: m.title ?? "",
          email: m.email ?? "",
          phone: m.phone ?? "",
          unit: m.unit ?? "",
          town: m.town ?? "",
          acting: m.acting ? "on" : "",
        }
      : {};
  };
  const whole = kind === "first" || kind === "renewal";
  const known = managers.map((m) => m.name);
  const same = known.length < 2 || known[0] === known[1];
  return draftSchema.parse({
    representative: person("representative", whole),
    deputy: person("deputy", whole),
    deputyLater: whole && kind === "renewal" && !seats.some((s) => s.seat === "deputy") ? "on" : "",
    channels: channels.length > 0 ? channels : [{ name: "", purpose: "both", frequency: "" }],
    manager: manager("representative"),
    // Nothing is filled in that the tick says does not count.
    deputyManager: whole && same ? {} : manager("deputy"),
    sameManager: same ? "on" : "",
    filler: { name: filler.name ?? "", email: filler.email },
  });
}

/** Who is known by an address in the network: their name, for the form's "filled in by". Never a protected person. */
export function nameBehind(networkId: string, organisationId: string, email: string): string {
  const key = emailKey(email);
  return (
    row<{ name: string }>(
      `SELECT name FROM Contact WHERE networkId = ?1 AND organisationId = ?2 AND emailKey = ?3 AND name IS NOT NULL
     UNION ALL SELECT name FROM ManagerTerm WHERE networkId = ?1 AND organisationId = ?2 AND emailKey = ?3
     UNION ALL SELECT p.name FROM Person p JOIN Holding h ON h.personId = p.id WHERE h.networkId = ?1 AND h.organisationId = ?2 AND p.emailKey = ?3 AND p.protected = 0 LIMIT 1`,
      networkId,
      organisationId,
      key,
    )?.name ?? ""
  );
}

/** Is the address of a domain that is known for the organisation (set by the strategist, or of a holder or contact)? */
export function domainKnown(networkId: string, organisationId: string, email: string): boolean {
  const domain = domainOf(email);
  if (row("SELECT 1 FROM OrganisationDomain WHERE organisationId = ? AND domain = ?", organisationId, domain))
    return true;
  return rows<{ emailKey: string | null }>(
    `SELECT p.emailKey FROM Person p JOIN Holding h ON h.personId = p.id WHERE h.networkId = ?1 AND h.organisationId = ?2
     UNION SELECT emailKey FROM Contact WHERE networkId = ?1 AND organisationId = ?2`,
    networkId,
    organisationId,
  ).some((r) => r.emailKey?.endsWith(`@${domain}`));
}

/** May this address change this seat by a link? A deputy's own link never names another deputy. */
export function seatsOpenTo(
  networkId: string,
  organisationId: string,
  email: string,
  today: string,
): {
  seats: SeatName[];
  own: { holdingId: string; seat: SeatName }[];
  manages: SeatName[];
  contact: boolean;
} {
  const key = emailKey(email);
  const held = (sql: string) =>
    row<{ id: string; seat: SeatName }>(sql, networkId, organisationId, key, today);
  const holding = (seat: SeatName) =>
    held(`SELECT h.id, h.seat FROM Holding h JOIN Person p ON p.id = h.personId LEFT JOIN ProtectedIdentity i ON i.personId = p.id
    WHERE h.networkId = ?1 AND h.organisationId = ?2 AND COALESCE(p.emailKey, i.emailKey) = ?3 AND h.seat = '${seat}' AND ${inForceSql("h", "?4")}`);
  const own = (["representative", "deputy"] as const).flatMap((seat) => {
    const h = holding(seat);
    return h ? [{ holdingId: h.id, seat }] : [];
  });
  const manages = (["representative", "deputy"] as const).filter((seat) =>
    held(
      `SELECT id, seat FROM ManagerTerm WHERE networkId = ?1 AND organisationId = ?2 AND emailKey = ?3 AND seat = '${seat}' AND ${inForceSql("", "?4")}`,
    ),
  );
  const contact = Boolean(
    row<object>(
      "SELECT 1 FROM Contact WHERE networkId = ?1 AND organisationId = ?2 AND emailKey = ?3 AND (untilOn IS NULL OR untilOn > ?4)",
      networkId,
      organisationId,
      key,
      today,
    ),
  );
  const onlyDeputy =
    !contact && manages.length === 0 && own.length > 0 && own.every((o) => o.seat === "deputy");
  return { seats: onlyDeputy ? ["representative"] : ["representative", "deputy"], own, manages, contact };
}
