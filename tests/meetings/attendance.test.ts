import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import ICAL from "ical.js";
import { closeAttendance, takeAttendance } from "~/domain/meetings/attendance/commands.server";
import { attendanceTable } from "~/domain/meetings/attendance/files.server";
import { attendanceList } from "~/domain/meetings/attendance/papers.server";
import { attendanceOverview, attendancePage } from "~/domain/meetings/attendance/queries.server";
import { answer } from "~/domain/meetings/answering/commands.server";
import { convene, createMeeting, planYear } from "~/domain/meetings/commands.server";
import { makeFeed, feedToken, revokeFeed } from "~/domain/meetings/feeds/commands.server";
import { networkFeed, personalFeed } from "~/domain/meetings/feeds/queries.server";
import { organisationList } from "~/domain/network/queries.server";
import { yearToPlan } from "~/domain/meetings/planning.server";
import { meetingPage, yearPage } from "~/domain/meetings/queries.server";
import { answerSchema, attendanceSchema, meetingSchema, yearSchema } from "~/domain/meetings/schema";
import { permit } from "~/domain/access/permits.server";
import { writeTable } from "~/platform/table.server";
import { now, setClock } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { asAccount, asNobody, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
const before = new Date("2027-02-01T08:00:00Z");
const onTheDay = new Date("2027-03-16T08:30:00Z");
const manager = () => asAccount("meeting.manage", w.networkId, strategist);
const taker = () => asAccount("attendance.take", w.networkId, strategist);
const take = async (org: string, who: string, more: Record<string, unknown> = {}) =>
  takeAttendance(
    await taker(),
    id,
    attendanceSchema.parse({ organisationId: w.orgs[org]!.id, who, ...more }),
  );
const seer = () => asAccount("attendance.see", w.networkId, strategist);

beforeAll(async () => {
  setClock(before);
  w = await makeWorld();
  for (const org of ["leksand", "falu", "mora"]) await signed(w, org);
  id = await createMeeting(
    await manager(),
    meetingSchema.parse({
      kind: "ordinary",
      title: "=Vårens möte",
      heldOn: "2027-03-16",
      fromTime: "09:00",
      toTime: "16:00",
      place: "Falun",
      link: "https://mote.example/hemlig",
    }),
  );
  await convene(await manager(), id, 1);
  await answer(
    await asAccount("meeting.answer", w.networkId, strategist),
    id,
    answerSchema.parse({ organisationId: w.orgs.leksand!.id, choice: "representative", mode: "room" }),
  );
});
afterAll(() => setClock(null));

describe("attendance", () => {
  it("is taken on the day, not before", async () => {
    await expect(take("leksand", "representative")).rejects.toThrow("inte varit");
    setClock(onTheDay);
    await take("leksand", "deputy");
    await take("falu", "standIn", { name: "Ulla Ek", part: "afternoon", mode: "link" });
    await expect(take("mora", "standIn")).rejects.toMatchObject({ errors: { name: ["Skriv vem som kom"] } });
    await take("mora", "absentNoticed");
  });
  it("leaves the answer as it was, and says who stood in for whom", async () => {
    expect((await db.answer.findFirstOrThrow({ where: { meetingId: id } })).choice).toBe("representative");
    const line = attendancePage(await taker(), id).lines.find((l) => l.slug === w.orgs.leksand!.slug)!;
    expect(line).toMatchObject({ choice: "representative", who: "deputy", morning: 1, afternoon: 1 });
    const person = await db.person.findFirstOrThrow({ where: { email: "per.ost@leksand.example" } });
    expect(
      (await db.attendance.findFirstOrThrow({ where: { organisationId: w.orgs.leksand!.id } })).personId,
    ).toBe(person.id);
  });
  it("counts organisations, half days as halves", async () => {
    // A meeting under way is in no figure; the day after it is.
    expect(attendanceOverview(await seer(), "2027").meetings).toEqual([]);
    setClock(new Date(onTheDay.getTime() + 86_400_000));
    const { lines, meetings } = attendanceOverview(await seer(), "2027");
    setClock(onTheDay);
    expect(meetings.map((m) => m.id)).toEqual([id]);
    expect(Object.fromEntries(lines.map((l) => [l.slug, [l.present, l.of]]))).toMatchObject({
      "leksands-kommun": [1, 1],
      "falu-kommun": [0.5, 1],
      "mora-kommun": [0, 1],
    });
  });
  it("is changed after closing with a reason only, and what stood there is kept", async () => {
    // Nobody sits for the fourth: it is not asked about.
    await closeAttendance(await taker(), id, false);
    await expect(take("mora", "representative")).rejects.toMatchObject({
      errors: { why: expect.anything() as string[] },
    });
    await take("mora", "representative", { why: "Kom klockan tio" });
    const change = await db.attendanceChange.findFirstOrThrow();
    const who = (state: string) => (JSON.parse(state) as { who: string }).who;
    expect([who(change.before), who(change.after), change.why]).toEqual([
      "absentNoticed",
      "representative",
      "Kom klockan tio",
    ]);
    expect(attendancePage(await taker(), id).changes).toHaveLength(1);
    await expect(closeAttendance(await taker(), id)).rejects.toThrow("redan stängd");
  });
  it("opens right in a Swedish Excel, as text and as a workbook, and runs nothing", async () => {
    const csv = (await writeTable(attendanceTable(await seer(), "2027"), "csv")).toString("utf8");
    expect(csv.startsWith("\uFEFFOrganisation;Möte;Dag;Vem;Närvaro\r\n")).toBe(true);
    expect(csv).toContain("Falu kommun;'=Vårens möte;2027-03-16;Någon annan;0,5\r\n");
    const rows = await readSheet(await writeTable(attendanceTable(await seer(), "2027"), "xlsx"));
    const falu = rows.find((r) => r[0] === "Falu kommun")!;
    expect([falu[1], (falu[2] as unknown as Date).toISOString().slice(0, 10), falu[4]]).toEqual([
      "=Vårens möte",
      "2027-03-16",
      0.5,
    ]);
  });
  it("is written two tables at a time, and a writer that fails or is left ends by itself", async () => {
    const table = attendanceTable(await seer(), "2027");
    const all = await Promise.all(Array.from({ length: 5 }, () => writeTable(table, "csv")));
    expect(new Set(all.map((b) => b.toString())).size).toBe(1);
    await expect(writeTable({ ...table, sql: "SELECT finns_inte" }, "xlsx")).rejects.toThrow(
      "could not be written",
    );
    await expect(writeTable(table, "xlsx", AbortSignal.abort())).rejects.toThrow();
    const leaving = new AbortController();
    const left = writeTable(
      {
        ...table,
        sql: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS organisation, ?1, ?2, ?3 FROM n",
      },
      "csv",
      leaving.signal,
    );
    setImmediate(() => leaving.abort());
    await expect(left).rejects.toThrow();
    expect((await writeTable(table, "csv")).toString()).toBe(all[0]!.toString());
  });
  it("is a tagged paper to lay on the table", async () => {
    const { bytes } = await attendanceList(
      await taker(),
      await asAccount("protected.reveal", w.networkId, strategist),
      id,
    );
    const path = join(process.env.DATA_DIR!, "lista.pdf");
    writeFileSync(path, bytes);
    execFileSync("qpdf", ["--check", path], { stdio: "pipe" });
    const text = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
    expect(text).toContain("Leksands kommun");
    expect(text).toContain("Underskrift");
    expect(execFileSync("pdfinfo", [path], { encoding: "utf8" })).toMatch(/Tagged:\s+yes/);
  });
  it("writes a protected person as the role, without a label that reveals", async () => {
    await db.person.updateMany({
      where: { email: "asa.blom@leksand.example" },
      data: { protected: true, name: "Skyddad person" },
    });
    const line = attendancePage(await taker(), id).lines.find((l) => l.slug === w.orgs.leksand!.slug)!;
    expect(line.representative).toBe("Representanten");
    for (const who of [strategist, "asa.blom@falu.example"])
      expect(JSON.stringify(meetingPage(await asAccount("meeting.see", w.networkId, who), id))).not.toMatch(
        /kyddad/,
      );
    expect(
      JSON.stringify(organisationList(await asAccount("network.see", w.networkId, "asa.blom@falu.example"))),
    ).toMatch(/Representanten för Leksands kommun"/);
    await db.person.updateMany({
      where: { email: "asa.blom@leksand.example" },
      data: { protected: false, name: "Åsa Blom" },
    });
  });
  it("is the strategist's", async () => {
    await expect(asAccount("attendance.take", w.networkId, "asa.blom@falu.example")).rejects.toThrow();
    await expect(asAccount("attendance.see", w.gavleNetworkId, strategist)).rejects.toThrow();
  });
});

describe("a year", () => {
  it("is planned from last year's pattern: the same weeks and weekdays", async () => {
    const form = yearToPlan(await manager(), null);
    expect(form).toMatchObject({ fromYear: 2027, year: 2028 });
    expect(form.meetings.map((m) => m.heldOn)).toContain("2028-03-14");
    expect(form.meetings[0]).toMatchObject({ title: "=Vårens möte", fromTime: "09:00" });
    expect(
      await planYear(
        await manager(),
        yearSchema.parse({
          meetings: [
            { title: "Ett", heldOn: "2028-03-14", fromTime: "09.00", toTime: "16:00", place: "" },
            { title: "", heldOn: "", fromTime: "", toTime: "", place: "" },
            { title: "Två", heldOn: "2028-06-06", fromTime: "09:00", toTime: "16:00", place: "" },
          ],
        }),
      ),
    ).toBe(2);
    const page = yearPage(await asAccount("meeting.see", w.networkId, strategist), "2028");
    expect(page.meetings.map((m) => [m.title, m.fromTime, m.state, m.clash])).toEqual([
      ["Ett", "09:00", "planned", null],
      ["Två", "09:00", "planned", "nationaldagen"],
    ]);
    expect(
      yearPage(await asAccount("meeting.see", w.networkId, "asa.blom@falu.example"), "2028").meetings,
    ).toEqual([]);
    await expect(planYear(await manager(), yearSchema.parse({ meetings: [] }))).rejects.toMatchObject({
      kind: "invalid",
    });
  });
});

describe("feeds", () => {
  const reader = () => asNobody("feed.read");
  it("show meetings and no person; the public one no digital address", async () => {
    setClock(before);
    const open = networkFeed(
      permit("front.see", { account: null, link: null, now: now() }, (await manager()).network) as never,
    );
    expect(ICAL.parse(open)).toBeTruthy();
    expect(open).toContain("Vårens möte");
    expect(open).not.toMatch(/ATTENDEE|ORGANIZER|hemlig|Åsa|@dalarna/);
    await makeFeed(await asAccount("me.see", w.networkId, "asa.blom@falu.example"));
    const feed = await db.feed.findFirstOrThrow({ where: { revokedAt: null } });
    const mine = personalFeed(reader(), feedToken(feed.id, feed.nonce));
    expect(mine).not.toMatch(/ATTENDEE|ORGANIZER|Åsa|Per Öst/);
    const attendee = await db.attendee.findFirstOrThrow({
      where: {
        meetingId: id,
        personId: (await db.person.findFirstOrThrow({ where: { email: "asa.blom@falu.example" } })).id,
      },
    });
    expect(mine.replace(/\r\n /g, "")).toContain(attendee.uid);
  });
  it("stop when they are revoked, and at a wrong address", async () => {
    const feed = await db.feed.findFirstOrThrow({ where: { revokedAt: null } });
    await revokeFeed(await asAccount("me.see", w.networkId, "asa.blom@falu.example"));
    expect(() => personalFeed(reader(), feedToken(feed.id, feed.nonce))).toThrow();
    expect(() => personalFeed(reader(), "x".repeat(32))).toThrow();
  });
});
