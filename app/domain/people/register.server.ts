// Persons of a county and their logins. One person may hold seats in several organisations.
import type { Tx } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { sortKey } from "~/platform/sort-key";
import { asAddress, emailKey, searchKey } from "~/platform/swedish";
import { protectedName } from "~/domain/commitments/content.server";

export interface PersonGiven {
  name: string;
  title: string;
  email: string;
  phone: string;
  protected: boolean;
  sharedMailbox: boolean;
}

/**
 * The account of an address. Two that were apart by an older rule of keys stay two: of those that hold something today, the one
 * whose address is typed as it stands; then any that holds something; then the one typed as it stands.
 */
export async function findAccount(
  tx: Pick<Tx, "account">,
  email: string,
  holds: (accountId: string) => boolean = () => true,
): Promise<{ id: string; email: string } | null> {
  const [typed, key] = [asAddress(email).toLowerCase(), emailKey(email)];
  const found = await tx.account.findMany({
    where: { OR: [{ email: { in: [typed, key] } }, { key }] },
    orderBy: { createdAt: "asc" },
  });
  const asTyped = found.filter((a) => a.email === typed).concat(found.filter((a) => a.email !== typed));
  return (asTyped.length > 1 && asTyped.find((a) => holds(a.id))) || asTyped[0] || null;
}

/** The login of an address, global; made where there is none. */
export async function ensureAccount(tx: Tx, email: string, at: Date): Promise<string> {
  const found = await findAccount(tx, email);
  if (found) return found.id;
  const id = nanoid(14);
  await tx.account.create({
    data: { id, email: asAddress(email).toLowerCase(), key: emailKey(email), createdAt: at },
  });
  return id;
}

/** The same name at the same address in the county is the same person; otherwise a new one. A protected one's identity is kept apart. Without `login` a new one gets no account. */
export async function ensurePerson(
  tx: Tx,
  countyId: string,
  given: PersonGiven,
  at: Date,
  { login = true } = {},
): Promise<string> {
  const key = emailKey(given.email);
  const accountId = login ? await ensureAccount(tx, given.email, at) : undefined;
  if (given.protected) {
    const known = await tx.protectedIdentity.findFirst({
      where: { emailKey: key, person: { countyId } },
      include: { person: true },
    });
    if (known && searchKey(known.name) === searchKey(given.name)) {
      await tx.person.update({
        where: { id: known.personId },
        data: { title: given.title || known.person.title, accountId },
      });
      return known.personId;
    }
    const id = nanoid(14);
    await tx.person.create({
      data: {
        id,
        countyId,
        accountId,
        name: protectedName,
        sortKey: sortKey(protectedName),
        searchKey: "",
        title: given.title || null,
        protected: true,
        sharedMailbox: given.sharedMailbox,
        identity: {
          create: {
            name: given.name,
            email: asAddress(given.email),
            emailKey: key,
            phone: given.phone || null,
          },
        },
      },
    });
    return id;
  }
  const same = await tx.person.findMany({ where: { countyId, emailKey: key, protected: false } });
  const known = same.find((p) => searchKey(p.name) === searchKey(given.name));
  if (known) {
    await tx.person.update({
      where: { id: known.id },
      data: {
        title: given.title || known.title,
        phone: given.phone || known.phone,
        sharedMailbox: given.sharedMailbox || known.sharedMailbox,
        accountId,
      },
    });
    return known.id;
  }
  const id = nanoid(14);
  await tx.person.create({
    data: {
      id,
      countyId,
      accountId,
      name: given.name,
      sortKey: sortKey(given.name),
      searchKey: searchKey(given.name),
      email: asAddress(given.email),
      emailKey: key,
      phone: given.phone || null,
      title: given.title || null,
      sharedMailbox: given.sharedMailbox,
    },
  });
  return id;
}
