// Into a group by request or invitation, who convenes it, and its milestones.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeGroup, endGroup, endPlace, givePlace, startGroup } from "~/domain/groups/commands.server";
import {
  answerInvitation,
  answerRequest,
  askForPlace,
  inviteToGroup,
  withdraw,
} from "~/domain/groups/joining/commands.server";
import { inviteForm, joiningOf } from "~/domain/groups/joining/queries.server";
import { remindInvited } from "~/domain/groups/joining/recurring.server";
import { refuseSchema } from "~/domain/groups/joining/schema";
import { removeMilestone, saveMilestone, tickMilestone } from "~/domain/groups/milestones/commands.server";
import { milestonesOf } from "~/domain/groups/milestones/queries.server";
import { remindMilestones } from "~/domain/groups/milestones/recurring.server";
import { groupForm, groupPage, groupTable } from "~/domain/groups/queries.server";
import { dropConveners } from "~/domain/groups/recurring.server";
import { groupSchema, placeSchema } from "~/domain/groups/schema";
import { addMaterial } from "~/domain/material/commands.server";
import { materialWhere } from "~/domain/material/queries.server";
import { materialSchema } from "~/domain/material/schema";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { saveMinutes } from "~/domain/meetings/minutes/commands.server";
import { groupTasks } from "~/domain/meetings/minutes/queries.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { myNetworks } from "~/domain/network/mine.server";
import { todoList } from "~/domain/network/todo.server";
import { leave } from "~/domain/seats/commands.server";
import { heldBy } from "~/domain/seats/held.server";
import { permit } from "~/domain/access/permits.server";
import { startOfDay } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { writeTable } from "~/platform/table.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
const asa = "asa.blom@leksand.example";
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const manager = () => asAccount("group.manage", w.networkId, strategist);
const joins = (email: string) => asAccount("group.join", w.networkId, email);
const org = (name: string) => w.orgs[name]!.id;
const place = async (organisation: string, who = "representative", more: Record<string, unknown> = {}) =>
  givePlace(await manager(), id, placeSchema.parse({ organisationId: org(organisation), who, ...more }));
const page = async (email = strategist) => groupPage(await asAccount("group.see", w.networkId, email), id);
const joining = async (email = strategist) => joiningOf(await asAccount("group.see", w.networkId, email), id);
const ask = async (
  email: string,
  organisation: string,
  who: "representative" | "deputy" | "later" = "representative",
  words: string | null = "Vi arbetar med detta i skolan.",
) => askForPlace(await joins(email), id, { organisationId: org(organisation), who, words });
const letters = (kind: string) =>
  db.letter.findMany({ where: { kind, text: { contains: id } }, orderBy: { key: "asc" } });
const todo = async () =>
  todoList(await asAccount("todo.see", w.networkId, strategist)).todo.filter((t) => t.group?.groupId === id);
const person = async (email: string) => (await db.person.findFirstOrThrow({ where: { email } })).id;

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  for (const name of ["leksand", "falu"]) await signed(w, name);
  await signed(w, "mora", {
    representative: { name: "Hemliga Hanna", email: "hanna@mora.example", protected: "on" },
  });
});
beforeEach(async () => {
  at("2027-02-01");
  id = await startGroup(
    await manager(),
    groupSchema.parse({ name: "Hedersrelaterat våld", purpose: "En gemensam rutin", startOn: "2027-02-01" }),
  );
});
afterAll(() => setClock(null));

describe("a request", () => {
  it("waits for the strategist, who gives the place; the asker hears", async () => {
    await ask("per.ost@leksand.example", "leksand", "deputy");
    expect((await todo()).map((t) => [t.kind, t.detail])).toEqual([["groupRequest", "Leksands kommun"]]);
    expect((await letters("group.requested")).map((l) => l.to)).toEqual(["brevlada@dalarna.example"]);
    const [request] = (await joining()).requests;
    expect(request).toMatchObject({
      organisation: "Leksands kommun",
      who: "deputy",
      words: "Vi arbetar med detta i skolan.",
    });
    expect((await joining("per.ost@falu.example")).requests).toEqual([]);
    expect((await joining(asa)).mayAsk).toEqual([]);
    await answerRequest(await manager(), id, request!.id, null);
    expect((await page()).places.map((p) => [p.organisation, p.person])).toEqual([
      ["Leksands kommun", "Per Öst"],
    ]);
    expect((await letters("group.letIn")).map((l) => l.personId)).toEqual([
      await person("per.ost@leksand.example"),
    ]);
    expect(await todo()).toEqual([]);
    await expect(answerRequest(await manager(), id, request!.id, "Nej")).rejects.toThrow("redan svarat");
    await expect(ask(asa, "leksand")).rejects.toThrow("redan plats");
  });
  it("is refused with a reason, may be asked again or taken back, one open at a time, for the own organisation alone", async () => {
    expect(refuseSchema.safeParse({ gor: "sag-nej", id: "x", reason: " " }).success).toBe(false);
    await ask(asa, "leksand");
    await expect(ask(asa, "leksand")).rejects.toThrow("redan en fråga");
    await expect(
      transact((tx) =>
        tx.groupJoining.create({
          data: {
            id: "dubbel",
            groupId: id,
            networkId: w.networkId,
            organisationId: org("leksand"),
            kind: "invitation",
            createdAt: now(),
          },
        }),
      ),
    ).rejects.toThrow();
    await expect(ask(asa, "falu")).rejects.toThrow("finns inte");
    const [first] = (await joining()).requests;
    await expect(withdraw(await joins("per.ost@falu.example"), id, first!.id, "request")).rejects.toThrow(
      "finns inte",
    );
    await answerRequest(await manager(), id, first!.id, "Gruppen är full.");
    expect(
      (await letters("group.refused")).map((l) => [l.personId, l.text.includes("Gruppen är full.")]),
    ).toEqual([[await person(asa), true]]);
    expect((await joining(asa)).answered).toMatchObject([{ reason: "Gruppen är full." }]);
    await ask(asa, "leksand", "later");
    await withdraw(await joins(asa), id, (await joining(asa)).requests[0]!.id, "request");
    expect(await todo()).toEqual([]);
    await expect(asAccount("group.join", w.networkId, strategist)).rejects.toThrow("forbidden");
  });
  it("tells nobody the name of a protected person", async () => {
    await ask("per.ost@mora.example", "mora", "representative");
    expect(
      JSON.stringify([
        await db.letter.findMany({ where: { text: { contains: id } } }),
        await joining(),
        await db.event.findMany({ where: { subjectId: id } }),
      ]),
    ).not.toMatch(/Hanna|hanna@/);
    await answerRequest(await manager(), id, (await joining()).requests[0]!.id, null);
    expect((await page()).places.map((p) => p.person)).toEqual(["Organisationens person"]);
  });
});

describe("an invitation", () => {
  const invite = async (...names: string[]) =>
    inviteToGroup(await manager(), id, { organisations: names.map(org), words: "Vi behöver er." });
  it("goes to all chosen at once; each says yes with who, or no", async () => {
    await invite("leksand", "falu", "mora");
    expect((await letters("group.invited")).map((l) => l.personId).sort()).toEqual(
      (
        await db.holding.findMany({
          where: { networkId: w.networkId, seat: "representative", untilOn: null },
        })
      )
        .map((h) => h.personId)
        .sort(),
    );
    expect(
      (await letters("group.invited")).every(
        (l) => l.text.includes(`/arbetsgrupper/${id}`) && l.text.includes("Vi behöver er."),
      ),
    ).toBe(true);
    expect(inviteForm(await manager(), id).organisations.map((o) => o.name)).toEqual([
      "Kvinnojourer i Dalarna",
    ]);
    const mine = async (email: string) => (await joining(email)).invitations[0]!.id;
    const account = await db.account.findUniqueOrThrow({ where: { email: asa } });
    const me = () =>
      myNetworks(
        permit(
          "me.see",
          {
            account: { id: account.id, email: asa, sessionId: "", strength: "email", name: null },
            link: null,
            now: now(),
          },
          null,
        ),
      )[0]!.waits.invitations.map((i) => i.groupId);
    expect(me()).toContain(id);
    await answerInvitation(await joins(asa), id, await mine(asa), "later");
    expect(me()).not.toContain(id);
    await expect(
      answerInvitation(await joins(asa), id, await mine("per.ost@falu.example"), "representative"),
    ).rejects.toThrow("finns inte");
    await answerInvitation(await joins("per.ost@falu.example"), id, await mine("per.ost@falu.example"), null);
    expect((await page()).places.map((p) => [p.organisation, p.person])).toEqual([["Leksands kommun", null]]);
    expect((await joining()).invitations.map((j) => j.organisation)).toEqual(["Mora kommun"]);
    expect((await joining()).answered.map((j) => j.organisation)).toEqual(["Falu kommun"]);
    expect((await letters("group.answered")).map((l) => l.subject).sort()).toEqual([
      "Falu kommun tackar nej till Hedersrelaterat våld",
      "Leksands kommun tackar ja till Hedersrelaterat våld",
    ]);
  });
  it("is reminded once, after ten days, never in a quiet period, and can be withdrawn", async () => {
    at("2027-06-21");
    await invite("leksand", "falu");
    await withdraw(
      await manager(),
      id,
      (await joining("per.ost@falu.example")).invitations[0]!.id,
      "invitation",
    );
    at("2027-06-30");
    await remindInvited(now());
    at("2027-07-05");
    await remindInvited(now());
    expect(await letters("group.invitedAgain")).toEqual([]);
    at("2027-08-20");
    await remindInvited(now());
    await remindInvited(now());
    expect((await letters("group.invitedAgain")).map((l) => l.personId)).toEqual([await person(asa)]);
    expect((await joining()).invitations).toMatchObject([
      { organisation: "Leksands kommun", remindedOn: "2027-08-20" },
    ]);
  });
  it("is not reminded on the ninth day and is on the tenth; a colleague named later leaves the place vacant", async () => {
    await inviteToGroup(await manager(), id, { organisations: [org("leksand")], words: null });
    at("2027-02-10");
    await remindInvited(now());
    expect(await letters("group.invitedAgain")).toEqual([]);
    at("2027-02-11");
    await remindInvited(now());
    expect(await letters("group.invitedAgain")).toHaveLength(1);
    await answerInvitation(
      await joins(asa),
      id,
      (await db.groupJoining.findFirstOrThrow({ where: { groupId: id } })).id,
      "later",
    );
    expect((await page()).places.map((p) => [p.organisation, p.person])).toEqual([["Leksands kommun", null]]);
  });
  it("is the organisation's, closes with the group, and is answered by a place that is given", async () => {
    await invite("leksand", "falu");
    expect(
      (
        await transact(async (tx) =>
          heldBy(
            tx,
            {
              personId: await person(asa),
              networkId: w.networkId,
              organisationId: org("leksand"),
              seat: "representative",
            },
            "2027-02-01",
          ),
        )
      ).map((h) => h.words),
    ).toContain("Inbjudan till arbetsgruppen Hedersrelaterat våld");
    await place("falu");
    expect((await joining()).invitations.map((j) => j.organisation)).toEqual(["Leksands kommun"]);
    await endGroup(await manager(), id, { result: "Klart", version: 1 });
    expect(
      (await db.groupJoining.findMany({ where: { groupId: id }, orderBy: { state: "asc" } })).map(
        (j) => j.state,
      ),
    ).toEqual(["accepted", "closed"]);
    await expect(ask(asa, "leksand")).rejects.toThrow("avslutad");
  });
});

describe("the convener", () => {
  const choose = async (convenerId: string) =>
    changeGroup(
      await manager(),
      id,
      groupSchema.parse({
        name: "Hedersrelaterat våld",
        purpose: "En gemensam rutin",
        startOn: "2027-02-01",
        convenerId,
        version: (await page()).group.version,
      }),
    );
  it("is one of those with a place, told of it, and shown; a protected one as the organisation's person", async () => {
    await place("leksand");
    await place("mora");
    expect((await page()).convener).toBeNull();
    await expect(choose(await person("per.ost@falu.example"))).rejects.toMatchObject({
      errors: { convenerId: [expect.stringContaining("ingen plats")] },
    });
    await choose(await person(asa));
    expect((await page(asa)).convener).toBe("Åsa Blom, Leksands kommun");
    expect(
      (await db.letter.findMany({ where: { kind: "group.convener", text: { contains: id } } })).map(
        (l) => l.personId,
      ),
    ).toEqual([await person(asa)]);
    const hanna = (
      await db.groupPlace.findFirstOrThrow({ where: { groupId: id, organisationId: org("mora") } })
    ).personId!;
    await choose(hanna);
    expect((await page(asa)).convener).toBe("Organisationens person, Mora kommun");
    expect(groupForm(await manager(), id).conveners).toEqual([
      [await person(asa), "Åsa Blom, Leksands kommun"],
      [hanna, "Organisationens person, Mora kommun"],
    ]);
  });
  it("falls back to the strategist when the place ends, which waits in the to-do list until somebody is chosen", async () => {
    await place("leksand");
    await choose(await person(asa));
    await endPlace(await manager(), id, org("leksand"));
    expect((await page()).convener).toBeNull();
    expect((await todo()).map((t) => t.kind)).toEqual(["convener"]);
    expect(await db.event.count({ where: { kind: "group.convenerLeft", subjectId: id } })).toBe(1);
    await choose("");
    expect(await todo()).toEqual([]);
  });
  it("falls back by a handover too, on its day", async () => {
    await place("falu");
    const seat = await db.holding.findFirstOrThrow({
      where: { organisationId: org("falu"), seat: "representative", untilOn: null },
    });
    await choose(seat.personId);
    await leave(
      await asAccount("seat.leave", w.networkId, "asa.blom@falu.example"),
      { holdingId: seat.id, lastOn: "2027-02-10" },
      "",
    );
    await dropConveners(now());
    expect((await page()).group.convenerId).toBe(seat.personId);
    at("2027-02-11");
    await dropConveners(now());
    await dropConveners(now());
    expect((await page()).group).toMatchObject({ convenerId: null, convenerLeftOn: "2027-02-11" });
    expect(await db.event.count({ where: { kind: "group.convenerLeft", subjectId: id } })).toBe(1);
    at("2027-02-12");
    await signed(w, "falu");
  });
});

describe("all groups as a table", () => {
  it("have their places and who convenes; a protected person is not named, and a group without places is a row", async () => {
    await place("mora");
    await place("falu", "vacant");
    await startGroup(
      await manager(),
      groupSchema.parse({ name: "Utan platser", purpose: "x", startOn: "2027-02-01" }),
    );
    const csv = String(await writeTable(groupTable(await manager()), "csv"));
    expect(csv).toMatch(/Hedersrelaterat våld;2027-02-01;;;Mora kommun;Organisationens person;2027-02-01;;/);
    expect(csv).toMatch(/Falu kommun;Vakant;/);
    expect(csv).toMatch(/Utan platser;2027-02-01;;;;;;;\r\n/);
    expect(csv).not.toContain("Hanna");
  });
});

describe("milestones", () => {
  const save = async (dueOn: string, milestone: string | null = null, version = 0) =>
    saveMilestone(await manager(), id, milestone, { title: "Första utkastet", dueOn, version });
  const lines = async (email = strategist) =>
    milestonesOf(await asAccount("group.see", w.networkId, email), id);
  const tick = async (email: string, done = true) =>
    tickMilestone(await asAccount("group.lead", w.networkId, email), id, (await lines())[0]!.id, done);
  it("are ticked off by the strategist or the convener, and by nobody else", async () => {
    await place("leksand");
    await place("falu", "deputy");
    await changeGroup(
      await manager(),
      id,
      groupSchema.parse({
        name: "Heder",
        purpose: "x",
        startOn: "2027-02-01",
        convenerId: await person(asa),
      }),
    );
    await save("2027-03-10");
    await expect(tick("per.ost@falu.example")).rejects.toThrow("forbidden");
    await tick(asa);
    await tick(strategist);
    expect(await db.event.count({ where: { kind: "milestone.done", subjectId: id } })).toBe(1);
    expect(await lines("per.ost@falu.example")).toMatchObject([
      { title: "Första utkastet", doneOn: "2027-02-01", doneBy: "Åsa Blom", late: false },
    ]);
    await tick(asa, false);
    await tick(strategist);
    expect((await lines())[0]!.doneBy).toBe("Länsstyrelsen i Dalarnas län");
    const [m] = await lines();
    await expect(save("2027-03-11", m!.id, 1)).rejects.toThrow("före dig");
    await removeMilestone(await manager(), id, m!.id);
    expect(await lines()).toEqual([]);
  });
  it("are told of a week before and two days after to the members, and to the mailbox where nobody convenes; once each", async () => {
    await place("leksand");
    await place("falu", "colleague", { name: "Kim Kollega", email: "kim@falu.example" });
    await save("2027-03-10");
    const m = (await lines())[0]!;
    const sent = async (kind: string) =>
      (
        await db.letter.findMany({
          where: {
            kind,
            eventSeq: { in: (await db.event.findMany({ where: { subjectId: id } })).map((e) => e.seq) },
          },
          orderBy: { to: "asc" },
        })
      ).map((l) => l.to);
    at("2027-03-03");
    await remindMilestones(now());
    await remindMilestones(now());
    expect(await sent("milestone.before")).toEqual([asa, "brevlada@dalarna.example", "kim@falu.example"]);
    at("2027-03-12");
    await changeGroup(
      await manager(),
      id,
      groupSchema.parse({
        name: "Heder",
        purpose: "x",
        startOn: "2027-02-01",
        convenerId: await person(asa),
      }),
    );
    await remindMilestones(now());
    expect(await sent("milestone.after")).toEqual([asa, "kim@falu.example"]);
    expect((await todo()).map((t) => [t.kind, t.detail])).toEqual([["milestone", "Första utkastet"]]);
    await tickMilestone(await asAccount("group.lead", w.networkId, asa), id, m.id, true);
    expect(await todo()).toEqual([]);
  });
  it("rest in quiet periods, when they are done, and when the group has ended", async () => {
    await place("leksand");
    await save("2027-07-12");
    await save("2027-03-10");
    const count = () => db.event.count({ where: { kind: "milestone.reminded", subjectId: id } });
    at("2027-07-05");
    await remindMilestones(now());
    at("2027-03-03");
    await tick(strategist);
    await remindMilestones(now());
    await save("2027-03-10");
    await endGroup(await manager(), id, { result: "Klart", version: 1 });
    await remindMilestones(now());
    expect(await count()).toBe(0);
  });
});

describe("material and tasks", () => {
  it("of the group stand on its page, within reach, and stay when it has ended", async () => {
    await place("leksand");
    const material = await asAccount("material.manage", w.networkId, strategist);
    for (const [title, audience] of [
      ["Utkast", "network"],
      ["Internt", "strategists"],
    ] as const)
      await addMaterial(
        material,
        materialSchema.parse({ title, audience, groupId: id, url: "https://lansstyrelsen.example/utkast" }),
      );
    const meetings = await asAccount("meeting.manage", w.networkId, strategist);
    const m = await createMeeting(
      meetings,
      meetingSchema.parse({
        kind: "group",
        groupId: id,
        title: "Gruppens möte",
        heldOn: "2027-02-03",
        fromTime: "13:00",
        toTime: "15:00",
        place: "Falun",
      }),
    );
    await convene(meetings, m, 1);
    const writes = () => asAccount("minutes.write", w.networkId, strategist);
    await saveMinutes(await writes(), m, {
      text: "Uppgift: Skriva utkastet. Ansvarig: Falu kommun. Senast: 2027-03-05\n\nUppgift: Boka lokal",
      gor: "spara",
      version: 0,
    });
    const seen = async (email: string) => [
      materialWhere(await asAccount("group.see", w.networkId, email), "m.groupId = ?", id).map(
        (x) => x.title,
      ),
      groupTasks(await asAccount("minutes.see", w.networkId, email), id).map((t) => [
        t.text,
        t.dueOn,
        t.meetingId,
      ]),
    ];
    expect(await seen(asa)).toEqual([["Utkast"], []]);
    expect((await seen(strategist))[0]).toEqual(["Internt", "Utkast"]);
    at("2027-02-04");
    await saveMinutes(await writes(), m, {
      text: "Uppgift: Skriva utkastet. Ansvarig: Falu kommun. Senast: 2027-03-05\n\nUppgift: Boka lokal",
      gor: "publicera",
      version: 1,
    });
    await endGroup(await manager(), id, { result: "Klart", version: 1 });
    expect(await seen(asa)).toEqual([
      ["Utkast"],
      [
        ["Skriva utkastet", "2027-03-05", m],
        ["Boka lokal", null, m],
      ],
    ]);
  });
});
