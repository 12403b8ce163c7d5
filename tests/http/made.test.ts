// What is made on a page of something else: sent again with other words it is changed, and there is no second.
import { afterAll, beforeAll, expect, it } from "vitest";
import { startGroup } from "~/domain/groups/commands.server";
import { groupSchema } from "~/domain/groups/schema";
import { createMeeting } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { row } from "~/platform/db.server";
import { must } from "~/platform/must";
import { filled } from "../faults/filling";
import { sessionCookie, startSite, type Site } from "../setup/server";
import { formsOf, Visitor, type Entry } from "../setup/visitor";
import { asAccount, makeWorld, sessionFor, strategist } from "../world";

let site: Site;
let who: Visitor;
const pages: Record<string, string> = {};
beforeAll(async () => {
  const w = await makeWorld();
  const times = { heldOn: addDays(today(), 30), fromTime: "09:00", toTime: "12:00" };
  const meeting = await createMeeting(
    await asAccount("meeting.manage", w.networkId, strategist),
    meetingSchema.parse({ kind: "ordinary", title: "Möte", place: "Falun", ...times }),
  );
  const group = await startGroup(
    await asAccount("group.manage", w.networkId, strategist),
    groupSchema.parse({ name: "Gruppen", purpose: "Skriva.", startOn: today() }),
  );
  pages.AgendaItem = `/dalarna/lansgruppen/moten/${meeting}/dagordning/ny`;
  pages.GroupMilestone = `/dalarna/lansgruppen/arbetsgrupper/${group}/milstolpar/ny`;
  const cookie = sessionCookie(await sessionFor(strategist));
  site = await startSite();
  who = new Visitor(site.base).holding(cookie);
}, 60_000);
afterAll(() => site.stop());

const count = (of: string) => row<{ n: number }>(`SELECT count(*) AS n FROM ${of}`)?.n;
/** The form with a title, filled in with this one. */
async function titled(path: string, title: string) {
  const forms = formsOf((await who.get(path)).html, path);
  const form = must(
    forms.find((f) => f.fields.some((x) => x.name === "title")),
    `a form at ${path}`,
  );
  const all = filled({ form, button: null, wrong: new Map(), ticked: false });
  return { form, entries: all.map((e): Entry => (e[0] === "title" ? ["title", title] : e)) };
}
it.each(["AgendaItem", "GroupMilestone"])("%s", async (table) => {
  const { form, entries } = await titled(pages[table] ?? "", "Ett");
  expect((await who.post(form.action, entries)).status).toBe(303);
  expect(count(table)).toBe(1);
  const other = entries.map((e): Entry => (e[0] === "title" ? ["title", "Ett ändrat"] : e));
  const { to } = await who.post(form.action, other);
  expect((await who.get(to)).html).toContain('value="Ett ändrat"');
  const change = await titled(to, "Ett ändrat");
  expect((await who.post(change.form.action, change.entries)).status).toBe(303);
  expect([count(table), count(`${table} WHERE title = 'Ett ändrat'`)]).toEqual([1, 1]);
});
