import type { NetworkPermit } from "~/domain/access/permits.server";
import { rows } from "~/platform/db.server";
import { tableMoment } from "~/platform/calendar";
import { standingsOf } from "~/domain/commitments/standing.server";
import type { State } from "~/domain/commitments/rules";

export interface InvitationLine {
  id: string;
  organisation: string;
  slug: string;
  email: string;
  sent: string;
  begun: boolean;
  state: State | null;
  expired: boolean;
  /** The letter did not arrive. */
  failed: boolean;
}
export interface Uninvited {
  organisationId: string;
  organisation: string;
  email: string;
}

/** Who has been invited and who has begun, and the organisations whose form is missing, with the address that is known. */
export function invitations(permit: NetworkPermit<"invitation.send">): {
  sent: InvitationLine[];
  missing: Uninvited[];
} {
  const { network, today, now } = permit;
  const sent = rows<{
    id: string;
    organisation: string;
    slug: string;
    email: string;
    createdAt: string;
    pressedAt: string | null;
    state: State | null;
    expiresAt: string;
    failed: number | null;
  }>(
    `SELECT l.id, o.name AS organisation, o.slug, l.email, l.createdAt, l.pressedAt, c.state, l.expiresAt,
       (SELECT x.state = 'failed' FROM Letter x WHERE x.linkId = l.id AND x.kind = 'invitation' ORDER BY x.createdAt DESC LIMIT 1) AS failed FROM Link l JOIN Organisation o ON o.id = l.organisationId LEFT JOIN Commitment c ON c.id = l.commitmentId
     WHERE l.networkId = ?1 AND l.purpose = 'fill' AND l.revokedAt IS NULL AND EXISTS (SELECT 1 FROM Event e WHERE e.subjectId = l.id AND e.kind = 'link.invited')
       AND (c.state = 'draft' OR (c.state IS NULL AND NOT EXISTS (SELECT 1 FROM Commitment n WHERE n.networkId = l.networkId AND n.organisationId = l.organisationId AND n.sentAt > l.createdAt))) ORDER BY o.sortKey, l.createdAt`,
    network.id,
  );
  const known = new Map(
    rows<{ organisationId: string; email: string }>(
      "SELECT organisationId, email FROM Contact WHERE networkId = ?1 AND untilOn IS NULL ORDER BY email DESC",
      network.id,
    ).map((k) => [k.organisationId, k.email]),
  );
  const missing = standingsOf(network.id, today)
    .filter((o) => o.standing === "noForm")
    .map((o): Uninvited => ({ organisationId: o.id, organisation: o.name, email: known.get(o.id) ?? "" }));
  return {
    missing,
    sent: sent.map(({ createdAt, pressedAt, expiresAt, failed, ...l }) => ({
      ...l,
      sent: tableMoment(new Date(createdAt)),
      begun: pressedAt !== null,
      failed: failed === 1,
      expired: expiresAt <= now.toISOString(),
    })),
  };
}
