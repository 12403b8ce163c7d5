// Who hears that somebody leaves without a successor: each once, however many seats end together.
import { theOtherSeat } from "~/domain/commitments/rules";
import { makeLink } from "~/domain/access/tokens.server";
import { inForceOn } from "~/platform/calendar";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { emailKey } from "~/platform/swedish";
import { forComparison } from "~/domain/people/register.server";
import { askForNote } from "~/domain/handover/asking.server";
import { asked as askedForNote } from "~/domain/handover/texts";
import { keepsOther } from "~/domain/seats/changes.server";
import { heldBy, heldSeat } from "~/domain/seats/held.server";
import {
  addressOf,
  called,
  contactsOf,
  holder,
  placeOf,
  send,
  tellStrategist,
  toOrganisation,
  toPerson,
  type Scene,
} from "./scene.server";
import * as texts from "./leaving/texts";

type Ending = NonNullable<Awaited<ReturnType<typeof holder>>> & {
  organisation: { name: string; slug: string };
};

/** The holdings that end by one press. */
async function together(s: Scene): Promise<Ending[]> {
  const ids = Array.isArray(s.event.data?.with) ? s.event.data.with.map(String) : [];
  return s.tx.holding.findMany({
    where: { id: { in: [s.event.subjectId, ...ids] } },
    include: { person: true, organisation: { select: { name: true, slug: true, sortKey: true } } },
    orderBy: { organisation: { sortKey: "asc" } },
  });
}
const namesOf = (all: readonly Ending[]): string[] => [...new Set(all.map((h) => h.organisation.name))];

export async function toldLeaving(s: Scene): Promise<void> {
  // By a form: told when it was signed. With another seat of the same person: told with that.
  if (s.event.data?.commitment || s.event.data?.partOf) return;
  const all = await together(s);
  const [first] = all;
  if (!first) return;
  const untilOn = String(s.event.data?.untilOn);
  const kept: Ending[] = [];
  for (const h of all) if (await keepsOther(s.tx, h, untilOn)) kept.push(h);
  await tellDeputies(
    s,
    all.filter((h) => h.seat === "representative").map((h) => h.organisationId),
    { fromOn: untilOn, untilOn, seatVacant: true, notTo: first.personId },
  );
  await tellBoard(s, all, kept, untilOn);
  await tellTheirs(s, all, untilOn);
  await tellLeaver(
    s,
    all.filter((h) => !kept.includes(h)),
    untilOn,
  );
  const { today } = s.event.by;
  for (const seat of ["representative", "deputy"] as const) {
    const of = kept.filter((h) => h.seat === seat);
    if (of.length > 0)
      await send(
        s,
        { ...toPerson(first.person), what: `leaver:${seat}` },
        texts.oneSeatEnds(s.group, namesOf(of), { seat, untilOn, today, goesIn: seat === "representative" }),
      );
  }
}

/** Whoever leaves an organisation whole, with a link to what is handed over. */
async function tellLeaver(s: Scene, all: readonly Ending[], untilOn: string): Promise<void> {
  const [first] = all;
  if (!first) return;
  const links: string[] = [];
  for (const h of all) {
    const linkId = await askForNote(s.tx, s.event.by, s.network, h, untilOn);
    if (linkId) links.push(linkId);
  }
  const [linkId] = links;
  await send(
    s,
    { ...toPerson(first.person), what: "leaver", linkId },
    texts.leaverSigned(s.group, namesOf(all), {
      seat: first.seat,
      untilOn,
      successor: false,
      today: s.event.by.today,
      note: linkId && askedForNote(untilOn, false, links.length > 1),
    }),
  );
}

async function tellBoard(
  s: Scene,
  all: readonly Ending[],
  kept: readonly Ending[],
  untilOn: string,
): Promise<void> {
  const leaving = all.filter((h) => !kept.includes(h));
  const held = (await Promise.all(leaving.map((x) => heldBy(s.tx, x, s.event.by.today)))).flat();
  const ending = all.map((x) => heldSeat(x.seat, x.organisation.name));
  await tellStrategist(
    s,
    texts.left(namesOf(all), {
      ...leftAs(s, all, untilOn),
      held: [...new Set(held.map((x) => x.words))].filter((words) => !ending.includes(words)),
      goesOn: kept.map((x) => heldSeat(theOtherSeat(x.seat), x.organisation.name)),
    }),
    undefined,
    all.length > 1 ? undefined : toOrganisation(s),
  );
}
const leftAs = (s: Scene, all: readonly Ending[], untilOn: string) => ({
  seats: all.map((x) => x.seat),
  who: called(all[0]?.person, all[0]?.organisation.name ?? "", all[0]?.seat ?? "") ?? "",
  untilOn,
  today: s.event.by.today,
});

/** The managers of the seats and the organisations' contacts, each address once, with where a successor is named. */
async function tellTheirs(s: Scene, all: readonly Ending[], untilOn: string): Promise<void> {
  const leaver = await forComparison(s.tx, all[0]?.personId ?? "");
  const notTo = [leaver.email, await addressOf(s)].map((a) => emailKey(a ?? ""));
  const told = new Map<string, { to: string; of: Ending[] }>();
  for (const h of all)
    for (const to of await theirsOf(s, h)) {
      const key = emailKey(to);
      const known = told.get(key) ?? { to, of: [] };
      if (!notTo.includes(key)) told.set(key, { to: known.to, of: [...known.of, h] });
    }
  for (const [i, { to, of }] of [...told.values()].entries()) {
    const [h] = of;
    const one = h && namesOf(of).length === 1 ? h.organisationId : null;
    const { id: networkId, quietPeriods } = s.network;
    // A link is of one organisation: whoever has several asks for the one that is needed.
    const linkId = one
      ? await makeLink(
          s.tx,
          { purpose: "replace", networkId, organisationId: one, email: to },
          s.event.at,
          quietPeriods,
        )
      : undefined;
    const ask = linkId ? "" : env.baseUrl + paths.askForLink(placeOf(s.network));
    await send(
      s,
      { to, what: `vacated:${i}`, linkId },
      texts.vacated(s.group, namesOf(of), leftAs(s, of, untilOn), ask),
    );
  }
}

/** The manager of a seat and the contacts of its organisation, as far as they have addresses. */
async function theirsOf(s: Scene, { networkId, organisationId, seat }: Ending): Promise<string[]> {
  const managers = await s.tx.managerTerm.findMany({
    where: { networkId, organisationId, seat, ...inForceOn(s.event.by.today) },
    select: { email: true },
  });
  return [...managers, ...(await contactsOf(s, organisationId))].flatMap(({ email }) => email ?? []);
}

/** A contact says that somebody leaves: the county board ends the seat, or asks. */
export async function saidToLeave(s: Scene): Promise<void> {
  const h = await holder(s.tx, s.event.subjectId);
  if (!h) return;
  await tellStrategist(
    s,
    texts.saidToLeave(s.organisation, {
      seat: h.seat,
      who: called(h.person, s.organisation, h.seat) ?? "",
      untilOn: String(s.event.data?.untilOn),
    }),
    undefined,
    toOrganisation(s),
  );
}

/** Whoever goes in: once for all the organisations where it is the same person. `notTo`: who hears of it otherwise. */
export async function tellDeputies(
  s: Scene,
  organisationIds: readonly string[],
  { notTo, ...given }: { fromOn: string; untilOn: string; seatVacant: boolean; notTo?: string },
): Promise<void> {
  const deputies = await s.tx.holding.findMany({
    where: {
      networkId: s.network.id,
      organisationId: { in: [...organisationIds] },
      seat: "deputy",
      ...inForceOn(given.fromOn),
    },
    include: { person: true, organisation: { select: { name: true, slug: true } } },
    orderBy: { organisation: { sortKey: "asc" } },
  });
  const persons = new Set(deputies.map((d) => d.personId).filter((id) => id !== notTo));
  for (const [i, personId] of [...persons].entries()) {
    const [first, ...more] = deputies.filter((d) => d.personId === personId);
    if (!first) continue;
    const page =
      more.length > 0 ? paths.mine : paths.organisation(placeOf(s.network), first.organisation.slug);
    await send(
      s,
      { ...toPerson(first.person), what: i === 0 ? "cover" : `cover:${i}` },
      texts.coverBegins(s.group, namesOf([first, ...more]), {
        ...given,
        today: s.event.by.today,
        address: env.baseUrl + page,
      }),
    );
  }
}
