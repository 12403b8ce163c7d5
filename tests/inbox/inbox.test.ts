// Answers from people's own calendars and delivery reports, in a real mailbox read over IMAP.
import { execFileSync } from "node:child_process";
import type { ParsedMail } from "mailparser";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answer, answerAsGuest } from "~/domain/meetings/answering/commands.server";
import { reconcile } from "~/domain/meetings/attendees.server";
import {
  cancelMeeting,
  changeMeeting,
  convene,
  createMeeting,
  inviteGuest,
} from "~/domain/meetings/commands.server";
import { dropIn, settleIncoming, takeMessage, weedIncoming } from "~/domain/meetings/inbox/commands.server";
import { inboxPage, inboxTodo, strayMessages } from "~/domain/meetings/inbox/queries.server";
import { repliesIn } from "~/domain/meetings/inbox/calendar-text";
import { choiceBy, statusWords, vouched } from "~/domain/meetings/inbox/rules";
import { answerSchema, meetingSchema } from "~/domain/meetings/schema";
import { letters } from "~/domain/notifications/queries.server";
import { todoList } from "~/domain/network/todo.server";
import { findLink, linkToken } from "~/domain/access/tokens.server";
import { ownPermit } from "~/domain/access/permits.server";
import { carry } from "~/jobs/postman.server";
import { recurring } from "~/jobs/recurring.server";
import { now, setClock } from "~/platform/clock";
import { db, rows, transact } from "~/platform/db.server";
import { readReplyAddress, replyAddress } from "~/platform/reply-address.server";
import { startImapServer, type ImapServer } from "../setup/imap";
import { startMailServer, type MailServer } from "../setup/mailserver";
import { asAccount, asLink, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let imap: ImapServer;
let smtp: MailServer;
let id: string;
const start = new Date("2027-02-01T08:00:00Z");
const day = "2027-03-16";
const asa = "asa.blom@leksand.example";
const per = "per.ost@leksand.example";
const manager = () => asAccount("meeting.manage", w.networkId, strategist);
const pass = () => recurring.find((j) => j.name === "inbox.read")!.run(now());
const given = async (org = "leksand") =>
  (
    await db.answer.findUnique({
      where: { meetingId_organisationId: { meetingId: id, organisationId: w.orgs[org]!.id } },
    })
  )?.choice ?? null;
/** What was taken last: messages have the mail server's dates, the test its own. */
const last = () =>
  rows<Record<string, string | null>>("SELECT * FROM Incoming ORDER BY rowid DESC LIMIT 1")[0]!;
const waiting = async () => inboxPage(await manager()).waiting;
const attendeeOf = async (email: string) =>
  db.attendee.findFirstOrThrow({
    where: {
      meetingId: id,
      OR: [
        { email },
        {
          personId: {
            in: (await db.person.findMany({ where: { OR: [{ email }, { identity: { email } }] } })).map(
              (p) => p.id,
            ),
          },
        },
      ],
    },
  });

/** The entry as it stands in the letter that came. */
async function entry(email: string): Promise<string> {
  const found = smtp.received
    .filter((m) => [m.to].flat()[0]?.value[0]?.address === email)
    .flatMap((m) =>
      m.attachments.filter((a) => a.contentType === "text/calendar").map((a) => a.content.toString()),
    );
  return found.at(-1)!;
}
/** What a calendar program makes of a press on its button (RFC 5546, 3.2.3): built by another library than ours. */
const replyTo = (
  request: string,
  change: {
    partstat?: string;
    sequence?: number;
    attendee?: string;
    comment?: string;
    method?: string;
    uid?: string;
    stamp?: string;
  } = {},
): string =>
  execFileSync(
    "/usr/bin/python3",
    [
      "-c",
      `
import sys, json, icalendar, datetime
given = json.loads(sys.argv[1])
asked = icalendar.Calendar.from_ical(sys.stdin.read())
e = [x for x in asked.walk('VEVENT')][0]
c = icalendar.Calendar(); c.add('prodid', '-//Somebody//Calendar//EN'); c.add('version', '2.0'); c.add('method', given.get('method', 'REPLY'))
r = icalendar.Event(); r['UID'] = given.get('uid', e['UID']); r.add('sequence', given.get('sequence', int(e['SEQUENCE']))); r.add('dtstamp', datetime.datetime.fromisoformat(given.get('stamp', '2027-02-01T09:00:00+00:00')))
r['DTSTART'] = e['DTSTART']; r['ORGANIZER'] = e['ORGANIZER']
a = icalendar.vCalAddress('MAILTO:' + given['attendee'] if 'attendee' in given else str(e['ATTENDEE'])); a.params['PARTSTAT'] = given.get('partstat', 'ACCEPTED'); r.add('attendee', a, encode=0)
if 'comment' in given: r.add('comment', given['comment'])
c.add_component(r); sys.stdout.write(c.to_ical().decode())
`,
      JSON.stringify(change),
    ],
    { input: request, encoding: "utf8" },
  );
const mail = (o: {
  from: string;
  to: string;
  ics?: string;
  subject?: string;
  headers?: string;
  text?: string;
  id?: string;
}) => `From: <${o.from}>
To: ${o.to}
Subject: ${o.subject ?? "Svar"}
Message-ID: <${o.id ?? Math.random().toString(36).slice(2)}@mail.example>
Date: Mon, 01 Feb 2027 10:00:00 +0100
MIME-Version: 1.0
${o.headers ? `${o.headers}\n` : ""}Content-Type: multipart/alternative; boundary="gg"

--gg
Content-Type: text/plain; charset=utf-8

${o.text ?? "Accepterat"}
${
  o.ics
    ? `--gg
Content-Type: text/calendar; method=REPLY; charset=utf-8

${o.ics}
`
    : ""
}--gg--
`;
const own = async (email: string) => replyAddress("svar", (await attendeeOf(email)).id)!;
/** A press in the calendar of one person, as it reaches the mailbox. */
async function press(
  email: string,
  change: Parameters<typeof replyTo>[1] = {},
  how: { to?: string; from?: string; headers?: string } = {},
): Promise<void> {
  await imap.append(
    mail({
      from: how.from ?? email,
      to: how.to ?? (await own(email)),
      ics: replyTo(await entry(email), change),
      headers: how.headers,
    }),
  );
  await pass();
}

beforeAll(async () => {
  setClock(start);
  imap = await startImapServer();
  smtp = await startMailServer();
  Object.assign(process.env, {
    IMAP_URL: imap.url,
    REPLY_ADDRESS: "svar@lansstyrelsen.example",
    SMTP_URL: smtp.url,
  });
  w = await makeWorld();
  for (const org of ["leksand", "falu"]) await signed(w, org);
  await signed(w, "mora", { representative: { name: "Åsa Blom", email: asa } });
  await signed(w, "jour", {
    representative: { name: "Hemliga Hanna", email: "hanna@dolt.example", protected: "on" },
    deputy: { name: "Åsa Blom", email: asa },
  });
  await carry();
}, 60_000);
beforeEach(async () => {
  setClock(start);
  id = await createMeeting(
    await manager(),
    meetingSchema.parse({
      kind: "ordinary",
      title: "Vårens möte",
      heldOn: day,
      fromTime: "09:00",
      toTime: "16:00",
      place: "Falun",
      link: "https://mote.example/x",
    }),
  );
  await convene(await manager(), id, 1);
  await carry();
});
afterAll(async () => {
  for (const name of ["IMAP_URL", "REPLY_ADDRESS", "SMTP_URL", "TRUSTED_AUTHSERV_ID"])
    Reflect.deleteProperty(process.env, name);
  setClock(null);
  await smtp.close();
  await imap.stop();
});

describe("an answer from the calendar", () => {
  it("goes to an address of the network's own that stands in the entry, and counts for every seat of the person", async () => {
    const sent = await entry(asa);
    expect(sent.replace(/\r\n /g, "")).toMatch(
      new RegExp(
        `ORGANIZER;CN="?Länsstyrelsen i Dalarnas län"?:(mailto:)?${(await own(asa)).replace("+", "\\+")}`,
        "i",
      ),
    );
    expect((await own(asa)).endsWith("@lansstyrelsen.example")).toBe(true);
    await press(asa, { comment: "Kommer med tåget" });
    expect([await given("leksand"), await given("mora")]).toEqual(["representative", "representative"]);
    expect(
      (await db.answer.findFirstOrThrow({ where: { meetingId: id, organisationId: w.orgs.leksand!.id } }))
        .note,
    ).toBe("Kommer med tåget");
    // Where the person is a deputy, the representative is the one who is asked.
    expect(await given("jour")).toBeNull();
    expect(last()).toMatchObject({
      kind: "reply",
      state: "counted",
      partstat: "ACCEPTED",
      networkId: w.networkId,
    });
    expect(await imap.seen()).toBeGreaterThan(0);
    await press(asa, { partstat: "DECLINED", stamp: "2027-02-01T10:00:00+00:00" });
    expect([await given("leksand"), await given("mora")]).toEqual(["nobody", "nobody"]);
  });
  it("read twice, by two readers, or after a reader was killed, is one", async () => {
    const raw = Buffer.from(mail({ from: asa, to: await own(asa), ics: replyTo(await entry(asa)) }));
    const before = await db.incoming.count();
    const events = () =>
      db.event.count({ where: { kind: "answer.given", subjectId: id, organisationId: w.orgs.leksand!.id } });
    await Promise.all(Array.from({ length: 8 }, () => takeMessage(raw, now(), now())));
    expect([(await db.incoming.count()) - before, await events()]).toEqual([1, 1]);
    await imap.append(raw);
    await pass();
    imap.forgetUids();
    await db.mailbox.updateMany({ data: { uidValidity: "1" } });
    const all = await db.incoming.count();
    await pass();
    expect([await db.incoming.count(), await events()]).toEqual([all, 1]);
    // The answer was kept, its message was not marked: it is read again and changes nothing.
    await db.incoming.deleteMany({ where: { attendeeId: (await attendeeOf(asa)).id } });
    await takeMessage(raw, now(), now());
    expect(await events()).toBe(1);
  });
  it("asks the deputy where there is nobody else, frees the representative of it, and is a guest's own", async () => {
    await answer(
      await asAccount("meeting.answer", w.networkId, asa),
      id,
      answerSchema.parse({ organisationId: w.orgs.leksand!.id, choice: "deputy" }),
    );
    await carry();
    await press(per, { stamp: "2027-02-01T11:00:00+00:00" });
    expect(await given()).toBe("deputy");
    await press(per, { partstat: "DECLINED", stamp: "2027-02-01T12:00:00+00:00" });
    expect(await given()).toBe("nobody");
    await inviteGuest(await manager(), id, { name: "Greta Ahl", email: "greta@forskning.example" });
    await carry();
    await press("greta@forskning.example");
    expect((await attendeeOf("greta@forskning.example")).choice).toBe("yes");
  });
  it("two in the same reading are weighed by when they were written, whichever is read first", async () => {
    setClock(new Date("2027-02-01T12:00:00Z"));
    await imap.append(
      mail({
        from: asa,
        to: await own(asa),
        ics: replyTo(await entry(asa), { stamp: "2027-02-01T10:00:00+00:00" }),
      }),
    );
    await imap.append(
      mail({
        from: asa,
        to: await own(asa),
        ics: replyTo(await entry(asa), { partstat: "DECLINED", stamp: "2027-02-01T10:00:20+00:00" }),
      }),
    );
    await pass();
    expect(await given()).toBe("nobody");
    await imap.append(
      mail({
        from: asa,
        to: await own(asa),
        ics: replyTo(await entry(asa), { stamp: "2027-02-01T10:00:10+00:00", comment: "Sent framme" }),
      }),
    );
    await pass();
    expect([await given(), last().state, last().why]).toEqual(["nobody", "settled", "noChange"]);
  });
  it("of a guest does not overwrite what the guest has said since", async () => {
    await inviteGuest(await manager(), id, { name: "Greta Ahl", email: "greta@forskning.example" });
    await carry();
    const greta = await attendeeOf("greta@forskning.example");
    setClock(new Date("2027-02-01T12:00:00Z"));
    await answerAsGuest(
      asLink(
        "meeting.answer",
        (await findLink((await linkToken(greta.linkId!))!.token, "attend", now()))!.link,
      ),
      id,
      { choice: "no" },
    );
    await press("greta@forskning.example", { stamp: "2027-02-01T11:00:00+00:00" });
    expect([(await attendeeOf("greta@forskning.example")).choice, last().state]).toEqual(["no", "settled"]);
    setClock(new Date("2027-02-01T14:00:00Z"));
    await press("greta@forskning.example", { stamp: "2027-02-01T13:00:00+00:00" });
    expect((await attendeeOf("greta@forskning.example")).choice).toBe("yes");
  });
  it("of a deputy who is called instead, and declines, is that nobody comes", async () => {
    const vacant = await db.holding.findFirstOrThrow({
      where: { networkId: w.networkId, organisationId: w.orgs.falu!.id, seat: "representative" },
    });
    await transact((tx) => tx.holding.update({ where: { id: vacant.id }, data: { untilOn: "2027-03-01" } }));
    setClock(new Date("2027-03-02T08:00:00Z"));
    await transact(async (tx) =>
      reconcile(
        tx,
        await manager(),
        (await manager()).network,
        await tx.meeting.findUniqueOrThrow({ where: { id } }),
      ),
    );
    await carry();
    await press("per.ost@falu.example", { partstat: "DECLINED" });
    expect([await given("falu"), last().state]).toEqual(["nobody", "counted"]);
    await transact((tx) => tx.holding.update({ where: { id: vacant.id }, data: { untilOn: null } }));
  });
  it("given before a later answer on the page does not overwrite it", async () => {
    setClock(new Date("2027-02-02T08:00:00Z"));
    await answer(
      await asAccount("meeting.answer", w.networkId, asa),
      id,
      answerSchema.parse({ organisationId: w.orgs.leksand!.id, choice: "nobody" }),
    );
    await press(asa, { stamp: "2027-02-01T20:00:00+00:00" });
    expect(await given()).toBe("nobody");
    await press(asa, { stamp: "2027-02-02T09:00:00+00:00" });
    expect(await given()).toBe("representative");
  });
});

describe("what does not count waits for the strategist", () => {
  const waits = async (why: string) => {
    expect(last()).toMatchObject({ state: "waiting", why });
    expect([await given("leksand"), await given("mora")]).toEqual([null, null]);
  };
  it("another attendee", async () => {
    await press(asa, { attendee: per });
    await waits("wrongAttendee");
  });
  it("an unknown UID", async () => {
    await press(asa, { uid: "annan@exempel.example" });
    await waits("unknownUid");
  });
  it("an older SEQUENCE", async () => {
    const old = await entry(asa);
    const m = await db.meeting.findUniqueOrThrow({ where: { id } });
    await changeMeeting(
      await manager(),
      id,
      meetingSchema.parse({
        ...m,
        answerByOn: "",
        proposeByOn: "",
        fromTime: "10:00",
        gatherTime: "",
        version: m.version,
      }),
    );
    await carry();
    await imap.append(mail({ from: asa, to: await own(asa), ics: replyTo(old) }));
    await pass();
    await waits("oldSequence");
    await press(asa);
    expect(await given()).toBe("representative");
  });
  it("an address that anybody may know, or that somebody has made up", async () => {
    await press(asa, {}, { to: "svar@lansstyrelsen.example" });
    await waits("wrongAddress");
    await press(asa, {}, { to: (await own(asa)).replace(/[0-9a-z]{13}@/, "0000000000000@") });
    await waits("wrongAddress");
    await press(asa, {}, { to: await own("asa.blom@falu.example") });
    await waits("wrongAddress");
  });
  it("but for one whose sender our own server vouches for", async () => {
    const bare = { to: "svar@lansstyrelsen.example" };
    const results = (server: string, result: string) =>
      `Authentication-Results: ${server};\n\t${result} header.from=leksand.example`;
    await press(asa, {}, { ...bare, headers: results("mx.lansstyrelsen.example", "dmarc=pass") });
    await waits("wrongAddress");
    process.env.TRUSTED_AUTHSERV_ID = "mx.lansstyrelsen.example";
    await press(asa, {}, { ...bare, headers: results("mx.evil.example", "dmarc=pass") });
    await waits("wrongAddress");
    await press(
      asa,
      {},
      {
        ...bare,
        headers: `${results("mx.lansstyrelsen.example", "dmarc=fail")}\n${results("mx.lansstyrelsen.example", "dmarc=pass")}`,
      },
    );
    await waits("wrongAddress");
    await press(asa, {}, { ...bare, from: per, headers: results("mx.lansstyrelsen.example", "dmarc=pass") });
    await waits("wrongAddress");
    await press(
      asa,
      {},
      {
        ...bare,
        headers: results("mx.lansstyrelsen.example", "spf=pass (ok) smtp.mailfrom=x; dmarc=pass (p=none)"),
      },
    );
    expect(await given()).toBe("representative");
  });
  it("perhaps, a handing on, another time proposed, a personnummer in it", async () => {
    for (const [change, why] of [
      [{ partstat: "TENTATIVE" }, "tentative"],
      [{ partstat: "DELEGATED" }, "delegated"],
      [{ method: "COUNTER" }, "counter"],
      [{ comment: "Jag är 19850101-1234" }, "comment"],
      [{ partstat: "NEEDS-ACTION" }, "noChoice"],
    ] as const) {
      await press(asa, change);
      await waits(why);
    }
    expect(JSON.stringify(await db.incoming.findMany())).not.toContain("19850101");
  });
  it("a yes where the organisation has said that somebody else comes", async () => {
    await answer(
      await asAccount("meeting.answer", w.networkId, strategist),
      id,
      answerSchema.parse({
        organisationId: w.orgs.leksand!.id,
        choice: "standIn",
        standInName: "Vik Arie",
        standInEmail: "",
      }),
    );
    await press(asa, { stamp: "2027-02-01T11:00:00+00:00" });
    expect(last()).toMatchObject({ state: "waiting", why: "standIn" });
    expect(await given()).toBe("standIn");
  });
  it("and says nothing of a protected person but whose seat it is", async () => {
    expect(await entry("hanna@dolt.example")).not.toMatch(/ATTENDEE/);
    await imap.append(
      mail({
        from: "hanna@dolt.example",
        to: await own("hanna@dolt.example"),
        subject: "Hanna undrar",
        text: "Vilken sal?",
      }),
    );
    await pass();
    expect(last()).toMatchObject({ state: "waiting", why: "noEntry", sender: "", subject: "" });
    expect(JSON.stringify([await db.incoming.findMany(), inboxPage(await manager())])).not.toMatch(/hanna/i);
  });
  it("and names no protected person in the calendar when the meeting is cancelled", async () => {
    await cancelMeeting(
      await manager(),
      id,
      (await db.meeting.findUniqueOrThrow({ where: { id } })).version,
      null,
    );
    await carry();
    const cancelled = (await entry("hanna@dolt.example")).replace(/\r\n /g, "");
    expect(cancelled).toMatch(/METHOD:CANCEL/);
    expect(cancelled).not.toMatch(/ATTENDEE|hanna/i);
    expect(await entry(asa)).toMatch(/ATTENDEE/);
  });
  it("too late, cancelled, no longer asked", async () => {
    const text = await entry(per.replace("leksand", "mora")).catch(() => "");
    expect(text).toBeUndefined();
    setClock(new Date("2027-03-16T08:30:00Z"));
    await press(asa);
    await waits("started");
    setClock(start);
    const m = await db.meeting.findUniqueOrThrow({ where: { id } });
    await cancelMeeting(await manager(), id, m.version, null);
    await press(asa, { sequence: (await attendeeOf(asa)).sequence });
    await waits("withdrawn");
  });
  it("an ordinary letter; an automatic one is only noted; nonsense stops nothing", async () => {
    await imap.append(mail({ from: asa, to: await own(asa), text: "Vilken sal?" }));
    await imap.append(
      mail({ from: asa, to: await own(asa), headers: "Auto-Submitted: auto-replied", text: "Jag är ledig" }),
    );
    for (const ics of [
      "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT",
      "BEGIN:VCALENDAR\nEND:VCALENDAR",
      "\u0000\u0001",
      `BEGIN:VCALENDAR\nMETHOD:REPLY\n${"BEGIN:VEVENT\nUID:x\nEND:VEVENT\n".repeat(500)}END:VCALENDAR`,
    ])
      await imap.append(mail({ from: "x@evil.example", to: await own(asa), ics }));
    await imap.append(Buffer.from("inte ens ett mejl"));
    await imap.append(
      Buffer.concat([
        Buffer.from(`From: <x@evil.example>\r\nTo: ${await own(asa)}\r\nContent-Type: text/calendar\r\n\r\n`),
        Buffer.alloc(3_000_000, 65),
      ]),
    );
    const before = await db.incoming.count();
    expect(await pass()).toBe(8);
    expect(await db.incoming.count()).toBe(before + 8);
    expect((await waiting()).some((i) => i.why === "noEntry" && i.meeting === "Vårens möte")).toBe(true);
    expect(await db.incoming.count({ where: { why: "automatic", state: "settled" } })).toBe(1);
    expect([await given("leksand"), await given("mora")]).toEqual([null, null]);
  });
});

describe("the strategist", () => {
  it("counts a waiting one, or is done with it; another county's does neither", async () => {
    await press(asa, { partstat: "TENTATIVE" });
    const row = (await waiting()).find((i) => i.meetingId === id);
    expect(row).toMatchObject({
      who: "Åsa Blom",
      sender: asa,
      partstat: "TENTATIVE",
      why: "tentative",
      countable: true,
      meetingId: id,
    });
    const answering = await asAccount("meeting.answer", w.networkId, strategist);
    const neighbour = await asAccount("meeting.manage", w.gavleNetworkId, "strateg@gavleborg.example");
    await expect(settleIncoming(neighbour, () => answering, { id: row!.id, gor: "klart" })).rejects.toThrow(
      "finns inte",
    );
    expect(inboxPage(neighbour)).toMatchObject({ waiting: [], done: [] });
    expect(
      todoList(await asAccount("todo.see", w.networkId, strategist)).todo.find((t) => t.kind === "incoming"),
    ).toMatchObject({ detail: String((await waiting()).length) });
    await settleIncoming(await manager(), () => answering, { id: row!.id, gor: "kommer" });
    expect(await given()).toBe("representative");
    await expect(
      settleIncoming(await manager(), () => answering, { id: row!.id, gor: "klart" }),
    ).rejects.toThrow("redan hanterat");
    for (const i of await waiting())
      await settleIncoming(await manager(), () => answering, { id: i.id, gor: "klart" });
    expect(inboxTodo(await asAccount("todo.see", w.networkId, strategist)).waiting).toBe(0);
  });
  it("drops in a file from the own mail: what fits counts, the same file twice is one", async () => {
    const ics = Buffer.from(replyTo(await entry(asa)));
    const eml = Buffer.from(
      mail({
        from: "asa.blom@falu.example",
        to: "brevlada@dalarna.example",
        ics: replyTo(await entry("asa.blom@falu.example"), { partstat: "DECLINED" }),
      }),
    );
    expect(
      await dropIn(await manager(), [
        { name: "svar.ics", bytes: ics },
        { name: "brev.eml", bytes: eml },
        { name: "bild.eml", bytes: Buffer.from("x") },
      ]),
    ).toEqual({ counted: 2, unchanged: 0, waiting: 0, unreadable: 1 });
    expect([await given("leksand"), await given("falu")]).toEqual(["representative", "nobody"]);
    const before = await db.incoming.count();
    await dropIn(await manager(), [{ name: "svar.ics", bytes: ics }]);
    expect(await db.incoming.count()).toBe(before);
    expect(
      await dropIn(await manager(), [
        { name: "annan.ics", bytes: Buffer.from(replyTo(await entry(asa), { attendee: per })) },
      ]),
    ).toMatchObject({ counted: 0, waiting: 1 });
    expect(
      await dropIn(await asAccount("meeting.manage", w.gavleNetworkId, "strateg@gavleborg.example"), [
        { name: "intrång.ics", bytes: Buffer.from(replyTo(await entry(asa), { partstat: "DECLINED" })) },
      ]),
    ).toMatchObject({ counted: 0, waiting: 1 });
    expect(await given("leksand")).toBe("representative");
  });
});

describe("a delivery report", () => {
  const report = (
    to: string,
    action: string,
    status: string,
    original: string,
  ) => `From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: ${to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <${Math.random().toString(36).slice(2)}@mx.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="rr"

--rr
Content-Type: text/plain

Nope.
--rr
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ${asa}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--rr
Content-Type: text/rfc822-headers

Message-ID: ${original}
--rr--
`;
  const called = () =>
    db.letter.findFirstOrThrow({
      where: { kind: "convened", to: asa, state: { in: ["sent", "failed"] } },
      orderBy: { createdAt: "desc" },
    });
  it("is sent to the letter's own address and makes it one that did not arrive, in the to-do list", async () => {
    const letter = await called();
    expect(readReplyAddress(replyAddress("retur", letter.id)!)).toEqual({ kind: "retur", id: letter.id });
    await imap.append(report(replyAddress("retur", letter.id)!, "delayed", "4.4.1", ""));
    await pass();
    expect((await called()).state).toBe("sent");
    await imap.append(report(replyAddress("retur", letter.id)!, "failed", "5.1.1", ""));
    await pass();
    expect(await called()).toMatchObject({
      id: letter.id,
      state: "failed",
      error: "Adressen finns inte (5.1.1)",
    });
    const page = await asAccount("letters.see", w.networkId, strategist);
    const [line] = letters(page, { show: "kom-inte-fram" }).lines;
    expect(line).toMatchObject({ id: letter.id, error: "Adressen finns inte (5.1.1)" });
    expect(
      todoList(await asAccount("todo.see", w.networkId, strategist)).todo.some(
        (t) => t.kind === "letter" && t.aboutId === letter.id,
      ),
    ).toBe(true);
    await db.letter.update({ where: { id: letter.id }, data: { state: "sent" } });
  });
  it("that came to the plain address is known by the letter it names, and by nothing a stranger could write", async () => {
    const letter = await called();
    await imap.append(report("svar@lansstyrelsen.example", "failed", "5.2.2", "<inget@sadant.example>"));
    await imap.append(
      report(
        replyAddress("retur", letter.id)!.replace(/[0-9a-z]{13}@/, "fffffffffffff@"),
        "failed",
        "5.2.2",
        "<annat@sadant.example>",
      ),
    );
    await pass();
    expect((await called()).state).toBe("sent");
    // A server that gave up after days says "failed" with the code of the last, passing fault.
    await imap.append(report("svar@lansstyrelsen.example", "failed", "4.4.7", letter.messageId));
    await pass();
    expect(await called()).toMatchObject({
      state: "failed",
      error: "Mottagarens server gick inte att nå i tid (4.4.7)",
    });
    await db.letter.update({ where: { id: letter.id }, data: { state: "sent" } });
    await imap.append(report("svar@lansstyrelsen.example", "failed", "5.2.2", letter.messageId));
    await pass();
    expect(await called()).toMatchObject({ state: "failed", error: "Brevlådan är full (5.2.2)" });
    await db.letter.update({ where: { id: letter.id }, data: { state: "sent" } });
  });
  it("that cannot be read waits, with the letter", async () => {
    const letter = await called();
    await imap.append(
      mail({
        from: "mailer-daemon@mx.example",
        to: replyAddress("retur", letter.id)!,
        text: "Sorry it did not work out",
      }),
    );
    await pass();
    expect(last()).toMatchObject({
      kind: "report",
      why: "unclearReport",
      letterId: letter.id,
      networkId: w.networkId,
    });
  });
  it("about a protected person's letter, and whatever comes to it, says nothing of whose it is", async () => {
    const hanna = await attendeeOf("hanna@dolt.example");
    const letter = await db.letter.findFirstOrThrow({
      where: { personId: hanna.personId, kind: "convened", state: "sent" },
      orderBy: { createdAt: "desc" },
    });
    const to = replyAddress("retur", letter.id)!;
    const from = "hanna@dolt.example";
    await imap.append(mail({ from, to, subject: "Hanna är ledig", headers: "Auto-Submitted: auto-replied" }));
    await pass();
    expect(last()).toMatchObject({
      kind: "report",
      state: "settled",
      why: "automatic",
      letterId: letter.id,
      sender: "",
      subject: "",
    });
    await imap.append(mail({ from, to, subject: "Hanna undrar" }));
    await imap.append(
      report(to, "failed", "5.2.2", "").replace("Undelivered Mail", "Undelivered to hanna@dolt.example"),
    );
    await imap.append(
      mail({ from, to: await own(from), subject: "Hanna svarar", ics: "BEGIN:VCALENDAR\nEND:VCALENDAR" }),
    );
    await imap.append(
      mail({
        from,
        to: await own(from),
        subject: "Hanna kommer",
        ics: replyTo(await entry(asa), { uid: "annan@exempel.example", attendee: from }),
      }),
    );
    await pass();
    expect(rows("SELECT kind, state, why FROM Incoming ORDER BY rowid DESC LIMIT 4")).toEqual([
      { kind: "reply", state: "waiting", why: "unknownUid" },
      { kind: "reply", state: "waiting", why: "unreadable" },
      { kind: "report", state: "counted", why: null },
      { kind: "report", state: "waiting", why: "unclearReport" },
    ]);
    expect(JSON.stringify([await db.incoming.findMany(), inboxPage(await manager())])).not.toMatch(/hanna/i);
  });
  it("goes by the envelope, not by what people see", () => {
    const seen = smtp.received.at(-1) as ParsedMail;
    expect(seen.from!.value[0]!.address).not.toContain("+retur");
    expect(seen.replyTo!.value[0]!.address).toBe("brevlada@dalarna.example");
  });
});

describe("the mailbox", () => {
  it("out of reach for an hour is said in the to-do list, and no longer once it is read", async () => {
    const url = process.env.IMAP_URL!;
    process.env.IMAP_URL = url.replace("hemligt", "fel");
    await expect(pass()).rejects.toThrow();
    const todo = async () =>
      todoList(await asAccount("todo.see", w.networkId, strategist)).todo.some((t) => t.kind === "mailbox");
    expect(await todo()).toBe(false);
    setClock(new Date(start.getTime() + 2 * 3_600_000));
    await expect(pass()).rejects.toThrow();
    expect(await todo()).toBe(true);
    await db.mailbox.updateMany({ data: { failingSince: null } });
    process.env.IMAP_URL = url;
    await pass();
    expect(await todo()).toBe(false);
    delete process.env.IMAP_URL;
    expect(await pass()).toBe(0);
    process.env.IMAP_URL = url;
  });
  it("without an address of its own changes nothing in the entries", async () => {
    const address = process.env.REPLY_ADDRESS!;
    delete process.env.REPLY_ADDRESS;
    await inviteGuest(await manager(), id, { name: "Gäst", email: "gast@forskning.example" });
    await carry();
    expect(await entry("gast@forskning.example")).toContain("brevlada@dalarna.exam");
    process.env.REPLY_ADDRESS = address;
  });
  it("forgets what it took after two months, and keeps what waits", async () => {
    await press(asa);
    await press(asa, { partstat: "TENTATIVE" });
    const waits = await db.incoming.count({ where: { state: "waiting" } });
    await db.incoming.updateMany({ data: { receivedAt: start } });
    expect(await weedIncoming(new Date(start.getTime() + 61 * 86_400_000))).toBeGreaterThan(0);
    expect(await db.incoming.count()).toBe(waits);
    expect(strayMessages(ownPermit("installation.manage", "cli", "test"))).toBe(
      await db.incoming.count({ where: { networkId: null } }),
    );
  });
});

describe("the rules", () => {
  it("of whose answer it is: the whole table", () => {
    const all = [null, "representative", "deputy", "both", "standIn", "nobody"] as const;
    const table = (seat: "representative" | "deputy", comes: boolean) =>
      all.map((c) => choiceBy(seat, comes, c));
    expect(table("representative", true)).toEqual([
      "representative",
      null,
      "representative",
      null,
      null,
      "representative",
    ]);
    expect(table("representative", false)).toEqual(["nobody", "nobody", null, "deputy", null, null]);
    expect(table("deputy", true)).toEqual(["deputy", "both", null, null, null, "deputy"]);
    expect(table("deputy", false)).toEqual([null, null, "nobody", "representative", null, null]);
  });
  it("of who vouches: the topmost header alone, of our server, for the sender's own domain", () => {
    const ours = "mx.a.example; dkim=pass header.d=b.example";
    expect(vouched([ours], "mx.a.example", "x@b.example")).toBe("x@b.example");
    expect([
      vouched([], "mx.a.example", "x@b.example"),
      vouched([ours], undefined, "x@b.example"),
      vouched(["mx.c.example; dmarc=pass header.from=b.example", ours], "mx.a.example", "x@b.example"),
      vouched([ours], "mx.a.example", "x@evil.example"),
      vouched(["mx.a.example.evil.example; dkim=pass header.d=b.example"], "mx.a.example", "x@b.example"),
      vouched(['mx.a.example; dkim=none; x="; dkim=pass header.d=b.example"'], "mx.a.example", ""),
    ]).toEqual([null, null, null, null, null, null]);
  });
  it("of reports in plain words", () =>
    expect(
      ["5.1.1", "5.1.2", "5.4.4", "5.2.2", "5.2.1", "5.7.1", "5.0.0", "5.3.4", "4.4.7"].map((s) =>
        statusWords(s).replace(/ \(.*/, ""),
      ),
    ).toEqual([
      "Adressen finns inte",
      "Adressen finns inte",
      "Domänen i adressen finns inte",
      "Brevlådan är full",
      "Brevlådan är stängd",
      "Mottagarens server tar inte emot mejlet",
      "Mottagarens server kunde inte lämna mejlet",
      "Mejlet är för stort för mottagaren",
      "Mottagarens server gick inte att nå i tid",
    ]));
  it("of calendars in which nobody says anything", () => {
    const none = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\nEND:VCALENDAR";
    expect(repliesIn(none)).toEqual([]);
    expect(repliesIn("skräp")).toBeNull();
  });
});
