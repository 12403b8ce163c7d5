// The year's figures against a naive recount, and read from a real year.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { share, yearFigures, type YearCell } from "~/domain/meetings/attendance/year";
import { yearFiguresPage, yearFiguresPaper } from "~/domain/meetings/attendance/year.server";
import { takeAttendance } from "~/domain/meetings/attendance/commands.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { yearToPlan } from "~/domain/meetings/planning.server";
import { conveningPage } from "~/domain/meetings/queries.server";
import { attendanceSchema, meetingSchema } from "~/domain/meetings/schema";
import { zonedInstant } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { pdfinfo, textOf } from "../sealing/paper";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

describe("the rules", () => {
  const cell = (meeting: number, organisation: number) =>
    fc
      .record({
        who: fc.constantFrom(
          null,
          "representative",
          "deputy",
          "standIn",
          "absent",
          "absentNoticed",
          "vacant",
        ),
        askable: fc.constantFrom(0, 1),
        part: fc.constantFrom(0, 1, 2),
        mode: fc.constantFrom("room", "link"),
      })
      .map(({ who, part, mode, askable }): YearCell => ({
        meetingId: `m${meeting}`,
        title: `Möte ${meeting}`,
        heldOn: `2027-0${1 + meeting}-10`,
        organisationId: `o${organisation}`,
        sort: organisation % 2 ? "municipality" : "agency",
        who,
        halves: who === null || who.startsWith("absent") || who === "vacant" ? 0 : Math.max(1, part),
        mode: who === null ? null : mode,
        askable,
      }));
  const year = fc
    .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 5 }))
    .chain(([m, o]) => fc.tuple(...Array.from({ length: m * o }, (_, i) => cell(Math.floor(i / o), i % o))))
    .map((cells) => cells);
  it("agree with counting by hand, in any order of the rows", () => {
    fc.assert(
      fc.property(year, fc.integer(), (all, salt) => {
        // Who was there is counted whatever is known of the seat.
        const cells = all.filter((c) => c.halves > 0 || (c.askable === 1 && c.who !== "vacant"));
        const shuffled = [...all].sort((a, b) =>
          `${a.meetingId}${a.organisationId}${salt}`.localeCompare(
            `${b.organisationId}${b.meetingId}${salt}`,
          ),
        );
        const f = yearFigures(shuffled);
        let [asked, present, always, never] = [0, 0, 0, 0];
        const taken = new Set(cells.filter((c) => c.who).map((c) => c.meetingId));
        for (const c of cells)
          if (taken.has(c.meetingId)) {
            asked++;
            present += c.halves * 0.5;
          }
        for (const o of new Set(cells.map((c) => c.organisationId))) {
          const own = cells.filter((c) => c.organisationId === o && taken.has(c.meetingId));
          if (own.length === 0) continue;
          const n = own.filter((c) => c.halves > 0).length;
          if (n === own.length) always++;
          if (n === 0) never++;
        }
        expect([f.asked, f.present, f.always, f.never]).toEqual([asked, present, always, never]);
        expect(f.bySort.reduce((a, k) => a + k.present, 0)).toBe(present);
        expect(f.meetings.filter((m) => m.taken).reduce((a, m) => a + m.present, 0)).toBe(present);
        expect(f.who.representative + f.who.deputy + f.who.standIn).toBe(f.room + f.link);
        expect(f.room + f.link).toBe(cells.filter((c) => taken.has(c.meetingId) && c.halves > 0).length);
        expect(f.meetings.map((m) => m.heldOn)).toEqual([...f.meetings.map((m) => m.heldOn)].sort());
        expect(f).toEqual(yearFigures(cells));
      }),
      { numRuns: 300 },
    );
  });
  it("write a share as people do", () =>
    expect([share(0.5, 3), share(0, 0), share(3, 3)]).toEqual(["17 %", "–", "100 %"]));
});

describe("a year", () => {
  let w: World;
  const at = (on: string) => setClock(zonedInstant(on, "10:00"));
  const seer = () => asAccount("attendance.see", w.networkId, strategist);
  beforeAll(async () => {
    at("2027-02-01");
    w = await makeWorld();
    for (const org of ["leksand", "falu"]) await signed(w, org);
    const manager = await asAccount("meeting.manage", w.networkId, strategist);
    const id = await createMeeting(
      manager,
      meetingSchema.parse({
        kind: "ordinary",
        title: "Vårens möte",
        heldOn: "2027-03-16",
        fromTime: "09:00",
        toTime: "16:00",
        place: "Falun",
      }),
    );
    expect(conveningPage(manager, id)).toMatchObject({ persons: 2, deputies: 0 });
    await convene(manager, id, 1);
    at("2027-03-16");
    const take = async (org: string, who: string, part = "day") =>
      takeAttendance(
        await asAccount("attendance.take", w.networkId, strategist),
        id,
        attendanceSchema.parse({ organisationId: w.orgs[org]!.id, who, part }),
      );
    await take("leksand", "representative");
    await take("falu", "deputy", "morning");
    await take("mora", "absentNoticed");
    at("2027-03-17");
  });
  afterAll(() => setClock(null));
  it("says what it counts, in figures, words, and on paper", async () => {
    const p = yearFiguresPage(await seer(), "2027");
    const asked = p.figures.asked;
    expect(p.counts).toMatchObject({ ordinary: 1, extra: 0, cancelled: 0, guests: 0 });
    expect(p.figures).toMatchObject({
      present: 1.5,
      who: { representative: 1, deputy: 1, standIn: 0 },
      always: 2,
      meetings: [{ title: "Vårens möte", present: 1.5, taken: true }],
    });
    expect(p.words).toContain(`Organisationernas närvaro var ${share(1.5, asked)}`);
    const { bytes, name } = await yearFiguresPaper(await seer(), "2027");
    expect([
      name,
      /Tagged: +yes/.test(pdfinfo(bytes)),
      /Så räknas det/.test(textOf(bytes)),
      /1,5/.test(textOf(bytes)),
    ]).toEqual(["arets-siffror-2027.pdf", true, true, true]);
    expect(
      yearFiguresPage(
        await asAccount("attendance.see", w.gavleNetworkId, "strateg@gavleborg.example"),
        "2027",
      ).figures.meetings,
    ).toEqual([]);
    expect(yearFiguresPage(await seer(), "2026").words).toContain("inte haft något möte");
  });
  it("counts no meeting that is under way, in any of them", async () => {
    at("2027-03-16");
    const { counts, figures } = yearFiguresPage(await seer(), "2027");
    expect([counts.ordinary, figures.meetings]).toEqual([0, []]);
    at("2027-03-17");
  });
  it("the next one starts from it, filled up to four meetings", async () => {
    const { meetings } = yearToPlan(await asAccount("meeting.manage", w.networkId, strategist), "2028");
    expect(meetings.map((m) => [m.title, m.heldOn])).toEqual([
      ["Vårens möte", "2028-03-14"],
      ["Vårens första möte", "2028-05-09"],
      ["Höstens första möte", "2028-09-19"],
      ["Höstens andra möte", "2028-11-14"],
    ]);
  });
});
