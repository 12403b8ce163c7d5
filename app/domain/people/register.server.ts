// Persons of a county and their logins. One person may hold seats in several organisations.
import type { Tx } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { emailKey, searchKey, sortKey } from "~/platform/swedish";
import { protectedName } from "~/domain/commitments/content.server";

export interface PersonGiven {
  name: string;
  title: string;
  email: string;
  phone: string;
  protected: boolean;
  sharedMailbox: boolean;
}

/** The account of an address: a login, global. */
export async function ensureAccount(tx: Tx, email: string, at: Date): Promise<string> {
  const key = emailKey(email);
  const found = await tx.account.findUnique({ where: { email: key } });
  return found?.id ?? (await tx.account.create({ data: { id: nanoid(14), email: key, createdAt: at } })).id;
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
          create: { name: given.name, email: given.email.trim(), emailKey: key, phone: given.phone || null },
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
      email: given.email.trim(),
      emailKey: key,
      phone: given.phone || null,
      title: given.title || null,
      sharedMailbox: given.sharedMailbox,
    },
  });
  return id;
}
