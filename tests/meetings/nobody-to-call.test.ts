// Who could answer: an organisation with nobody to ask, or that came after the kallelse, is never silent, on no page, export or paper.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isEmpty } from "~/domain/asks/rules";
import { giveEffort, setClosed } from "~/domain/efforts/commands.server";
import { answersTable, effortPage } from "~/domain/efforts/queries.server";
import { effortSchema } from "~/domain/efforts/schema";
import { attendanceTable } from "~/domain/meetings/attendance/files.server";
import { closeAttendance, takeAttendance } from "~/domain/meetings/attendance/commands.server";
import { attendanceList } from "~/domain/meetings/attendance/papers.server";
import { attendanceOverview, attendancePage } from "~/domain/meetings/attendance/queries.server";
import { yearFiguresPage } from "~/domain/meetings/attendance/year.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { createPoll } from "~/domain/meetings/polls/commands.server";
import { pollResults } from "~/domain/meetings/polls/queries.server";
import { pollSchema } from "~/domain/meetings/polls/schema";
import { meetingPage, yearPage } from "~/domain/meetings/queries.server";
import { attendanceSchema, meetingSchema } from "~/domain/meetings/schema";
import { networkStatus } from "~/domain/network/status.server";
import { addOrganisation } from "~/domain/organisations/commands.server";
import { giveSpread } from "~/domain/spread/commands.server";
import { spreadPage, spreadTable } from "~/domain/spread/queries.server";
import { spreadSchema } from "~/domain/spread/schema";
import { factsOf } from "~/domain/standing/facts.server";
import { standingPage } from "~/domain/standing/queries.server";
import { effortTodo } from "~/domain/efforts/todo.server";
import { spreadTodo } from "~/domain/spread/todo.server";
import { startOfDay } from "~/platform/calendar";
import { setClock, today } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { writeTable } from "~/platform/table.server";
import { textOf } from "../sealing/paper";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const manager = () => asAccount("meeting.manage", w.networkId, strategist);
const taker = () => asAccount("attendance.take", w.networkId, strategist);
const seer = () => asAccount("attendance.see", w.networkId, strategist);
const take = async (organisation: string, who: string) =>
  takeAttendance(
    await taker(),
    id,
    attendanceSchema.parse({ organisationId: w.orgs[organisation]!.id, who }),
  );
const add = async (name: string) =>
  addOrganisation(await asAccount("organisation.manage", w.networkId, strategist), {
    name,
    kind: "agency",
    municipalityCode: null,
    principal: null,
  });
const lineOf = <T extends { organisation: string }>(lines: readonly T[], name: string) =>
  lines.find((l) => l.organisation === name)!;

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  for (const org of ["leksand", "falu"]) await signed(w, org);
  id = await createMeeting(
    await manager(),
    meetingSchema.parse({
      kind: "ordinary",
      title: "Vårens möte",
      heldOn: "2027-03-16",
      fromTime: "09:00",
      toTime: "15:00",
      place: "Falun",
      answerByOn: "2027-03-09",
    }),
  );
  const { version } = await db.meeting.findUniqueOrThrow({ where: { id } });
  await convene(await manager(), id, version);
  at("2027-02-10");
  w.orgs.late = await add("Sen myndighet");
});
afterAll(() => setClock(null));

describe("an organisation with nobody to ask", () => {
  it("is not silent on the meeting's page, nor in the numbers of the year's list", async () => {
    const page = meetingPage(await asAccount("meeting.see", w.networkId, strategist), id);
    expect(lineOf(page.lines, "Leksands kommun")).toMatchObject({ choice: null, askable: true });
    for (const name of ["Mora kommun", "Sen myndighet"])
      expect(lineOf(page.lines, name)).toMatchObject({ choice: null, askable: false });
    expect(page.silent).toBe(2);
    const year = yearPage(await asAccount("meeting.see", w.networkId, strategist), "2027");
    expect(year.meetings.map((m) => m.asked)).toEqual([2]);
  });
  it("is silent once somebody sits and has been called", async () => {
    await signed(w, "mora");
    const page = meetingPage(await asAccount("meeting.see", w.networkId, strategist), id);
    expect(lineOf(page.lines, "Mora kommun").askable).toBe(true);
    expect(page.silent).toBe(3);
  });
  it("is printed as nobody to call on the list of the day", async () => {
    const { bytes } = await attendanceList(
      await taker(),
      await asAccount("protected.reveal", w.networkId, strategist),
      id,
    );
    expect(textOf(bytes)).toMatch(/Sen myndighet\s+Ingen att kalla/);
  });
  it("may be marked as vacant, and one with a representative may not", async () => {
    at("2027-03-16");
    await take("leksand", "representative");
    await take("late", "vacant");
    await expect(take("leksand", "vacant")).rejects.toMatchObject({
      errors: { who: ["Någon hade platsen den dagen"] },
    });
    const lines = attendancePage(await taker(), id);
    expect(lineOf(lines.lines, "Sen myndighet").who).toBe("vacant");
    expect(lines.unmarked).toBe(2);
  });
  it("does not stop the closing, which names those that could come and are not marked", async () => {
    expect(await closeAttendance(await taker(), id, false)).toMatch(
      /^Två organisationer är inte markerade: Falu kommun, Mora/,
    );
    await take("falu", "absent");
    await take("mora", "absentNoticed");
    expect(await closeAttendance(await taker(), id, false)).toBeNull();
  });
  it("lowers no share: year, matrix, export, status and standing leave it out", async () => {
    at("2027-03-17");
    expect(yearFiguresPage(await seer(), "2027").figures).toMatchObject({ asked: 3, present: 1 });
    const matrix = attendanceOverview(await seer(), "2027").lines;
    expect(lineOf(matrix, "Sen myndighet")).toMatchObject({ of: 0, present: 0 });
    expect(lineOf(matrix, "Kvinnojourer i Dalarna")).toMatchObject({ of: 0 });
    expect(lineOf(matrix, "Falu kommun")).toMatchObject({ of: 1 });
    const csv = (await writeTable(attendanceTable(await seer(), "2027"), "csv")).toString("utf8");
    expect(csv).toMatch(/Sen myndighet;Vårens möte;2027-03-16;Platsen var vakant;\r/);
    expect(csv).toMatch(/Kvinnojourer i Dalarna;Vårens möte;2027-03-16;Ingen att kalla;\r/);
    expect(csv).toMatch(/Falu kommun;Vårens möte;2027-03-16;Uteblev utan besked;0/);
    expect(networkStatus(await asAccount("status.see", w.networkId, strategist)).attendance).toBe("33 %");
    const facts = factsOf(w.networkId, today(), [{ year: "2027", fromOn: "2027-01-01", toOn: "2027-03-17" }]);
    expect(
      ["leksand", "falu", "late", "jour"].map(
        (o) => facts.find((f) => f.id === w.orgs[o]!.id)!.facts.meetings,
      ),
    ).toEqual([1, 1, 0, 0]);
    const standing = standingPage(
      await asAccount("standing.see", w.networkId, strategist),
      w.orgs.jour!.slug,
      "2027",
    );
    expect(standing.duties[0]!.behind).toMatchObject([{ what: "Vårens möte", state: "Ingen att kalla" }]);
  });
});

describe("what is asked between the meetings", () => {
  it("waits for nobody where nobody sits: spreading, home work, date polls", async () => {
    const all = { to: "all", organisations: [] };
    const spread = await giveSpread(
      await asAccount("spread.manage", w.networkId, strategist),
      spreadSchema.parse({
        title: "Ny telefon",
        why: "Fler behöver veta.",
        text: "Öppet dygnet runt.",
        targets: "Alla",
        lastOn: "2027-03-25",
        ...all,
      }),
    );
    const effort = await giveEffort(
      await asAccount("effort.manage", w.networkId, strategist),
      effortSchema.parse({ title: "Se över rutinen", text: "Läs den.", lastOn: "2027-03-25", ...all }),
    );
    const poll = await createPoll(
      await manager(),
      pollSchema.parse({
        title: "Extra möte",
        options: [5, 6].map((d) => ({ heldOn: `2027-04-0${d}`, fromTime: "09:00", toTime: "12:00" })),
      }),
    );
    const of = (lines: readonly { organisation: string; state: string; askable: number }[]) =>
      [...lines].filter((s) => s.state === "waiting" && !s.askable).map((s) => s.organisation);
    const nobody = ["Kvinnojourer i Dalarna", "Sen myndighet"];
    expect(of(spreadPage(await asAccount("spread.see", w.networkId, strategist), spread).shares)).toEqual(
      nobody,
    );
    expect(of(effortPage(await asAccount("effort.see", w.networkId, strategist), effort).shares)).toEqual(
      nobody,
    );
    for (const table of [
      spreadTable(await asAccount("spread.manage", w.networkId, strategist), spread),
      answersTable(await asAccount("effort.manage", w.networkId, strategist), effort),
    ])
      expect((await writeTable(table, "csv")).toString()).toContain("Sen myndighet;Ingen att fråga");
    expect(pollResults(await manager(), poll)).toMatchObject({
      asked: 3,
      nobody,
      silent: ["Falu kommun", "Leksands kommun", "Mora kommun"],
    });
    at("2027-03-29");
    const todo = await asAccount("todo.see", w.networkId, strategist);
    expect(spreadTodo(todo)).toMatchObject([{ late: 3 }]);
    expect(effortTodo(todo)).toMatchObject([{ late: 3 }]);
    // None of it is late for whoever could not answer.
    const facts = factsOf(w.networkId, today(), [{ year: "2027", fromOn: "2027-01-01", toOn: "2027-03-29" }]);
    expect(facts.find((f) => f.id === w.orgs.late!.id)!.facts).toMatchObject({
      home: { given: 0, late: 0 },
      spread: { given: 0, late: 0 },
    });
    expect(facts.find((f) => f.id === w.orgs.falu!.id)!.facts.home).toMatchObject({ given: 1, late: 1 });
    // Nor once it is closed, nor where a part was begun by somebody who has left.
    await transact((tx) =>
      tx.effortShare.updateMany({
        where: { effortId: effort, organisationId: w.orgs.jour!.id },
        data: { state: "begun" },
      }),
    );
    await setClosed(await asAccount("effort.manage", w.networkId, strategist), effort, true);
    for (const name of ["jour", "late"]) {
      const see = await asAccount("standing.see", w.networkId, strategist);
      const home = standingPage(see, w.orgs[name]!.slug, "2027").duties.find((d) => d.duty === "home")!;
      expect([home.figure, home.behind.map((b) => b.state)]).toEqual(["", ["Ingen att fråga"]]);
    }
    const { shares } = effortPage(await asAccount("effort.see", w.networkId, strategist), effort);
    expect(shares.filter(isEmpty).map((s) => s.organisation)).toEqual(nobody);
    const answers = answersTable(await asAccount("effort.manage", w.networkId, strategist), effort);
    expect((await writeTable(answers, "csv")).toString()).toContain("Kvinnojourer i Dalarna;Ingen att fråga");
  });
});
