import type { NetworkPermit } from "~/domain/access/permits.server";
import { rows } from "~/platform/db.server";
import { tableMoment } from "~/platform/calendar";
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
  }>(
    `SELECT l.id, o.name AS organisation, o.slug, l.email, l.createdAt, l.pressedAt, c.state, l.expiresAt FROM Link l JOIN Organisation o ON o.id = l.organisationId LEFT JOIN Commitment c ON c.id = l.commitmentId
     WHERE l.networkId = ?1 AND l.purpose = 'fill' AND l.revokedAt IS NULL AND EXISTS (SELECT 1 FROM Event e WHERE e.subjectId = l.id AND e.kind = 'link.invited')
       AND (c.state IS NULL OR c.state = 'draft') ORDER BY o.sortKey, l.createdAt`,
    network.id,
  );
  const missing = rows<Uninvited>(
    `SELECT o.id AS organisationId, o.name AS organisation, COALESCE((SELECT k.email FROM Contact k WHERE k.organisationId = o.id AND k.networkId = m.networkId AND k.untilOn IS NULL LIMIT 1), '') AS email
     FROM Membership m JOIN Organisation o ON o.id = m.organisationId
     WHERE m.networkId = ?1 AND m.kind = 'member' AND m.fromOn <= ?2 AND (m.untilOn IS NULL OR m.untilOn > ?2)
       AND NOT EXISTS (SELECT 1 FROM Commitment c WHERE c.networkId = m.networkId AND c.organisationId = o.id AND c.state IN ('awaitingSignature', 'signed', 'active'))
       AND NOT EXISTS (SELECT 1 FROM Link l WHERE l.networkId = m.networkId AND l.organisationId = o.id AND l.purpose = 'fill' AND l.revokedAt IS NULL AND l.expiresAt > ?3) ORDER BY o.sortKey`,
    network.id,
    today,
    now.toISOString(),
  );
  return {
    missing,
    sent: sent.map(({ createdAt, pressedAt, expiresAt, ...l }) => ({
      ...l,
      sent: tableMoment(new Date(createdAt)),
      begun: pressedAt !== null,
      expired: expiresAt <= now.toISOString(),
    })),
  };
}
