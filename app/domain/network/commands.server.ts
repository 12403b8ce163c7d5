// Counties, networks, staff: what an administrator sets up, and the network's own settings.
import type { z } from "zod";
import { ensureAccount } from "~/domain/people/register.server";
import type { NetworkPermit, Permit } from "~/domain/access/permits.server";
import { addDays, inForceOn } from "~/platform/calendar";
import { transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { conflict, invalid, notFound } from "~/platform/refusal";
import type {
  countySchema,
  networkSchema,
  NetworkTemplate,
  settingsSchema,
  staffSchema,
  wordsSchema,
} from "./schema";
import templates from "./templates.json";
import { keepTerms } from "./terms.server";

/** Weeks 26–32 and 20 December–7 January: days on which reminders rest (strategist's desk, 8). */
const usualQuiet = [
  { from: "06-22", to: "08-09" },
  { from: "12-20", to: "01-07" },
];

export async function createCounty(
  permit: Permit<"installation.manage">,
  given: z.output<typeof countySchema>,
): Promise<string> {
  return transact(async (tx) => {
    if (await tx.county.findFirst({ where: { OR: [{ code: given.code }, { slug: given.slug }] } }))
      throw invalid({ slug: ["Länet finns redan"] });
    const id = nanoid(14);
    await tx.county.create({ data: { ...given, id, quietPeriods: JSON.stringify(usualQuiet) } });
    await announce(tx, permit, {
      kind: "county.created",
      networkId: null,
      subjectType: "county",
      subjectId: id,
      data: { code: given.code },
    });
    return id;
  });
}

export async function createNetwork(
  permit: Permit<"installation.manage">,
  countyId: string,
  {
    template = "natverk",
    ...given
  }: Omit<z.output<typeof networkSchema>, "template"> & { template?: NetworkTemplate },
): Promise<string> {
  const { duties, gives, knownDays, spreadExample, inOtherLanguages } = templates[template];
  const words = { knownDays, spreadExample, inOtherLanguages };
  return transact(async (tx) => {
    if (await tx.network.findFirst({ where: { countyId, slug: given.slug } }))
      throw invalid({ slug: ["Nätverket finns redan i länet"] });
    const id = nanoid(14);
    await tx.network.create({ data: { ...given, ...words, id, countyId } });
    await keepTerms(tx, permit, id, { duties, gives });
    await announce(tx, permit, {
      kind: "network.created",
      networkId: id,
      subjectType: "network",
      subjectId: id,
    });
    return id;
  });
}

/** A strategist of a network (or her stand-in, with dates), or an administrator of the installation. */
export async function appointStaff(
  permit: Permit<"installation.manage" | "network.manage">,
  networkId: string | null,
  given: z.output<typeof staffSchema>,
): Promise<void> {
  if (given.role === "administrator" && permit.permission !== "installation.manage") throw notFound();
  if (given.untilOn && given.untilOn < given.fromOn)
    throw invalid({ untilOn: ["Sista dagen ligger före den första"] });
  await transact(async (tx) => {
    if (networkId && !(await tx.network.findUnique({ where: { id: networkId }, select: { id: true } })))
      throw invalid({ networkId: ["Välj nätverk"] });
    const accountId = await ensureAccount(tx, given.email, permit.now);
    const untilOn = given.untilOn && addDays(given.untilOn, 1);
    const already = await tx.staffRole.findMany({
      where: { accountId, role: given.role, networkId: given.role === "administrator" ? null : networkId },
    });
    if (
      already.some(
        (r) =>
          r.fromOn < (untilOn || "9999") && given.fromOn < (r.untilOn ?? "9999") && r.fromOn !== r.untilOn,
      )
    )
      throw invalid({ email: ["Den som har den här mejladressen har redan uppgiften de dagarna"] });
    const id = nanoid(14);
    await tx.staffRole.create({
      data: {
        id,
        accountId,
        networkId: given.role === "administrator" ? null : networkId,
        role: given.role,
        name: given.name,
        standIn: given.standIn === "on",
        fromOn: given.fromOn,
        untilOn,
      },
    });
    await announce(tx, permit, {
      kind: "staff.appointed",
      networkId,
      subjectType: "staffRole",
      subjectId: id,
      data: {
        role: given.role,
        standIn: given.standIn === "on",
        fromOn: given.fromOn,
        untilOn: given.untilOn,
      },
    });
  });
}

/** Ends a staff role today; the last strategist and the last administrator stay. */
export async function endStaff(
  permit: Permit<"installation.manage" | "network.manage">,
  id: string,
): Promise<void> {
  await transact(async (tx) => {
    const role = await tx.staffRole.findUnique({ where: { id } });
    if (!role || (permit.permission === "network.manage" && role.networkId !== permit.network?.id))
      throw notFound();
    // Whoever begins later is not there yet; whoever was taken back before the first day never comes.
    const from = role.fromOn > permit.today ? role.fromOn : permit.today;
    const others = await tx.staffRole.count({
      where: {
        role: role.role,
        networkId: role.networkId,
        id: { not: id },
        standIn: false,
        ...inForceOn(from),
      },
    });
    if (others === 0 && !role.standIn)
      throw invalid({ staff: ["Någon måste vara kvar. Lägg till en annan som börjar senast i dag först."] });
    const won = await tx.staffRole.updateMany({
      where: { id, OR: [{ untilOn: null }, { untilOn: { gt: from } }] },
      data: { untilOn: from },
    });
    if (won.count !== 1) throw conflict("Uppgiften är redan avslutad.");
    await announce(tx, permit, {
      kind: "staff.ended",
      networkId: role.networkId,
      subjectType: "staffRole",
      subjectId: id,
    });
  });
}

export async function changeSettings(
  permit: NetworkPermit<"network.manage">,
  { quiet, ...given }: z.output<typeof settingsSchema>,
): Promise<void> {
  const periods = quiet.filter((q) => q.from && q.to);
  await transact(async (tx) => {
    await tx.network.update({ where: { id: permit.network.id }, data: given });
    await tx.county.update({
      where: { id: permit.network.countyId },
      data: { quietPeriods: JSON.stringify(periods) },
    });
    await announce(tx, permit, {
      kind: "network.settings",
      networkId: permit.network.id,
      subjectType: "network",
      subjectId: permit.network.id,
      data: { termMonths: given.termMonths },
    });
  });
}

/** What the network calls itself, what its members take on, its days and examples. */
export async function changeWords(
  permit: NetworkPermit<"network.manage">,
  { duties, gives, sportsWeek, ...words }: z.output<typeof wordsSchema>,
): Promise<void> {
  const { id, countyId } = permit.network;
  await transact(async (tx) => {
    await tx.network.update({ where: { id }, data: words });
    await tx.county.update({ where: { id: countyId }, data: { sportsWeek } });
    await keepTerms(tx, permit, id, { duties, gives });
    await announce(tx, permit, {
      kind: "network.words",
      networkId: id,
      subjectType: "network",
      subjectId: id,
    });
  });
}
