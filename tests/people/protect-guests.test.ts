// Whoever is marked is a guest, or comes instead of somebody: they answer by their link as before, and nobody un-invites them.
import { beforeAll, describe, expect, it } from "vitest";
import { findLink, linkToken } from "~/domain/access/tokens.server";
import { answer, answerAsGuest } from "~/domain/meetings/answering/commands.server";
import { answerPage } from "~/domain/meetings/answering/queries.server";
import { changeMeeting, convene, createMeeting, inviteGuest } from "~/domain/meetings/commands.server";
import { meetingPage } from "~/domain/meetings/queries.server";
import { followSeats } from "~/domain/meetings/recurring.server";
import { answerSchema, meetingSchema } from "~/domain/meetings/schema";
import { protect } from "~/domain/people/protecting.server";
import { carry } from "~/jobs/postman.server";
import { addDays } from "~/platform/calendar";
import { now, today } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { asAccount, asLink, makeWorld, signed, strategist, type World } from "../world";

const deputy = { name: "Per Öst", email: "per.ost@leksand.example" };
const holder = { name: "Åsa Blom", email: "asa.blom@leksand.example" };
let w: World;
let asGuest: string;
let asStandIn: string;
const manager = () => asAccount("meeting.manage", w.networkId, strategist);
const input = (title: string, change: Record<string, unknown> = {}) =>
  meetingSchema.parse({
    kind: "ordinary",
    title,
    heldOn: addDays(today(), 40),
    fromTime: "09:00",
    toTime: "16:00",
    place: "Falun",
    places: "20",
    answerByOn: addDays(today(), 30),
    ...change,
  });
const convened = async (title: string) => {
  const id = await createMeeting(await manager(), input(title));
  await convene(await manager(), id, 1);
  return id;
};
const attendees = (meetingId: string) =>
  db.attendee.findMany({ where: { meetingId, kind: { not: "member" }, name: { not: "Greta Gäst" } } });
const theirs = async (meetingId: string) => {
  const [a] = await attendees(meetingId);
  const link = await findLink((await linkToken(a?.linkId ?? ""))?.token ?? "", "attend", now());
  if (link?.state !== "works") throw new Error("the link does not work");
  return asLink("meeting.answer", link.link);
};

beforeAll(async () => {
  w = await makeWorld();
  await signed(w, "leksand");
  await signed(w, "falu");
  await signed(w, "mora");
  asGuest = await convened("Gästens möte");
  await inviteGuest(await manager(), asGuest, deputy);
  await inviteGuest(await manager(), asGuest, { name: "Greta Gäst", email: "greta@gast.example" });
  await answerAsGuest(await theirs(asGuest), asGuest, { choice: "yes", mode: "room" });
  asStandIn = await convened("Någon annans möte");
  for (const org of ["falu", "mora"])
    await answer(
      await asAccount("meeting.answer", w.networkId, strategist),
      asStandIn,
      answerSchema.parse({
        organisationId: w.orgs[org]?.id,
        choice: "standIn",
        standInName: deputy.name,
        standInEmail: org === "mora" ? "Per.Ost@leksand.example" : deputy.email,
        mode: "room",
      }),
    );
  const { id } = await db.person.findFirstOrThrow({ where: { email: deputy.email } });
  await carry();
  await protect(await asAccount("person.protect", w.networkId, strategist), id);
});

describe("a guest who is marked", () => {
  it("has the form, keeps their place and changes their answer", async () => {
    expect(answerPage(await theirs(asGuest))).toMatchObject({
      seats: [],
      guest: { choice: "yes", mode: "room", queue: 0 },
    });
    expect(
      await answerAsGuest(await theirs(asGuest), asGuest, { choice: "yes", mode: null, diet: "Nötter" }),
    ).toBe(true);
    const { guests } = meetingPage(await asAccount("meeting.see", w.networkId, strategist), asGuest);
    expect(guests.map((g) => `${g.name} ${g.email}`)).toEqual([
      "Greta Gäst greta@gast.example",
      "Skyddad person null",
    ]);
    const [place] = await db.roomPlace.findMany({ where: { meetingId: asGuest } });
    expect(place?.personKey).toMatch(/^p:/);
  });
});

describe("a stand-in who is marked", () => {
  it("is asked still when seats are followed, answers for both, and leaves them without anybody", async () => {
    const letters = await db.letter.count();
    await followSeats(now());
    expect(await db.letter.count()).toBe(letters);
    expect((await attendees(asStandIn)).map((a) => [a.kind, a.state])).toEqual([["standIn", "invited"]]);
    expect(answerPage(await theirs(asStandIn)).guest).toMatchObject({
      forWhom: "Falu kommun och Mora kommun",
      mode: "room",
      queue: 0,
    });
    await answerAsGuest(await theirs(asStandIn), asStandIn, { choice: "yes", diet: "Vegan" });
    const said = () =>
      db.answer.findMany({ where: { meetingId: asStandIn }, select: { choice: true, diet: true } });
    expect(await said()).toEqual(Array(2).fill({ choice: "standIn", diet: "Vegan" }));
    // The organisation says so once more, with what its form shows.
    await answer(
      await asAccount("meeting.answer", w.networkId, strategist),
      asStandIn,
      answerSchema.parse({
        organisationId: w.orgs.mora?.id,
        choice: "standIn",
        standInName: "Skyddad person",
        mode: "link",
      }),
    );
    expect((await attendees(asStandIn)).map((a) => a.state)).toEqual(["invited"]);
    await answerAsGuest(await theirs(asStandIn), asStandIn, { choice: "no" });
    expect((await said()).map((a) => a.choice)).toEqual(["nobody", "nobody"]);
    expect((await attendees(asStandIn)).map((a) => a.state)).toEqual(["withdrawn"]);
  });
});

describe("a guest who is marked and is asked for a seat too", () => {
  it("is asked by the seat alone: the other row is nobody's, its link is dead and has no address", async () => {
    const id = await convened("Dubbelt");
    await inviteGuest(await manager(), id, holder);
    await carry();
    const person = await db.person.findFirstOrThrow({ where: { email: holder.email } });
    const [{ linkId } = { linkId: null }] = await attendees(id);
    await protect(await asAccount("person.protect", w.networkId, strategist), person.id);
    expect(await attendees(id)).toMatchObject([{ state: "withdrawn", email: null, emailKey: null }]);
    expect(await db.link.findUniqueOrThrow({ where: { id: linkId ?? "" } })).toMatchObject({
      email: "",
      emailKey: "",
      revokedAt: expect.any(Date) as Date,
    });
    const page = meetingPage(await asAccount("meeting.see", w.networkId, strategist), id);
    expect(page.guests).toEqual([]);
    await carry();
    const { version } = await db.meeting.findUniqueOrThrow({ where: { id } });
    await changeMeeting(
      await manager(),
      id,
      input("Dubbelt", { fromTime: "10:00", version: String(version) }),
    );
    await carry();
    expect(await db.letter.count({ where: { kind: "meetingMoved", to: "", personId: null } })).toBe(0);
    expect(await db.letter.count({ where: { kind: "meetingMoved", personId: person.id } })).toBe(1);
  });
});
