// Several networks of one county: side by side for whoever sits in them, told on the organisation's page, and one page for the heads.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownPermit } from "~/domain/access/permits.server";
import { giveEffort, report } from "~/domain/efforts/commands.server";
import { effortSchema } from "~/domain/efforts/schema";
import { startGroup, givePlace } from "~/domain/groups/commands.server";
import { placeSchema } from "~/domain/groups/schema";
import { addQuestion, draftInquiry, sendInquiry, setState } from "~/domain/inquiries/commands.server";
import { takeAttendance } from "~/domain/meetings/attendance/commands.server";
import { answer } from "~/domain/meetings/answering/commands.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { answerSchema, attendanceSchema, meetingSchema } from "~/domain/meetings/schema";
import { appointStaff, createNetwork } from "~/domain/network/commands.server";
import { myNetworks } from "~/domain/network/mine.server";
import { networkStatus, statusPaper } from "~/domain/network/status.server";
import { addOrganisation } from "~/domain/organisations/commands.server";
import { organisationPage } from "~/domain/organisations/queries.server";
import { leave } from "~/domain/seats/commands.server";
import { answerSpread, giveSpread } from "~/domain/spread/commands.server";
import { spreadSchema } from "~/domain/spread/schema";
import { zonedInstant } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { pdfinfo, textOf } from "../sealing/paper";
import { asAccount, asMe, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let second: string;
const at = (on: string) => setClock(zonedInstant(on, "10:00"));
const asa = "asa.blom@leksand.example";
const second_strategist = "strateg2@dalarna.example";
const mine = async (email: string) => myNetworks(await asMe(email));
const meeting = async (networkId: string, by: string, title: string, heldOn: string, more: object = {}) => {
  const manager = await asAccount("meeting.manage", networkId, by);
  const id = await createMeeting(
    manager,
    meetingSchema.parse({
      kind: "ordinary",
      title,
      heldOn,
      fromTime: "09:00",
      toTime: "16:00",
      place: "Falun",
      ...more,
    }),
  );
  await convene(manager, id, 1);
  return id;
};
const seat = async (networkId: string, organisation: string, email: string) =>
  transact(async (tx) => {
    const person = await tx.person.findFirstOrThrow({ where: { email } });
    await tx.holding.create({
      data: {
        id: nanoid(14),
        networkId,
        organisationId: w.orgs[organisation]!.id,
        seat: "representative",
        personId: person.id,
        fromOn: "2027-02-01",
      },
    });
  });

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  await signed(w, "leksand");
  await signed(w, "falu");
  const cli = ownPermit("installation.manage", "cli", "test");
  second = await createNetwork(cli, w.countyId, {
    slug: "barn",
    name: "Nätverket för barns rätt",
    shortName: "Barnnätverket",
    purpose: "Samverka.",
    formedYear: null,
    mailbox: "barn@dalarna.example",
    diaryNumber: null,
    termMonths: null,
  });
  await appointStaff(cli, second, {
    name: "Sven Strateg",
    email: second_strategist,
    role: "strategist",
    fromOn: "2027-02-01",
    untilOn: null,
  });
  for (const name of ["Leksands kommun", "Mora kommun"])
    await addOrganisation(await asAccount("organisation.manage", second, second_strategist), {
      name,
      kind: "municipality",
      municipalityCode: null,
      principal: null,
    });
  await seat(second, "leksand", asa);
});
afterAll(() => setClock(null));

describe("an organisation in several networks", () => {
  it("is the same organisation, joined once in each", async () => {
    expect(await db.organisation.count({ where: { name: "Leksands kommun" } })).toBe(1);
    expect(await db.membership.count({ where: { organisationId: w.orgs.leksand!.id } })).toBe(2);
    await expect(
      addOrganisation(await asAccount("organisation.manage", second, second_strategist), {
        name: "Mora kommun",
        kind: "municipality",
        municipalityCode: null,
        principal: null,
      }),
    ).rejects.toMatchObject({ errors: { name: ["Organisationen finns redan"] } });
    expect(
      (
        await addOrganisation(
          await asAccount("organisation.manage", w.gavleNetworkId, "strateg@gavleborg.example"),
          { name: "Mora kommun", kind: "municipality", municipalityCode: null, principal: null },
        )
      ).id,
    ).not.toBe(w.orgs.mora!.id);
  });
  it("says where else it sits: the strategist sees the seat, a member the name, and only what one may see is a link", async () => {
    const elsewhere = async (networkId: string, email: string, organisation: string) =>
      organisationPage(
        await asAccount("organisation.see", networkId, email),
        w.orgs[organisation]!.slug,
        null,
      ).elsewhere;
    expect(await elsewhere(w.networkId, strategist, "leksand")).toEqual([
      { name: "Nätverket för barns rätt", place: null, seat: "har representant" },
    ]);
    expect(await elsewhere(w.networkId, strategist, "mora")).toEqual([
      { name: "Nätverket för barns rätt", place: null, seat: "inte utsedd" },
    ]);
    expect(await elsewhere(w.networkId, strategist, "falu")).toEqual([]);
    expect(await elsewhere(w.networkId, asa, "leksand")).toEqual([
      { name: "Nätverket för barns rätt", place: { countySlug: "dalarna", slug: "barn" }, seat: null },
    ]);
    expect(await elsewhere(w.networkId, "per.ost@leksand.example", "leksand")).toEqual([
      { name: "Nätverket för barns rätt", place: null, seat: null },
    ]);
    await appointStaff(ownPermit("installation.manage", "cli", "test"), second, {
      name: "Stina Strateg",
      email: strategist,
      role: "strategist",
      fromOn: "2027-02-01",
      untilOn: null,
    });
    expect(await elsewhere(w.networkId, strategist, "mora")).toMatchObject([{ place: { slug: "barn" } }]);
  });
});

describe("side by side", () => {
  it("stand one's own networks, each with its next meeting and what waits of one's own organisations", async () => {
    const near = await meeting(w.networkId, strategist, "Vårens möte", "2027-03-16");
    await meeting(second, second_strategist, "Barnens möte", "2027-03-20");
    const planned = await asAccount("meeting.manage", second, second_strategist);
    await createMeeting(
      planned,
      meetingSchema.parse({
        kind: "extra",
        title: "Inte utlyst",
        heldOn: "2027-02-10",
        fromTime: "09:00",
        toTime: "10:00",
        place: "Falun",
      }),
    );
    const effort = await giveEffort(
      await asAccount("effort.manage", w.networkId, strategist),
      effortSchema.parse({ title: "Rutinen", text: "t", lastOn: "2027-03-31", to: "all" }),
    );
    await giveEffort(
      await asAccount("effort.manage", second, second_strategist),
      effortSchema.parse({
        title: "Moras",
        text: "t",
        lastOn: "2027-03-31",
        to: "chosen",
        organisations: [w.orgs.mora!.id],
      }),
    );
    const item = await giveSpread(
      await asAccount("spread.manage", w.networkId, strategist),
      spreadSchema.parse({
        title: "A",
        why: "v",
        text: "t",
        targets: "alla",
        lastOn: "2027-03-31",
        to: "all",
      }),
    );
    const short = (all: Awaited<ReturnType<typeof mine>>) =>
      all.map((n) => [
        n.place.slug,
        n.seats.map((s) => s.seat),
        n.next?.title ?? null,
        n.waits.efforts,
        n.waits.spread,
        n.waits.meetings.map((m) => m.title),
      ]);
    expect(short(await mine(asa))).toEqual([
      ["barn", ["representative"], "Barnens möte", 0, 0, ["Barnens möte"]],
      ["lansgruppen", ["representative"], "Vårens möte", 1, 1, ["Vårens möte"]],
    ]);
    await report(await asAccount("effort.report", w.networkId, asa), effort, {
      organisationId: w.orgs.leksand!.id,
      state: "done",
      answer: null,
    });
    await answerSpread(await asAccount("spread.answer", w.networkId, asa), item, {
      organisationId: w.orgs.leksand!.id,
      state: "notForUs",
      reason: "x",
      passes: [],
    });
    await answer(
      await asAccount("meeting.answer", w.networkId, asa),
      near,
      answerSchema.parse({ organisationId: w.orgs.leksand!.id, choice: "representative", mode: "room" }),
    );
    expect(short(await mine(asa))[1]).toEqual(["lansgruppen", ["representative"], "Vårens möte", 0, 0, []]);
    expect(short(await mine("asa.blom@falu.example"))).toEqual([
      ["lansgruppen", ["representative"], "Vårens möte", 1, 1, ["Vårens möte"]],
    ]);
    expect(
      (await mine(strategist)).map((n) => [n.place.slug, n.strategist, n.seats, n.waits.efforts]),
    ).toEqual([
      ["barn", true, [], 0],
      ["lansgruppen", true, [], 0],
    ]);
    expect((await mine("strateg@gavleborg.example")).map((n) => n.countyName)).toEqual(["Gävleborgs län"]);
    // One person for two organisations: what both are asked is one thing to see to.
    const falu = await db.person.findFirstOrThrow({ where: { email: "asa.blom@falu.example" } });
    await transact((tx) =>
      tx.holding.create({
        data: {
          id: "both",
          networkId: w.networkId,
          organisationId: w.orgs.jour!.id,
          seat: "representative",
          personId: falu.id,
          fromOn: "2027-02-01",
        },
      }),
    );
    expect(short(await mine("asa.blom@falu.example"))[0]).toEqual([
      "lansgruppen",
      ["representative", "representative"],
      "Vårens möte",
      1,
      1,
      ["Vårens möte"],
    ]);
    await transact((tx) => tx.holding.update({ where: { id: "both" }, data: { untilOn: "2027-02-02" } }));
  });
  it("with the questions that nobody has submitted an answer to, until they are closed", async () => {
    const inquiries = await asAccount("inquiry.manage", w.networkId, strategist);
    const id = await draftInquiry(inquiries, { title: "Boende", why: "v", lastOn: "2027-03-31" });
    await addQuestion(inquiries, id, {
      kind: "text",
      label: "Hur?",
      hint: null,
      required: true,
      options: [],
      onlyIf: null,
    });
    const waits = async (email: string) => (await mine(email)).map((n) => [n.place.slug, n.waits.inquiries]);
    expect(await waits(asa)).toEqual([
      ["barn", 0],
      ["lansgruppen", 0],
    ]);
    await sendInquiry(inquiries, id, { to: "chosen", organisations: [w.orgs.leksand!.id] });
    expect([await waits(asa), await waits("asa.blom@falu.example")]).toEqual([
      [
        ["barn", 0],
        ["lansgruppen", 1],
      ],
      [["lansgruppen", 0]],
    ]);
    await transact((tx) =>
      tx.inquiryShare.updateMany({ where: { inquiryId: id }, data: { state: "begun" } }),
    );
    expect((await waits(asa))[1]).toEqual(["lansgruppen", 1]);
    await transact((tx) =>
      tx.inquiryShare.updateMany({ where: { inquiryId: id }, data: { state: "submitted" } }),
    );
    expect((await waits(asa))[1]).toEqual(["lansgruppen", 0]);
    await transact((tx) =>
      tx.inquiryShare.updateMany({ where: { inquiryId: id }, data: { state: "waiting" } }),
    );
    await setState(inquiries, id, "avsluta");
    expect((await waits(asa))[1]).toEqual(["lansgruppen", 0]);
  });
  it("a group's meeting is for those with a place in it", async () => {
    const groups = await asAccount("group.manage", w.networkId, strategist);
    const groupId = await startGroup(groups, {
      name: "Gruppen",
      purpose: "p",
      expected: null,
      startOn: "2027-02-01",
      plannedEndOn: null,
    });
    const person = await db.person.findFirstOrThrow({ where: { email: "asa.blom@falu.example" } });
    await givePlace(
      groups,
      groupId,
      placeSchema.parse({ organisationId: w.orgs.falu!.id, who: "representative" }),
    );
    expect((await db.groupPlace.findFirstOrThrow({ where: { groupId } })).personId).toBe(person.id);
    await meeting(w.networkId, strategist, "Gruppens möte", "2027-02-20", { kind: "group", groupId });
    expect((await mine("asa.blom@falu.example"))[0]).toMatchObject({
      next: { title: "Gruppens möte" },
      waits: { meetings: [{ title: "Gruppens möte" }, { title: "Vårens möte" }] },
    });
    expect((await mine(asa))[1]).toMatchObject({ next: { title: "Vårens möte" }, waits: { meetings: [] } });
  });
});

describe("the page for the heads", () => {
  it("is one tagged page of facts, and names nobody", async () => {
    const held = await db.meeting.findFirstOrThrow({ where: { title: "Vårens möte" } });
    at("2027-03-16");
    const take = async (org: string, who: string) =>
      takeAttendance(
        await asAccount("attendance.take", w.networkId, strategist),
        held.id,
        attendanceSchema.parse({ organisationId: w.orgs[org]!.id, who, part: "day" }),
      );
    await take("leksand", "representative");
    await take("falu", "absent");
    await take("mora", "absent");
    at("2027-05-01");
    const h = await db.holding.findFirstOrThrow({
      where: {
        networkId: w.networkId,
        organisationId: w.orgs.falu!.id,
        seat: "representative",
        untilOn: null,
      },
    });
    await leave(
      await asAccount("seat.leave", w.networkId, "asa.blom@falu.example"),
      { holdingId: h.id, lastOn: "2027-05-01" },
      "",
    );
    at("2027-05-02");
    const inquiries = await asAccount("inquiry.manage", w.networkId, strategist);
    for (const [title, organisations] of [
      ["Bemanning", [w.orgs.leksand!.id, w.orgs.falu!.id]],
      ["Ett utkast", null],
    ] as const) {
      const id = await draftInquiry(inquiries, { title, why: "v", lastOn: "2027-05-31" });
      await addQuestion(inquiries, id, {
        kind: "text",
        label: "Hur?",
        hint: null,
        required: true,
        options: [],
        onlyIf: null,
      });
      if (organisations)
        await sendInquiry(inquiries, id, { to: "chosen", organisations: [...organisations] });
    }
    await transact((tx) =>
      tx.inquiryShare.updateMany({
        where: { organisationId: w.orgs.leksand!.id },
        data: { state: "submitted" },
      }),
    );
    const see = await asAccount("status.see", w.networkId, strategist);
    expect(networkStatus(see)).toMatchObject({
      organisations: 4,
      filled: 1,
      standings: [{ standing: "vacant", of: [{ date: "2027-05-02" }, {}] }, { standing: "noForm" }, {}],
      meetings: 1,
      attendance: "50 %",
      next: null,
      groups: ["Gruppen"],
      work: {
        efforts: 1,
        effortParts: 2,
        done: 1,
        items: 1,
        spreadParts: 2,
        spreadAnswered: 1,
        spread: 0,
        reached: null,
        inquiries: 2,
        asked: 3,
        answered: 2,
      },
    });
    const { bytes, name, kind } = await statusPaper(see);
    expect([name, kind, /Tagged: +yes/.test(pdfinfo(bytes)), /Pages: +1\b/.test(pdfinfo(bytes))]).toEqual([
      "lagesbild-2027-05-02.pdf",
      "pdf",
      true,
      true,
    ]);
    const text = textOf(bytes);
    expect(text).toMatch(/Falu kommun \(sedan 2 maj 2027\)/);
    expect(text.replace(/\s+/g, " ")).toMatch(
      /Sprida Ett utskick. Av organisationernas delar är 1 av 2 besvarade och 0 spridda Samla in Två omgångar frågor. Av organisationernas svar har 2 av 3 kommit in/,
    );
    expect(text).not.toMatch(/Åsa|Blom|Mora/);
    expect(networkStatus(await asAccount("status.see", second, second_strategist))).toMatchObject({
      filled: 1,
    });
    // A year later the year's work is not in it.
    at("2028-05-03");
    expect(networkStatus(await asAccount("status.see", w.networkId, strategist))).toMatchObject({
      meetings: 0,
      attendance: null,
      work: { efforts: 0, items: 0, inquiries: 0 },
    });
  });
  it("stays one page however much there is to say", async () => {
    at("2027-05-02");
    const groups = await asAccount("group.manage", w.networkId, strategist);
    for (let n = 0; n < 15; n++)
      await startGroup(groups, {
        name: `Arbetsgruppen om hedersrelaterat våld och förtryck nummer ${n}`,
        purpose: "p",
        expected: null,
        startOn: "2027-03-01",
        plannedEndOn: null,
      });
    await meeting(
      w.networkId,
      strategist,
      "Höstens gemensamma möte med länets alla nätverk mot våld och förtryck i alla dess former, på länsstyrelsen",
      "2027-09-16",
    );
    await transact(async (tx) => {
      const c = await tx.commitment.findFirstOrThrow({ where: { state: "active" } });
      for (let n = 0; n < 30; n++) {
        const name = `Samverkan mot våld i kommunerna i norra länet ${n}`;
        await tx.organisation.create({
          data: {
            id: `x${n}`,
            countyId: w.countyId,
            slug: `x${n}`,
            name,
            sortKey: `~${name}`,
            searchKey: name,
            kind: "collaboration",
            memberships: { create: { networkId: w.networkId, kind: "member", fromOn: "2027-01-01" } },
          },
        });
        await tx.commitment.create({
          data: {
            networkId: w.networkId,
            organisationId: `x${n}`,
            kind: "first",
            state: "active",
            origin: "staff",
            content: c.content,
            reference: `R${n}`,
            createdAt: now(),
            touchedAt: now(),
          },
        });
      }
    });
    const { bytes } = await statusPaper(await asAccount("status.see", w.networkId, strategist));
    expect(/Pages: +1\b/.test(pdfinfo(bytes))).toBe(true);
    expect(textOf(bytes)).toMatch(/och\s+\d+ till/);
  });
});
