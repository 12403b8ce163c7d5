// The register of organisations: joined, renamed, left, their known domains and contacts.
import type { NetworkPermit } from "~/domain/access/permits.server";
import type { OrganisationInput } from "~/domain/network/schema";
import { addDays } from "~/platform/calendar";
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { sortKey } from "~/platform/sort-key";
import { emailKey, searchKey, slugOf } from "~/platform/swedish";

type Manage = NetworkPermit<"organisation.manage">;

async function find(tx: Tx, permit: NetworkPermit, id: string) {
  const found = await tx.organisation.findFirst({
    where: { id, memberships: { some: { networkId: permit.network.id } } },
  });
  if (!found) throw notFound();
  return found;
}
const told = (
  permit: Manage,
  organisationId: string,
  kind: string,
  data: Record<string, string | null> = {},
) => ({
  kind,
  networkId: permit.network.id,
  organisationId,
  subjectType: "organisation",
  subjectId: organisationId,
  data,
});

/** The first two figures of a municipality's code are its county's, and no two municipalities there have the same. */
async function municipalityOf(
  tx: Tx,
  countyId: string,
  { municipalityCode: code, kind, name }: OrganisationInput,
): Promise<void> {
  const county = await tx.county.findUniqueOrThrow({ where: { id: countyId } });
  if (code && !code.startsWith(county.code))
    throw invalid({
      municipalityCode: [
        `Kommunkoderna i ${county.name} börjar med ${county.code}. ${code} hör till ett annat län`,
      ],
    });
  if (!code || kind !== "municipality") return;
  const other = await tx.organisation.findFirst({
    where: { countyId, kind, municipalityCode: code, endedOn: null, searchKey: { not: searchKey(name) } },
  });
  if (other) throw invalid({ municipalityCode: [`${other.name} har redan kommunkoden ${code}`] });
}

/** Joins the network from a day: a new one, or one that the county has in another network already. The slug is made from the name and stays when the name changes. */
export async function addOrganisation(
  permit: Manage,
  given: OrganisationInput,
): Promise<{ id: string; slug: string }> {
  return transact(async (tx) => {
    const { countyId } = permit.network;
    await municipalityOf(tx, countyId, given);
    const fromOn = given.fromOn ?? permit.today;
    const known = await tx.organisation.findFirst({
      where: { countyId, searchKey: searchKey(given.name), endedOn: null },
      include: { memberships: { where: { networkId: permit.network.id } } },
    });
    if (known?.memberships.some((m) => m.untilOn === null || m.untilOn > fromOn))
      throw invalid({ name: ["Organisationen finns redan"] });
    if (known) {
      await tx.membership.create({
        data: {
          id: nanoid(14),
          networkId: permit.network.id,
          organisationId: known.id,
          kind: "member",
          fromOn,
        },
      });
      await announce(tx, permit, told(permit, known.id, "organisation.joined", { fromOn }));
      return { id: known.id, slug: known.slug };
    }
    const base = slugOf(given.name) || "organisation";
    let slug = base;
    for (let n = 2; await tx.organisation.findUnique({ where: { countyId_slug: { countyId, slug } } }); n++)
      slug = `${base}-${n}`;
    const id = nanoid(14);
    await tx.organisation.create({
      data: {
        id,
        countyId,
        slug,
        name: given.name,
        sortKey: sortKey(given.name),
        searchKey: searchKey(given.name),
        kind: given.kind,
        municipalityCode: given.municipalityCode,
        principal: given.principal,
        protectedDefault: given.protectedDefault === "on",
        sharedSeat: given.sharedSeat === "on",
        memberships: { create: { id: nanoid(14), networkId: permit.network.id, kind: "member", fromOn } },
      },
    });
    await announce(tx, permit, told(permit, id, "organisation.joined", { fromOn }));
    return { id, slug };
  });
}

/** The old name stays with its last day; history says what the organisation was called then. */
export async function renameOrganisation(permit: Manage, id: string, name: string): Promise<void> {
  await transact(async (tx) => {
    const found = await find(tx, permit, id);
    if (found.name === name) return;
    await tx.organisationName.create({
      data: { id: nanoid(14), organisationId: id, name: found.name, untilOn: permit.today },
    });
    await tx.organisation.update({
      where: { id },
      data: { name, sortKey: sortKey(name), searchKey: searchKey(name) },
    });
    await announce(tx, permit, told(permit, id, "organisation.renamed"));
  });
}

/** Leaves the network, or merges into another: the last day is `lastOn`; its seats end with it, its history stays. */
export async function organisationLeaves(
  permit: Manage,
  id: string,
  lastOn: string,
  successorId: string | null,
): Promise<void> {
  const untilOn = addDays(lastOn, 1);
  await transact(async (tx) => {
    await find(tx, permit, id);
    const where = { networkId: permit.network.id, organisationId: id };
    if (successorId) {
      if (successorId === id) throw invalid({ successorId: ["Välj en annan organisation"] });
      await find(tx, permit, successorId);
      await tx.organisation.update({ where: { id }, data: { successorId, endedOn: untilOn } });
    }
    const left = await tx.membership.updateMany({
      where: { ...where, untilOn: null, fromOn: { lte: untilOn } },
      data: { untilOn },
    });
    if (left.count === 0)
      throw conflict("Organisationen lämnar redan nätverket, eller har inte kommit med än.");
    const seats = await tx.holding.findMany({
      where: { ...where, OR: [{ untilOn: null }, { untilOn: { gt: untilOn } }] },
    });
    for (const seat of seats)
      if (seat.fromOn < untilOn)
        await tx.holding.update({ where: { id: seat.id }, data: { untilOn, ending: "organisationLeft" } });
    await announce(tx, permit, told(permit, id, "organisation.left", { untilOn, successor: successorId }));
  });
}

export async function addDomain(permit: Manage, organisationId: string, domain: string): Promise<void> {
  const clean = domain.trim().toLowerCase().replace(/^@/, "");
  if (clean.length > 253 || !/^[^\s@]+\.[^\s@]+$/.test(clean))
    throw invalid({ domain: ["Skriv domänen, till exempel kommunen.se"] });
  await transact(async (tx) => {
    await find(tx, permit, organisationId);
    const added = await tx.$executeRaw`INSERT INTO OrganisationDomain (organisationId, domain)
      VALUES (${organisationId}, ${clean}) ON CONFLICT DO NOTHING`;
    if (added > 0) await announce(tx, permit, told(permit, organisationId, "organisation.domain"));
  });
}

export async function addContact(
  permit: Manage,
  organisationId: string,
  given: { name: string; email: string },
): Promise<void> {
  await transact(async (tx) => {
    await find(tx, permit, organisationId);
    const key = emailKey(given.email);
    if (
      await tx.contact.findFirst({
        where: { organisationId, networkId: permit.network.id, emailKey: key, untilOn: null },
      })
    )
      throw invalid({ email: ["Kontaktpersonen finns redan"] });
    await tx.contact.create({
      data: {
        id: nanoid(14),
        networkId: permit.network.id,
        organisationId,
        name: given.name || null,
        email: given.email,
        emailKey: key,
        fromOn: permit.today,
      },
    });
    await announce(tx, permit, told(permit, organisationId, "contact.added"));
  });
}

export async function endContact(permit: Manage, id: string): Promise<void> {
  await transact(async (tx) => {
    const contact = await tx.contact.findFirst({
      where: { id, networkId: permit.network.id, untilOn: null },
    });
    if (!contact) throw notFound();
    await tx.contact.update({ where: { id }, data: { untilOn: permit.today } });
    await announce(tx, permit, told(permit, contact.organisationId, "contact.ended"));
  });
}

/** The associations beneath a shared seat ("gemensam plats"). */
export async function addAssociation(permit: Manage, organisationId: string, name: string): Promise<void> {
  if (!name.trim()) throw invalid({ association: ["Skriv föreningens namn"] });
  await transact(async (tx) => {
    await find(tx, permit, organisationId);
    await tx.association.create({
      data: { id: nanoid(14), organisationId, name: name.trim(), fromOn: permit.today },
    });
    await tx.organisation.update({ where: { id: organisationId }, data: { sharedSeat: true } });
    await announce(tx, permit, told(permit, organisationId, "association.added"));
  });
}
