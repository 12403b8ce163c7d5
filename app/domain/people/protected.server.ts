// Protected persons' names and addresses: shown and written to here alone. Elsewhere they are only compared (access/known, access/protected-names).
import { db, rows, transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { invalid, notFound } from "~/platform/refusal";
import type { NetworkPermit } from "~/domain/access/permits.server";

/** A protected person's mailbox. Empty: there is none. */
export async function protectedAddress(personId: string): Promise<string> {
  return (
    (await db.protectedIdentity.findUnique({ where: { personId }, select: { email: true } }))?.email ?? ""
  );
}

/** Of a letter to a protected person who is named on a form and is no person of the register until its day: which seat of it. */
export const namedKind = (seat: string) => `named:${seat}` as const;
/** For the sender of letters, of one without an address. */
export async function hiddenAddress(letter: {
  personId: string | null;
  commitmentId: string | null;
  kind: string;
}): Promise<string> {
  const { personId, commitmentId } = letter;
  if (personId) return protectedAddress(personId);
  const secret = commitmentId && (await db.commitmentSecret.findUnique({ where: { commitmentId } }));
  if (!secret) return "";
  const named = JSON.parse(secret.content) as Partial<Record<string, { email: string }>>;
  return (
    named[["representative", "deputy"].find((seat) => letter.kind === namedKind(seat)) ?? ""]?.email ?? ""
  );
}

/** Whoever has or had a seat of the network, or a place in a working group of it. */
export const seated = (networkId: string) => ({
  OR: [{ holdings: { some: { networkId } } }, { places: { some: { networkId } } }],
});

const freshMinutes = 10;
/** The names of those whom the same strategist has had shown just now, with a reason; the others are not in it. */
export function revealedOf(
  permit: NetworkPermit<"protected.reveal">,
  personIds: readonly string[],
): Map<string, string> {
  const since = new Date(permit.now.getTime() - freshMinutes * 60_000).toISOString();
  return new Map(
    rows<{ personId: string; name: string }>(
      "SELECT i.personId, i.name FROM ProtectedIdentity i WHERE i.personId IN (SELECT value FROM json_each(?1)) AND EXISTS (SELECT 1 FROM Reveal r WHERE r.personId = i.personId AND r.networkId = ?2 AND r.accountId = ?3 AND r.at > ?4 AND r.at <= ?5)",
      JSON.stringify(personIds),
      permit.network.id,
      permit.account?.id ?? "",
      since,
      permit.now.toISOString(),
    ).map((p) => [p.personId, p.name]),
  );
}

export interface Revealed {
  name: string;
  email: string;
  phone: string | null;
}

/** Shows a protected person to the strategist, who says why; that it was seen, when and by whom is logged. */
export async function reveal(
  permit: NetworkPermit<"protected.reveal">,
  personId: string,
  why: string,
): Promise<Revealed> {
  if (why.trim().length < 5) throw invalid({ why: ["Skriv kort varför du behöver se uppgifterna"] });
  return transact(async (tx) => {
    const found = await tx.protectedIdentity.findFirst({
      where: { personId, person: seated(permit.network.id) },
      include: {
        person: {
          include: {
            holdings: { where: { networkId: permit.network.id } },
            places: { where: { networkId: permit.network.id } },
          },
        },
      },
    });
    if (!found) throw notFound();
    await tx.reveal.create({
      data: {
        personId,
        networkId: permit.network.id,
        accountId: permit.account?.id ?? null,
        at: permit.now,
        why: why.trim(),
      },
    });
    await announce(tx, permit, {
      kind: "protected.revealed",
      networkId: permit.network.id,
      organisationId: (found.person.holdings[0] ?? found.person.places[0])?.organisationId ?? null,
      subjectType: "person",
      subjectId: personId,
      data: {},
    });
    return { name: found.name, email: found.email, phone: found.phone };
  });
}
