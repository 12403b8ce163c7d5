// Whom an organisation is asked by when its period runs out: somebody with a role there today, never whoever once filled in the form.
import { inForceOn } from "~/platform/calendar";
import type { Tx } from "~/platform/db.server";

/** A protected person has no address here: the sender of letters asks for it by the person. */
export interface Asked {
  email: string;
  personId: string | null;
}

/** The representative, else the deputy, a contact or the manager; null where nobody is known. */
export async function renewedBy(
  tx: Tx,
  networkId: string,
  organisationId: string,
  today: string,
): Promise<Asked | null> {
  const of = { networkId, organisationId };
  const seats = await tx.holding.findMany({
    where: { ...of, ...inForceOn(today) },
    select: { seat: true, person: { select: { id: true, email: true, protected: true } } },
  });
  for (const seat of ["representative", "deputy"]) {
    const person = seats.find((s) => s.seat === seat)?.person;
    if (person?.protected) return { email: "", personId: person.id };
    if (person?.email) return { email: person.email, personId: person.id };
  }
  const contact = await tx.contact.findFirst({ where: { ...of, untilOn: null }, orderBy: { email: "asc" } });
  if (contact) return { email: contact.email, personId: null };
  const manager = await tx.managerTerm.findFirst({
    where: { ...of, ...inForceOn(today), email: { not: null } },
    orderBy: { seat: "desc" },
  });
  return manager?.email ? { email: manager.email, personId: null } : null;
}
