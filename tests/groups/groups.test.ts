// Working groups: places that follow the seats, and meetings whose audience they are.
import { textWith } from "../setup/like";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answer } from "~/domain/meetings/answering/commands.server";
import { memberAnswerPage } from "~/domain/meetings/answering/queries.server";
import { takeAttendance } from "~/domain/meetings/attendance/commands.server";
import { attendancePage } from "~/domain/meetings/attendance/queries.server";
import { changeMeeting, convene, createMeeting } from "~/domain/meetings/commands.server";
import { conveningPage, meetingPage, yearPage } from "~/domain/meetings/queries.server";
import { followSeats } from "~/domain/meetings/recurring.server";
import { answerSchema, attendanceSchema, meetingSchema } from "~/domain/meetings/schema";
import { saveMinutes } from "~/domain/meetings/minutes/commands.server";
import { changeGroup, endGroup, endPlace, givePlace, startGroup } from "~/domain/groups/commands.server";
import { groupList, groupPage, openGroups, placeForm } from "~/domain/groups/queries.server";
import { saveMilestone } from "~/domain/groups/milestones/commands.server";
import { remindMilestones } from "~/domain/groups/milestones/recurring.server";
import { milestoneSchema } from "~/domain/groups/milestones/schema";
import { dropConveners } from "~/domain/groups/recurring.server";
import { organisationLeaves } from "~/domain/organisations/commands.server";
import { groupStanding } from "~/domain/groups/rules";
import { groupSchema, placeSchema } from "~/domain/groups/schema";
import { findLink, linkToken } from "~/domain/access/tokens.server";
import { leave } from "~/domain/seats/commands.server";
import { heldBy } from "~/domain/seats/held.server";
import { startOfDay } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { asAccount, asLink, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const manager = () => asAccount("group.manage", w.networkId, strategist);
const meetings = () => asAccount("meeting.manage", w.networkId, strategist);
const place = async (org: string, who: string, more: Record<string, unknown> = {}) =>
  givePlace(await manager(), id, placeSchema.parse({ organisationId: w.orgs[org]!.id, who, ...more }));
const page = async (email = strategist) => groupPage(await asAccount("group.see", w.networkId, email), id);
const filled = async () => (await page()).places.map((p) => [p.organisation, p.person, p.fromOn, p.untilOn]);
const meeting = async (more: Record<string, unknown> = {}) => {
  const m = await createMeeting(
    await meetings(),
    meetingSchema.parse({
      kind: "group",
      groupId: id,
      title: "Gruppens möte",
      heldOn: "2027-03-16",
      fromTime: "13:00",
      toTime: "15:00",
      place: "Falun",
      ...more,
    }),
  );
  await convene(await meetings(), m, 1);
  return m;
};
const asked = async (m: string) =>
  (await db.attendee.findMany({ where: { meetingId: m, state: "invited" } })).map((a) => a.personId);
const person = async (email: string) => (await db.person.findFirstOrThrow({ where: { email } })).id;

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  for (const org of ["leksand", "falu"]) await signed(w, org);
  await signed(w, "mora", {
    representative: { name: "Hemliga Hanna", email: "hanna@mora.example", protected: "on" },
  });
});
beforeEach(async () => {
  at("2027-02-01");
  id = await startGroup(
    await manager(),
    groupSchema.parse({
      name: "Hedersrelaterat våld",
      purpose: "En gemensam rutin",
      startOn: "2027-02-01",
      plannedEndOn: "2027-12-01",
    }),
  );
});
afterAll(() => setClock(null));

describe("places", () => {
  it("end with the organisation's last day in the network, and nobody is reminded for it afterwards", async () => {
    await place("mora", "representative");
    await place("leksand", "representative");
    const groups = await manager();
    await changeGroup(groups, id, {
      ...groupSchema.parse({
        name: "Hedersrelaterat våld",
        purpose: "En gemensam rutin",
        startOn: "2027-02-01",
      }),
      version: 1,
      convenerId: (
        await db.groupPlace.findFirstOrThrow({ where: { groupId: id, organisationId: w.orgs.mora!.id } })
      ).personId!,
    });
    await saveMilestone(
      groups,
      id,
      null,
      milestoneSchema.parse({ gor: "spara", title: "Utkast", dueOn: "2027-03-20" }),
    );
    await organisationLeaves(
      await asAccount("organisation.manage", w.networkId, strategist),
      w.orgs.mora!.id,
      "2027-03-12",
      w.orgs.falu!.id,
    );
    expect(
      (await db.groupPlace.findMany({ where: { groupId: id }, orderBy: { fromOn: "asc" } }))
        .map((p) => p.untilOn)
        .sort(),
    ).toEqual(["2027-03-13", null]);
    at("2027-03-13");
    await dropConveners(now());
    await remindMilestones(now());
    expect(
      (await db.letter.findMany({ where: { kind: "milestone.before" } })).map((l) => l.to).sort(),
    ).toEqual(["asa.blom@leksand.example", "brevlada@dalarna.example"]);
    await transact(async (tx) => {
      await tx.membership.updateMany({ where: { organisationId: w.orgs.mora!.id }, data: { untilOn: null } });
      await tx.holding.updateMany({
        where: { organisationId: w.orgs.mora!.id, ending: "organisationLeft" },
        data: { untilOn: null, ending: null },
      });
    });
  });
  it("are an organisation's, one at a time, filled by a seat or a colleague who gets no login", async () => {
    await place("leksand", "representative");
    await place("leksand", "representative");
    await place("falu", "colleague", { name: "Kim Kollega", email: "kim@falu.example" });
    await place("mora", "representative");
    expect(await filled()).toEqual([
      ["Falu kommun", "Kim Kollega", "2027-02-01", null],
      ["Leksands kommun", "Åsa Blom", "2027-02-01", null],
      ["Mora kommun", "Organisationens person", "2027-02-01", null],
    ]);
    expect(JSON.stringify([await page(), await page("asa.blom@leksand.example")])).not.toContain("Hanna");
    expect(await db.account.count({ where: { email: "kim@falu.example" } })).toBe(0);
    expect(await db.event.count({ where: { kind: "place.given", subjectId: id } })).toBe(3);
    at("2027-03-01");
    await place("leksand", "deputy");
    await place("falu", "vacant");
    expect((await filled()).map((p) => p[1])).toEqual([null, "Per Öst", "Organisationens person"]);
    expect((await page()).earlier.map((p) => [p.person, p.untilOn])).toEqual([
      ["Kim Kollega", "2027-03-01"],
      ["Åsa Blom", "2027-03-01"],
    ]);
    await endPlace(await manager(), id, w.orgs.mora!.id);
    await endPlace(await manager(), id, w.orgs.mora!.id);
    expect((await page()).places).toHaveLength(2);
    await expect(
      transact((tx) =>
        tx.groupPlace.create({
          data: {
            id: "dubbel",
            groupId: id,
            networkId: w.networkId,
            organisationId: w.orgs.leksand!.id,
            fromOn: "2027-05-01",
          },
        }),
      ),
    ).rejects.toThrow();
  });
  it("are refused where nobody sits, and in another county", async () => {
    await expect(place("jour", "representative")).rejects.toMatchObject({
      errors: { who: [expect.stringContaining("vakant")] },
    });
    expect(
      placeSchema.safeParse({ organisationId: "x", who: "colleague" }).error!.issues.map((i) => i.path[0]),
    ).toEqual(["name", "email"]);
    const neighbour = await asAccount("group.manage", w.gavleNetworkId, "strateg@gavleborg.example");
    await expect(
      givePlace(
        neighbour,
        id,
        placeSchema.parse({ organisationId: w.orgs.leksand!.id, who: "representative" }),
      ),
    ).rejects.toThrow("finns inte");
    expect(() => placeForm(neighbour, id, null)).toThrow("finns inte");
    await expect(
      place("gavle", "colleague", { name: "Kim Kollega", email: "kim@gavle.example" }),
    ).rejects.toThrow("finns inte");
    await expect(asAccount("group.manage", w.networkId, "asa.blom@leksand.example")).rejects.toThrow(
      "forbidden",
    );
  });
  it("follow a replaced representative on the day, or become vacant, and are told of beforehand", async () => {
    await place("falu", "representative");
    const seat = await db.holding.findFirstOrThrow({
      where: {
        networkId: w.networkId,
        organisationId: w.orgs.falu!.id,
        seat: "representative",
        untilOn: null,
      },
    });
    const leaver = {
      personId: seat.personId,
      networkId: w.networkId,
      organisationId: w.orgs.falu!.id,
      seat: "representative",
    };
    expect((await transact((tx) => heldBy(tx, leaver, "2027-02-01"))).map((h) => h.words)).toContain(
      "Plats i arbetsgruppen Hedersrelaterat våld",
    );
    at("2027-02-02");
    await signed(w, "falu", { representative: { name: "Nya Nils", email: "nils@falu.example" } });
    expect(await filled()).toEqual([["Falu kommun", "Nya Nils", "2027-02-02", null]]);
    const nils = await db.holding.findFirstOrThrow({ where: { person: { email: "nils@falu.example" } } });
    const m = await meeting();
    expect(await asked(m)).toEqual([nils.personId]);
    await leave(
      await asAccount("seat.leave", w.networkId, "nils@falu.example"),
      { holdingId: nils.id, lastOn: "2027-03-01" },
      "",
    );
    expect(await filled()).toEqual([
      ["Falu kommun", null, "2027-03-02", null],
      ["Falu kommun", "Nya Nils", "2027-02-02", "2027-03-02"],
    ]);
    at("2027-03-02");
    await followSeats(now());
    expect(await asked(m)).toEqual([]);
    expect(
      groupList(await asAccount("group.see", w.networkId, strategist)).groups.find((g) => g.id === id),
    ).toMatchObject({ places: 1, vacant: 1, nextOn: "2027-03-16" });
    await signed(w, "falu");
  });
});

describe("a deputy who is left out of the form, to be named later", () => {
  const sits = async () =>
    db.holding.findFirst({
      where: { networkId: w.networkId, organisationId: w.orgs.falu!.id, seat: "deputy", untilOn: null },
    });
  it("leaves the places and the invitations on the day, and is told of once, when it is signed", async () => {
    await place("falu", "deputy");
    const m = await meeting();
    const { id: holdingId, personId } = (await sits())!;
    expect(await asked(m)).toEqual([personId]);
    at("2027-03-05");
    const before = await db.letter.count({
      where: { organisationId: w.orgs.falu!.id, kind: { in: ["seat.left"] } },
    });
    await signed(w, "falu", { deputyLater: "on", deputy: {} });
    expect([await sits(), await filled(), await asked(m)]).toEqual([
      null,
      [["Falu kommun", null, "2027-03-05", null]],
      [],
    ]);
    expect(
      await db.event.findMany({ where: { kind: "seat.left", subjectId: holdingId }, select: { data: true } }),
    ).toHaveLength(1);
    const letters = await db.letter.findMany({
      where: { organisationId: w.orgs.falu!.id, createdAt: { gte: now() } },
    });
    expect(
      letters
        .filter((l) => l.to === "brevlada@dalarna.example" && l.text.includes("Per Öst"))
        .map((l) => l.text.includes("Plats i arbetsgruppen Hedersrelaterat våld")),
    ).toEqual([true]);
    expect([
      letters.filter((l) => l.to === "per.ost@falu.example" && /slutar/.test(l.subject)).length,
      await db.letter.count({ where: { organisationId: w.orgs.falu!.id, kind: { in: ["seat.left"] } } }),
    ]).toEqual([1, before]);
    // Whoever is named later takes the place that has waited.
    at("2027-03-06");
    await signed(w, "falu");
    expect((await filled())[0]).toEqual(["Falu kommun", "Per Öst", "2027-03-06", null]);
  });
});

describe("a deputy who becomes the representative", () => {
  it("goes on in the group", async () => {
    await place("leksand", "deputy");
    at("2027-02-03");
    await signed(w, "leksand", {
      representative: { name: "Per Öst", email: "per.ost@leksand.example" },
      deputy: { name: "Nya Nora", email: "nora@leksand.example" },
    });
    expect(await filled()).toEqual([["Leksands kommun", "Per Öst", "2027-02-01", null]]);
    at("2027-02-04");
    await signed(w, "leksand");
  });
});

describe("a group's meeting", () => {
  it("asks those who have a place, once each, in the group's name, and follows the places", async () => {
    await place("leksand", "deputy");
    await place("falu", "colleague", { name: "Kim Kollega", email: "kim@falu.example" });
    const m = await meeting();
    expect((await asked(m)).sort()).toEqual(
      [await person("per.ost@leksand.example"), await person("kim@falu.example")].sort(),
    );
    const letters = await db.letter.findMany({
      where: {
        kind: "convened",
        text: { contains: "arbetsgruppen Hedersrelaterat våld" },
        to: "kim@falu.example",
      },
    });
    expect(letters[0]!.text).toContain("Du är kallad som medlem från Falu kommun");
    await place("leksand", "representative");
    expect((await asked(m)).sort()).toEqual(
      [await person("asa.blom@leksand.example"), await person("kim@falu.example")].sort(),
    );
    const asaReads = meetingPage(await asAccount("meeting.see", w.networkId, "asa.blom@leksand.example"), m);
    expect(asaReads.mine.map((s) => s.organisation)).toEqual(["Leksands kommun"]);
    expect(
      meetingPage(await asAccount("meeting.see", w.networkId, "per.ost@leksand.example"), m).mine,
    ).toEqual([]);
    expect(
      yearPage(await asAccount("meeting.see", w.networkId, strategist), "2027").meetings.find(
        (x) => x.id === m,
      ),
    ).toMatchObject({ asked: 2 });
  });
  it("is answered by the link or on the site by those in it alone, and counted over them", async () => {
    await place("leksand", "representative");
    await place("falu", "colleague", { name: "Kim Kollega", email: "kim@falu.example" });
    const m = await meeting();
    const give = (org: string, choice: string, more = {}) =>
      answerSchema.parse({ organisationId: w.orgs[org]!.id, choice, ...more });
    const kim = await db.attendee.findFirstOrThrow({
      where: { meetingId: m, personId: await person("kim@falu.example") },
    });
    const byLink = asLink(
      "meeting.answer",
      (await findLink((await linkToken(kim.linkId!))!.token, "attend", now()))!.link,
    );
    await answer(byLink, m, give("falu", "representative"));
    await expect(answer(byLink, m, give("leksand", "nobody"))).rejects.toThrow("finns inte");
    await answer(
      await asAccount("meeting.answer", w.networkId, "asa.blom@leksand.example"),
      m,
      give("leksand", "nobody"),
    );
    await expect(
      answer(
        await asAccount("meeting.answer", w.networkId, "per.ost@leksand.example"),
        m,
        give("leksand", "representative"),
      ),
    ).rejects.toThrow("finns inte");
    await expect(
      answer(
        await asAccount("meeting.answer", w.networkId, "per.ost@falu.example"),
        m,
        give("falu", "nobody"),
      ),
    ).rejects.toThrow("finns inte");
    const strategistAnswers = await asAccount("meeting.answer", w.networkId, strategist);
    await expect(answer(strategistAnswers, m, give("leksand", "deputy"))).rejects.toMatchObject({
      errors: { choice: [expect.stringContaining("ingen ersättare")] },
    });
    await expect(answer(strategistAnswers, m, give("mora", "nobody"))).rejects.toThrow("finns inte");
    expect(memberAnswerPage(strategistAnswers, m, "falu-kommun").seats[0]).toMatchObject({
      representative: "Kim Kollega",
      deputy: null,
      choice: "representative",
    });
    expect(meetingPage(await asAccount("meeting.see", w.networkId, strategist), m)).toMatchObject({
      coming: 1,
      declined: 1,
      silent: 0,
      room: 1,
    });
    at("2027-03-16");
    const taking = await asAccount("attendance.take", w.networkId, strategist);
    expect(attendancePage(taking, m).lines.map((l) => [l.organisation, l.representative])).toEqual([
      ["Falu kommun", "Kim Kollega"],
      ["Leksands kommun", "Åsa Blom"],
    ]);
    await takeAttendance(
      taking,
      m,
      attendanceSchema.parse({ organisationId: w.orgs.falu!.id, who: "representative" }),
    );
    expect(await db.attendance.findFirstOrThrow({ where: { meetingId: m } })).toMatchObject({
      personId: await person("kim@falu.example"),
    });
    await expect(
      takeAttendance(taking, m, attendanceSchema.parse({ organisationId: w.orgs.mora!.id, who: "absent" })),
    ).rejects.toThrow("finns inte");
    const before = await db.letter.count({ where: { kind: "minutes.published" } });
    await saveMinutes(await asAccount("minutes.write", w.networkId, strategist), m, {
      gor: "publicera",
      text: "Klart",
      version: 0,
    });
    expect(await db.letter.count({ where: { kind: "minutes.published" } })).toBe(before + 2);
  });
  it("needs a group that goes on, and says who is missing before it is convened", async () => {
    expect(
      meetingSchema.safeParse({
        kind: "group",
        title: "x",
        heldOn: "2027-03-16",
        fromTime: "09:00",
        toTime: "10:00",
      }).error!.issues[0]!.path,
    ).toEqual(["groupId"]);
    expect(
      meetingSchema.parse({
        kind: "ordinary",
        groupId: id,
        title: "x",
        heldOn: "2027-03-16",
        fromTime: "09:00",
        toTime: "10:00",
      }).groupId,
    ).toBeNull();
    const m = await createMeeting(
      await meetings(),
      meetingSchema.parse({
        kind: "group",
        groupId: id,
        title: "Tomt",
        heldOn: "2027-03-16",
        fromTime: "09:00",
        toTime: "10:00",
        place: "Falun",
      }),
    );
    expect(conveningPage(await meetings(), m)).toMatchObject({
      persons: 0,
      ready: false,
      missing: expect.arrayContaining(["Ingen har plats i arbetsgruppen än."]) as string[],
    });
    await place("leksand", "representative");
    expect(conveningPage(await meetings(), m)).toMatchObject({
      persons: 1,
      ready: true,
      letter: { text: textWith("arbetsgruppen Hedersrelaterat våld") },
    });
    await expect(
      createMeeting(
        await asAccount("meeting.manage", w.gavleNetworkId, "strateg@gavleborg.example"),
        meetingSchema.parse({
          kind: "group",
          groupId: id,
          title: "Intrång",
          heldOn: "2027-03-16",
          fromTime: "09:00",
          toTime: "10:00",
        }),
      ),
    ).rejects.toMatchObject({ errors: { groupId: [expect.any(String)] } });
    const before = await db.meeting.findUniqueOrThrow({ where: { id: m } });
    await expect(
      changeMeeting(
        await meetings(),
        m,
        meetingSchema.parse({ ...before, kind: "group", groupId: "finnsinte", version: before.version }),
      ),
    ).rejects.toMatchObject({ errors: { groupId: [expect.any(String)] } });
  });
});

describe("a group", () => {
  it("ends with a written result, closes its places that day, and is open no longer", async () => {
    await place("leksand", "representative");
    const m = await meeting();
    await expect(endGroup(await manager(), id, { result: "Klart", version: 1 })).rejects.toThrow(
      "möte som är kallat",
    );
    at("2027-03-17");
    await expect(endGroup(await manager(), id, { result: "Klart", version: 9 })).rejects.toThrow("före dig");
    await endGroup(await manager(), id, { result: "En rutin", version: 1 });
    expect(await page()).toMatchObject({
      standing: "ended",
      group: { result: "En rutin", endedOn: "2027-03-17" },
      places: [{ organisation: "Leksands kommun", untilOn: "2027-03-17" }],
      meetings: [{ id: m }],
    });
    expect(openGroups(await meetings()).some(([g]) => g === id)).toBe(false);
    await expect(place("falu", "representative")).rejects.toThrow("avslutad");
    await expect(
      changeGroup(await manager(), id, groupSchema.parse({ name: "x", purpose: "y", startOn: "2027-02-01" })),
    ).rejects.toThrow("avslutad");
    expect(await db.groupPlace.count({ where: { groupId: id, untilOn: null } })).toBe(0);
  });
  it("stands by its days", () => {
    const g = { startOn: "2027-02-01", plannedEndOn: "2027-06-01", endedOn: null };
    expect(["2027-01-31", "2027-02-01", "2027-06-01", "2027-06-02"].map((d) => groupStanding(g, d))).toEqual([
      "coming",
      "running",
      "running",
      "overdue",
    ]);
    expect(groupStanding({ ...g, endedOn: "2027-05-01" }, "2027-05-01")).toBe("ended");
    expect(
      groupSchema.safeParse({ name: "x", purpose: "y", startOn: "2027-02-01", plannedEndOn: "2027-02-01" })
        .success,
    ).toBe(false);
  });
});
