// One organisation with ten years of history: its register, its forms, who sat when, managers and channels.
import { addDays, startOfDay } from "../../app/platform/calendar";
import { nanoid } from "../../app/platform/ids";
import { sortKey } from "../../app/platform/sort-key";
import { searchKey, slugOf } from "../../app/platform/swedish";
import { family, given, organisations, years, type County, type Person, type Seat } from "./seed-county";
import { putForm, type Body } from "./seed-form";

/** The last ones stand in every other way than "gäller"; replacements are begun on the others. */
export const usual = organisations - 24;
/** Of the organisations that are not as usual: which stands how, by its number among them. */
const special = {
  representativeLeft: [0, 4],
  awaiting: [4, 8],
  declined: [8, 11],
  deputyLeft: [11, 14],
  noForm: [14, 17],
  ending: [17, 20],
  covered: [20, 22],
  signed: [22, Infinity],
} as const;
type Special = keyof typeof special;

const before =
  "Norr Söder Öster Väster Sjö Ek Björk Älv Sten Ås Fur Gran Häll Lind Mo Ny Olof Rönn Skog Tun".split(" ");
const after = "berga torp sund ås vik by hamn ryd näs mark köping ängen stad fors lösa".split(" ");

export interface Placed extends Body {
  slug: string;
}
function bodyOf(i: number): Placed {
  const stem = `${before[i % before.length]!}${after[Math.floor(i / before.length) % after.length]!}`;
  const name = `${stem} kommun`;
  return {
    id: nanoid(),
    name,
    slug: slugOf(name),
    domain: `${slugOf(stem)}.example`,
    manager: `chef@${slugOf(stem)}.example`,
    chief: `${given[(i * 11) % given.length]!} ${family[(i * 3) % family.length]!}`,
  };
}

function register(county: County, o: Placed, joined: string): void {
  county.put("Organisation", {
    id: o.id,
    countyId: county.id,
    slug: o.slug,
    name: o.name,
    sortKey: sortKey(o.name),
    searchKey: searchKey(o.name),
    kind: "municipality",
    municipalityCode: null,
    principal: null,
    protectedDefault: false,
    sharedSeat: false,
    endedOn: null,
    successorId: null,
  });
  county.put("Membership", {
    id: nanoid(),
    networkId: county.networkId,
    organisationId: o.id,
    kind: "member",
    fromOn: joined,
    untilOn: null,
    why: null,
  });
  county.put("OrganisationDomain", { organisationId: o.id, domain: o.domain });
  county.put("Contact", {
    id: nanoid(),
    networkId: county.networkId,
    organisationId: o.id,
    name: "Registraturen",
    email: `registrator@${o.domain}`,
    emailKey: `registrator@${o.domain}`,
    fromOn: joined,
    untilOn: null,
  });
  county.events.push({
    at: startOfDay(joined),
    organisationId: o.id,
    subjectType: "organisation",
    subjectId: o.id,
    kind: "organisation.created",
    actorKind: "cli",
    data: {},
  });
}

interface Sitting {
  id: string;
  person: Person;
  fromOn: string;
  commitmentId: string;
}
type Sat = Partial<Record<Seat, Sitting>>;
function endSitting(
  county: County,
  o: Body,
  [seat, h]: readonly [Seat, Sitting],
  untilOn: string | null,
  ending: string | null,
): void {
  county.put("Holding", {
    id: h.id,
    networkId: county.networkId,
    organisationId: o.id,
    seat,
    personId: h.person.id,
    fromOn: h.fromOn,
    untilOn,
    commitmentId: h.commitmentId,
    ending,
  });
}

/** The first form fills both seats; then one seat changes at a time, some seven times in ten years. */
function putForms(county: County, o: Body, i: number, joined: string, untilOn: string | null) {
  const turns = ["deputy", "representative"] as const;
  const changes = Array.from({ length: 8 }, (_, k) => ({
    on: addDays(joined, k * 440 + (i % 7) * 9 + 14),
    kind: k === 0 ? ("first" as const) : turns[k % 2]!,
  }));
  const sitting: Sat = {};
  let previousId: string | null = null;
  changes.forEach(({ on, kind }, k) => {
    const id = nanoid();
    const last = k === changes.length - 1;
    const seats: Seat[] = kind === "first" ? ["representative", "deputy"] : [kind];
    const leaver = kind === "first" ? null : { id: sitting[kind]!.id, person: sitting[kind]!.person };
    const comers: Partial<Record<Seat, Person>> = {};
    for (const seat of seats) {
      if (sitting[seat]) endSitting(county, o, [seat, sitting[seat]], on, "replaced");
      comers[seat] = county.person(o.domain, last && i % 60 === 7);
      sitting[seat] = { id: nanoid(), person: comers[seat], fromOn: on, commitmentId: id };
    }
    putForm(county, o, {
      id,
      kind,
      on,
      state: last ? "active" : "replaced",
      previousId,
      leaver,
      representative: comers.representative ?? null,
      deputy: comers.deputy ?? null,
      untilOn: last ? untilOn : null,
    });
    previousId = id;
  });
  return {
    days: changes.map((c) => c.on),
    last: previousId,
    sitting: sitting as Record<Seat, Sitting>,
  };
}

function putManagers(
  county: County,
  o: Body,
  i: number,
  sitting: Record<Seat, Sitting>,
  fromOn: string,
): void {
  for (const seat of ["representative", "deputy"] as const) {
    // Where the seats have managers of their own, the deputy's has another address.
    const other = seat === "deputy" && i % 2 === 0;
    const email = other ? o.manager.replace("chef", "chef2") : o.manager;
    county.put("ManagerTerm", {
      id: nanoid(),
      networkId: county.networkId,
      organisationId: o.id,
      seat,
      name: other ? `${o.chief} Ek` : o.chief,
      title: "Socialchef",
      email,
      emailKey: email,
      phone: null,
      unit: "Socialförvaltningen",
      town: null,
      acting: false,
      fromOn,
      untilOn: null,
      commitmentId: sitting[seat].commitmentId,
    });
  }
}
/** Three channels, put anew once. */
function putChannels(county: County, o: Body, first: string, anew: string): void {
  for (const [fromOn, untilOn, often] of [
    [first, anew, "varje månad"],
    [anew, null, "varje kvartal"],
  ] as const)
    (
      [
        ["Ledningsgruppen", "both", "varje månad"],
        ["Intranätet", "deliver", "varje vecka"],
        ["Nätverket för våld i nära relationer", "gather", often],
      ] as const
    ).forEach(([name, purpose, frequency], position) =>
      county.put("Channel", {
        id: nanoid(),
        networkId: county.networkId,
        organisationId: o.id,
        commitmentId: null,
        position,
        name,
        purpose,
        frequency,
        fromOn,
        untilOn,
      }),
    );
}
function putCover(county: County, o: Body): void {
  county.put("Cover", {
    id: nanoid(),
    networkId: county.networkId,
    organisationId: o.id,
    fromOn: addDays(county.today, -10),
    untilOn: addDays(county.today, 60),
    cancelledAt: null,
  });
}

export function putOrganisation(county: County, i: number): Placed {
  const n = i - usual;
  const is = (which: Special) => n >= special[which][0] && n < special[which][1];
  const { today } = county;
  const o = bodyOf(i);
  const joined = addDays(today, -years * 365 - 10 + (i % 300));
  register(county, o, joined);
  if (is("noForm")) return o;
  const { days, last, sitting } = putForms(county, o, i, joined, is("ending") ? addDays(today, 30) : null);
  for (const [seat, left] of [
    ["representative", is("representativeLeft")],
    ["deputy", is("deputyLeft")],
  ] as const)
    endSitting(county, o, [seat, sitting[seat]], left ? addDays(today, -40) : null, left ? "left" : null);
  if (is("covered")) putCover(county, o);
  for (const [which, state] of [
    ["awaiting", "awaitingSignature"],
    ["declined", "declined"],
    ["signed", "signed"],
  ] as const)
    if (is(which))
      putForm(county, o, {
        id: nanoid(),
        kind: "renewal",
        on: today,
        startOn: addDays(today, 20),
        state,
        previousId: last,
        leaver: null,
        representative: sitting.representative.person,
        deputy: sitting.deputy.person,
      });
  putManagers(county, o, i, sitting, days[0]!);
  putChannels(county, o, days[0]!, days[3]!);
  return o;
}
