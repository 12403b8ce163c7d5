// A meeting's figures are one count wherever they stand: the year's list as the meeting's page, the day's list and Excel as the matrix.
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { givePlace, startGroup } from "~/domain/groups/commands.server";
import { groupSchema, placeSchema } from "~/domain/groups/schema";
import { answer } from "~/domain/meetings/answering/commands.server";
import { takeAttendance } from "~/domain/meetings/attendance/commands.server";
import { attendanceTable } from "~/domain/meetings/attendance/files.server";
import { attendanceOverview, attendancePage } from "~/domain/meetings/attendance/queries.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { meetingPage, yearPage } from "~/domain/meetings/queries.server";
import { answerSchema, attendanceSchema, meetingSchema } from "~/domain/meetings/schema";
import { organisationLeaves } from "~/domain/organisations/commands.server";
import { leave } from "~/domain/seats/commands.server";
import { startOfDay } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { must } from "~/platform/must";
import { writeTable } from "~/platform/table.server";
import { nobodyToCall } from "~/domain/meetings/texts";
import { AttendanceList } from "~/routes/meetings/views/attendance-list";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let group: string;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const org = (name: string) => must(w.orgs[name], name).id;
const hold = async (heldOn: string, more: Record<string, unknown> = {}) => {
  const id = await createMeeting(
    await asAccount("meeting.manage", w.networkId, strategist),
    meetingSchema.parse({
      kind: "ordinary",
      title: `Möte ${heldOn}`,
      heldOn,
      fromTime: "09:00",
      toTime: "15:00",
      place: "Falun",
      ...more,
    }),
  );
  await convene(await asAccount("meeting.manage", w.networkId, strategist), id, 1);
  return id;
};
const say = async (id: string, organisation: string, choice: string) =>
  answer(
    await asAccount("meeting.answer", w.networkId, strategist),
    id,
    answerSchema.parse({ organisationId: org(organisation), choice, mode: "room" }),
  );
const take = async (id: string, organisation: string, who: string) =>
  takeAttendance(
    await asAccount("attendance.take", w.networkId, strategist),
    id,
    attendanceSchema.parse({ organisationId: org(organisation), who }),
  );
const place = async (organisation: string, who: string) =>
  givePlace(
    await asAccount("group.manage", w.networkId, strategist),
    group,
    placeSchema.parse({ organisationId: org(organisation), who }),
  );
/** Answered and asked, by the meeting's page and by the year's list. */
const both = async (id: string) => {
  const permit = await asAccount("meeting.see", w.networkId, strategist);
  const page = meetingPage(permit, id);
  const line = must(
    yearPage(permit, "2027").meetings.find((m) => m.id === id),
    "the meeting in its year",
  );
  return [
    [page.coming, page.declined, page.coming + page.declined + page.silent],
    [line.coming, line.declined, line.asked],
  ];
};

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  for (const name of ["leksand", "falu", "mora"]) await signed(w, name);
});
afterAll(() => setClock(null));

it("counts who came out of those who could, on the day's list and in Excel as in the matrix", async () => {
  const seat = await db.holding.findFirstOrThrow({
    where: { organisationId: org("mora"), seat: "representative" },
  });
  at("2027-02-02");
  await leave(
    await asAccount("seat.leave", w.networkId, strategist),
    { holdingId: seat.id, lastOn: "2027-02-02", why: "Slutade" },
    "",
  );
  const id = await hold("2027-02-05");
  await hold("2027-02-06");
  at("2027-02-05");
  await take(id, "leksand", "representative");
  await take(id, "mora", "vacant");
  const { lines } = attendancePage(await asAccount("attendance.take", w.networkId, strategist), id);
  // The deputy could have come: still, the seat was vacant, and a vacant seat is in no figure.
  expect(lines.map((l) => [l.organisation, l.who, l.askable])).toEqual([
    ["Falu kommun", null, 1],
    ["Kvinnojourer i Dalarna", null, 0],
    ["Leksands kommun", "representative", 1],
    ["Mora kommun", "vacant", 1],
  ]);
  const shown = (past: boolean, deputy?: string) =>
    renderToStaticMarkup(
      <AttendanceList
        lines={lines.map((l) => ({
          ...l,
          ...(l.askable ? {} : { who: past ? "absent" : null }),
          ...(deputy ? { deputy } : {}),
        }))}
        group={false}
        may
        closed={false}
        past={past}
        hybrid={false}
        meetingId={id}
        failed={null}
      />,
    );
  expect(shown(false)).toContain("1 av 2 organisationer är här");
  expect(shown(false)).toContain(nobodyToCall);
  // A protected deputy is called by the seat, once.
  expect(shown(false, "Per Öst")).toContain(">Per Öst, ersättare<");
  expect(shown(false, "Ersättaren")).toContain(">Ersättaren<");
  // Somebody is said to have stayed away: never that there was nobody to call as well.
  expect(shown(true)).toContain("organisationer var med");
  expect(shown(true)).not.toContain(nobodyToCall);

  at("2027-02-07");
  const seer = await asAccount("attendance.see", w.networkId, strategist);
  const rows = (await writeTable(attendanceTable(seer, "2027"), "csv"))
    .toString("utf8")
    .split("\r\n")
    .slice(1, -1)
    .map((line) => line.split(";"));
  const matrix = attendanceOverview(seer, "2027").lines;
  expect(matrix.map((l) => [l.organisation, l.present, l.of])).toEqual(
    matrix.map(({ organisation }) => {
      const marks = rows.filter(([name, , , , mark]) => name === organisation && mark !== "");
      return [organisation, marks.reduce((all, row) => all + Number(row[4]), 0), marks.length];
    }),
  );
  expect(rows.filter(([name]) => name === "Falu kommun").map((row) => row.slice(2))).toEqual([
    ["2027-02-05", "Inte markerad", "0"],
    ["2027-02-06", "", ""],
  ]);
});

it("counts the answers of a network's meeting once: of those who are members on the day", async () => {
  at("2027-02-10");
  const id = await hold("2027-03-16");
  await say(id, "leksand", "representative");
  await say(id, "falu", "nobody");
  expect(await both(id)).toEqual([
    [1, 1, 3],
    [1, 1, 3],
  ]);
  const manage = await asAccount("organisation.manage", w.networkId, strategist);
  await organisationLeaves(manage, org("falu"), "2027-02-11", null);
  await organisationLeaves(manage, org("mora"), "2027-03-01", null);
  at("2027-02-12");
  expect(await both(id)).toEqual([
    [1, 0, 2],
    [1, 0, 2],
  ]);
  at("2027-03-02");
  expect(await both(id)).toEqual([
    [1, 0, 1],
    [1, 0, 1],
  ]);
});

it("counts a group's places likewise: without those that came after the kallelse and have not been called", async () => {
  at("2027-02-03");
  group = await startGroup(
    await asAccount("group.manage", w.networkId, strategist),
    groupSchema.parse({ name: "Hedersvåld", purpose: "x", startOn: "2027-02-03" }),
  );
  await place("leksand", "representative");
  await place("falu", "vacant");
  const id = await hold("2027-02-20", { kind: "group", groupId: group });
  at("2027-02-05");
  const { personId } = await db.holding.findFirstOrThrow({
    where: { organisationId: org("mora"), seat: "deputy" },
  });
  await transact((tx) =>
    tx.groupPlace.create({
      data: {
        id: "sen",
        groupId: group,
        networkId: w.networkId,
        organisationId: org("mora"),
        personId,
        fromOn: "2027-02-05",
      },
    }),
  );
  expect(await both(id)).toEqual([
    [0, 0, 1],
    [0, 0, 1],
  ]);
  await say(id, "leksand", "representative");
  expect(await both(id)).toEqual([
    [1, 0, 1],
    [1, 0, 1],
  ]);
});
