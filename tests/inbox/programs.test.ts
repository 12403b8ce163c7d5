// Answers as real programs write them (RFC 5545, 5546, 6047, 3464, 8098), by mail and dropped in.
import Database from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answer } from "~/domain/meetings/answering/commands.server";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { repliesIn } from "~/domain/meetings/inbox/calendar-text";
import { dropIn, settleIncoming, takeMessage } from "~/domain/meetings/inbox/commands.server";
import { inboxPage } from "~/domain/meetings/inbox/queries.server";
import { answerSchema, meetingSchema } from "~/domain/meetings/schema";
import { now, setClock } from "~/platform/clock";
import { db, lastWrite, rows, transact } from "~/platform/db.server";
import { textOf } from "~/platform/decode";
import { env } from "~/platform/env.server";
import { replyAddress } from "~/platform/reply-address.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
let uid: string;
let to: string;
const asa = "asa.blom@leksand.example";
const per = "per.ost@leksand.example";
const manager = () => asAccount("meeting.manage", w.networkId, strategist);
const answered = () =>
  db.answer.findFirst({
    where: { meetingId: id, organisationId: w.orgs.leksand?.id },
    select: { choice: true, note: true },
  });
const last = () =>
  rows<Record<string, string | null>>("SELECT kind, state, why FROM Incoming ORDER BY rowid DESC LIMIT 1")[0];

beforeAll(async () => {
  setClock(new Date("2027-02-01T08:00:00Z"));
  process.env.REPLY_ADDRESS = "svar@lansstyrelsen.example";
  w = await makeWorld();
  await signed(w, "leksand");
  await signed(w, "falu");
});
const spring = { kind: "ordinary", title: "Vårens möte", place: "Falun", fromTime: "09:00", toTime: "16:00" };
beforeEach(async () => {
  setClock(new Date("2027-02-01T08:00:00Z"));
  id = await createMeeting(await manager(), meetingSchema.parse({ ...spring, heldOn: "2027-03-16" }));
  await convene(await manager(), id, 1);
  const person = await db.person.findFirstOrThrow({ where: { email: asa } });
  const attendee = await db.attendee.findFirstOrThrow({ where: { meetingId: id, personId: person.id } });
  uid = attendee.uid;
  to = replyAddress("svar", attendee.id) ?? "";
  setClock(new Date("2027-02-01T12:00:00Z"));
});
afterAll(() => {
  delete process.env.REPLY_ADDRESS;
  setClock(null);
});

/** A reply in other programs' own words; `lines` stand in the event. */
const ics = (
  lines: readonly string[] = [],
  {
    method = "REPLY",
    attendee = `ATTENDEE;PARTSTAT=ACCEPTED;CN=X:mailto:${asa}`,
    stamp = "20270201T090000Z",
  } = {},
) =>
  [
    "BEGIN:VCALENDAR",
    "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN",
    "VERSION:2.0",
    ...(method ? [`METHOD:${method}`] : []),
    "BEGIN:VEVENT",
    ...(attendee ? [attendee] : []),
    `UID:${uid}`,
    "SEQUENCE:0",
    `DTSTAMP:${stamp}`,
    "DTSTART;TZID=W. Europe Standard Time:20270316T090000",
    ...lines,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
const latin = (text: string) => Buffer.from(text.replace("–", "\x96"), "latin1");
const mail = (type: string, body: Buffer | string, how: { encoding?: string; headers?: string[] } = {}) => {
  const bytes = Buffer.from(body);
  const head = [
    `From: <${asa}>`,
    `To: ${to}`,
    "Subject: Accepterat: =?utf-8?q?M=C3=B6te?=",
    `Message-ID: <${Math.random().toString(36).slice(2)}@mail.example>`,
    "Date: Mon, 01 Feb 2027 10:00:00 +0100",
    "MIME-Version: 1.0",
    ...(how.headers ?? []),
    `Content-Type: ${type}`,
    `Content-Transfer-Encoding: ${how.encoding ?? "8bit"}`,
    "",
    "",
  ].join("\r\n");
  const coded =
    how.encoding === "base64" ? Buffer.from(bytes.toString("base64").replace(/.{76}/g, "$&\r\n")) : bytes;
  return Buffer.concat([Buffer.from(head), coded, Buffer.from("\r\n")]);
};
const take = (raw: Buffer) => takeMessage(raw, now(), now());
const drop = async (bytes: Buffer | string, name = "svar.ics") =>
  dropIn(await manager(), [{ name, bytes: Buffer.from(bytes) }]);

describe("charsets (case 09, 10)", () => {
  const note = "Vi är på väg – Åsa kör";
  const body = () => ics([`COMMENT;LANGUAGE=sv-SE:${note}`]);
  const sixteen = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
  it.each([
    [
      "windows-1252, base64",
      () =>
        mail('text/calendar; charset="windows-1252"; method=REPLY', latin(body()), { encoding: "base64" }),
    ],
    ["iso-8859-1, 8bit", () => mail("text/calendar; charset=iso-8859-1; method=REPLY", latin(body()))],
    [
      "latin called utf-8",
      () => mail("text/calendar; charset=utf-8; method=REPLY", latin(body()), { encoding: "base64" }),
    ],
    ["latin, not said", () => mail("text/calendar; method=REPLY", latin(body()), { encoding: "base64" })],
    [
      "a charset that nobody knows",
      () => mail("text/calendar; charset=x-okand; method=REPLY", body(), { encoding: "base64" }),
    ],
    ["utf-8 with BOM", () => mail("text/calendar; charset=utf-8; method=REPLY", `\uFEFF${body()}`)],
    [
      "utf-16",
      () => mail("text/calendar; charset=utf-16; method=REPLY", sixteen(body()), { encoding: "base64" }),
    ],
    [
      "in a file",
      () => mail('application/octet-stream; name="invite.ics"', latin(body()), { encoding: "base64" }),
    ],
  ])("by mail: %s", async (_, raw) => {
    await take(raw());
    expect([last(), await answered()]).toEqual([
      { kind: "reply", state: "counted", why: null },
      { choice: "representative", note },
    ]);
  });
  it("quoted-printable", async () => {
    const coded = ics(["COMMENT:Kommer p=E5 f=F6rmiddagen"]).replace(/=(?![EF][5-6]\b|E5|F6)/g, "=3D");
    await take(
      mail("text/calendar; charset=iso-8859-1; method=REPLY", coded, { encoding: "quoted-printable" }),
    );
    expect((await answered())?.note).toBe("Kommer på förmiddagen");
  });
  it.each([
    ["windows-1252", (t: string) => latin(t)],
    ["utf-8 with BOM", (t: string) => Buffer.from(`\uFEFF${t}`)],
    ["utf-16 with BOM", sixteen],
    ["utf-16 without BOM", (t: string) => Buffer.from(t, "utf16le")],
    ["utf-16, big end first", (t: string) => Buffer.from(`\uFEFF${t}`, "utf16le").swap16()],
  ])("dropped in: %s", async (_, bytes) => {
    for (const name of ["svar.ics", "svar"]) {
      await db.answer.deleteMany({ where: { meetingId: id } });
      expect(
        await drop(Buffer.concat([bytes(body()), Buffer.from(name === "svar" ? "  " : "")]), name),
      ).toEqual({
        counted: 1,
        unchanged: 0,
        waiting: 0,
        unreadable: 0,
      });
      expect((await answered())?.note).toBe(note);
    }
  });
  it("never throws", () => {
    for (const bytes of [[], [0], [0xff, 0xfe, 0], [0, 0, 0, 0, 0], [0xd8, 0, 0xd8, 0]])
      expect(typeof textOf(Uint8Array.from(bytes), "utf-16")).toBe("string");
  });
});

describe("calendar objects", () => {
  it("several calendars in one file, and several events in one calendar, are as many replies", async () => {
    const falu = await db.person.findFirstOrThrow({ where: { email: "asa.blom@falu.example" } });
    const other = await db.attendee.findFirstOrThrow({ where: { meetingId: id, personId: falu.id } });
    const second = ics([], { attendee: "ATTENDEE;PARTSTAT=DECLINED:mailto:asa.blom@falu.example" }).replace(
      uid,
      other.uid,
    );
    const broken = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID\r\n";
    const before = await db.incoming.count();
    expect(await drop(broken + ics() + second)).toMatchObject({ counted: 2 });
    expect(await db.incoming.count()).toBe(before + 2);
    expect(await db.answer.count({ where: { meetingId: id } })).toBe(2);
    const one = ics().replace("END:VCALENDAR\r\n", "") + second.slice(second.indexOf("BEGIN:VEVENT"));
    expect(repliesIn(one)?.map((r) => r.uid)).toEqual([uid, other.uid]);
  });
  it("of which the last could not be kept is gone through again for that one, and for no other", async () => {
    const unstamped = ics([], { stamp: "" });
    const two = unstamped + ics([], { attendee: "ATTENDEE;PARTSTAT=DECLINED:mailto:bo@annan.example" });
    const message = mail("text/calendar; charset=utf-8; method=REPLY", two);
    const before = await db.incoming.count();
    await take(message);
    const count = await db.incoming.count();
    expect([count - before, (await answered())?.choice]).toEqual([2, "representative"]);
    const staff = await asAccount("meeting.answer", w.networkId, strategist);
    await answer(staff, id, answerSchema.parse({ organisationId: w.orgs.leksand?.id, choice: "deputy" }));
    await transact(
      (tx) => tx.$executeRaw`DELETE FROM Incoming WHERE rowid = (SELECT max(rowid) FROM Incoming)`,
    );
    await take(message);
    expect([await db.incoming.count(), (await answered())?.choice]).toEqual([count, "deputy"]);
  });
  it.each([
    ["lines that end by LF", () => ics().replace(/\r\n/g, "\n")],
    ["lines that end by CR", () => ics().replace(/\r\n/g, "\r")],
    ["names in lower case", () => ics().replace(/^[A-Z-]+(?=[:;])/gm, (n) => n.toLowerCase())],
    [
      "MAILTO in upper case, the address too",
      () => ics([], { attendee: `ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:${asa.toUpperCase()}` }),
    ],
    ["a folded line in the middle of a word", () => ics().replace("leksand", "lek\r\n sand")],
    [
      "quoted parameters with a colon and a semicolon",
      () =>
        ics([], {
          attendee: `ATTENDEE;CN="Blom: Åsa; kommun";PARTSTAT=ACCEPTED;X-NUM-GUESTS=0:mailto:${asa}`,
        }),
    ],
    [
      "SENT-BY: an assistant has pressed",
      () =>
        ics([], {
          attendee: `ATTENDEE;SENT-BY="mailto:rut@leksand.example";PARTSTAT=accepted:mailto:${asa}`,
        }),
    ],
    [
      "Apple: a path and EMAIL",
      () => ics([], { attendee: `ATTENDEE;EMAIL="${asa}";PARTSTAT=ACCEPTED:/1234/principal/` }),
    ],
    [
      "an address with escapes",
      () => ics([], { attendee: `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${asa.replace("@", "%40")}` }),
    ],
    [
      "RECURRENCE-ID, X- properties, an alarm",
      () =>
        ics([
          "RECURRENCE-ID:20270316T080000Z",
          "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
          "BEGIN:VALARM",
          "ATTENDEE:mailto:x@y.example",
          "END:VALARM",
        ]),
    ],
    [
      "a timezone before the event",
      () =>
        ics().replace(
          "BEGIN:VEVENT",
          "BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT",
        ),
    ],
    ["everybody sent along, as some do", () => ics([`ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:${per}`])],
    ["a line that nobody can read", () => ics(["=== trasig rad"])],
  ])("%s", async (_, make) => {
    expect(await drop(make())).toMatchObject({ counted: 1, unreadable: 0 });
    expect((await answered())?.choice).toBe("representative");
  });
  it("the method of the part counts where the calendar says none (RFC 6047)", async () => {
    await take(mail("text/calendar; charset=utf-8; method=reply", ics([], { method: "" })));
    expect(last()).toMatchObject({ state: "counted" });
  });
  it("comments: several, escaped, and Google's own", async () => {
    const google = `ATTENDEE;PARTSTAT=ACCEPTED;X-RESPONSE-COMMENT="Kommer 10^n–12":mailto:${asa}`;
    await drop(ics(["COMMENT:Ett\\, två\\nTre", "COMMENT:Fyra"], { attendee: google }));
    expect((await answered())?.note).toBe("Ett, två\nTre\nFyra\nKommer 10\n–12");
  });
  it.each([
    ["COUNTER", "counter"],
    ["DECLINECOUNTER", "counter"],
    ["CANCEL", "cancelled"],
    ["REFRESH", "refresh"],
    ["REQUEST", "passedOn"],
    ["PUBLISH", "unreadable"],
  ])("%s of an attendee is no answer: it waits, and says why", async (method, why) => {
    await take(mail(`text/calendar; method=${method}`, ics([], { method })));
    expect([last(), await answered()]).toEqual([{ kind: "reply", state: "waiting", why }, null]);
  });
  it("winmail.dat says that Outlook alone reads it, and can be counted by hand", async () => {
    await take(
      mail('application/ms-tnef; name="winmail.dat"', Buffer.from([0x78, 0x9f, 0x3e, 0x22]), {
        encoding: "base64",
      }),
    );
    expect(last()).toEqual({ kind: "reply", state: "waiting", why: "outlookOnly" });
    expect(inboxPage(await manager()).waiting[0]?.countable).toBe(true);
  });
});

describe("what changed is what is said (case 13)", () => {
  const declined = { attendee: `ATTENDEE;PARTSTAT=DECLINED:mailto:${asa}` };
  const nothing = { counted: 0, unchanged: 1, waiting: 0, unreadable: 0 };
  const say = async (choice: "deputy" | "representative") =>
    answer(
      await asAccount("meeting.answer", w.networkId, strategist),
      id,
      answerSchema.parse({ organisationId: w.orgs.leksand?.id, choice }),
    );
  it("a no of the representative while the deputy comes", async () => {
    await say("deputy");
    expect(await drop(ics([], { ...declined, stamp: "20270201T115900Z" }))).toEqual(nothing);
  });
  it("an old one, and one without its Z, which means the clock on the wall in Stockholm", async () => {
    setClock(new Date("2027-02-01T14:00:00Z"));
    await say("representative");
    expect(await drop(ics([], { ...declined, stamp: "20270201T133000Z" }))).toEqual(nothing);
    expect(await drop(ics([], { ...declined, stamp: "20270201T145500" }))).toEqual(nothing);
    setClock(new Date("2027-02-01T15:00:00Z"));
    expect(await drop(ics([], { ...declined, stamp: "20270201T150500" }))).toMatchObject({ counted: 1 });
  });
  it("the same again, also with the same words", async () => {
    await drop(ics(["COMMENT:Kommer"]));
    expect(await drop(ics(["COMMENT:Kommer"], { stamp: "20270201T103000Z" }))).toEqual(nothing);
    expect(await drop(ics([], { stamp: "20270201T110000Z" }))).toEqual(nothing);
    await take(mail("text/calendar; method=REPLY", ics([], { stamp: "20270201T113000Z" })));
    expect(last()).toEqual({ kind: "reply", state: "settled", why: "noChange" });
  });
  it("counted by hand, what changes nothing is not called counted", async () => {
    await say("representative");
    await take(
      mail("text/calendar; method=REPLY", ics([], { attendee: `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${asa}` })),
    );
    const waits = await db.incoming.findFirstOrThrow({ where: { state: "waiting", why: "tentative" } });
    const also = await asAccount("meeting.answer", w.networkId, strategist);
    expect(await settleIncoming(await manager(), () => also, { id: waits.id, gor: "kommer" })).toBe(false);
    expect(await db.incoming.findUnique({ where: { id: waits.id } })).toMatchObject({
      state: "settled",
      why: "noChange",
    });
  });
});

describe("what nobody wrote (case 18)", () => {
  it.each([
    ["RFC 3834", ["Auto-Submitted: auto-replied"]],
    ["Exchange", ["X-Auto-Response-Suppress: All"]],
    ["older ones", ["Precedence: auto_reply"]],
    ["X-Autoreply", ["X-Autoreply: yes"]],
  ])("an automatic answer by %s is noted as such", async (_, headers) => {
    await take(mail("text/plain; charset=utf-8", "Jag är på semester.", { headers }));
    expect(last()).toEqual({ kind: "other", state: "settled", why: "automatic" });
  });
  const parts = (...all: [type: string, text: string][]) =>
    `${all.map(([type, text]) => `--r1\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`).join("")}--r1--`;
  const disposition = `Final-Recipient: RFC822; ${asa}\r\nDisposition: manual-action/MDN-sent-automatically; displayed\r\n`;
  it("a read receipt is noted, at both addresses", async () => {
    const letter = await db.letter.findFirstOrThrow({ where: { kind: "convened" } });
    const receipt = parts(
      ["text/plain; charset=utf-8", "Ditt meddelande lästes."],
      ["message/disposition-notification", disposition],
    );
    const type = "multipart/report; report-type=disposition-notification; boundary=r1";
    await take(mail(type, receipt));
    expect(last()).toEqual({ kind: "other", state: "settled", why: "automatic" });
    to = replyAddress("retur", letter.id) ?? "";
    await take(mail(type, receipt));
    expect(last()).toEqual({ kind: "report", state: "settled", why: "automatic" });
  });
  it("a read receipt is known by its type alone, and by its part alone", async () => {
    for (const [type, body] of [
      ["report; report-type=disposition-notification", parts(["text/plain", "Ditt meddelande lästes."])],
      ["mixed", parts(["message/disposition-notification", disposition])],
    ] as const) {
      await take(mail("text/plain", "Vem skrev det här?"));
      expect(last()).toMatchObject({ state: "waiting" });
      await take(mail(`multipart/${type}; boundary=r1`, body));
      expect(last(), type).toEqual({ kind: "other", state: "settled", why: "automatic" });
    }
  });
  const about = (subject: string) =>
    Buffer.from(
      mail("text/plain; charset=utf-8", "Jag kan inte.")
        .toString()
        .replace(/Subject: .*/, `Subject: ${subject}`),
    );
  it("an answer without any such header is known by its subject", async () => {
    await take(about("Automatiskt svar: Kallelse"));
    expect(last()).toEqual({ kind: "other", state: "settled", why: "automatic" });
  });
  it("but what a person wrote waits, whatever it is called", async () => {
    await take(about("Frånvaro: 16 mars"));
    expect(last()).toEqual({ kind: "other", state: "waiting", why: "noEntry" });
  });
});

it("is weighed anew when it is read again, where it could not be saved", async () => {
  const raw = mail("text/calendar; method=REPLY; charset=utf-8", ics());
  const other = new Database(env.databasePath);
  other.exec("BEGIN IMMEDIATE");
  const taken = expect(take(raw)).rejects.toMatchObject({ kind: "unsaved" });
  await expect.poll(() => lastWrite.kept, { timeout: 20_000 }).toBe(false);
  other.exec("ROLLBACK");
  other.close();
  await taken;
  await take(raw);
  expect([last()?.state, await answered()]).toMatchObject(["counted", { choice: "representative" }]);
}, 30_000);
