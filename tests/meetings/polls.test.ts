// Several times, one answer an organisation, one pick.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findLink, linkToken } from "~/domain/access/tokens.server";
import { answerPoll, closePoll, createPoll, pickOption } from "~/domain/meetings/polls/commands.server";
import { pollAnswerPage, pollResults } from "~/domain/meetings/polls/queries.server";
import { ranked } from "~/domain/meetings/polls/rules";
import { pollSchema } from "~/domain/meetings/polls/schema";
import { changeMeeting } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { meetingTodo } from "~/domain/meetings/todo.server";
import { meetingPage } from "~/domain/meetings/queries.server";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { asAccount, asLink, makeWorld, signed, strategist, type World } from "../world";

let w: World;
const manager = () => asAccount("meeting.manage", w.networkId, strategist);
const ask = async (place = "Falun") =>
  createPoll(
    await manager(),
    pollSchema.parse({
      title: "Extra möte",
      place,
      options: [
        { heldOn: "2027-03-16", fromTime: "09:00", toTime: "12:00" },
        { heldOn: "2027-03-18", fromTime: "13.00", toTime: "16:00" },
        { heldOn: "", fromTime: "", toTime: "" },
      ],
    }),
  );
const optionsOf = async (id: string) =>
  (await db.pollOption.findMany({ where: { pollId: id }, orderBy: { heldOn: "asc" } })).map((o) => o.id) as [
    string,
    string,
  ];
async function by(id: string, email: string) {
  const person = await db.person.findFirstOrThrow({ where: { email } });
  const invitee = await db.pollInvitee.findFirstOrThrow({ where: { pollId: id, personId: person.id } });
  return asLink(
    "poll.answer",
    (await findLink((await linkToken(invitee.linkId!))!.token, "poll", now()))!.link,
  );
}
const say = async (id: string, org: string, values: ("yes" | "ifNeeded" | "no")[], from = org) => {
  const options = await optionsOf(id);
  await answerPoll(await by(id, `asa.blom@${from}.example`), id, {
    organisationId: w.orgs[org]!.id,
    values: Object.fromEntries(options.map((o, i) => [o, values[i]!])),
  });
};

beforeAll(async () => {
  setClock(new Date("2027-02-01T08:00:00Z"));
  w = await makeWorld();
  for (const org of ["leksand", "falu", "mora"]) await signed(w, org);
});
afterAll(() => setClock(null));

describe("a poll", () => {
  it("asks each representative once, with a link of their own", async () => {
    const id = await ask();
    const letters = await db.letter.findMany({ where: { kind: "pollAsked" } });
    expect(letters.map((l) => l.to).sort()).toEqual([
      "asa.blom@falu.example",
      "asa.blom@leksand.example",
      "asa.blom@mora.example",
    ]);
    expect(letters[0]!.text).toContain("torsdag 18 mars 2027 kl. 13.00–16.00 (v.\u00a011)");
    expect(await db.pollOption.count({ where: { pollId: id } })).toBe(2);
    expect(() =>
      pollSchema.parse({
        title: "X",
        options: [{ heldOn: "2027-03-16", fromTime: "09:00", toTime: "12:00" }],
      }),
    ).toThrow("minst två");
    await expect(
      createPoll(
        await manager(),
        pollSchema.parse({
          title: "X",
          options: [1, 2].map((d) => ({ heldOn: `2027-01-0${d}`, fromTime: "09:00", toTime: "12:00" })),
        }),
      ),
    ).rejects.toMatchObject({ kind: "invalid" });
  });
  it("is answered for one's own organisation alone, on all times, and the same again changes nothing", async () => {
    const id = await ask();
    await say(id, "leksand", ["yes", "no"]);
    await Promise.all([1, 2, 3].map(() => say(id, "leksand", ["yes", "no"])));
    expect(await db.event.count({ where: { kind: "poll.answered", subjectId: id } })).toBe(1);
    await expect(say(id, "falu", ["yes", "yes"], "leksand")).rejects.toThrow();
    const [first] = await optionsOf(id);
    await expect(
      answerPoll(await by(id, "asa.blom@mora.example"), id, {
        organisationId: w.orgs.mora!.id,
        values: { [first]: "yes" },
      }),
    ).rejects.toMatchObject({ kind: "invalid" });
    expect(JSON.stringify(pollAnswerPage(await by(id, "asa.blom@falu.example"), null))).not.toContain(
      '"yes"',
    );
    await expect(asAccount("meeting.manage", w.networkId, "asa.blom@falu.example")).rejects.toThrow();
  });
  it("shows the best time first, and who is missing by name", async () => {
    const id = await ask();
    await say(id, "leksand", ["ifNeeded", "yes"]);
    await say(id, "falu", ["no", "yes"]);
    const page = pollResults(await manager(), id);
    expect(page.options.map((o) => [o.heldOn, o.yes, o.ifNeededNames, o.cannot])).toEqual([
      ["2027-03-18", 2, [], []],
      ["2027-03-16", 0, ["Leksands kommun"], ["Falu kommun"]],
    ]);
    expect(page.silent).toContain("Mora kommun");
    expect(page.silent).not.toContain("Falu kommun");
  });
  it("becomes the meeting with the answers carried over; of two who pick, one wins", async () => {
    const id = await ask();
    await say(id, "leksand", ["yes", "yes"]);
    await say(id, "falu", ["ifNeeded", "no"]);
    await say(id, "mora", ["no", "no"]);
    const link = await by(id, "asa.blom@mora.example");
    const [first] = await optionsOf(id);
    const picks = await Promise.allSettled([
      pickOption(await manager(), id, first),
      pickOption(await manager(), id, first),
    ]);
    expect(picks.map((p) => p.status).sort()).toEqual(["fulfilled", "rejected"]);
    const meetingId = (picks.find((p) => p.status === "fulfilled") as PromiseFulfilledResult<string>).value;
    const page = meetingPage(await asAccount("meeting.see", w.networkId, strategist), meetingId);
    expect(page.meeting).toMatchObject({
      state: "planned",
      heldOn: "2027-03-16",
      fromTime: "09:00",
      place: "Falun",
    });
    expect(Object.fromEntries(page.lines.map((l) => [l.slug, l.choice]))).toMatchObject({
      "leksands-kommun": "representative",
      "falu-kommun": "representative",
      "mora-kommun": "nobody",
    });
    await expect(answerPoll(link, id, { organisationId: w.orgs.mora!.id, values: {} })).rejects.toMatchObject(
      { kind: "conflict" },
    );
    expect(
      await db.link.count({
        where: {
          purpose: "poll",
          revokedAt: null,
          pollInviteeId: { in: (await db.pollInvitee.findMany({ where: { pollId: id } })).map((i) => i.id) },
        },
      }),
    ).toBe(0);
  });
  it.each([
    [{ place: "Falun" }, { room: 2, digital: 0 }],
    [{ link: "https://mote.example/x" }, { room: 0, digital: 2 }],
    [
      { place: "Falun", link: "https://mote.example/x" },
      { room: 2, digital: 0 },
    ],
  ])("without a place leaves open where people are, until it is %o", async (where, expected) => {
    const id = await ask("");
    await say(id, "leksand", ["yes", "yes"]);
    await say(id, "falu", ["yes", "no"]);
    await say(id, "mora", ["no", "no"]);
    const meetingId = await pickOption(await manager(), id, (await optionsOf(id))[0]);
    expect((await db.answer.findMany({ where: { meetingId } })).map((a) => a.mode)).toEqual([
      null,
      null,
      null,
    ]);
    const m = await db.meeting.findUniqueOrThrow({ where: { id: meetingId } });
    await changeMeeting(
      await manager(),
      meetingId,
      meetingSchema.parse({
        kind: "extra",
        title: m.title,
        heldOn: m.heldOn,
        fromTime: m.fromTime,
        toTime: m.toTime,
        version: m.version,
        ...where,
      }),
    );
    const page = meetingPage(await asAccount("meeting.see", w.networkId, strategist), meetingId);
    expect({ room: page.room, digital: page.digital }).toEqual(expected);
    expect((await db.answer.findMany({ where: { meetingId, choice: "nobody" } })).map((a) => a.mode)).toEqual(
      [null],
    );
  });
  it("is waited for in the to-do list by as many organisations as are silent in the results", async () => {
    const counted = async (id: string) => [
      pollResults(await manager(), id).silent,
      meetingTodo(await asAccount("todo.see", w.networkId, strategist)).find((t) => t.id === id)?.count,
    ];
    const id = await ask();
    await transact((tx) => tx.datePoll.update({ where: { id }, data: { answerByOn: "2027-02-05" } }));
    // Whoever sits for two answers for one of them; one whose deputy is alone has not been asked; nor has one that came later.
    setClock(new Date("2027-02-10T08:00:00Z"));
    const all = ["Falu kommun", "Leksands kommun", "Mora kommun"];
    expect(await counted(id)).toEqual([all, 3]);
    await signed(w, "jour");
    expect(await counted(id)).toEqual([all, 3]);
    const both = await ask();
    await transact((tx) => tx.datePoll.update({ where: { id: both }, data: { answerByOn: "2027-02-05" } }));
    const falu = await db.person.findFirstOrThrow({ where: { email: "asa.blom@falu.example" } });
    await transact((tx) =>
      tx.holding.updateMany({
        where: { organisationId: w.orgs.mora!.id, seat: "representative" },
        data: { personId: falu.id },
      }),
    );
    await say(both, "falu", ["yes", "no"]);
    expect(await counted(both)).toEqual([["Kvinnojourer i Dalarna", "Leksands kommun", "Mora kommun"], 3]);
    await say(both, "leksand", ["yes", "no"]);
    await say(both, "mora", ["yes", "no"], "falu");
    await say(both, "jour", ["yes", "no"]);
    expect(await counted(both)).toEqual([[], 0]);
  });
  it("can be closed without a pick", async () => {
    const id = await ask();
    await closePoll(await manager(), id);
    await expect(pickOption(await manager(), id, (await optionsOf(id))[0])).rejects.toMatchObject({
      kind: "conflict",
    });
  });
});

it("the order is by who can, then who can if needed, then the day", () => {
  const option = fc.record({
    id: fc.string(),
    heldOn: fc.constantFrom("2027-03-16", "2027-03-17"),
    fromTime: fc.constantFrom("09:00", "13:00"),
    yes: fc.nat(4),
    ifNeeded: fc.nat(4),
  });
  fc.assert(
    fc.property(fc.array(option, { maxLength: 8 }), (options) => {
      const order = ranked(options);
      for (let i = 1; i < order.length; i++) {
        const [a, b] = [order[i - 1]!, order[i]!];
        expect(
          a.yes > b.yes ||
            (a.yes === b.yes &&
              (a.ifNeeded > b.ifNeeded ||
                (a.ifNeeded === b.ifNeeded && `${a.heldOn}${a.fromTime}` <= `${b.heldOn}${b.fromTime}`))),
        ).toBe(true);
      }
    }),
  );
});
