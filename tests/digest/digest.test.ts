// One letter a week to whoever has chosen that: what waits, what never does, and that each thing is told once. Over a real SMTP server.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chooseMail } from "~/domain/digest/commands.server";
import { mailChoices } from "~/domain/digest/queries.server";
import { sendDigests } from "~/domain/digest/recurring.server";
import { grouped, pageOf } from "~/domain/digest/rules";
import { whatWaits } from "~/domain/digest/texts";
import { settledAmong } from "~/domain/digest/settled.server";
import { giveEffort, report, setClosed as closeEffort } from "~/domain/efforts/commands.server";
import { remindBehind } from "~/domain/efforts/recurring.server";
import { effortSchema } from "~/domain/efforts/schema";
import { startGroup } from "~/domain/groups/commands.server";
import { saveMilestone } from "~/domain/groups/milestones/commands.server";
import { groupSchema } from "~/domain/groups/schema";
import { addQuestion, draftInquiry, sendInquiry, setState } from "~/domain/inquiries/commands.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { letters } from "~/domain/notifications/queries.server";
import { leave } from "~/domain/seats/commands.server";
import { answerSpread, giveSpread } from "~/domain/spread/commands.server";
import { spreadSchema } from "~/domain/spread/schema";
import { carry } from "~/jobs/postman.server";
import { zonedInstant } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { htmlOf } from "~/platform/letterhead";
import { closeTransport } from "~/platform/mail.server";
import { post } from "~/platform/outbox.server";
import { weekdayOf } from "~/platform/holidays";
import { lastMorning, nextMorning } from "~/platform/weekly";
import { startMailServer, type MailServer } from "../setup/mailserver";
import { asAccount, asMe, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let mail: MailServer;
const at = (on: string, time = "10:00") => setClock(zonedInstant(on, time));
const asa = "asa.blom@leksand.example";
const hanna = "hanna@mora.example";
const choose = async (email: string, how: "weekly" | "direct", weekday = 1, networkId = w.networkId) =>
  chooseMail(await asMe(email), { networkId, how, weekday });
const effort = async (title: string, lastOn = "2027-03-31") =>
  giveEffort(
    await asAccount("effort.manage", w.networkId, strategist),
    effortSchema.parse({ title, text: "Läs https://exempel.se/a först.", lastOn, to: "all" }),
  );
const spread = async (title: string) =>
  giveSpread(
    await asAccount("spread.manage", w.networkId, strategist),
    spreadSchema.parse({ title, why: "v", text: "t", targets: "alla", lastOn: "2027-03-31", to: "all" }),
  );
const states = async (to: string) =>
  (
    await db.letter.findMany({
      where: {
        to,
        kind: { in: ["effort.given", "effort.before", "effort.after", "spread.given", "digest"] },
      },
      orderBy: { createdAt: "asc" },
    })
  ).map((l) => [l.kind, l.state]);
const quiet = (periods: object[]) =>
  transact((tx) =>
    tx.county.update({ where: { id: w.countyId }, data: { quietPeriods: JSON.stringify(periods) } }),
  );
const subjects = (to: string) =>
  mail.received.filter((m) => [m.to].flat()[0]?.text === to).map((m) => m.subject);

beforeAll(async () => {
  at("2027-02-01");
  w = await makeWorld();
  await quiet([]);
  await signed(w, "leksand");
  await signed(w, "falu");
  await signed(w, "mora", { representative: { name: "Hemliga Hanna", email: hanna, protected: "on" } });
});
beforeEach(async () => {
  await quiet([]);
  await transact(async (tx) => {
    await tx.mailChoice.deleteMany({});
    await tx.letter.deleteMany({});
    await tx.effortShare.deleteMany({});
    await tx.effort.deleteMany({});
  });
  mail = await startMailServer();
  process.env.SMTP_URL = mail.url;
  // A Tuesday.
  at("2027-02-02");
});
afterEach(async () => {
  closeTransport();
  await mail.close();
  delete process.env.SMTP_URL;
});
afterAll(() => setClock(null));

describe("a week", () => {
  it("has its morning, by the weekday, in Stockholm", () => {
    expect([weekdayOf("2027-02-01"), weekdayOf("2027-02-07")]).toEqual([1, 7]);
    const of = (on: string, time: string, weekday: number) => [
      lastMorning(zonedInstant(on, time), weekday),
      nextMorning(zonedInstant(on, time), weekday),
    ];
    expect(of("2027-02-01", "06:59", 1)).toEqual(["2027-01-25", "2027-02-01"]);
    expect(of("2027-02-01", "07:00", 1)).toEqual(["2027-02-01", "2027-02-08"]);
    expect(of("2027-02-07", "23:00", 1)).toEqual(["2027-02-01", "2027-02-08"]);
    // The clock is put forward on Sunday 28 March.
    expect(of("2027-03-29", "07:00", 1)).toEqual(["2027-03-29", "2027-04-05"]);
  });
  it("names each letter by its own address", () => {
    const base = "https://lg.se";
    expect(
      pageOf(
        "Läs https://annat.se/x och https://lg.se/a/b. Svara: https://lg.se/c/d\n\n-- \nVill du? https://lg.se/mitt/mejl",
        base,
        "https://lg.se/mitt/mejl",
      ),
    ).toBe("https://lg.se/c/d");
    expect(pageOf("Inget", base, "")).toBeNull();
    expect(
      grouped(
        [
          { kind: "spread.given", subject: "Att sprida: B", text: "" },
          { kind: "effort.given", subject: "På hemmaplan: A", text: "" },
          { kind: "effort.before", subject: "Påminnelse: A", text: "" },
          { kind: "nytt", subject: "C", text: "" },
        ],
        base,
        "",
      ).map((g) => [g.heading, g.lines.map((l) => l.title)]),
    ).toEqual([
      ["På hemmaplan", ["A", "Påminnelse: A"]],
      ["Att sprida", ["B"]],
      ["Annat", ["C"]],
    ]);
  });
});

describe("whoever has chosen nothing", () => {
  it("gets each letter at once, with the offer in small type at its foot", async () => {
    await effort("Rutinen");
    await carry();
    const got = await mail.waitFor(
      (m) => m.subject === "På hemmaplan: Rutinen" && [m.to].flat()[0]?.text === asa,
    );
    expect(got.text).toContain("Vill du ha ett mejl i veckan i stället? http://localhost:3000/mitt/mejl");
    expect(htmlOf("Hej\n\n-- \nVill du?", "L")).toMatch(/font-size:14px[^>]*>Vill du\?/);
  });
});

describe("one letter a week", () => {
  it("gathers what can wait until Monday at seven, once, a line each", async () => {
    await choose(asa, "weekly");
    const id = await effort("Rutinen");
    at("2027-02-04");
    await spread("Affischen");
    await carry();
    expect(subjects(asa)).toEqual([]);
    expect(subjects("asa.blom@falu.example")).toHaveLength(2);
    expect(await states(asa)).toEqual([
      ["effort.given", "held"],
      ["spread.given", "held"],
    ]);
    const page = await asAccount("letters.see", w.networkId, strategist);
    expect(letters(page).lines.filter((l) => l.state === "held")).toHaveLength(2);
    expect(mailChoices(await asMe(asa)).networks).toMatchObject([
      { id: w.networkId, how: "weekly", weekday: 1, held: 2 },
    ]);
    at("2027-02-08", "06:59");
    expect(await sendDigests(now())).toBe(0);
    at("2027-02-08", "07:00");
    expect((await Promise.all([sendDigests(now()), sendDigests(now())])).reduce((a, b) => a + b)).toBe(1);
    await carry();
    await sendDigests(now());
    await carry();
    expect(subjects(asa)).toEqual(["Veckans mejl från länsgruppen: två saker"]);
    const { text } = mail.received.find((m) => /Veckans/.test(m.subject ?? ""))!;
    expect(text).toContain(
      `På hemmaplan\n\n– Rutinen: http://localhost:3000/dalarna/lansgruppen/pa-hemmaplan/${id}\n\nAtt sprida\n\n– Affischen: http://localhost:3000/dalarna/lansgruppen/sprida/`,
    );
    expect(text).not.toContain("exempel.se");
    expect(await states(asa)).toEqual([
      ["effort.given", "digested"],
      ["spread.given", "digested"],
      ["digest", "sent"],
    ]);
  });
  it("leaves out what has been answered, done or closed since, and is not sent where nothing is left", async () => {
    await choose(asa, "weekly");
    const [answered, closed, open] = [
      await effort("Besvarad"),
      await effort("Avslutad"),
      await effort("Öppen"),
    ];
    const passed = await spread("Spridd");
    await spread("Affischen");
    const staff = await asAccount("inquiry.manage", w.networkId, strategist);
    const inquiry = await draftInquiry(staff, { title: "Rutiner", why: "v", lastOn: "2027-03-31" });
    await addQuestion(staff, inquiry, {
      kind: "text",
      label: "Vad?",
      hint: null,
      required: false,
      options: [],
    });
    await sendInquiry(staff, inquiry, { to: "all", organisations: [] });
    const leksand = w.orgs.leksand!.id;
    const did = async (id: string, organisationId = leksand) =>
      report(await asAccount("effort.report", w.networkId, strategist), id, {
        organisationId,
        state: "done",
        answer: "x",
      });
    await did(answered);
    await did(open, w.orgs.falu!.id);
    await closeEffort(await asAccount("effort.manage", w.networkId, strategist), closed, true);
    await answerSpread(await asAccount("spread.answer", w.networkId, strategist), passed, {
      organisationId: leksand,
      state: "notForUs",
      reason: "x",
      passes: [],
    });
    await setState(staff, inquiry, "avsluta");
    at("2027-02-08", "07:00");
    expect(await sendDigests(now())).toBe(1);
    const { text, subject } = await db.letter.findFirstOrThrow({ where: { kind: "digest", to: asa } });
    expect([subject, text.match(/– [^:]+/g)]).toEqual([
      "Veckans mejl från länsgruppen: två saker",
      ["– Öppen", "– Affischen"],
    ]);
    expect(
      (
        await db.letter.groupBy({
          by: ["state"],
          where: { to: asa, kind: { not: "digest" } },
          _count: true,
          orderBy: { state: "asc" },
        })
      ).map((g) => [g.state, g._count]),
    ).toEqual([
      ["cancelled", 4],
      ["digested", 2],
    ]);
    at("2027-02-09");
    const late = await effort("Sen");
    await did(late);
    at("2027-02-15", "07:00");
    expect(await sendDigests(now())).toBe(0);
    expect([
      await db.letter.count({ where: { kind: "digest", to: asa } }),
      await db.letter.count({ where: { state: "held", to: asa } }),
    ]).toEqual([1, 0]);
  });
  it("tells of a reminder as long as one it was about has not answered, and of a milestone, an invitation and a finding while they wait", async () => {
    await choose(asa, "weekly");
    const person = (await db.person.findFirstOrThrow({ where: { email: asa } })).id;
    const [leksand, falu] = [w.orgs.leksand!.id, w.orgs.falu!.id];
    const id = await effort("Rutinen", "2027-02-28");
    await transact((tx) => tx.letter.deleteMany({}));
    const group = await startGroup(
      await asAccount("group.manage", w.networkId, strategist),
      groupSchema.parse({ name: "Heder", purpose: "x", startOn: "2027-02-02" }),
    );
    await saveMilestone(await asAccount("group.manage", w.networkId, strategist), group, null, {
      title: "Utkast",
      dueOn: "2027-02-20",
      version: 0,
    });
    const milestone = (await db.groupMilestone.findFirstOrThrow({ where: { groupId: group } })).id;
    await transact(async (tx) => {
      await tx.groupJoining.create({
        data: {
          id: "j",
          groupId: group,
          networkId: w.networkId,
          organisationId: leksand,
          kind: "invitation",
          createdAt: now(),
        },
      });
      await tx.finding.create({
        data: {
          id: "f",
          networkId: w.networkId,
          organisationId: leksand,
          kind: "need",
          title: "t",
          text: "t",
          consent: "asked",
          foundOn: "2027-02-01",
          createdAt: now(),
        },
      });
    });
    const waiting = async (
      kind: string,
      subjectType: string,
      subjectId: string,
      data: Record<string, string | string[]> = {},
    ) =>
      transact(async (tx) => {
        const { seq } = await announce(tx, await asAccount("effort.manage", w.networkId, strategist), {
          kind,
          networkId: w.networkId,
          organisationId: null,
          subjectType,
          subjectId,
          data,
        });
        return (await post(tx, {
          key: `k${seq}`,
          kind: "effort.given",
          to: asa,
          subject: "s",
          text: "t",
          senderName: "L",
          replyTo: "r@b.example",
          at: now(),
          networkId: w.networkId,
          canWait: true,
          personId: person,
          eventSeq: seq,
        }))!;
      });
    const about = {
      theirs: await waiting("effort.reminded", "effort", id, { who: [falu] }),
      own: await waiting("effort.reminded", "effort", id, { who: [leksand, falu] }),
      stone: await waiting("milestone.reminded", "group", group, { milestone }),
      invitation: await waiting("group.invited", "group", group),
      finding: await waiting("finding.asked", "finding", "f"),
      told: await waiting("question.answered", "question", "q"),
    };
    const gone = () => {
      const s = settledAmong(Object.values(about), "2027-02-08");
      return Object.entries(about).flatMap(([name, letter]) => (s.has(letter) ? [name] : []));
    };
    expect(gone()).toEqual(["theirs"]);
    await transact((tx) => tx.groupMilestone.updateMany({ data: { doneAt: now() } }));
    expect(gone()).toEqual(["theirs", "stone"]);
    await transact((tx) => tx.groupJoining.updateMany({ data: { state: "accepted" } }));
    await transact((tx) => tx.finding.updateMany({ data: { consent: "no" } }));
    await report(await asAccount("effort.report", w.networkId, strategist), id, {
      organisationId: leksand,
      state: "notForUs",
      answer: "x",
    });
    expect(gone()).toEqual(["theirs", "own", "stone", "invitation", "finding"]);
  });
  it("waits for the chosen weekday, comes late where nobody worked then, and never twice within a week", async () => {
    await choose(asa, "weekly", 4);
    await effort("Ett");
    at("2027-02-04", "06:00");
    expect(await sendDigests(now())).toBe(0);
    at("2027-02-06");
    await effort("Två");
    expect(await sendDigests(now())).toBe(1);
    expect((await states(asa)).sort()).toEqual([
      ["digest", "queued"],
      ["effort.given", "digested"],
      ["effort.given", "held"],
    ]);
    await choose(asa, "weekly", 1);
    at("2027-02-08", "08:00");
    expect(await sendDigests(now())).toBe(0);
    at("2027-02-15", "08:00");
    expect(await sendDigests(now())).toBe(1);
  });
  it("rests in a quiet period and comes on the first morning after it", async () => {
    await quiet([{ from: "02-08", to: "02-16" }]);
    await choose(asa, "weekly");
    await effort("Ett");
    for (const on of ["2027-02-08", "2027-02-15", "2027-02-17", "2027-02-21"]) {
      at(on, "09:00");
      expect([on, await sendDigests(now())]).toEqual([on, 0]);
    }
    at("2027-02-22", "09:00");
    expect(await sendDigests(now())).toBe(1);
  });
  it("is not waited for over a quiet period that the last day lies in", async () => {
    await quiet([{ from: "02-08", to: "02-16" }]);
    await choose(asa, "weekly");
    await effort("Före nästa mejl", "2027-02-20");
    await effort("Efter nästa mejl", "2027-02-23");
    expect(
      (
        await db.letter.findMany({ where: { kind: "effort.given", to: asa }, orderBy: { createdAt: "asc" } })
      ).map((l) => [l.subject.includes("Före"), l.state]),
    ).toEqual([
      [true, "queued"],
      [false, "held"],
    ]);
  });
  it("reaches a protected person, whose name and address stand nowhere", async () => {
    await choose(hanna, "weekly");
    await effort("Ett");
    at("2027-02-08");
    await sendDigests(now());
    const written = await db.letter.findFirstOrThrow({ where: { kind: "digest" } });
    expect([written.to, JSON.stringify(await db.letter.findMany()).match(/Hanna|hanna@/)]).toEqual([
      "",
      null,
    ]);
    await carry();
    expect(subjects(hanna)).toEqual(["Veckans mejl från länsgruppen: en sak"]);
  });
});

describe("what must not wait", () => {
  it("goes at once: convening, late reminders, and whatever ends before the weekly letter comes", async () => {
    await choose(asa, "weekly");
    const manager = await asAccount("meeting.manage", w.networkId, strategist);
    const meeting = await createMeeting(
      manager,
      meetingSchema.parse({
        kind: "ordinary",
        title: "Mötet",
        heldOn: "2027-03-16",
        fromTime: "09:00",
        toTime: "16:00",
        place: "Falun",
      }),
    );
    await convene(manager, meeting, 1);
    await effort("Bråttom", "2027-02-08");
    await effort("Inte", "2027-02-09");
    expect(await states(asa)).toEqual([
      ["effort.given", "queued"],
      ["effort.given", "held"],
    ]);
    expect((await db.letter.findFirstOrThrow({ where: { to: asa, kind: "convened" } })).state).toBe("queued");
    at("2027-02-11");
    await remindBehind(now());
    expect((await states(asa)).filter(([kind]) => kind === "effort.after")).toEqual([
      ["effort.after", "queued"],
      ["effort.after", "queued"],
    ]);
    at("2027-03-09");
    await effort("Lugnt", "2027-03-16");
    expect(
      (await db.letter.findFirstOrThrow({ where: { to: asa, subject: "På hemmaplan: Lugnt" } })).state,
    ).toBe("held");
  });
  it("waits as the page of the choice says: inquiries too", async () => {
    await choose(asa, "weekly");
    const staff = await asAccount("inquiry.manage", w.networkId, strategist);
    const id = await draftInquiry(staff, { title: "Rutiner", why: "v", lastOn: "2027-03-31" });
    await addQuestion(staff, id, { kind: "text", label: "Vad?", hint: null, required: true, options: [] });
    await sendInquiry(staff, id, { to: "all", organisations: [] });
    await effort("Rutinen");
    await spread("Affischen");
    const held = (await db.letter.findMany({ where: { to: asa, state: "held" } })).map((l) =>
      l.subject.split(":")[0]!.toLowerCase(),
    );
    expect(held).toEqual(["samla in", "på hemmaplan", "att sprida"]);
    for (const words of held) expect(whatWaits.join()).toContain(words);
  });
  it("a letter with a link, a code or no person never waits", async () => {
    await choose(asa, "weekly");
    const { id: personId } = await db.person.findFirstOrThrow({ where: { email: asa } });
    const letter = {
      kind: "effort.given" as const,
      to: asa,
      subject: "s",
      text: "t",
      senderName: "L",
      replyTo: "r@b.example",
      at: now(),
      networkId: w.networkId,
      canWait: true,
    };
    const { id: linkId } = await db.link.findFirstOrThrow();
    await transact(async (tx) => {
      await post(tx, { ...letter, key: "a", personId });
      await post(tx, { ...letter, key: "b", personId, linkId });
      await post(tx, { ...letter, key: "c" });
      await post(tx, { ...letter, key: "d", personId, canWait: false });
      await post(tx, { ...letter, key: "e", personId, networkId: w.gavleNetworkId });
    });
    expect((await db.letter.findMany({ orderBy: { key: "asc" } })).map((l) => l.state)).toEqual([
      "held",
      "queued",
      "queued",
      "queued",
      "queued",
    ]);
  });
});

describe("the choice", () => {
  it("turned off lets go what was held, at once", async () => {
    await choose(asa, "weekly");
    await effort("Ett");
    await choose(asa, "direct");
    await carry();
    expect(subjects(asa)).toEqual(["På hemmaplan: Ett"]);
    at("2027-02-08");
    expect(await sendDigests(now())).toBe(0);
    expect(mailChoices(await asMe(asa)).networks).toMatchObject([{ how: "direct", held: 0 }]);
  });
  it("is one's own, where one has a seat", async () => {
    await expect(choose(asa, "weekly", 1, w.gavleNetworkId)).rejects.toThrow("finns inte");
    await expect(choose(strategist, "weekly")).rejects.toThrow("finns inte");
    expect(mailChoices(await asMe(strategist)).networks).toEqual([]);
    await choose(asa, "weekly");
    await effort("Ett");
    expect(
      (await db.letter.findMany({ where: { kind: "effort.given", state: "held" } })).map((l) => l.to),
    ).toEqual([asa]);
  });
  it("ends with the seat: what was held is cancelled, and a letter in the air is not", async () => {
    const falu = "asa.blom@falu.example";
    await choose(falu, "weekly");
    await effort("Ett");
    const h = await db.holding.findFirstOrThrow({
      where: { organisationId: w.orgs.falu!.id, seat: "representative", untilOn: null },
    });
    await leave(
      await asAccount("seat.leave", w.networkId, falu),
      { holdingId: h.id, lastOn: "2027-02-02" },
      "",
    );
    await sendDigests(now());
    expect(await states(falu)).toEqual([["effort.given", "held"]]);
    at("2027-02-08");
    expect(await sendDigests(now())).toBe(0);
    expect([await states(falu), await db.mailChoice.count()]).toEqual([[["effort.given", "cancelled"]], 0]);
  });
});
