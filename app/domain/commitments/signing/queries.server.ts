// What the manager reads before signing, and the receipt.
import { isWaitedFor } from "../rules";
import { hasAsked, hasProven } from "~/domain/access/codes.server";
import { heldLink, type NetworkPermit } from "~/domain/access/permits.server";
import { termsOf } from "~/domain/network/terms.server";
import { db, row } from "~/platform/db.server";
import { notFound } from "~/platform/refusal";
import { readContent, readMasked } from "../content.server";
import { effectOf } from "../effect.server";
import type { Kind, State } from "../rules";
import { overWord, whenSigned } from "../texts";

/** "c***@leksand.se": enough to recognise one's own address by. */
const masked = (address: string): string => address.replace(/^(.)[^@]*/, "$1•••");

/** The whole commitment; a protected person's name only once this browser has typed the code. */
export async function signView(permit: NetworkPermit<"commitment.sign">, browserHash: string) {
  const link = heldLink(permit);
  const signature = link.signatureId
    ? await db.signature.findUnique({
        where: { id: link.signatureId },
        include: {
          commitment: { include: { secret: true, organisation: true, files: true, signatures: true } },
        },
      })
    : null;
  if (!signature) throw notFound();
  const { commitment: c } = signature;
  const proven = await hasProven(db, link.id, browserHash, permit.now);
  const content = proven ? readContent(c) : readMasked(c);
  const leaver = c.leaverId
    ? row<{ name: string; protected: number }>(
        "SELECT p.name, p.protected FROM Holding h JOIN Person p ON p.id = h.personId WHERE h.id = ?",
        c.leaverId,
      )
    : undefined;
  return {
    network: permit.network.nameWithin,
    terms: termsOf(permit.network.id, c.termsVersion),
    authority: permit.network.authority,
    mailbox: permit.network.mailbox,
    organisation: c.organisation.name,
    kind: c.kind as Kind,
    state: c.state as State,
    /** What it is where it came to nothing. */
    over: overWord({ state: c.state as State, origin: c.origin }),
    signature: {
      state: signature.state,
      seats: signature.seats,
      name: signature.name,
      title: signature.title,
      acting: signature.acting,
      sharedMailbox: signature.sharedMailbox,
      signedAt: signature.signedAt && whenSigned(signature.signedAt),
      signedName: signature.signedName,
      signedTitle: signature.signedTitle,
      note: signature.note,
    },
    others: c.signatures.filter((s) => s.id !== signature.id && isWaitedFor(s)).length,
    namedBy: (JSON.parse(signature.namedBy) as { label: string }).label,
    address: masked(link.email),
    proven,
    asked: await hasAsked(db, link.id, browserHash, permit.now),
    hidden: Boolean(content.representative?.protected || content.deputy?.protected),
    content,
    untilOn: c.untilOn,
    reference: c.reference,
    effect: effectOf(c),
    leaver: leaver?.protected ? "Den som har platsen nu (skyddade uppgifter)" : (leaver?.name ?? null),
    sealed: c.files.some((f) => f.role.startsWith("sealed")),
  };
}
export type SignView = Awaited<ReturnType<typeof signView>>;

/** The form that a signature belongs to, within the network. */
export function commitmentOfSignature(permit: NetworkPermit<"commitment.see">, id: string): string {
  const found = row<{ commitmentId: string }>(
    "SELECT s.commitmentId FROM Signature s JOIN Commitment c ON c.id = s.commitmentId WHERE s.id = ? AND c.networkId = ?",
    id,
    permit.network.id,
  );
  if (!found) throw notFound();
  return found.commitmentId;
}
