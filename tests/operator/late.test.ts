// Due work is found however late it runs: a day, five, forty. It is done once, unless its rule says that it has become meaningless.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { giveEffort } from "~/domain/efforts/commands.server";
import { effortSchema } from "~/domain/efforts/schema";
import { givePlace, startGroup } from "~/domain/groups/commands.server";
import { inviteToGroup } from "~/domain/groups/joining/commands.server";
import { saveMilestone } from "~/domain/groups/milestones/commands.server";
import { groupSchema, placeSchema } from "~/domain/groups/schema";
import { addQuestion, draftInquiry, sendInquiry } from "~/domain/inquiries/commands.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { giveSpread } from "~/domain/spread/commands.server";
import { spreadSchema } from "~/domain/spread/schema";
import { recurring, runAll } from "~/jobs/recurring.server";
import { addDays, startOfDay } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { asAccount, drafted, makeWorld, sentToManager, signed, strategist, type World } from "../world";

let w: World;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const staff = <P extends Parameters<typeof asAccount>[0]>(p: P) => asAccount(p, w.networkId, strategist);
/** A pass of everything, twice: what is due is done once. */
async function pass() {
  const failed: string[] = [];
  for (let i = 0; i < 2; i++)
    await runAll(now(), (name, done) => done instanceof Error && failed.push(`${name}: ${done.message}`));
  expect(failed).toEqual([]);
}
const to = { to: "chosen" };
/** Something of each kind, asked 20 days before its last day, `dayOf`; nothing has run since. */
async function asked(name: string, last: string) {
  const organisations = [w.orgs.leksand!.id];
  const effort = await giveEffort(
    await staff("effort.manage"),
    effortSchema.parse({ title: `Insats ${name}`, text: "Gör det.", lastOn: last, ...to, organisations }),
  );
  const spread = await giveSpread(
    await staff("spread.manage"),
    spreadSchema.parse({
      ...{ title: `Sprid ${name}`, why: "v", text: "t", targets: "alla", lastOn: last },
      ...to,
      organisations,
    }),
  );
  const inquiry = await draftInquiry(await staff("inquiry.manage"), {
    ...{ title: `Frågor ${name}`, why: "v", lastOn: last },
  });
  await addQuestion(await staff("inquiry.manage"), inquiry, {
    ...{ kind: "text", label: "Vad?", hint: null, required: true, options: [] },
    ...{ onlyIfId: null, onlyIfValue: null },
  } as never);
  await sendInquiry(await staff("inquiry.manage"), inquiry, { to: "chosen", organisations });
  const group = await startGroup(
    await staff("group.manage"),
    groupSchema.parse({ name: `Grupp ${name}`, purpose: "p", startOn: addDays(last, -20) }),
  );
  await givePlace(
    await staff("group.manage"),
    group,
    placeSchema.parse({ organisationId: organisations[0], who: "representative" }),
  );
  await saveMilestone(await staff("group.manage"), group, null, {
    ...{ title: `Del ${name}`, dueOn: last, version: 0 },
  });
  return { effort, spread, inquiry, group };
}
const eventsOf = (kind: string, subjectId: string) => db.event.count({ where: { kind, subjectId } });
const counts = async (of: Awaited<ReturnType<typeof asked>>) => ({
  effort: await eventsOf("effort.reminded", of.effort),
  spread: await eventsOf("spread.reminded", of.spread),
  inquiry: await eventsOf("inquiry.reminded", of.inquiry),
  milestone: await eventsOf("milestone.reminded", of.group),
});

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  await transact((tx) => tx.county.updateMany({ data: { quietPeriods: "[]" } }));
  await signed(w, "leksand");
});
afterAll(() => setClock(null));

describe.each([
  [1, "2027-03-01", "falu"],
  [5, "2027-06-01", "mora"],
  [40, "2027-09-01", "jour"],
])("%i days late", (late, start, org) => {
  it("whoever has not answered what was asked is reminded once after the last day", async () => {
    at(start);
    const last = addDays(start, 20);
    const of = await asked(`${late}`, last);
    at(addDays(last, 2 + late));
    await pass();
    expect(await counts(of)).toEqual({ effort: 1, spread: 1, inquiry: 1, milestone: 1 });
  });
  it("whoever has not answered before the last day is reminded while it can still be answered", async () => {
    at(start);
    const last = addDays(start, 20);
    const of = await asked(`före ${late}`, last);
    at(addDays(last, -7 + Math.min(late, 7)));
    await pass();
    expect(await counts(of)).toEqual({ effort: 1, spread: 1, inquiry: 1, milestone: 1 });
  });
  it("an invitation to a group, a signature and a draft are found", async () => {
    at(start);
    const group = await startGroup(
      await staff("group.manage"),
      groupSchema.parse({ name: `Bjuden ${late}`, purpose: "p", startOn: start }),
    );
    await inviteToGroup(await staff("group.manage"), group, {
      organisations: [w.orgs.leksand!.id],
      words: "Vi behöver er.",
    });
    const waiting = await sentToManager(w, org, { startOn: start });
    const lapsing = await drafted(w, "leksand");
    at(addDays(start, 30 + late));
    await pass();
    expect(await eventsOf("group.invitedAgain", group)).toBe(1);
    const signature = await db.signature.findFirstOrThrow({ where: { commitmentId: waiting } });
    expect(signature.remindersSent).toBe(1);
    expect((await db.commitment.findUniqueOrThrow({ where: { id: lapsing } })).state).toBe("lapsed");
    // Not all at once afterwards: the next one has its days.
    expect(signature.nextReminderOn).toBe(addDays(start, 30 + late + 3));
  });
  it("those who have not answered a kallelse are reminded until the last answer day, and of a meeting that has been never", async () => {
    at(start);
    const id = await createMeeting(
      await staff("meeting.manage"),
      meetingSchema.parse({
        ...{ kind: "extra", title: `Möte ${late}`, heldOn: addDays(start, 40), place: "Falun" },
        ...{ fromTime: "09:00", toTime: "12:00", answerByOn: addDays(start, 30) },
      }),
    );
    const { version } = await db.meeting.findUniqueOrThrow({ where: { id } });
    await convene(await staff("meeting.manage"), id, version);
    at(addDays(start, 23 + late));
    await pass();
    expect(await eventsOf("meeting.reminded", id)).toBe(late === 40 ? 0 : 1);
  });
});

describe("once a year", () => {
  it.each([
    [1, "2028-01-02"],
    [5, "2028-01-06"],
    [40, "2028-02-10"],
  ])("the managers hear of the year %i days late, once", async (_, on) => {
    at(on);
    const sent = () => db.letter.count({ where: { kind: "standing.yearly" } });
    await transact((tx) => tx.letter.deleteMany({ where: { kind: "standing.yearly" } }));
    await pass();
    expect(await sent()).toBe(1);
    at(addDays(on, 20));
    await pass();
    expect(await sent()).toBe(1);
  });
  it("but not when the new year is what the link shows first", async () => {
    at("2029-04-01");
    await pass();
    expect(await db.event.count({ where: { kind: "standing.sent", data: { contains: '"2028"' } } })).toBe(0);
  });
  it("the managers are asked whether it still stands, forty days late, once, and reminded once", async () => {
    const of = (kind: string) => db.letter.count({ where: { kind, to: "chef@leksand.example" } });
    await transact((tx) => tx.confirmation.deleteMany({}));
    await transact((tx) => tx.letter.deleteMany({ where: { kind: { startsWith: "confirm" } } }));
    at("2029-05-10");
    await pass();
    expect([await of("confirmAsked"), await of("confirmReminder")]).toEqual([1, 0]);
    at("2029-07-10");
    await pass();
    expect([await of("confirmAsked"), await of("confirmReminder")]).toEqual([1, 1]);
  });
});

describe("the list", () => {
  it("is tried here whenever it gets something new", () => {
    expect(recurring.map((j) => j.name)).toEqual([
      "post.takeBack",
      "commitments.activate",
      "commitments.sheet",
      "commitments.seal",
      "signatures.remind",
      "commitments.lapse",
      "commitments.renewal",
      "meetings.followSeats",
      "meetings.remind",
      "meetings.forgetDiets",
      "groups.conveners",
      "groups.invitations",
      "groups.milestones",
      "efforts.remind",
      "efforts.reportBack",
      "efforts.forgetFiles",
      "inquiries.remind",
      "findings.remind",
      "questions.report",
      "spread.remind",
      "spread.forget",
      "confirmations.ask",
      "confirmations.remind",
      "standing.send",
      "handover.weed",
      "inbox.read",
      "inbox.weed",
      "files.scan",
      "material.read",
      "material.forget",
      "files.sweep",
      "records.verify",
      "post.digest",
      "post.weed",
      "post.carry",
    ]);
  });
});
