// The code on the wall: who checks in, when, once; what waits; badges and lists; protected persons by choice alone.
import Database from "better-sqlite3";
import { anyText } from "../setup/like";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { badges, badgesOf, comingInPerson, printsPage } from "~/domain/meetings/attendance/badges.server";
import { closeAttendance, takeAttendance } from "~/domain/meetings/attendance/commands.server";
import { attendanceList } from "~/domain/meetings/attendance/papers.server";
import { attendancePage } from "~/domain/meetings/attendance/queries.server";
import { answer } from "~/domain/meetings/answering/commands.server";
import { checkInToken } from "~/domain/meetings/check-in/address.server";
import {
  checkIn,
  noteGuest,
  renewCheckIn,
  settleCheckIn,
  writeIn,
} from "~/domain/meetings/check-in/commands.server";
import { poster } from "~/domain/meetings/check-in/papers.server";
import { checkInPage, waitingCheckIns } from "~/domain/meetings/check-in/queries.server";
import { standingAt } from "~/domain/meetings/check-in/rules";
import { convene, createMeeting, inviteGuest } from "~/domain/meetings/commands.server";
import { forgetDiets } from "~/domain/meetings/recurring.server";
import { answerSchema, attendanceSchema, meetingSchema } from "~/domain/meetings/schema";
import { permit } from "~/domain/access/permits.server";
import { reveal } from "~/domain/people/protected.server";
import { zonedInstant } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db, stored } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { squaresOf } from "~/platform/qr";
import { loggedPath } from "~/platform/log.server";
import { pdfinfo, structure, textOf } from "../sealing/paper";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
let token: string;
const day = "2027-03-16";
const at = (time: string, on = day) => setClock(zonedInstant(on, time));
const taker = () => asAccount("attendance.take", w.networkId, strategist);
const revealer = () => asAccount("protected.reveal", w.networkId, strategist);
/** Whoever stands before the code: signed in, or not. */
const visitor = async (email?: string) => {
  const account = email ? await db.account.findUniqueOrThrow({ where: { email } }) : null;
  return permit(
    "checkIn.use",
    {
      account: account && {
        id: account.id,
        email: account.email,
        sessionId: "",
        strength: "email",
        name: null,
      },
      link: null,
      now: now(),
    },
    null,
  );
};
const org = (name: string) => w.orgs[name]!.id;
const noted = (name: string) =>
  db.attendance.findUnique({
    where: { meetingId_organisationId: { meetingId: id, organisationId: org(name) } },
  });

beforeAll(async () => {
  at("09:00", "2027-02-01");
  w = await makeWorld();
  await signed(w, "leksand");
  await signed(w, "falu", { representative: { name: "Åsa Blom", email: "asa.blom@leksand.example" } });
  await signed(w, "mora", {
    representative: { name: "Hemliga Hanna", email: "hanna@mora.example", protected: "on" },
  });
});
beforeEach(async () => {
  at("09:00", "2027-02-01");
  const manager = await asAccount("meeting.manage", w.networkId, strategist);
  id = await createMeeting(
    manager,
    meetingSchema.parse({
      kind: "ordinary",
      title: "Vårens möte",
      heldOn: day,
      fromTime: "09:00",
      toTime: "16:00",
      gatherTime: "08:30",
      place: "Falun",
    }),
  );
  await convene(manager, id, 1);
  await renewCheckIn(await taker(), id);
  token = checkInToken(id)!;
  at("08:45");
});
afterAll(() => setClock(null));

describe("checking in", () => {
  it("is open from an hour before people gather until an hour after the end", () => {
    const m = { heldOn: day, gatherTime: "08:30", fromTime: "09:00", toTime: "16:00" };
    expect(["07:29", "07:30", "16:59", "17:00"].map((t) => standingAt(m, zonedInstant(day, t)))).toEqual([
      "early",
      "open",
      "open",
      "late",
    ]);
    // The day the clocks change.
    expect(
      standingAt(
        { ...m, heldOn: "2027-03-28", gatherTime: null, fromTime: "03:30" },
        zonedInstant("2027-03-28", "03:00"),
      ),
    ).toBe("open");
  });
  it("signed in: for each own organisation, once, however often it is pressed", async () => {
    const asa = await visitor("asa.blom@leksand.example");
    expect(checkInPage(asa, token).seats.map((s) => [s.organisation, s.seat, s.noted])).toEqual([
      ["Falu kommun", "representative", null],
      ["Leksands kommun", "representative", null],
    ]);
    await Promise.all(Array.from({ length: 8 }, () => checkIn(asa, token, org("leksand"))));
    expect(await noted("leksand")).toMatchObject({
      who: "representative",
      morning: true,
      afternoon: true,
      mode: "room",
    });
    expect(await db.event.count({ where: { kind: "attendance.checkedIn", subjectId: id } })).toBe(1);
    expect(await noted("falu")).toBeNull();
    await expect(checkIn(asa, token, org("mora"))).rejects.toThrow("finns inte");
    await expect(checkIn(await visitor(), token, org("falu"))).rejects.toThrow("finns inte");
  });
  it("never overwrites what the strategist has noted, and not after closing", async () => {
    await takeAttendance(
      await taker(),
      id,
      attendanceSchema.parse({ organisationId: org("leksand"), who: "deputy", part: "morning" }),
    );
    await checkIn(await visitor("asa.blom@leksand.example"), token, org("leksand"));
    expect(await noted("leksand")).toMatchObject({ who: "deputy", afternoon: false });
    await closeAttendance(await taker(), id);
    await expect(checkIn(await visitor("asa.blom@leksand.example"), token, org("falu"))).rejects.toThrow(
      "stängd",
    );
  });
  it("nor is a check-in overwritten by a strategist who has not seen it, or by one who confirms somebody else", async () => {
    await writeIn(await visitor(), token, { name: "Ulla Ek", organisationId: org("leksand") });
    const [waiting] = waitingCheckIns(await taker(), id);
    const seen = attendancePage(await taker(), id).lines.find(
      (l) => l.organisationId === org("leksand"),
    )!.version;
    await checkIn(await visitor("asa.blom@leksand.example"), token, org("leksand"));
    await expect(
      takeAttendance(
        await taker(),
        id,
        attendanceSchema.parse({ organisationId: org("leksand"), who: "absent", version: seen }),
      ),
    ).rejects.toThrow("hann före");
    expect(await settleCheckIn(await taker(), id, { id: waiting!.id, gor: "bekrafta" })).toBe("already");
    expect(await noted("leksand")).toMatchObject({ who: "representative" });
    const now = attendancePage(await taker(), id).lines.find(
      (l) => l.organisationId === org("leksand"),
    )!.version;
    await takeAttendance(
      await taker(),
      id,
      attendanceSchema.parse({ organisationId: org("leksand"), who: "absent", version: now }),
    );
    await takeAttendance(
      await taker(),
      id,
      attendanceSchema.parse({ organisationId: org("leksand"), who: "deputy", version: now }),
    );
    expect(await noted("leksand")).toMatchObject({ who: "deputy", version: 3 });
  });
  it("does not slip in while the strategist closes", async () => {
    const asa = await visitor("asa.blom@leksand.example");
    const closing = closeAttendance(await taker(), id);
    const slipped = await Promise.allSettled([
      checkIn(asa, token, org("leksand")),
      writeIn(asa, token, { name: "Sen", organisationId: null }),
    ]);
    await closing;
    expect(slipped.map((s) => s.status)).toEqual(["rejected", "rejected"]);
    expect(await noted("leksand")).toBeNull();
  });
  it("is confirmed by one strategist or waved off by another, and each is told what became of it", async () => {
    const someone = await visitor();
    await writeIn(someone, token, { name: "Ulla Ek", organisationId: org("leksand") });
    await writeIn(someone, token, { name: "Gun Gäst", organisationId: null });
    const permit = await taker();
    for (const { id: waiting } of waitingCheckIns(permit, id)) {
      const both = await Promise.allSettled(
        (["vinka-av", "bekrafta"] as const).map((gor) => settleCheckIn(permit, id, { id: waiting, gor })),
      );
      expect(both).toEqual([
        { status: "fulfilled", value: "gone" },
        { status: "rejected", reason: expect.objectContaining({ kind: "conflict" }) as unknown },
      ]);
    }
    expect(await noted("leksand")).toBeNull();
    expect(attendancePage(permit, id).guests).toEqual([]);
  });
  it("is closed by whoever has stood in line for the last mark, without being asked about it", async () => {
    const mark = async (o: string) =>
      takeAttendance(
        await taker(),
        id,
        attendanceSchema.parse({ organisationId: org(o), who: "representative" }),
      );
    await mark("leksand");
    await mark("falu");
    // Another process marks the last one, and has the lock still.
    const other = new Database(env.databasePath);
    other.exec("BEGIN IMMEDIATE");
    other
      .prepare(
        "INSERT INTO Attendance (id, meetingId, networkId, organisationId, who, morning, afternoon, mode, version, at) VALUES ('sist', ?, ?, ?, 'absent', 0, 0, 'room', 1, ?)",
      )
      .run(id, w.networkId, org("mora"), stored(now()));
    const closing = closeAttendance(await taker(), id, false);
    await new Promise((asked) => setImmediate(asked));
    other.exec("COMMIT");
    other.close();
    expect(await closing).toBeNull();
    expect(await db.meeting.findUniqueOrThrow({ where: { id } })).toMatchObject({ closedAt: now() });
  });
  it("only by the address that holds, on the day", async () => {
    const asa = await visitor("asa.blom@leksand.example");
    at("07:00");
    await expect(checkIn(await visitor("asa.blom@leksand.example"), token, org("leksand"))).rejects.toThrow(
      "inte öppen",
    );
    expect(checkInPage(await visitor(), token)).toMatchObject({
      standing: "early",
      opens: "16 mars 2027 kl. 07.30",
    });
    at("08:45");
    await renewCheckIn(await taker(), id);
    await expect(checkIn(asa, token, org("leksand"))).rejects.toThrow("finns inte");
    expect(() => checkInPage(asa, token)).toThrow("finns inte");
    expect(checkInToken(id)).not.toBe(token);
    expect(JSON.stringify(await db.meeting.findMany())).not.toContain(checkInToken(id)!);
    expect(loggedPath(`/incheckning/${token}`)).toBe("/incheckning/…");
    await expect(
      renewCheckIn(await asAccount("attendance.take", w.gavleNetworkId, "strateg@gavleborg.example"), id),
    ).rejects.toThrow("finns inte");
  });
  it("without signing in waits for the strategist: the holder, somebody else, a guest, and whoever is waved off", async () => {
    const someone = await visitor();
    for (const [name, o] of [
      ["per öst", org("leksand")],
      ["Per Öst", org("leksand")],
      ["Ulla Ek", org("falu")],
      ["Gun Gäst", null],
      ["Skojaren", org("mora")],
      ["Hemliga Hanna", org("mora")],
      ["Skyddad person", org("mora")],
    ] as const)
      await writeIn(someone, token, { name, organisationId: o });
    await expect(writeIn(someone, token, { name: "Fel", organisationId: "finnsinte" })).rejects.toMatchObject(
      { errors: { organisationId: [expect.any(String)] } },
    );
    const waiting = waitingCheckIns(await taker(), id);
    expect(waiting.map((x) => [x.name, x.organisation])).toEqual([
      ["per öst", "Leksands kommun"],
      ["Ulla Ek", "Falu kommun"],
      ["Gun Gäst", null],
      ["Skojaren", "Mora kommun"],
      ["Hemliga Hanna", "Mora kommun"],
      ["Skyddad person", "Mora kommun"],
    ]);
    expect(await db.attendance.count({ where: { meetingId: id } })).toBe(0);
    const settle = async (name: string, gor: "bekrafta" | "vinka-av") =>
      settleCheckIn(await taker(), id, { id: waiting.find((x) => x.name === name)!.id, gor });
    expect([
      await settle("per öst", "bekrafta"),
      await settle("Ulla Ek", "bekrafta"),
      await settle("Gun Gäst", "bekrafta"),
      await settle("Skojaren", "vinka-av"),
    ]).toEqual(["noted", "noted", "noted", "gone"]);
    expect([
      (await noted("leksand"))!.who,
      (await noted("falu"))!.who,
      (await noted("falu"))!.name,
      await noted("mora"),
    ]).toEqual(["deputy", "standIn", "Ulla Ek", null]);
    expect(attendancePage(await taker(), id).guests).toEqual([{ id: anyText, name: "Gun Gäst", came: true }]);
    // Whoever writes a protected person's name is not told that it is one: they come as somebody else.
    expect(await settle("Hemliga Hanna", "bekrafta")).toBe("noted");
    expect(await noted("mora")).toMatchObject({ who: "standIn" });
    await db.attendance.deleteMany({ where: { meetingId: id, organisationId: org("mora") } });
    expect(await settle("Skyddad person", "bekrafta")).toBe("noted");
    expect(await noted("mora")).toMatchObject({ who: "standIn" });
    await expect(settle("per öst", "bekrafta")).rejects.toThrow("finns inte");
    await writeIn(someone, token, { name: "Sen", organisationId: org("leksand") });
    const [late] = waitingCheckIns(await taker(), id);
    await expect(
      settleCheckIn(await asAccount("attendance.take", w.gavleNetworkId, "strateg@gavleborg.example"), id, {
        id: late!.id,
        gor: "bekrafta",
      }),
    ).rejects.toThrow("finns inte");
    expect(await settleCheckIn(await taker(), id, { id: late!.id, gor: "bekrafta" })).toBe("already");
    expect((await noted("leksand"))!.who).toBe("deputy");
    await writeIn(someone, token, { name: "Glömd", organisationId: null });
    at("09:00", "2027-03-24");
    await forgetDiets(now());
    expect(await db.checkIn.count({ where: { meetingId: id } })).toBe(0);
  });
  it("takes no more names than a hall holds", async () => {
    const someone = await visitor();
    for (let n = 0; n < 300; n++)
      await writeIn(someone, token, { name: `Person ${n}`, organisationId: null });
    await expect(writeIn(someone, token, { name: "En till", organisationId: null })).rejects.toThrow(
      "många som väntar",
    );
    await writeIn(someone, token, { name: "person  7", organisationId: null });
    expect(await db.checkIn.count({ where: { meetingId: id } })).toBe(300);
  });
  it("a guest who was invited is ticked, and unticked", async () => {
    at("09:00", "2027-02-02");
    await inviteGuest(await asAccount("meeting.manage", w.networkId, strategist), id, {
      name: "Greta Ahl",
      email: "greta@forskning.example",
    });
    at("09:30");
    const [greta] = attendancePage(await taker(), id).guests;
    await noteGuest(await taker(), id, greta!.id, true);
    expect(attendancePage(await taker(), id).guests[0]!.came).toBe(true);
    await writeIn(await visitor(), token, { name: "greta  ahl", organisationId: null });
    await settleCheckIn(await taker(), id, {
      id: waitingCheckIns(await taker(), id)[0]!.id,
      gor: "bekrafta",
    });
    expect(attendancePage(await taker(), id).guests).toHaveLength(1);
    await noteGuest(await taker(), id, greta!.id, false);
    expect(attendancePage(await taker(), id).guests[0]!.came).toBe(false);
  });
});

describe("on paper", () => {
  it("the code is a figure with words, its squares are those of the address", async () => {
    const { bytes } = await poster(await taker(), id);
    expect(pdfinfo(bytes)).toMatch(/Tagged: +yes/);
    expect(structure(bytes)).toMatch(/Figure/);
    expect(textOf(bytes)).toContain(token);
    const squares = squaresOf("https://lansgrupp.example/incheckning/abc");
    expect([
      squares.length,
      squares[0]!.length,
      squares[0]!.slice(0, 7).every(Boolean),
      squares[1]![1],
    ]).toEqual([squares.length, squares.length, true, false]);
  });
  it("badges are for those who come in person, one each, protected persons by choice alone", async () => {
    at("09:00", "2027-02-02");
    const staff = await asAccount("meeting.answer", w.networkId, strategist);
    await answer(staff, id, answerSchema.parse({ organisationId: org("jour"), choice: "nobody" }));
    await inviteGuest(await asAccount("meeting.manage", w.networkId, strategist), id, {
      name: "Greta Ahl",
      email: "greta@forskning.example",
    });
    const coming = comingInPerson(await taker(), id);
    expect(badgesOf(coming, new Map())).toEqual([
      { name: "Åsa Blom", lines: ["Falu kommun och Leksands kommun", "Representant"] },
      { name: "Greta Ahl", lines: ["Gäst"] },
    ]);
    const { bytes } = await badges(await taker(), await revealer(), id);
    expect(textOf(bytes)).not.toMatch(/Hanna|kydd/);
    expect(pdfinfo(bytes)).toMatch(/Tagged: +yes/);
    const page = printsPage(await taker(), await revealer(), id);
    expect(page.hidden).toEqual([
      { personId: anyText, words: "Representanten för Mora kommun", chosen: false },
    ]);
    expect(textOf((await attendanceList(await taker(), await revealer(), id)).bytes)).not.toContain("Hanna");
    await reveal(await revealer(), page.hidden[0]!.personId, "Namnskylt till mötet");
    expect(textOf((await badges(await taker(), await revealer(), id)).bytes)).toContain("Hemliga Hanna");
    expect(textOf((await attendanceList(await taker(), await revealer(), id)).bytes)).toContain(
      "Hemliga Hanna",
    );
    expect(await db.reveal.count({ where: { personId: page.hidden[0]!.personId } })).toBe(1);
    at("09:11", "2027-02-02");
    expect(textOf((await badges(await taker(), await revealer(), id)).bytes)).not.toContain("Hanna");
  });
});
