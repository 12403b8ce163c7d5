// What has happened in order of time, past meetings that say so, and a deputy who serves on every list.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownPermit, networkById } from "~/domain/access/permits.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { yearPage } from "~/domain/meetings/queries.server";
import { isOver } from "~/domain/meetings/rules";
import { meetingSchema } from "~/domain/meetings/schema";
import { meetingStands } from "~/domain/meetings/texts";
import { mailAddresses, memberRows } from "~/domain/network/addresses.server";
import { organisationWaits } from "~/domain/network/mine.server";
import { networkStatus } from "~/domain/network/status.server";
import { organisationPage } from "~/domain/organisations/queries.server";
import { startCover } from "~/domain/seats/commands.server";
import { startOfDay } from "~/platform/calendar";
import { setClock } from "~/platform/clock";
import { transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 10 * 3_600_000));
const said = async (instant: string, kind: string, data: Record<string, string> = {}, org = "jour") =>
  transact((tx) =>
    announce(tx, ownPermit("work.run", "job", "test", networkById(w.networkId), new Date(instant)), {
      kind,
      networkId: w.networkId,
      organisationId: w.orgs[org]!.id,
      subjectType: "organisation",
      subjectId: w.orgs[org]!.id,
      data,
    }),
  );

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  await signed(w, "leksand");
});
afterAll(() => setClock(null));

describe("what has happened", () => {
  it("says where only the latest of it stands", async () => {
    const page = async () =>
      organisationPage(await asAccount("organisation.see", w.networkId, strategist), w.orgs.mora!.slug, null);
    expect((await page()).latestAlone).toBeNull();
    for (let i = 0; i < 81; i++) await said("2027-01-03T10:00:00.000Z", "channel.added", {}, "mora");
    const { latestAlone, timeline } = await page();
    expect([latestAlone, timeline.length]).toEqual([80, 80]);
  });
  it("stands in order of time, also what was written down later and what happened at once", async () => {
    await said("2027-02-03T10:00:00.000Z", "channel.added");
    await said("2027-02-05T10:00:00.000Z", "channel.changed");
    // Written down last, after the clock was turned back.
    await said("2027-02-04T10:00:00.000Z", "channel.ended");
    await said("2027-02-05T10:00:00.000Z", "handover.written");
    await said("2027-02-05T09:59:59.999Z", "question.raised");
    const page = organisationPage(
      await asAccount("organisation.see", w.networkId, strategist),
      w.orgs.jour!.slug,
      null,
    );
    const lines = page.timeline.map((t) => t.what);
    expect(lines.slice(0, 5)).toEqual([
      "En överlämning skrevs",
      "En kontaktväg ändrades",
      "Organisationens fråga lyftes",
      "En kontaktväg avslutades",
      "En kontaktväg lades till",
    ]);
  });
});

describe("a meeting in a list", () => {
  it("says that it has been, whatever became of it", () => {
    const on = (state: "planned" | "convened" | "cancelled") =>
      [true, false].map((over) => meetingStands({ state, over })[0]);
    expect(on("convened")).toEqual(["Har varit", "Kallat"]);
    expect(on("planned")).toEqual(["Kallelsen skickades aldrig", "Planerat, inte kallat"]);
    expect(on("cancelled")).toEqual(["Inställt", "Inställt"]);
  });
});

describe("a meeting of today", () => {
  it("is next until its last hour has struck, or its attendance is closed", () => {
    const m = { heldOn: "2027-02-10", toTime: "12:00", closedAt: null };
    expect(isOver(m, "2027-02-10 11:59")).toBe(false);
    expect(isOver(m, "2027-02-10 12:00")).toBe(true);
    expect(isOver({ ...m, closedAt: "2027-02-10T10:30:00.000Z" }, "2027-02-10 11:31")).toBe(true);
  });
  it("is nobody's next one when it has been, and asks for no answer once it has begun", async () => {
    at("2027-02-10");
    const planned = meetingSchema.parse({
      kind: "ordinary",
      title: "Dagens möte",
      heldOn: "2027-02-11",
      fromTime: "09:00",
      toTime: "12:00",
      place: "Residenset",
      audience: "both",
    });
    const id = await createMeeting(await asAccount("meeting.manage", w.networkId, strategist), planned);
    await convene(await asAccount("meeting.manage", w.networkId, strategist), id, 1);
    const seen = async (hour: number) => {
      setClock(new Date(startOfDay("2027-02-11").getTime() + hour * 3_600_000));
      const { next } = networkStatus(await asAccount("status.see", w.networkId, strategist));
      const waits = organisationWaits(
        await asAccount("organisation.see", w.networkId, "asa.blom@leksand.example"),
        w.orgs.leksand!.slug,
        null,
      );
      const year = yearPage(await asAccount("meeting.see", w.networkId, strategist), null);
      return [next?.title ?? null, waits!.meetings.length, meetingStands(year.meetings[0]!)[0]];
    };
    expect(await seen(8)).toEqual(["Dagens möte", 1, "Kallat"]);
    expect(await seen(10)).toEqual(["Dagens möte", 0, "Kallat"]);
    expect(await seen(13)).toEqual([null, 0, "Har varit"]);
  });
});

describe("a deputy who serves", () => {
  it("stands among the representatives' addresses and on the members' list, for a period and until further notice", async () => {
    at("2027-03-01");
    const see = () => asAccount("addresses.see", w.networkId, strategist);
    const row = async () => memberRows(await see()).find((r) => r.organisation === "Leksands kommun")!.deputy;
    expect(mailAddresses(await see(), "representanter").addresses).toEqual(["asa.blom@leksand.example"]);
    expect(await row()).toBe("Per Öst");
    await startCover(await asAccount("cover.start", w.networkId, strategist), {
      organisationId: w.orgs.leksand!.id,
      fromOn: "2027-03-01",
      lastOn: "2027-08-31",
    });
    expect(mailAddresses(await see(), "representanter").addresses.sort()).toEqual([
      "asa.blom@leksand.example",
      "per.ost@leksand.example",
    ]);
    expect(await row()).toBe("Per Öst (tjänstgör till och med 31 augusti 2027)");
  });
});
