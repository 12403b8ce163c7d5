// What staff write for others to read names nobody who is protected, wherever it is written: told at the field, and nothing is sent.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "~/platform/calendar";
import { today } from "~/platform/clock";
import { db, row, transact } from "~/platform/db.server";
import { must } from "~/platform/must";
import { startDemo } from "../setup/demo";
import { ended } from "../setup/ended";
import type { Site } from "../setup/server";
import { formsOf, inMain, text, Visitor, type Entry } from "../setup/visitor";

const place = "/dalarna/lansgruppen";
const told = "Här står namnet på en skyddad person. Ta bort det.";
const coordinator = "samordnare@norradalarna.example";
let site: Site;
let strategist: Visitor;
let member: Visitor;
let name: string;
beforeAll(async () => {
  site = await startDemo();
  strategist = await new Visitor(site.base).signIn("strateg@lansstyrelsen.example");
  member = await new Visitor(site.base).signIn(coordinator);
  name = must(
    row<{ name: string }>("SELECT name FROM ProtectedIdentity LIMIT 1"),
    "one who is protected",
  ).name;
}, 180_000);
afterAll(() => ended(site));

const day = (days: number) => addDays(today(), days);
const ofMeeting = () =>
  must(
    row<{ id: string }>("SELECT id FROM Meeting WHERE state = 'convened' AND heldOn > ? LIMIT 1", today()),
    "a meeting to come",
  ).id;
const ofGroup = () =>
  must(row<{ id: string }>("SELECT id FROM WorkingGroup WHERE endedOn IS NULL LIMIT 1"), "a group").id;

interface Written {
  at: () => string;
  entries: Record<string, string>;
  /** The field that the name is put in. */
  field: string;
}
const written: Record<string, Written> = {
  meeting: {
    at: () => "/moten/nytt",
    entries: { title: "Ett till", heldOn: day(50), fromTime: "13.00", toTime: "15.00", place: "Falun" },
    field: "title",
  },
  "point of an agenda": {
    at: () => `/moten/${ofMeeting()}/dagordning/ny`,
    entries: { title: "Rutinen", purpose: "dialogue" },
    field: "presenter",
  },
  group: {
    at: () => "/arbetsgrupper/ny",
    entries: { name: "Rutiner", purpose: "Skriva rutiner.", startOn: day(3) },
    field: "purpose",
  },
  milestone: {
    at: () => `/arbetsgrupper/${ofGroup()}/milstolpar/ny`,
    entries: { gor: "spara", title: "Utkastet", dueOn: day(20) },
    field: "title",
  },
  spreading: {
    at: () => "/sprida/ny",
    entries: {
      title: "Nytt",
      why: "Det är nytt.",
      text: "Läs.",
      targets: "Chefer",
      lastOn: day(40),
      to: "all",
    },
    field: "why",
  },
  effort: {
    at: () => "/pa-hemmaplan/ny",
    entries: { title: "Läs", text: "Läs och berätta.", lastOn: day(40), to: "all" },
    field: "text",
  },
  inquiry: {
    at: () => "/samla-in/ny",
    entries: { title: "Boende", why: "Vi planerar.", lastOn: day(40) },
    field: "why",
  },
  finding: {
    at: () => "/lardomar/ny",
    entries: { kind: "example", title: "Fråga alla", text: "Det gav svar." },
    field: "title",
  },
  material: {
    at: () => "/material/nytt",
    entries: { url: "https://ort.example/sida", title: "En sida" },
    field: "title",
  },
};
/** As the page's own form is sent: what stands in it, and what is typed. */
async function send(by: Visitor, { at, entries, field }: Written) {
  const page = await by.get(place + at());
  const form = must(
    formsOf(page.html, page.at).find((f) => f.fields.some((x) => x.name === field)),
    `a form at ${at()}`,
  );
  const stands = form.fields
    .filter((f) => f.name && !Object.hasOwn(entries, f.name) && f.kind !== "file" && f.kind !== "button")
    .filter((f) => f.on || (f.kind !== "radio" && f.kind !== "checkbox"))
    .map((f): Entry => [f.name, f.value]);
  return by.post(form.action, [...stands, ...Object.entries(entries)], at() === "/material/nytt");
}
const naming = (w: Written, words: string): Written => ({
  ...w,
  entries: { ...w.entries, [w.field]: words },
});
const rows = () =>
  row<{ n: number }>("SELECT (SELECT count(*) FROM Event) + (SELECT count(*) FROM Letter) AS n")?.n;

describe("a protected person's name", () => {
  for (const [what, w] of Object.entries(written))
    it(`is refused in a ${what}, at its field, and nothing is kept or sent`, async () => {
      const before = rows();
      for (const words of [`Enligt ${name.toUpperCase()}.`, `${name}s förslag`]) {
        const { status, html } = await send(strategist, naming(w, words));
        expect([status, text(inMain(html)).includes(told)]).toEqual([422, true]);
        expect(html).toMatch(new RegExp(`href="#[^"]*${w.field}`));
      }
      expect(rows()).toBe(before);
    });
  it("is refused in what a member proposed, when it is taken onto the agenda", async () => {
    const meeting = ofMeeting();
    const { networkId } = await db.meeting.findUniqueOrThrow({ where: { id: meeting } });
    const { id } = await transact((tx) =>
      tx.agendaItem.create({
        data: {
          meetingId: meeting,
          networkId,
          state: "proposed",
          position: 0,
          title: "Rutinen",
          purpose: "dialogue",
          text: `${name} berättar.`,
          createdAt: new Date(),
        },
      }),
    );
    const at = `${place}/moten/${meeting}/dagordning`;
    const page = await strategist.get(at);
    const form = must(
      formsOf(page.html, at).find((f) => f.fields.some((x) => x.name === "id" && x.value === id)),
      "the press that takes it",
    );
    const marked = form.fields.filter((f) => f.kind === "hidden").map((f): Entry => [f.name, f.value]);
    const { status, html } = await strategist.post(form.action, [...marked, ["gor", "godta"]]);
    expect([status, text(inMain(html)).includes(told)]).toEqual([422, true]);
    expect((await db.agendaItem.findUniqueOrThrow({ where: { id } })).state).toBe("proposed");
  });
  it("is not seen in a longer one", async () => {
    const w = must(written.group, "the form of a group");
    const { status } = await send(strategist, naming(w, `${name}berg skriver.`));
    expect(status).toBe(303);
  });
  it("is told to nobody who has a seat", async () => {
    const { organisationId } = must(
      row<{ organisationId: string }>(
        "SELECT h.organisationId FROM Holding h JOIN Person p ON p.id = h.personId WHERE p.email = ? AND h.untilOn IS NULL",
        coordinator,
      ),
      "a seat",
    );
    const { status, html } = await send(member, {
      at: () => "/fragor-att-lyfta/ny",
      entries: { title: "En fråga", background: `${name} sa det.`, level: "heads", organisationId },
      field: "background",
    });
    expect([status, html.includes(told)]).toEqual([303, false]);
  });
});
