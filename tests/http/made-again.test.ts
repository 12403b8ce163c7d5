// What has no page to be changed on: sent again from the same page with other words, it is asked about before there is a second.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draftInquiry } from "~/domain/inquiries/commands.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { paths } from "~/paths";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { row } from "~/platform/db.server";
import { must } from "~/platform/must";
import { sessionCookie, startSite, type Site } from "../setup/server";
import { Visitor } from "../setup/visitor";
import { asAccount, makeWorld, sessionFor, strategist } from "../world";

let site: Site;
let staff: Visitor;
let admin: Visitor;
const place = { countySlug: "dalarna", slug: "lansgruppen" };
const of: Record<string, string> = {};
beforeAll(async () => {
  const w = await makeWorld();
  const times = { heldOn: addDays(today(), 30), fromTime: "09:00", toTime: "12:00" };
  const manage = await asAccount("meeting.manage", w.networkId, strategist);
  const meeting = { kind: "ordinary", title: "Möte", place: "Falun", ...times };
  const id = await createMeeting(manage, meetingSchema.parse(meeting));
  await convene(manage, id, 1);
  of.meeting = paths.meeting(place, id);
  const ask = await asAccount("inquiry.manage", w.networkId, strategist);
  const inquiry = { title: "Läget", why: "För planen.", lastOn: addDays(today(), 30) };
  of.inquiry = paths.inquiry(place, await draftInquiry(ask, inquiry));
  const { slug } = must(w.orgs.leksand, "leksand");
  for (const act of ["uppgifter", "kontaktvagar", "inbjudan"] as const)
    of[act] = paths.organisationAct(place, slug, act);
  of.admin = paths.administration;
  of.settings = paths.settings(place);
  of.plan = paths.planYear(place);
  of.invite = paths.invite(place);
  of.org = must(w.orgs.mora, "mora").id;
  const cookies = [await sessionFor(strategist), await sessionFor("admin@dalarna.example")].map(
    sessionCookie,
  );
  site = await startSite();
  [staff, admin] = cookies.map((c) => new Visitor(site.base).holding(c)) as [Visitor, Visitor];
  for (const who of [staff, admin]) await who.get("/mitt");
}, 60_000);
afterAll(() => site.stop());

const on = (days: number) => addDays(today(), days);
const year = { fromTime: "09:00", toTime: "12:00", place: "Falun", title: "Årets" };
const person = { fromOn: today(), untilOn: "" };
type Values = Record<string, string>;
const row1 = (m: Values) => Object.fromEntries(Object.entries(m).map(([k, v]) => [`meetings.0.${k}`, v]));

describe("sent again from the same page with other words", () => {
  it.each<[what: string, page: string, table: string, values: () => Values, other: Values]>([
    [
      "a year's meetings",
      "plan",
      "Meeting",
      () => row1({ ...year, heldOn: on(50) }),
      row1({ heldOn: on(51) }),
    ],
    [
      "a guest",
      "meeting",
      "Attendee",
      () => ({ gor: "bjud-in", name: "Anna Ek", email: "a@ort.example" }),
      { email: "b@ort.example" },
    ],
    [
      "a question",
      "inquiry",
      "InquiryQuestion",
      () => ({ gor: "lagg-till", kind: "text", label: "Hur går det?" }),
      { label: "Hur går det nu?" },
    ],
    [
      "a contact",
      "uppgifter",
      "Contact",
      () => ({ gor: "kontakt", name: "Rut", email: "rut@ort.example" }),
      { email: "rut.b@ort.example" },
    ],
    [
      "an association",
      "uppgifter",
      "Association",
      () => ({ gor: "forening", association: "Jouren" }),
      { association: "Jouren i Mora" },
    ],
    [
      "a channel",
      "kontaktvagar",
      "Channel",
      () => ({ gor: "ny", name: "Ledningen", purpose: "both", frequency: "varje månad" }),
      { name: "Ledningsgruppen" },
    ],
    [
      "an invitation",
      "inbjudan",
      "Link",
      () => ({ email: "reg@ort.example" }),
      { email: "registrator@ort.example" },
    ],
    [
      "invitations",
      "invite",
      "Link",
      () => ({ "to.0.organisationId": of.org ?? "", "to.0.email": "m@ort.example" }),
      { "to.0.email": "mora@ort.example" },
    ],
    [
      "a strategist",
      "settings",
      "StaffRole",
      () => ({ gor: "strateg", name: "Bo", email: "bo@lst.example", role: "strategist", ...person }),
      { email: "bo.ek@lst.example" },
    ],
    [
      "an administrator",
      "admin",
      "StaffRole",
      () => ({
        gor: "administrator",
        name: "Eva",
        email: "eva@lst.example",
        role: "administrator",
        ...person,
      }),
      { email: "eva.ek@lst.example" },
    ],
  ])("%s", async (what, page, table, values, other) => {
    const who = page === "admin" ? admin : staff;
    const address = of[page] ?? "";
    const post = (nyckel: string, more: Values = {}) =>
      who.post(address, Object.entries({ ...values(), ...more, nyckel }));
    const count = () => row<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
    const before = count();
    const key = `key-of-${what.replace(/\W/g, "-")}`;
    expect((await post(key)).status).toBe(303);
    expect(count()).toBe(before + 1);
    const again = await post(key, other);
    expect([again.status, again.html.includes("Du har redan")]).toEqual([409, true]);
    expect(again.html).toContain(`value="${Object.values(other)[0]}"`);
    expect(count()).toBe(before + 1);
    // The page that asks is another page.
    expect((await post(`${key}-2`, other)).status).toBe(303);
    expect(count()).toBe(before + 2);
  });
});

describe("a page that makes something", () => {
  // Each is refused a second time by its own rule, goes to a form that is there already, or marks what is there.
  const ruled = /askForLink|askForPlace|startCover|draftForm|givePlace|inviteAgain/;
  const makes = /\bawait ((?:add|create|invite|appoint|plan|start|draft|give|lift|comment|ask)\w*)\(/g;
  it("says where it is changed, or what is said before a second", () => {
    const pages = readdirSync("app/routes", { recursive: true, encoding: "utf8" }).filter((f) =>
      f.endsWith(".tsx"),
    );
    const silent = pages.filter((f) => {
      const text = readFileSync(`app/routes/${f}`, "utf8");
      const made = [...text.matchAll(makes)].map((m) => m[1] ?? "").filter((name) => !ruled.test(name));
      return made.length > 0 && !/\b(made|sent): /.test(text);
    });
    expect(silent).toEqual([]);
  });
  // Where the page leads back to itself, the browser keeps it as it stands afterwards, with a key of its own: `creates` does not
  // bring the earlier key back, and would have browsers keep pages that show persons. Back reads them anew, with what was made
  // in view. What the browser puts back into a field there is not asked about.
  const backToItself: Record<string, string> = {
    "administration/administration.tsx": "lists who and what has been added",
    "confirmations/channels.tsx": "lists the channels",
    "inquiries/inquiry.tsx": "lists the questions",
    "meetings/meeting.tsx": "lists the guests, and shows what people eat",
    "meetings/minutes.tsx": "lists the own comments",
    "network/settings.tsx": "lists the strategists",
    "organisations/details.tsx": "lists contacts, domains and associations",
    "organisations/invitations.tsx": "lists the invitations, and no longer asks for whoever has one",
  };
  it("that says what is said before a second is found by Back as it was typed, or leads back to itself", () => {
    const text = (f: string) => readFileSync(`app/routes/${f}`, "utf8");
    const said = readdirSync("app/routes", { recursive: true, encoding: "utf8" }).filter(
      (f) => f.endsWith(".tsx") && /\bsent: (?:again\.|"|`)/.test(text(f)),
    );
    expect(said.length).toBeGreaterThan(10);
    const without = said.filter((f) => !/<Form\b[^>]*\screates\b/.test(text(f)));
    expect(without.sort()).toEqual(Object.keys(backToItself));
  });
});
