// Who is asked to sign a form, what they did, and what the strategist looks at twice.
import { db, rows } from "~/platform/db.server";
import type { Commitment } from "~/platform/prisma/client";
import { emailKey } from "~/platform/swedish";
import { domainKnown } from "./prefill.server";
import type { Content } from "./schema";
import { whenSigned } from "./texts";
import { sameName } from "~/domain/people/rules";

export interface SignerView {
  id: string;
  seats: string;
  state: string;
  name: string;
  title: string | null;
  email: string | null;
  phone: string | null;
  unit: string | null;
  town: string | null;
  acting: boolean;
  sharedMailbox: boolean;
  method: string | null;
  signedAt: string | null;
  signedName: string | null;
  signedTitle: string | null;
  note: string | null;
  remindersSent: number;
  escalated: boolean;
  namedBy: string;
  domainUnknown: boolean;
  selfSigned: boolean;
}
/** The signers as everybody who follows the form may see them, with what the strategist is warned of. */
export async function signersOf(
  c: Pick<Commitment, "id" | "networkId" | "organisationId" | "fillerEmail">,
  content: Content | null,
): Promise<SignerView[]> {
  const signatures = await db.signature.findMany({
    where: { commitmentId: c.id },
    orderBy: { createdAt: "asc" },
  });
  // Whoever has said that an address is right has looked at it.
  const confirmed = new Set(
    rows<{ id: string }>(
      "SELECT data ->> '$.signature' AS id FROM Event WHERE kind = 'commitment.confirmManager' AND subjectId = ?",
      c.id,
    ).map((e) => e.id),
  );
  const people = [content?.representative, content?.deputy].flatMap((p) => (p && !p.protected ? [p] : []));
  return signatures.map((s) => {
    const same = (name: string | null | undefined, email: string | null | undefined) =>
      Boolean((email && s.emailKey && emailKey(email) === s.emailKey) || (name && sameName(name, s.name)));
    return {
      id: s.id,
      seats: s.seats,
      state: s.state,
      name: s.name,
      title: s.title,
      email: s.email,
      phone: s.phone,
      unit: s.unit,
      town: s.town,
      acting: s.acting,
      sharedMailbox: s.sharedMailbox,
      method: s.method,
      signedAt: s.signedAt && whenSigned(s.signedAt),
      signedName: s.signedName,
      signedTitle: s.signedTitle,
      note: s.note,
      remindersSent: s.remindersSent,
      escalated: s.escalatedAt !== null,
      namedBy: (JSON.parse(s.namedBy) as { label: string }).label,
      domainUnknown:
        s.email !== null && !confirmed.has(s.id) && !domainKnown(c.networkId, c.organisationId, s.email),
      selfSigned: people.some((p) => same(p.name, p.email)) || same(null, c.fillerEmail),
    };
  });
}
