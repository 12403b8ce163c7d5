// What of the meetings waits for the strategist, and when it no longer does.
import { afterAll, beforeAll, expect, it } from "vitest";
import { proposalSchema } from "~/domain/meetings/agenda/schema";
import { actOnAgenda, propose } from "~/domain/meetings/agenda/commands.server";
import { agendaPage } from "~/domain/meetings/agenda/queries.server";
import { closeAttendance } from "~/domain/meetings/attendance/commands.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { saveMinutes } from "~/domain/meetings/minutes/commands.server";
import { answerPoll, createPoll } from "~/domain/meetings/polls/commands.server";
import { pollSchema } from "~/domain/meetings/polls/schema";
import { meetingSchema } from "~/domain/meetings/schema";
import { meetingTodo, meetingWaits, type MeetingFacts } from "~/domain/meetings/todo.server";
import { todoList } from "~/domain/network/todo.server";
import { startOfDay } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const waits = async () =>
  meetingTodo(await asAccount("todo.see", w.networkId, strategist)).map((t) => [t.kind, t.count]);
beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  await signed(w, "leksand");
});
afterAll(() => setClock(null));

it("by its day and state", () => {
  const m: MeetingFacts = {
    id: "m",
    title: "Möte",
    state: "convened",
    heldOn: "2027-03-16",
    closedAt: null,
    proposals: 0,
    minutes: null,
  };
  const on = (today: string, change: Partial<MeetingFacts> = {}) => meetingWaits({ ...m, ...change }, today);
  expect(
    ["2027-02-15", "2027-02-16", "2027-03-16", "2027-03-17"].map((d) => on(d, { state: "planned" })),
  ).toEqual([[], ["convene"], ["convene"], []]);
  expect([on("2027-03-16"), on("2027-03-16", { proposals: 2 }), on("2027-03-17", { proposals: 2 })]).toEqual([
    [],
    ["proposals"],
    ["attendance"],
  ]);
  expect([
    on("2027-03-18"),
    on("2027-03-19"),
    on("2027-03-19", { closedAt: "x", minutes: "approved" }),
    on("2027-03-19", { closedAt: "x", minutes: "published" }),
  ]).toEqual([["attendance"], ["attendance", "minutes"], ["minutes"], []]);
});

it("from planning to publishing, each ended by the act it asks for", async () => {
  const manager = () => asAccount("meeting.manage", w.networkId, strategist);
  const id = await createMeeting(
    await manager(),
    meetingSchema.parse({
      kind: "ordinary",
      title: "Vårens möte",
      heldOn: "2027-02-16",
      fromTime: "09:00",
      toTime: "16:00",
      place: "Falun",
      proposeByOn: "2027-02-10",
    }),
  );
  expect(await waits()).toEqual([["convene", 0]]);
  await convene(await manager(), id, 1);
  expect(await waits()).toEqual([]);
  await propose(
    await asAccount("agenda.propose", w.networkId, "asa.blom@leksand.example"),
    id,
    proposalSchema.parse({ title: "Barnfrid", purpose: "dialogue" }),
  );
  expect(await waits()).toEqual([["proposals", 1]]);
  const staff = await asAccount("agenda.manage", w.networkId, strategist);
  const [proposal] = agendaPage(staff, id).proposals;
  await actOnAgenda(staff, id, { gor: "godta", id: proposal!.id, mark: proposal!.mark });
  expect(await waits()).toEqual([]);
  at("2027-02-20");
  expect(await waits()).toEqual([
    ["attendance", 0],
    ["minutes", 0],
  ]);
  expect(
    todoList(await asAccount("todo.see", w.networkId, strategist))
      .todo.filter((t) => t.meeting)
      .map((t) => t.days),
  ).toEqual([4, 4]);
  expect(meetingTodo(await asAccount("todo.see", w.gavleNetworkId, "strateg@gavleborg.example"))).toEqual([]);
  await closeAttendance(await asAccount("attendance.take", w.networkId, strategist), id);
  await saveMinutes(await asAccount("minutes.write", w.networkId, strategist), id, {
    gor: "publicera",
    text: "Klart",
    version: 0,
  });
  expect(await waits()).toEqual([]);
});

it("a poll, when everybody has answered or the last day has passed", async () => {
  at("2027-02-20");
  const id = await createPoll(
    await asAccount("meeting.manage", w.networkId, strategist),
    pollSchema.parse({
      title: "Extra möte",
      answerByOn: "2027-02-25",
      options: [
        { heldOn: "2027-03-10", fromTime: "09:00", toTime: "12:00" },
        { heldOn: "2027-03-11", fromTime: "09:00", toTime: "12:00" },
      ],
    }),
  );
  expect(await waits()).toEqual([]);
  at("2027-02-26");
  expect(await waits()).toEqual([["poll", 1]]);
  at("2027-02-22");
  const options = await db.pollOption.findMany({ where: { pollId: id } });
  await answerPoll(await asAccount("poll.answer", w.networkId, "asa.blom@leksand.example"), id, {
    organisationId: w.orgs.leksand!.id,
    values: Object.fromEntries(options.map((o) => [o.id, "yes" as const])),
  });
  expect(await waits()).toEqual([["poll", 0]]);
});
