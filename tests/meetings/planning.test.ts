// A year is planned as chosen, with as many suggested days as the network has meetings a year.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reminderDue } from "~/domain/asks/rules";
import { createMeeting, cancelMeeting, planYear } from "~/domain/meetings/commands.server";
import { yearToPlan } from "~/domain/meetings/planning.server";
import { meetingSchema, yearSchema } from "~/domain/meetings/schema";
import { changeSettings, changeWords } from "~/domain/network/commands.server";
import { settingsSchema } from "~/domain/network/schema";
import { networkSettings } from "~/domain/network/settings.server";
import { addDays, afterQuiet } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { weekdayOf } from "~/platform/holidays";
import { action, loader } from "~/routes/meetings/plan";
import { sessionCookie } from "../setup/server";
import { asAccount, makeWorld, sessionFor, strategist, type World } from "../world";

let w: World;
const manager = () => asAccount("meeting.manage", w.networkId, strategist);
const settings = () => asAccount("network.manage", w.networkId, strategist);
const days = async (year: string) => yearToPlan(await manager(), year).meetings.map((m) => m.heldOn);
const meeting = async (heldOn: string, title = "Planerat", kind = "ordinary") =>
  createMeeting(
    await manager(),
    meetingSchema.parse({ kind, title, heldOn, fromTime: "09:00", toTime: "15:00" }),
  );
/** The settings as the page shows them, with what is changed. */
async function saved(change: Record<string, unknown>) {
  const shown = networkSettings(await settings()).values;
  await changeSettings(await settings(), settingsSchema.parse({ ...shown, ...change }));
}

beforeAll(async () => {
  setClock(new Date("2026-10-20T08:00:00Z"));
  w = await makeWorld();
});
afterAll(() => setClock(null));

describe("a year that is planned", () => {
  it("is the one that was chosen", async () => {
    const form = yearToPlan(await manager(), "2028");
    expect(form).toMatchObject({ year: 2028, years: [2026, 2027, 2028, 2029], fromYear: null });
    expect(form.meetings.map((m) => m.heldOn.slice(0, 4))).toEqual(["2028", "2028", "2028", "2028"]);
    // A year that has been, or is none, is never planned.
    for (const asked of ["2024", "2999", "x", "", null])
      expect(yearToPlan(await manager(), asked).year).toBe(2026);
  });
  it("has as many suggested days as the network has meetings a year, never on a day that is pointed out", async () => {
    for (const meetingsAYear of [1, 2, 6, 12]) {
      await saved({ meetingsAYear: String(meetingsAYear) });
      const { meetings } = yearToPlan(await manager(), "2027");
      expect(meetings).toHaveLength(meetingsAYear);
      expect(new Set(meetings.map((m) => m.heldOn)).size).toBe(meetingsAYear);
      expect(new Set(meetings.map((m) => m.title)).size).toBe(meetingsAYear);
      expect(meetings.filter((m) => m.clash !== null || !m.heldOn.startsWith("2027-"))).toEqual([]);
      expect(meetings.every((m) => weekdayOf(m.heldOn) <= 5)).toBe(true);
    }
    await saved({ meetingsAYear: "4" });
    expect(settingsSchema.safeParse({ meetingsAYear: "0" }).error?.issues.map((i) => i.message)).toContain(
      "Minst ett möte om året",
    );
  });
  it("counts what is planned already: extra and cancelled meetings are none of them", async () => {
    const [first] = await days("2027");
    await meeting("2027-03-09");
    await meeting("2027-04-20", "Extra", "extra");
    const cancelled = await meeting("2027-09-21", "Inställt");
    const { version } = await db.meeting.findUniqueOrThrow({ where: { id: cancelled } });
    await cancelMeeting(await manager(), cancelled, version, null);
    const form = yearToPlan(await manager(), "2027");
    expect(form.planned).toEqual([{ title: "Planerat", heldOn: "2027-03-09" }]);
    expect(form.meetings).toHaveLength(3);
    expect(form.meetings.map((m) => m.heldOn)).not.toContain(first);
    await planYear(
      await manager(),
      yearSchema.parse({ meetings: form.meetings.map((m) => ({ ...m, place: m.place })) }),
    );
    expect(yearToPlan(await manager(), "2027").meetings).toEqual([]);
    // A colleague's page was read before: what it plans once more is told at each day, and none is made twice.
    const planned = await db.meeting.count();
    await expect(
      planYear(await manager(), yearSchema.parse({ meetings: form.meetings })),
    ).rejects.toMatchObject({
      kind: "invalid",
      errors: { "meetings.0.heldOn": [expect.stringContaining("finns redan ett möte")] },
    });
    expect(await db.meeting.count()).toBe(planned);
    await saved({ meetingsAYear: 5 });
    expect(yearToPlan(await manager(), "2027").meetings).toHaveLength(1);
    await saved({ meetingsAYear: 4 });
  });
  it("has last year's weeks and weekdays, moved from days to know, holidays and quiet periods", async () => {
    const same = await days("2028");
    expect(same).toHaveLength(4);
    const { values: shown, words } = networkSettings(await settings());
    await changeWords(await settings(), {
      ...words,
      knownDays: `${Number(same[0]!.slice(8))} ${
        ["januari", "februari", "mars", "april", "maj"][Number(same[0]!.slice(5, 7)) - 1] ?? ""
      } En dag att känna till`,
    } as never);
    const moved = yearToPlan(await manager(), "2028");
    expect(moved.meetings[0]!.heldOn).not.toBe(same[0]);
    expect(weekdayOf(moved.meetings[0]!.heldOn)).toBe(weekdayOf(same[0]!));
    expect(moved.meetings[0]!.insteadOf).toContain("är En dag att känna till");
    await changeSettings(
      await settings(),
      settingsSchema.parse({ ...shown, quiet: [{ from: "08-01", to: "10-15" }] }),
    );
    expect((await days("2028")).filter((on) => on.slice(5) >= "08-01" && on.slice(5) <= "10-15")).toEqual([]);
  });
  it("has quiet periods of at most 90 days on end, alone and together", () => {
    const said = (...quiet: [string, string][]) =>
      settingsSchema.shape.quiet
        .safeParse([...quiet, ["", ""]].map(([from, to]) => ({ from, to })))
        .error?.issues.map((i) => [i.path.join("."), i.message]);
    const tooLong = "Högst 90 dagar i följd får vara lugna. Påminnelser som väntar kommer annars aldrig fram";
    expect(said(["05-01", "07-29"], ["12-20", "01-07"])).toBeUndefined();
    expect(said(["12-20", "01-07"], ["05-01", "07-30"])).toEqual([["1.to", tooLong]]);
    expect(said(["12-20", "01-31"], ["02-01", "03-31"])).toEqual([["1.to", tooLong]]);
    expect(said(["01-01", "12-31"])).toEqual([["0.to", tooLong]]);
    const half = "Skriv båda dagarna, eller lämna båda tomma";
    expect(said(["12-20", ""], ["", "01-07"])).toEqual([
      ["0.to", half],
      ["1.from", half],
    ]);
    expect(said(...Array.from({ length: 5000 }, (): [string, string] => ["01-01", "01-01"]))).toEqual([
      ["", "Högst 20 lugna perioder"],
    ]);
    // The longest that is taken leaves a day for the reminder, whenever it begins.
    const lastOn = "2027-04-29";
    for (let from = addDays(lastOn, -90); from <= addDays(lastOn, 2); from = addDays(from, 1)) {
      const periods = [{ from: from.slice(5), to: addDays(from, 89).slice(5) }];
      const on = afterQuiet(addDays(lastOn, 2), periods);
      expect([from, reminderDue(on, lastOn, "2027-01-01")]).toEqual([from, "after"]);
    }
  });
  it("has no day that has been: the row is left to be filled in", async () => {
    const form = yearToPlan(await manager(), "2026");
    expect(form.meetings).toHaveLength(4);
    expect(form.meetings.filter((m) => m.heldOn !== "" && m.heldOn <= "2026-10-20")).toEqual([]);
    expect(form.meetings.filter((m) => m.heldOn === "").length).toBeGreaterThan(0);
  });
  it("is chosen in the page's address, and the save leads there", async () => {
    const cookie = sessionCookie(await sessionFor(strategist));
    const at = "http://localhost/dalarna/lansgruppen/moten/ar?ar=2029";
    const params = { county: "dalarna", network: "lansgruppen" };
    const got = await loader({
      request: new Request(at, { headers: { cookie } }),
      params,
      context: {},
    });
    expect(JSON.stringify(got)).toContain('"year":2029');
    const body = new URLSearchParams({
      "meetings.0.title": "Ett",
      "meetings.0.heldOn": "2029-03-13",
      "meetings.0.fromTime": "09:00",
      "meetings.0.toTime": "16:00",
    });
    const done = (await action({
      request: new Request(at, { method: "POST", headers: { cookie }, body }),
      params,
      context: {},
    })) as unknown as Response;
    expect(String(done.headers.get("location"))).toContain("ar=2029");
  });
});
