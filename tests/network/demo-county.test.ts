// The demo county as `npm start` makes it, on whatever day: `npm run test:dates` asks it on eight.
import { describe, expect, it } from "vitest";
import { byAccount } from "../../app/cli/demo/actors";
import { groupList } from "~/domain/groups/queries.server";
import { networkStatus } from "~/domain/network/status.server";
import { setClock } from "~/platform/clock";
import { rows } from "~/platform/db.server";
import { pointedOut } from "~/platform/holidays";
import { fillWithDemo } from "../setup/demo";

describe("the demo county", () => {
  it("is made without a fault, meets on plain days, and says nothing absurd", async () => {
    await fillWithDemo();
    const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(new Date());
    const meetings = rows<{ title: string; heldOn: string; answerByOn: string | null }>(
      "SELECT title, heldOn, answerByOn FROM Meeting ORDER BY heldOn",
    );
    expect(meetings.filter((m) => pointedOut(m.heldOn) !== null)).toEqual([]);
    expect(meetings.filter((m) => m.answerByOn !== null && m.answerByOn >= m.heldOn)).toEqual([]);
    expect(meetings.filter((m) => m.heldOn < today).length).toBeGreaterThan(2);
    expect(meetings.filter((m) => m.heldOn > today).length).toBeGreaterThan(2);
    const options = rows<{ heldOn: string }>("SELECT heldOn FROM PollOption");
    expect(options.filter((o) => o.heldOn <= today || pointedOut(o.heldOn) !== null)).toEqual([]);
    // What pages and papers call the next meeting is to come.
    setClock(null);
    const [network] = rows<{ id: string }>("SELECT id FROM Network WHERE slug = 'lansgruppen'");
    const strategist = "strateg@lansstyrelsen.example";
    const status = networkStatus(await byAccount("status.see", network?.id ?? "", strategist));
    const groups = groupList(await byAccount("group.see", network?.id ?? "", strategist)).groups;
    const next = [status.next?.heldOn, ...groups.flatMap((g) => g.nextOn ?? [])];
    expect(next.length).toBeGreaterThan(1);
    expect(next.filter((on) => on === undefined || on <= today)).toEqual([]);
    // No meeting is named by a season that it is not in.
    expect(meetings.filter((m) => /vår(en)?s?\b|höst|vinter|sommar/i.test(m.title))).toEqual([]);
    // Two meetings of all never fall on one day, and no last day to answer has passed when somebody is asked.
    expect(new Set(meetings.map((m) => m.heldOn)).size).toBe(meetings.length);
    expect(
      rows("SELECT title FROM Meeting WHERE state = 'convened' AND heldOn > ?1 AND answerByOn < ?1", today),
    ).toEqual([]);
    const visits = rows<{ visitOn: string }>("SELECT visitOn FROM Visit");
    expect(visits.filter((v) => pointedOut(v.visitOn) !== null)).toEqual([]);
    // Nothing has happened that has not happened yet.
    expect(rows("SELECT kind, at FROM Event WHERE at > ?", new Date().toISOString())).toEqual([]);
    const letters = rows<{ subject: string; text: string }>("SELECT subject, text FROM Letter");
    expect(letters.length).toBeGreaterThan(50);
    expect(
      letters
        .filter((l) => /undefined|null|NaN|Invalid|\[object/.test(l.subject + l.text))
        .map((l) => l.subject),
    ).toEqual([]);
  }, 300_000);
});
