// The demo county Dalarna: the real organisations, made-up persons, every state reached the way users reach it.
import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { ownPermit, networkById, type NetworkPermit } from "~/domain/access/permits.server";
import { askForLink } from "~/domain/access/requests/commands.server";
import { beginByLink } from "~/domain/commitments/drafting/commands.server";
import { appointStaff, changeSettings, createCounty, createNetwork } from "~/domain/network/commands.server";
import {
  addAssociation,
  addContact,
  addDomain,
  addOrganisation,
} from "~/domain/organisations/commands.server";
import { leave, startCover } from "~/domain/seats/commands.server";
import { recurring } from "~/jobs/recurring.server";
import { carry } from "~/jobs/postman.server";
import { now, setClock, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { must } from "~/platform/must";
import { slugOf } from "~/platform/swedish";
import { atDay, byAccount, byLink, day, fillIn, holdLink, receives, run, signs, type Given } from "./actors";
import { makeConfirmations } from "./confirmations";
import { makeDigest } from "./digest";
import { makeEfforts } from "./efforts";
import { makeInquiries } from "./inquiries";
import { makeFindings } from "./findings";
import { makeQuestions } from "./questions";
import { makeVisits } from "./visits";
import { makeSpread } from "./spread";
import { makeHandovers } from "./handover";
import { makeGroups } from "./groups";
import { makeMeetings } from "./meetings";
import { makeUnderway } from "./underway";
import { restart, someone, type Made } from "./people";

const strategist = "strateg@lansstyrelsen.example";
const purpose = `Länsgruppen är länets fasta nätverk mot mäns våld mot kvinnor, våld i nära relationer, hedersrelaterat våld och förtryck samt prostitution och människohandel. Här arbetar myndigheter, kommuner och ideella organisationer tillsammans.
Vi ska nå de nationella och regionala målen, stärka det långsiktiga arbetet, hitta behov och framgångsfaktorer, sprida lärande exempel och göra arbetet mer likvärdigt i hela länet.`;

export interface Org {
  id: string;
  name: string;
  kind: string;
  domain: string;
}
const domains: Record<string, string> = {
  "Region Dalarna": "regiondalarna.example",
  "Högskolan Dalarna": "hogskolandalarna.example",
  Polismyndigheten: "polisen.example",
  "Åklagarkammaren Falun": "aklagare.example",
};
const domainFor = (name: string) =>
  domains[name] ?? `${slugOf(name.replace(/ kommun$/, "").replace(/s$/, ""))}.example`;
const manager = (m: Made) => ({ name: m.name, title: m.title, email: m.email });

export async function makeDemo(): Promise<void> {
  restart();
  atDay(-900);
  const cli = ownPermit("installation.manage", "cli", "demo");
  const countyId = await createCounty(cli, {
    code: "20",
    slug: "dalarna",
    name: "Dalarnas län",
    genitive: "Dalarnas",
    authority: "Länsstyrelsen i Dalarnas län",
  });
  const networkId = await createNetwork(cli, countyId, {
    template: "lansgrupp",
    slug: "lansgruppen",
    name: "Länsgruppen mot mäns våld mot kvinnor",
    shortName: "Länsgruppen",
    purpose,
    formedYear: 2010,
    mailbox: "kvinnofrid.dalarna@lansstyrelsen.example",
    diaryNumber: "801-2652-16",
    termMonths: null,
  });
  await appointStaff(cli, networkId, {
    name: "Stina Strömbäck",
    email: strategist,
    role: "strategist",
    fromOn: today(),
    untilOn: null,
  });
  await appointStaff(cli, null, {
    name: "Adam Ljung",
    email: "admin@lansstyrelsen.example",
    role: "administrator",
    fromOn: today(),
    untilOn: null,
  });
  const manage = () =>
    ownPermit(
      "organisation.manage",
      "cli",
      "demo",
      networkById(networkId),
    ) as NetworkPermit<"organisation.manage">;
  const { data } = Papa.parse<{ name: string; kind: string; municipality_code: string }>(
    readFileSync("prisma/data/dalarna-organisations.csv", "utf8").trim(),
    { header: true },
  );
  const orgs = new Map<string, Org>();
  for (const o of data) {
    const shelter = o.name.startsWith("Kvinnojourer");
    const { id } = await addOrganisation(manage(), {
      name: o.name,
      kind: o.kind,
      municipalityCode: o.municipality_code || null,
      principal: o.name.startsWith("Barnhus") ? "Region Dalarna" : null,
      protectedDefault: shelter ? "on" : undefined,
      sharedSeat: /jourer/.test(o.name) ? "on" : undefined,
    });
    const org = { id, name: o.name, kind: o.kind, domain: domainFor(o.name) };
    orgs.set(o.name, org);
    await addDomain(manage(), id, org.domain);
    await addContact(manage(), id, { name: "", email: `registrator@${org.domain}` });
  }
  const at = (name: string): Org => must(orgs.get(name), name);
  for (const name of ["Tunajouren", "Falu kvinnojour", "Avesta kvinnojour"])
    await addAssociation(manage(), at("Kvinnojourer i Dalarna").id, name);
  for (const name of ["Brottsofferjouren Norra Dalarna", "Brottsofferjouren Södra Dalarna"])
    await addAssociation(manage(), at("Brottsofferjourer i Dalarna").id, name);

  const filler = (o: Org) => ({ name: "Registraturen", email: `registrator@${o.domain}` });
  const usual = (o: Org, startOn: string): Given & { manager: Made } => ({
    representative: someone(o.domain),
    deputy: someone(o.domain),
    manager: someone(o.domain, "chief"),
    startOn,
    filler: filler(o),
  });
  /** Invited, filled in, signed and received on one day. */
  const complete = async (
    name: string,
    offset: number,
    change: (g: Given & { manager: Made }, o: Org) => void = () => {},
  ) => {
    const o = at(name);
    atDay(offset, 9);
    const given = usual(o, day(offset));
    change(given, o);
    const id = await fillIn(networkId, o.id, { ...given, manager: manager(given.manager) }, strategist);
    atDay(offset, 13, 30);
    await signs(o.id, given.manager);
    if (given.deputyManager) await signs(o.id, given.deputyManager as Made);
    atDay(offset + 1, 8, 45);
    await receives(networkId, strategist, id);
    return { id, given };
  };

  // A network with a term for a while: one form runs out soon.
  const settings = async (termMonths: number | null) => {
    const { name, shortName, formedYear, mailbox, diaryNumber, meetingsAYear } =
      await db.network.findUniqueOrThrow({ where: { id: networkId } });
    await changeSettings(await byAccount("network.manage", networkId, strategist), {
      name,
      shortName,
      purpose,
      formedYear,
      mailbox,
      diaryNumber,
      termMonths,
      meetingsAYear,
      quiet: [
        { from: "06-22", to: "08-09" },
        { from: "12-20", to: "01-07" },
      ],
    });
  };
  atDay(-880);
  await settings(30);
  await complete("Borlänge kommun", -880);
  await settings(null);

  const coordinator: Made = {
    name: "Märta Sjöö",
    title: "Samordnare",
    email: "samordnare@norradalarna.example",
  };
  let offset = -840;
  for (const name of ["Mora kommun", "Orsa kommun", "Älvdalens kommun"])
    await complete(name, (offset += 2), (g) => {
      g.representative = coordinator;
    });
  for (const name of [
    "Region Dalarna",
    "Arbetsförmedlingen",
    "Falu kommun",
    "Smedjebackens kommun",
    "Malung-Sälens kommun",
    "Rättviks kommun",
    "Leksands kommun",
    "Hedemora kommun",
    "Barnhus Dalarna",
  ])
    await complete(name, (offset += 9));
  await complete("Vansbro kommun", (offset += 9), (g) => {
    g.deputy = { name: "Elin Frisk", title: "Handläggare", email: "ersattare@vansbro.example" };
  });
  await complete("Gagnefs kommun", (offset += 9), (g) => {
    g.deputy = null;
  });
  await complete("Kvinnojourer i Dalarna", (offset += 9), (g, o) => {
    g.representative = {
      name: "Sara Hemlig",
      email: `jouren@${o.domain}`,
      title: "Verksamhetsledare",
      protected: true,
    };
    g.association = "Tunajouren";
  });

  await replacements(networkId, at);
  await makeMeetings(networkId, strategist);
  await makeGroups(networkId, strategist);
  await makeDigest(networkId);
  await makeEfforts(networkId, strategist);
  await makeSpread(networkId, strategist);
  await makeInquiries(networkId, strategist);
  await makeFindings(networkId, strategist);
  await makeQuestions(networkId, strategist);
  await makeVisits(networkId, strategist);
  await makeConfirmations(networkId, strategist);
  await makeHandovers(networkId);
  await makeUnderway(networkId, strategist, at, usual);
  setClock(null);
  await carry();
  for (const job of recurring) await job.run(now());
}

/** Replacements that are done: by a link the manager asked for, by the strategist, without a successor. */
async function replacements(networkId: string, at: (name: string) => Org): Promise<void> {
  const replace = async (
    name: string,
    seat: "representative" | "deputy",
    offset: number,
    startIn: number,
    received: boolean,
    email?: string,
  ) => {
    const o = at(name);
    atDay(offset, 10);
    const term = await db.managerTerm.findFirstOrThrow({
      where: { organisationId: o.id, seat, untilOn: null },
    });
    const chief: Made = { name: term.name, title: term.title ?? "Chef", email: must(term.email, name) };
    const ask = ownPermit(
      "linkRequest.use",
      "cli",
      "demo",
      networkById(networkId),
    ) as NetworkPermit<"linkRequest.use">;
    await askForLink(ask, o.id, chief.email);
    await carry();
    await beginByLink(byLink("replacement.start", await holdLink("replace", o.id, chief.email)), seat);
    await carry();
    const comer = email ? { ...someone(o.domain), email } : someone(o.domain);
    const id = await fillIn(
      networkId,
      o.id,
      {
        [seat]: comer,
        ...(seat === "deputy" ? { deputyManager: manager(chief) } : { manager: manager(chief) }),
        startOn: day(offset + startIn),
        filler: { name: chief.name, email: chief.email },
      },
      strategist,
      false,
    );
    atDay(offset, 15);
    await signs(o.id, chief);
    if (received) {
      atDay(offset + 1, 9);
      await receives(networkId, strategist, id);
    }
    if (startIn > 0 && offset + startIn < 0) {
      atDay(offset + startIn, 6);
      await run("commitments.activate");
    }
  };
  await replace("Falu kommun", "representative", -200, 14, true);
  await replace("Falu kommun", "deputy", -90, 5, true);
  await replace("Region Dalarna", "representative", -60, 10, true, "ny@region.example");
  await replace("Malung-Sälens kommun", "deputy", -2, 21, false);

  // Without a successor: the seat is vacant, the deputy goes in.
  atDay(-45, 11);
  const leksand = at("Leksands kommun");
  const holding = await db.holding.findFirstOrThrow({
    where: { organisationId: leksand.id, seat: "representative", untilOn: null },
  });
  await leave(
    await byAccount("seat.leave", networkId, strategist),
    { holdingId: holding.id, lastOn: day(-45), why: "Meddelat per telefon av socialchefen" },
    "",
  );
  // Away for months: the deputy serves.
  atDay(-20, 10);
  await startCover(await byAccount("cover.start", networkId, strategist), {
    organisationId: at("Vansbro kommun").id,
    fromOn: day(-15),
    lastOn: day(120),
  });
  await carry();
}
