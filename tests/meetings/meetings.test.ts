// A meeting from convening to cancelling, read from a real SMTP server by two parsers.
import { execFileSync } from "node:child_process";
import ICAL from "ical.js";
import type { ParsedMail } from "mailparser";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { saveDraft } from "~/domain/commitments/commands.server";
import { begin, send } from "~/domain/commitments/drafting/commands.server";
import { draftForm } from "~/domain/commitments/queries.server";
import { answer, answerAsGuest } from "~/domain/meetings/answering/commands.server";
import { answerPage } from "~/domain/meetings/answering/queries.server";
import {
  cancelMeeting,
  changeMeeting,
  convene,
  createMeeting,
  inviteGuest,
  removeGuest,
} from "~/domain/meetings/commands.server";
import { meetingPage } from "~/domain/meetings/queries.server";
import { followSeats, forgetDiets, remindSilent } from "~/domain/meetings/recurring.server";
import { answerSchema, meetingSchema, type MeetingInput } from "~/domain/meetings/schema";
import { findLink, linkToken } from "~/domain/access/tokens.server";
import { leave } from "~/domain/seats/commands.server";
import { carry } from "~/jobs/postman.server";
import { addDays, startOfDay } from "~/platform/calendar";
import { now, setClock, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { action as cancel } from "~/routes/meetings/cancel";
import { action as edit } from "~/routes/meetings/edit";
import { startMailServer, type MailServer } from "../setup/mailserver";
import { sessionCookie } from "../setup/server";
import {
  asAccount,
  asLink,
  draftFor,
  makeWorld,
  sessionFor,
  signed,
  signer,
  signWith,
  strategist,
  type World,
} from "../world";

let w: World;
let mail: MailServer;
const start = new Date("2027-02-01T08:00:00Z");
const back = () => setClock(start);
const day = "2027-03-16";
const input = (change: Record<string, unknown> = {}): MeetingInput =>
  meetingSchema.parse({
    kind: "ordinary",
    title: "Vårens första möte",
    heldOn: day,
    fromTime: "09:00",
    toTime: "16:00",
    place: "Länsstyrelsen, Falun",
    link: "https://mote.example/x",
    answerByOn: addDays(day, -7),
    ...change,
  });
const manager = () => asAccount("meeting.manage", w.networkId, strategist);
const version = async (id: string) => (await db.meeting.findUniqueOrThrow({ where: { id } })).version;
const convened = async (change: Record<string, unknown> = {}) => {
  const id = await createMeeting(await manager(), input(change));
  await convene(await manager(), id, await version(id));
  return id;
};
/** By the link of the person's own letter. */
async function answering(id: string, email: string) {
  const person = await db.person.findFirst({ where: { email } });
  const attendee = await db.attendee.findFirstOrThrow({
    where: { meetingId: id, ...(person ? { personId: person.id } : { email }) },
  });
  return asLink(
    "meeting.answer",
    (await findLink((await linkToken(attendee.linkId!))!.token, "attend", now()))!.link,
  );
}
const say = async (
  id: string,
  email: string,
  org: string,
  choice: string,
  more: Record<string, unknown> = {},
) =>
  answer(
    await answering(id, email),
    id,
    answerSchema.parse({ organisationId: w.orgs[org]!.id, choice, ...more }),
  );
/** Every letter that the last steps caused. */
async function sent(): Promise<ParsedMail[]> {
  const from = mail.received.length;
  await carry();
  return mail.received.slice(from);
}
const address = (m: ParsedMail) => [m.to].flat()[0]!.value[0]!.address!;
const calendarOf = (m: ParsedMail) => {
  const part = m.attachments.find((a) => a.contentType === "text/calendar");
  return part ? part.content.toString() : null;
};
function entry(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  const event = calendar.getFirstSubcomponent("vevent")!;
  const value = (name: string) => event.getFirstPropertyValue(name);
  return {
    method: String(calendar.getFirstPropertyValue("method")),
    uid: String(value("uid")),
    sequence: Number(value("sequence")),
    start: String(value("dtstart")),
    zone: event.getFirstProperty("dtstart")!.getParameter("tzid"),
    stamp: String(value("dtstamp")),
    attendees: event.getAllProperties("attendee").map((a) => String(a.getFirstValue()).toLowerCase()),
    organizer: String(value("organizer")).toLowerCase(),
    status: String(value("status")),
  };
}
/** The second reader. */
const python = (text: string) =>
  JSON.parse(
    execFileSync(
      "/usr/bin/python3",
      [
        "-c",
        "import sys,json,icalendar\nc=icalendar.Calendar.from_ical(sys.stdin.read())\ne=[x for x in c.walk('VEVENT')][0]\nprint(json.dumps({'method':str(c['METHOD']),'uid':str(e['UID']),'start':e['DTSTART'].dt.isoformat(),'utc':e['DTSTART'].dt.astimezone(__import__('datetime').timezone.utc).isoformat()}))",
      ],
      { input: text, encoding: "utf8" },
    ),
  ) as { method: string; uid: string; start: string; utc: string };

beforeAll(async () => {
  back();
  w = await makeWorld();
  for (const org of ["leksand", "falu", "mora"]) await signed(w, org);
  mail = await startMailServer();
  process.env.SMTP_URL = mail.url;
  await carry();
});
afterAll(async () => {
  delete process.env.SMTP_URL;
  setClock(null);
  await mail.close();
});

describe("convening", () => {
  it("sends each person one letter with an entry that only that person attends", async () => {
    const id = await convened();
    const letters = await sent();
    expect(letters.map(address).sort()).toEqual([
      "asa.blom@falu.example",
      "asa.blom@leksand.example",
      "asa.blom@mora.example",
    ]);
    const [first] = letters;
    expect(first!.subject).toMatch(/^Kallelse: Vårens första möte/);
    expect(first!.text).toContain("kl. 09.00–16.00");
    const e = entry(calendarOf(first!)!);
    expect(e).toMatchObject({
      method: "REQUEST",
      sequence: 0,
      zone: "Europe/Stockholm",
      attendees: [`mailto:${address(first!)}`],
      organizer: "mailto:brevlada@dalarna.example",
    });
    expect(e.start).toBe(`${day}T09:00:00`);
    expect(e.stamp).toMatch(/Z$/);
    expect(calendarOf(first!)).toContain("BEGIN:VTIMEZONE");
    const second = python(calendarOf(first!)!);
    expect(second).toMatchObject({ method: "REQUEST", uid: e.uid });
    expect(new Set(letters.map((l) => entry(calendarOf(l)!).uid)).size).toBe(3);
    await expect(convene(await manager(), id, await version(id))).rejects.toThrow("redan skickad");
  });
  it("needs a place or a link, and a day to come", async () => {
    const id = await createMeeting(await manager(), input({ place: "", link: "" }));
    await expect(convene(await manager(), id, 1)).rejects.toThrow("varken plats eller digital länk");
  });
});

describe("answering", () => {
  it("by the letter: the deputy comes instead, is asked at once and has the entry; taken back, it is cancelled", async () => {
    const id = await convened();
    await sent();
    await say(id, "asa.blom@leksand.example", "leksand", "deputy");
    const [asked, ...others] = await sent();
    expect(others).toEqual([]);
    expect(address(asked!)).toBe("per.ost@leksand.example");
    expect(asked!.subject).toMatch(/^Du är kallad i stället/);
    const first = entry(calendarOf(asked!)!);
    await say(id, "asa.blom@leksand.example", "leksand", "representative");
    const [gone] = await sent();
    expect(address(gone!)).toBe("per.ost@leksand.example");
    expect(entry(calendarOf(gone!)!)).toMatchObject({
      method: "CANCEL",
      uid: first.uid,
      sequence: first.sequence + 1,
      status: "CANCELLED",
    });
    await say(id, "asa.blom@leksand.example", "leksand", "deputy");
    const [again] = await sent();
    expect(entry(calendarOf(again!)!)).toMatchObject({
      method: "REQUEST",
      uid: first.uid,
      sequence: first.sequence + 2,
    });
  });
  it("eight times at once is one answer and no second letter", async () => {
    const id = await convened();
    await sent();
    await Promise.all(
      Array.from({ length: 8 }, () =>
        say(id, "asa.blom@falu.example", "falu", "standIn", {
          standInName: "Ulla Ek",
          standInEmail: "ulla@falu.example",
        }),
      ),
    );
    expect((await sent()).map(address)).toEqual(["ulla@falu.example"]);
    expect(await db.answer.count({ where: { meetingId: id } })).toBe(1);
    expect(await db.event.count({ where: { kind: "answer.given", subjectId: id } })).toBe(1);
  });
  it("a stand-in answers for nobody else, and leaves the organisation without anybody when they cannot", async () => {
    const id = await convened();
    await say(id, "asa.blom@falu.example", "falu", "standIn", {
      standInName: "Ulla Ek",
      standInEmail: "ulla@falu.example",
    });
    await expect(say(id, "ulla@falu.example", "falu", "representative")).rejects.toThrow();
    await sent();
    await answerAsGuest(await answering(id, "ulla@falu.example"), id, {
      choice: "no",
      mode: null,
      diet: null,
    });
    expect((await db.answer.findFirstOrThrow({ where: { meetingId: id } })).choice).toBe("nobody");
    expect((await sent()).map((l) => `${address(l)} ${entry(calendarOf(l)!).method}`)).toEqual([
      "ulla@falu.example CANCEL",
    ]);
  });
  it("of a stand-in is every organisation's that wants the same one, and never another answer", async () => {
    const id = await convened();
    const ulla = { standInName: "Ulla Ek", standInEmail: "ulla@falu.example" };
    const choices = async () =>
      (await db.answer.findMany({ where: { meetingId: id } }))
        .sort((a, b) => orgOf(a).localeCompare(orgOf(b)))
        .map((a) => `${orgOf(a)} ${a.choice} ${a.mode}`);
    const orgOf = (a: { organisationId: string }) =>
      Object.entries(w.orgs).find(([, o]) => o.id === a.organisationId)![0];
    for (const org of ["falu", "leksand", "mora"])
      await say(id, `asa.blom@${org}.example`, org, "standIn", {
        ...ulla,
        standInEmail: org === "mora" ? "Ulla@Falu.example" : ulla.standInEmail,
      });
    await say(id, "asa.blom@falu.example", "falu", "representative");
    expect(
      (await sent())
        .filter((l) => address(l) === "ulla@falu.example")
        .map((l) => entry(calendarOf(l)!).method),
    ).toEqual(["REQUEST"]);
    expect(answerPage(await answering(id, "ulla@falu.example")).guest!.forWhom).toBe(
      "Leksands kommun och Mora kommun",
    );
    await answerAsGuest(await answering(id, "ulla@falu.example"), id, {
      choice: "yes",
      mode: "link",
      diet: null,
    });
    expect(await choices()).toEqual([
      "falu representative room",
      "leksand standIn link",
      "mora standIn link",
    ]);
    await answerAsGuest(await answering(id, "ulla@falu.example"), id, {
      choice: "no",
      mode: null,
      diet: null,
    });
    expect(await choices()).toEqual(["falu representative room", "leksand nobody null", "mora nobody null"]);
    expect((await sent()).map((l) => `${address(l)} ${entry(calendarOf(l)!).method}`)).toEqual([
      "ulla@falu.example CANCEL",
    ]);
  });
  it("of a guest who also stands in is both", async () => {
    const id = await convened();
    await inviteGuest(await manager(), id, { name: "Ulla Ek", email: "ulla@falu.example" });
    await answerAsGuest(await answering(id, "ulla@falu.example"), id, {
      choice: "no",
      mode: null,
      diet: null,
    });
    await say(id, "asa.blom@falu.example", "falu", "standIn", {
      standInName: "Ulla Ek",
      standInEmail: "ulla@falu.example",
    });
    // The same word again, but now for the organisation as well.
    await answerAsGuest(await answering(id, "ulla@falu.example"), id, {
      choice: "no",
      mode: null,
      diet: null,
    });
    expect((await db.answer.findFirstOrThrow({ where: { meetingId: id } })).choice).toBe("nobody");
    expect(
      await db.attendee.findFirstOrThrow({ where: { meetingId: id, email: "ulla@falu.example" } }),
    ).toMatchObject({ kind: "guest", state: "invited", choice: "no" });
    await sent();
  });
  it("can be the same again by a stand-in or a guest who is asked again", async () => {
    const id = await convened();
    const ulla = { standInName: "Ulla Ek", standInEmail: "ulla@falu.example" };
    for (const choice of ["no", "no", "yes"] as const) {
      await say(id, "asa.blom@falu.example", "falu", "standIn", ulla);
      expect(answerPage(await answering(id, ulla.standInEmail)).guest).toMatchObject({
        choice: null,
        diet: null,
      });
      await answerAsGuest(await answering(id, ulla.standInEmail), id, {
        choice,
        mode: "link",
        diet: "vegan",
      });
      expect(await db.answer.findFirstOrThrow({ where: { meetingId: id } })).toMatchObject(
        choice === "no"
          ? { choice: "nobody", diet: null }
          : { choice: "standIn", mode: "link", diet: "vegan" },
      );
    }
    await say(id, "asa.blom@falu.example", "falu", "standIn", { ...ulla, mode: "room" });
    await answerAsGuest(await answering(id, ulla.standInEmail), id, {
      choice: "yes",
      mode: "link",
      diet: "vegan",
    });
    expect(await db.answer.findFirstOrThrow({ where: { meetingId: id } })).toMatchObject({
      mode: "link",
      diet: "vegan",
    });
    await inviteGuest(await manager(), id, { name: "Greta", email: "greta@gast.example" });
    const greta = () =>
      db.attendee.findFirstOrThrow({ where: { meetingId: id, email: "greta@gast.example" } });
    await answerAsGuest(await answering(id, "greta@gast.example"), id, {
      choice: "yes",
      mode: "link",
      diet: "vegan",
    });
    await removeGuest(await manager(), id, (await greta()).id);
    await inviteGuest(await manager(), id, { name: "Greta", email: "greta@gast.example" });
    expect(await greta()).toMatchObject({ choice: null, mode: null, diet: null, state: "invited" });
    await sent();
  });
  it("is for one's own organisation, and nobody else's answer is seen", async () => {
    const id = await convened();
    await say(id, "asa.blom@leksand.example", "leksand", "nobody", { note: "Hemligt skäl" });
    await expect(say(id, "asa.blom@leksand.example", "falu", "nobody")).rejects.toThrow();
    expect(JSON.stringify(answerPage(await answering(id, "asa.blom@falu.example")))).not.toContain("Hemligt");
    await say(id, "asa.blom@mora.example", "mora", "representative", { note: "Hemligt önskemål" });
    const member = meetingPage(await asAccount("meeting.see", w.networkId, "asa.blom@falu.example"), id);
    expect(JSON.stringify(member)).not.toContain("Hemligt");
    expect(member.lines.map((l) => l.organisation)).not.toContain("Leksands kommun");
    expect([member.declined, member.silent, member.diets, member.guests]).toEqual([0, 0, [], []]);
    expect(
      JSON.stringify(meetingPage(await asAccount("meeting.see", w.networkId, strategist), id)),
    ).toContain("Hemligt");
  });
  it("can be changed until it starts", async () => {
    const id = await convened();
    setClock(new Date(startOfDay(day).getTime() + 10 * 3_600_000));
    await expect(say(id, "asa.blom@mora.example", "mora", "representative")).rejects.toThrow(
      "Mötet har börjat",
    );
    back();
  });
  it("never gives more places than the room has, and the next in the queue hears when one is free", async () => {
    const id = await convened({ places: 2 });
    await sent();
    await Promise.all(
      ["leksand", "falu", "mora"].map((org) =>
        say(id, `asa.blom@${org}.example`, org, "representative", { mode: "room" }),
      ),
    );
    const page = meetingPage(await asAccount("meeting.see", w.networkId, strategist), id);
    const queued = page.lines.filter((l) => l.queue > 0);
    expect(queued.map((l) => l.queue)).toEqual([1]);
    const seated = page.lines.find((l) => l.choice && l.queue === 0)!;
    const org = Object.entries(w.orgs).find(([, o]) => o.slug === seated.slug)![0];
    await say(id, `asa.blom@${org}.example`, org, "nobody");
    const free = (await sent()).filter((l) => l.subject?.startsWith("Du har fått plats"));
    expect(free.map(address)).toEqual([
      `asa.blom@${Object.entries(w.orgs).find(([, o]) => o.slug === queued[0]!.slug)![0]}.example`,
    ]);
    expect(
      meetingPage(await asAccount("meeting.see", w.networkId, strategist), id).lines.some((l) => l.queue > 0),
    ).toBe(false);
  });
  it("is asked for again, 7 and 2 days before the last day, of the silent only and once each", async () => {
    const id = await convened();
    await say(id, "asa.blom@leksand.example", "leksand", "representative");
    await sent();
    await db.meeting.updateMany({ where: { id: { not: id } }, data: { state: "cancelled" } });
    setClock(new Date(startOfDay(addDays(day, -14)).getTime() + 9 * 3_600_000));
    await remindSilent(now());
    await remindSilent(now());
    expect(
      (await sent()).map((l) => `${address(l)} ${l.subject!.split(":")[0]!.slice(0, 10)}`).sort(),
    ).toEqual(["asa.blom@falu.example Kommer ni?", "asa.blom@mora.example Kommer ni?"]);
    expect(await db.event.count({ where: { kind: "meeting.reminded", subjectId: id } })).toBe(1);
    setClock(new Date(startOfDay(addDays(day, -9)).getTime() + 9 * 3_600_000));
    await remindSilent(now());
    expect(await sent()).toHaveLength(2);
    back();
  });
});

describe("a reminder", () => {
  const at = (on: string) => setClock(new Date(startOfDay(on).getTime() + 9 * 3_600_000));
  const reminded = async () => {
    await remindSilent(now());
    return (await sent())
      .filter((l) => l.subject!.startsWith("Kommer ni?"))
      .map(address)
      .sort();
  };
  const all = ["falu", "leksand", "mora"].map((org) => `asa.blom@${org}.example`);
  beforeAll(async () => {
    await db.meeting.updateMany({ data: { state: "cancelled" } });
  });

  it("never follows the kallelse on its heels: the next one that lies ahead does", async () => {
    at("2027-03-05");
    const id = await convened({ answerByOn: "2027-03-09" });
    await sent();
    expect(await reminded()).toEqual([]);
    at("2027-03-06");
    expect(await reminded()).toEqual([]);
    at("2027-03-07");
    await inviteGuest(await manager(), id, { name: "Greta Gäst", email: "greta@gast.example" });
    await sent();
    expect(await reminded()).toEqual(all);
    at("2027-03-08");
    expect(await reminded()).toEqual([]);
    await db.meeting.update({ where: { id }, data: { state: "cancelled" } });
    back();
  });
  it("goes to the deputy who is asked instead, from the day after", async () => {
    const id = await convened({ answerByOn: "2027-03-09" });
    await sent();
    await db.holding.updateMany({
      where: { organisationId: w.orgs.mora!.id, seat: "representative" },
      data: { untilOn: "2027-03-01" },
    });
    at("2027-03-01");
    await followSeats(now());
    expect((await sent()).map(address).sort()).toEqual(["asa.blom@mora.example", "per.ost@mora.example"]);
    at("2027-03-02");
    expect(await reminded()).toEqual([...all.slice(0, 2), "per.ost@mora.example"]);
    await db.holding.updateMany({
      where: { organisationId: w.orgs.falu!.id, seat: "representative" },
      data: { untilOn: "2027-03-07" },
    });
    at("2027-03-07");
    await followSeats(now());
    await sent();
    expect(await reminded()).toEqual([all[1], "per.ost@mora.example"]);
    await db.holding.updateMany({
      where: { organisationId: { in: [w.orgs.mora!.id, w.orgs.falu!.id] }, seat: "representative" },
      data: { untilOn: null },
    });
    await db.meeting.update({ where: { id }, data: { state: "cancelled" } });
    back();
  });
});

describe("moving and cancelling", () => {
  it("changes the same entry in everybody's calendar, what changed first in the letter", async () => {
    const id = await convened();
    const before = new Map((await sent()).map((l) => [address(l), entry(calendarOf(l)!)]));
    await changeMeeting(await manager(), id, input({ heldOn: addDays(day, 7), version: await version(id) }));
    const letters = await sent();
    expect(letters).toHaveLength(3);
    for (const l of letters) {
      expect(l.text!.trim().startsWith("Ny dag:")).toBe(true);
      const known = before.get(address(l))!;
      expect(entry(calendarOf(l)!)).toMatchObject({
        method: "REQUEST",
        uid: known.uid,
        sequence: known.sequence + 1,
        start: `${addDays(day, 7)}T09:00:00`,
      });
    }
    await changeMeeting(
      await manager(),
      id,
      input({ heldOn: addDays(day, 7), message: "Ta med rapporten.", version: await version(id) }),
    );
    expect(await sent()).toEqual([]);
    await expect(changeMeeting(await manager(), id, input({ version: 1 }))).rejects.toThrow(
      "Någon annan hann",
    );
    await cancelMeeting(await manager(), id, await version(id), "Vi ses i maj i stället.");
    const cancelled = await sent();
    expect(cancelled.map((l) => entry(calendarOf(l)!).method)).toEqual(["CANCEL", "CANCEL", "CANCEL"]);
    expect(cancelled[0]!.text).toContain("Vi ses i maj");
    expect(entry(calendarOf(cancelled[0]!)!).sequence).toBe(2);
  });
  it("leaves everybody who comes in what is left of room and link, and in the queue where it is full", async () => {
    const id = await convened({ places: 2 });
    const seen = async () => {
      const p = meetingPage(await asAccount("meeting.see", w.networkId, strategist), id);
      return {
        room: p.room,
        digital: p.digital,
        queue: p.lines.filter((l) => l.queue > 0).map((l) => l.slug),
      };
    };
    await inviteGuest(await manager(), id, { name: "Greta Gäst", email: "greta@gast.example" });
    await say(id, "asa.blom@leksand.example", "leksand", "representative", { mode: "link" });
    setClock(new Date(now().getTime() + 60_000));
    await say(id, "asa.blom@falu.example", "falu", "representative", { mode: "room" });
    setClock(new Date(now().getTime() + 60_000));
    await say(id, "asa.blom@mora.example", "mora", "representative", { mode: "link" });
    await answerAsGuest(await answering(id, "greta@gast.example"), id, {
      choice: "yes",
      mode: "link",
      diet: null,
    });
    expect(await seen()).toEqual({ room: 1, digital: 3, queue: [] });
    await changeMeeting(await manager(), id, input({ places: 2, link: "", version: await version(id) }));
    // Whoever was to be in the room already keeps the turn; the others come in the order of their answers.
    expect(await seen()).toEqual({ room: 4, digital: 0, queue: ["mora-kommun"] });
    expect(
      (await sent())
        .filter((l) => l.subject!.startsWith("Du står i kö"))
        .map(address)
        .sort(),
    ).toEqual(["asa.blom@mora.example", "greta@gast.example"]);
    await changeMeeting(await manager(), id, input({ places: 2, place: "", version: await version(id) }));
    expect(await seen()).toEqual({ room: 0, digital: 4, queue: [] });
    expect(await db.roomPlace.count({ where: { meetingId: id } })).toBe(0);
    await sent();
    back();
  });
  it("a guest is invited once and answers alone", async () => {
    const id = await convened();
    await sent();
    await inviteGuest(await manager(), id, { name: "Greta Gäst", email: "greta@gast.example" });
    await inviteGuest(await manager(), id, { name: "Greta Gäst", email: "Greta@gast.example" });
    const letters = await sent();
    expect(letters.map(address)).toEqual(["greta@gast.example"]);
    expect(letters[0]!.subject).toMatch(/^Inbjudan/);
  });
});

describe("a seat that changes hands", () => {
  it("takes the open invitations along: CANCEL to who left, and the deputy is called in", async () => {
    await db.meeting.updateMany({ data: { state: "cancelled" } });
    const id = await convened();
    const mine = (await sent()).find((l) => address(l) === "asa.blom@mora.example")!;
    const holding = await db.holding.findFirstOrThrow({
      where: { organisationId: w.orgs.mora!.id, seat: "representative", untilOn: null },
    });
    setClock(new Date(startOfDay(addDays(today(), 2)).getTime() + 9 * 3_600_000));
    await leave(
      await asAccount("seat.leave", w.networkId, strategist),
      { holdingId: holding.id, lastOn: addDays(today(), -1), why: "Har slutat" },
      "",
    );
    const letters = await sent();
    const gone = letters.find((l) => address(l) === "asa.blom@mora.example" && calendarOf(l))!;
    expect(entry(calendarOf(gone)!)).toMatchObject({ method: "CANCEL", uid: entry(calendarOf(mine)!).uid });
    const come = letters.find((l) => address(l) === "per.ost@mora.example" && calendarOf(l))!;
    expect(entry(calendarOf(come)!).method).toBe("REQUEST");
    expect(letters.find((l) => address(l) === "brevlada@dalarna.example")!.text).toContain(
      "Kallad till Vårens första möte",
    );
    expect(await db.attendee.count({ where: { meetingId: id, state: "invited" } })).toBe(3);
    back();
  });
});

describe("a full room", () => {
  let at = new Date(start.getTime() + 7 * 86_400_000);
  const tick = (ms = 60_000) => {
    at = new Date(at.getTime() + ms);
    setClock(at);
  };
  const [asa, eva, per, ulla] = [
    "asa.blom@leksand.example",
    "eva.ny@falu.example",
    "per.ost@mora.example",
    "Ulla@Ö.example",
  ];
  /** One after the other, as answers come. */
  const inRoom = async (
    id: string,
    email: string,
    choice = "representative",
    more: Record<string, unknown> = {},
  ) => {
    tick();
    await say(id, email, /@(\w+)/.exec(email)![1]!, choice, { mode: "room", ...more });
  };
  const queue = async (id: string): Promise<Record<string, number>> =>
    Object.fromEntries(
      meetingPage(await asAccount("meeting.see", w.networkId, strategist), id)
        .lines.filter((l) => l.choice)
        .map((l): [string, number] => [l.slug.split("-")[0]!, l.queue]),
    );
  const hears = async () =>
    (await sent()).filter((l) => l.subject!.startsWith("Du har fått plats")).map(address);
  beforeAll(async () => {
    await sent();
    setClock(at);
  });
  beforeEach(async () => {
    await db.meeting.updateMany({ data: { state: "cancelled" } });
  });
  afterAll(async () => {
    await sent();
    back();
  });

  it("gives the place of whoever leaves to the next in line", async () => {
    const id = await convened({ places: 1 });
    await inRoom(id, "asa.blom@falu.example");
    await inRoom(id, asa);
    await sent();
    expect(await queue(id)).toEqual({ falu: 0, leksands: 1 });
    const [start, fill] = [
      await asAccount("replacement.start", w.networkId, strategist),
      await asAccount("commitment.fill", w.networkId, strategist),
    ];
    const form = await begin(start, w.orgs.falu!.id, "representative", true);
    await saveDraft(
      fill,
      form,
      draftFor("falu", { representative: { name: "Eva Ny", email: eva }, deputy: undefined }),
      (await draftForm(fill, form)).version,
    );
    await send(fill, form, (await draftForm(fill, form)).version);
    await signWith(await signer("chef@falu.example"));
    expect(await hears()).toEqual([asa]);
    expect(await queue(id)).toEqual({ falu: 1, leksands: 0 });
    expect(answerPage(await answering(id, eva)).seats.map((s) => s.queue)).toEqual([1]);
  });
  it("says each time who has got a place, and who has lost one because there are fewer", async () => {
    const id = await convened({ places: 1 });
    await inRoom(id, per, "deputy");
    await inRoom(id, asa);
    await inRoom(id, eva, "standIn", { standInName: "Ulla Ek" });
    await sent();
    const places = async (n: number | "", more: Record<string, unknown> = {}) => {
      await changeMeeting(
        await manager(),
        id,
        input({ places: String(n), version: await version(id), ...more }),
      );
      return (await sent()).map((l) => `${address(l)} ${l.subject!.split(":")[0]}`);
    };
    const [free, lost] = [`${asa} Du har fått plats`, `${asa} Du står i kö`];
    expect(await places(2)).toEqual([free]);
    expect(await places(2, { message: "Ta med rapporten." })).toEqual([]);
    expect(await places(1)).toEqual([lost]);
    const said = mail.received.at(-1)!;
    expect(said.text).toContain("plats 1 i kön");
    expect(said.text).toContain("digitalt");
    expect(calendarOf(said)).toBeNull();
    expect(await places(2)).toEqual([free]);
    expect(await places("")).toEqual([]);
    expect(await places(1)).toEqual([lost]);
    await inRoom(id, per, "nobody");
    expect((await sent()).filter((l) => l.subject!.startsWith("Du har")).map(address)).toEqual([asa]);
  });
  it("is said to be full to a stand-in, with or without an address, and to the second of two", async () => {
    const id = await convened({ places: 1 });
    const told = async (choice: string, more: Record<string, unknown> = {}) => {
      await inRoom(id, eva, choice, more);
      return [(await queue(id)).falu, ...answerPage(await answering(id, eva)).seats.map((s) => s.queue)];
    };
    expect(await told("both")).toEqual([1, 1]);
    await inRoom(id, per, "deputy");
    expect(await told("nobody")).toEqual([0, 0]);
    expect(await told("standIn", { standInName: "Ulla Ek" })).toEqual([1, 1]);
    expect(await told("standIn", { standInName: "Ulla Ek", standInEmail: ulla })).toEqual([1, 1]);
    const standIn = await answering(id, ulla);
    expect(answerPage(standIn).guest).toMatchObject({ choice: null, mode: "room", queue: 1 });
    for (const _ of [1, 2]) {
      expect(await told("standIn", { standInName: "Ulla Ek", standInEmail: ulla, mode: "link" })).toEqual([
        0, 0,
      ]);
      expect(answerPage(standIn).guest).toMatchObject({ mode: "link", queue: 0 });
      await answerAsGuest(standIn, id, { choice: "yes", mode: "room", diet: null });
      expect(answerPage(standIn).guest).toMatchObject({ choice: "yes", mode: "room", queue: 1 });
      expect((await queue(id)).falu).toBe(1);
    }
  });
  it("gives the place of a seat that is left on the day it is, too", async () => {
    const id = await convened({ places: 1 });
    await inRoom(id, asa);
    await inRoom(id, eva);
    await sent();
    const holding = await db.holding.findFirstOrThrow({
      where: { organisationId: w.orgs.leksand!.id, seat: "representative", untilOn: null },
    });
    await leave(
      await asAccount("seat.leave", w.networkId, strategist),
      { holdingId: holding.id, lastOn: addDays(today(), 3), why: "Har slutat" },
      "",
    );
    expect(await hears()).toEqual([]);
    tick(4 * 86_400_000);
    await followSeats(now());
    expect(await hears()).toEqual([eva]);
    expect(await db.roomPlace.count({ where: { meetingId: id } })).toBe(1);
  });
});

it("saved by two at once is saved by one, and the other keeps what was typed", async () => {
  const id = await createMeeting(await manager(), input());
  const cookie = sessionCookie(await sessionFor(strategist));
  const post = (action: typeof edit, fields: Record<string, string>) =>
    action({
      request: new Request("http://localhost/x", {
        method: "POST",
        headers: { Cookie: cookie },
        body: new URLSearchParams({ ...fields, version: "1" }),
      }),
      params: { county: "dalarna", network: "lansgruppen", meeting: id },
      context: {},
    }) as Promise<unknown>;
  const save = (title: string) =>
    post(edit, { kind: "ordinary", title, heldOn: day, fromTime: "09:00", toTime: "16:00", place: "Falun" });
  expect(await save("Först")).toMatchObject({ status: 303 });
  expect(await save("Sedan")).toMatchObject({
    init: { status: 409 },
    data: {
      values: { title: "Sedan", place: "Falun" },
      errors: { form: [expect.stringContaining("före dig")] },
    },
  });
  expect(await post(cancel, { why: "Vi ses i maj." })).toMatchObject({
    init: { status: 409 },
    data: { values: { why: "Vi ses i maj." }, errors: { form: [expect.stringContaining("före dig")] } },
  });
  expect(await db.meeting.findUniqueOrThrow({ where: { id } })).toMatchObject({
    title: "Först",
    state: "planned",
  });
});

it("what somebody eats is forgotten a week after the meeting", async () => {
  const id = await convened();
  await say(id, "asa.blom@falu.example", "falu", "representative", { diet: "nötallergi" });
  const after = (days: number) => new Date(startOfDay(addDays(day, days)).getTime() + 3_600_000);
  expect(await forgetDiets(after(7))).toBe(0);
  expect(await forgetDiets(after(8))).toBeGreaterThan(0);
  expect((await db.answer.findFirstOrThrow({ where: { meetingId: id } })).diet).toBeNull();
});
