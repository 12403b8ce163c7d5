// Persons of a county and their logins. One person may hold seats in several organisations.
import type { Tx } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { sortKey } from "~/platform/sort-key";
import { asAddress, emailKey, searchKey } from "~/platform/swedish";
import { protectedName } from "./texts";
import { sameness, type Described } from "./rules";

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

/** A person's name and address for `sameness`, a protected one's too: to be compared and never shown. */
export async function forComparison(tx: Tx, personId: string): Promise<Described> {
  const p = await tx.person.findUniqueOrThrow({ where: { id: personId }, include: { identity: true } });
  const { name, email } = p.identity ?? p;
  return { name, email: email ?? "" };
}

/** Whoever in the county is the person described, protected or not; of two the one whose login it is. */
async function known(tx: Tx, countyId: string, given: PersonGiven): Promise<string | null> {
  const key = emailKey(given.email);
  const at = await tx.person.findMany({
    where: { countyId, OR: [{ emailKey: key }, { identity: { emailKey: key } }] },
    include: { identity: true },
    orderBy: { accountId: "desc" },
  });
  const one = at.filter(
    (p) =>
      sameness(
        { name: p.identity?.name ?? p.name, email: (p.identity ?? p).email ?? "" },
        { name: given.name, email: given.email },
      ) === "same",
  );
  return (one.find((p) => p.protected === given.protected) ?? one[0])?.id ?? null;
}

/**
 * The same name at the same address in the county is the same person; so is the seat's `holder`,
 * who has the name and another address now. Otherwise a new one. A protected one's identity is kept apart, and stays apart.
 * Without `login` a new one gets no account.
 */
export async function ensurePerson(
  tx: Tx,
  countyId: string,
  given: PersonGiven,
  at: Date,
  { login = true, holder }: { login?: boolean; holder?: string } = {},
): Promise<{ id: string; moved: boolean }> {
  const accountId = login ? await ensureAccount(tx, given.email, at) : undefined;
  const same = await known(tx, countyId, given);
  if (same) return { id: await goOn(tx, same, given, accountId, false), moved: false };
  if (holder && sameness(await forComparison(tx, holder), given) === "newAddress")
    return { id: await goOn(tx, holder, given, accountId, true), moved: true };
  return { id: await create(tx, countyId, given, accountId), moved: false };
}

/** What the form says of a person who is known; an address only of one who has moved. */
async function goOn(
  tx: Tx,
  personId: string,
  given: PersonGiven,
  accountId: string | undefined,
  moved: boolean,
): Promise<string> {
  const p = await tx.person.findUniqueOrThrow({ where: { id: personId }, include: { identity: true } });
  const contact = { email: asAddress(given.email), emailKey: emailKey(given.email) };
  const title = given.title || p.title;
  const shared = moved ? given.sharedMailbox : given.sharedMailbox || p.sharedMailbox;
  if (p.identity || given.protected) {
    const identity = {
      name: p.identity?.name ?? p.name,
      ...(moved || !p.identity ? contact : {}),
      phone: given.phone || (p.identity?.phone ?? p.phone),
    };
    await tx.person.update({
      where: { id: personId },
      data: {
        ...hidden,
        title,
        sharedMailbox: shared,
        accountId,
        identity: { upsert: { create: { ...identity, ...contact }, update: identity } },
      },
    });
  } else
    await tx.person.update({
      where: { id: personId },
      data: {
        ...(moved ? contact : {}),
        title,
        phone: given.phone || p.phone,
        sharedMailbox: shared,
        accountId,
      },
    });
  return personId;
}

/** What the row of a protected person says. */
const hidden = {
  name: protectedName,
  sortKey: sortKey(protectedName),
  searchKey: "",
  email: null,
  emailKey: null,
  phone: null,
  protected: true,
};

/** Whoever is known and not protected becomes so: what names them is moved where only a few may read it. */
export async function hidePerson(tx: Tx, personId: string): Promise<void> {
  const p = await tx.person.findUniqueOrThrow({ where: { id: personId } });
  const identity = {
    name: p.name,
    email: p.email ?? "",
    emailKey: p.emailKey ?? emailKey(p.email ?? ""),
    phone: p.phone,
  };
  await tx.person.update({
    where: { id: personId },
    data: { ...hidden, identity: { upsert: { create: identity, update: identity } } },
  });
}

async function create(
  tx: Tx,
  countyId: string,
  given: PersonGiven,
  accountId: string | undefined,
): Promise<string> {
  const id = nanoid(14);
  const contact = {
    email: asAddress(given.email),
    emailKey: emailKey(given.email),
    phone: given.phone || null,
  };
  await tx.person.create({
    data: {
      id,
      countyId,
      accountId,
      title: given.title || null,
      sharedMailbox: given.sharedMailbox,
      ...(given.protected
        ? { ...hidden, identity: { create: { name: given.name, ...contact } } }
        : { name: given.name, sortKey: sortKey(given.name), searchKey: searchKey(given.name), ...contact }),
    },
  });
  return id;
}

/** A person whom nothing knows any more, with the login of nobody else. */
export async function forgetPerson(tx: Tx, id: string): Promise<void> {
  const [{ known }] = await tx.$queryRaw<[{ known: bigint }]>`
    SELECT (SELECT count(*) FROM Holding WHERE personId = ${id}) + (SELECT count(*) FROM GroupPlace WHERE personId = ${id})
      + (SELECT count(*) FROM Attendee WHERE personId = ${id}) + (SELECT count(*) FROM Attendance WHERE personId = ${id})
      + (SELECT count(*) FROM PollInvitee WHERE personId = ${id}) + (SELECT count(*) FROM MaterialOpening WHERE personId = ${id})
      + (SELECT count(*) FROM Letter WHERE personId = ${id}) + (SELECT count(*) FROM MailChoice WHERE personId = ${id})
      + (SELECT count(*) FROM Reveal WHERE personId = ${id}) + (SELECT count(*) FROM WorkingGroup WHERE convenerId = ${id}) AS known`;
  if (Number(known) > 0) return;
  await tx.protectedIdentity.deleteMany({ where: { personId: id } });
  const { accountId } = await tx.person.delete({ where: { id }, select: { accountId: true } });
  if (accountId)
    await tx.account.deleteMany({
      where: {
        id: accountId,
        persons: { none: {} },
        sessions: { none: {} },
        staff: { none: {} },
        feeds: { none: {} },
      },
    });
}
