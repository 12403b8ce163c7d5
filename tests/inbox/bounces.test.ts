// Letters that came back in a server's own words, without a report by the rules (RFC 3464), and what programs answer to the same address.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { takeMessage } from "~/domain/meetings/inbox/commands.server";
import { inboxTodo } from "~/domain/meetings/inbox/queries.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { carry } from "~/jobs/postman.server";
import { now, setClock } from "~/platform/clock";
import { db, rows, transact } from "~/platform/db.server";
import { replyAddress } from "~/platform/reply-address.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let letterId: string;
let to: string;
const asa = "asa.blom@leksand.example";
const manager = () => asAccount("meeting.manage", w.networkId, strategist);
const letter = () => db.letter.findUniqueOrThrow({ where: { id: letterId } });
const last = () =>
  rows<Record<string, string | null>>(
    "SELECT kind, state, why, letterId FROM Incoming ORDER BY rowid DESC LIMIT 1",
  )[0];
const take = async (o: { from: string; subject: string; text?: string; headers?: string[]; to?: string }) =>
  takeMessage(
    Buffer.from(
      [
        `From: ${o.from}`,
        `To: ${o.to ?? to}`,
        `Subject: ${o.subject}`,
        `Message-ID: <${Math.random().toString(36).slice(2)}@mx.example>`,
        ...(o.headers ?? []),
        ...(o.headers?.some((h) => h.startsWith("Content-Type")) ? [] : ["Content-Type: text/plain"]),
        "",
        o.text ?? "",
      ].join("\r\n"),
    ),
    now(),
    now(),
  );
const waits = () => ({ kind: "report", state: "waiting", why: "unclearReport", letterId });
const automatic = () => ({ kind: "report", state: "settled", why: "automatic", letterId });
const counted = () => ({ kind: "report", state: "counted", why: null, letterId });

beforeAll(async () => {
  setClock(new Date("2027-02-01T08:00:00Z"));
  process.env.REPLY_ADDRESS = "svar@lansstyrelsen.example";
  w = await makeWorld();
  await signed(w, "leksand");
  const spring = { kind: "ordinary", title: "Vårens möte", place: "Falun", heldOn: "2027-03-16" };
  const id = await createMeeting(
    await manager(),
    meetingSchema.parse({ ...spring, fromTime: "09:00", toTime: "16:00" }),
  );
  await convene(await manager(), id, 1);
  await carry();
  letterId = (await db.letter.findFirstOrThrow({ where: { kind: "convened", to: asa, state: "sent" } })).id;
  to = replyAddress("retur", letterId) ?? "";
});
beforeEach(() =>
  transact((tx) => tx.letter.update({ where: { id: letterId }, data: { state: "sent", error: null } })),
);
afterAll(() => {
  delete process.env.REPLY_ADDRESS;
  setClock(null);
});

const nobody = "Return-Path: <>";
const daemon = "Mail Delivery System <MAILER-DAEMON@mx.example>";
const qmail = (why: string) => `Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<${asa}>:
${why}

--- Below this line is a copy of the message.

Return-Path: <${to}>
Message-ID: ANNAT
`;

describe("a letter that came back", () => {
  it.each([
    [
      "qmail",
      () => ({
        from: "MAILER-DAEMON@mx.example",
        subject: "failure notice",
        text: qmail("Sorry, no mailbox here by that name. (#5.1.1)"),
      }),
      "Adressen finns inte (5.1.1)",
    ],
    [
      "qmail, with what the other server said",
      () => ({
        from: daemon,
        subject: "failure notice",
        text: qmail("192.0.2.5 does not like recipient.\nRemote host said: 552 5.2.2 mailbox full"),
      }),
      "Brevlådan är full (5.2.2)",
    ],
    [
      "Exim",
      () => ({
        from: daemon,
        subject: "Mail delivery failed: returning message to sender",
        headers: [`X-Failed-Recipients: ${asa}`, "Auto-Submitted: auto-replied"],
        text: "A message that you sent could not be delivered.\n\n550 Unrouteable address at 5.1.1.2",
      }),
      "Mottagarens server kunde inte lämna mejlet (5.0.0)",
    ],
    [
      "a report whose action has a comment",
      () => ({
        from: daemon,
        subject: "Undelivered Mail Returned to Sender",
        headers: [
          'Content-Type: multipart/report; report-type=delivery-status; boundary="rr"',
          "Auto-Submitted: auto-replied",
        ],
        text: `--rr\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n \r\nFinal-Recipient: rfc822; ${asa}\r\nAction: (see below) Failed (user unknown)\r\nStatus: (5.0.0 at first) 5.1.1 (bad)\r\n\r\n--rr--`,
      }),
      "Adressen finns inte (5.1.1)",
    ],
  ])("for good, surely: %s", async (_, message, error) => {
    await take({ ...message(), headers: [nobody, ...((message() as { headers?: string[] }).headers ?? [])] });
    expect([last(), await letter()]).toMatchObject([counted(), { state: "failed", error }]);
  });

  it.each([
    [
      "a postmaster, in no words we know",
      { from: "postmaster@mx.example", subject: "Hej", text: "Det gick inte." },
    ],
    [
      "which says that it is automatic",
      {
        from: daemon,
        subject: "Undelivered Mail Returned to Sender",
        headers: ["Auto-Submitted: auto-replied"],
      },
    ],
    [
      "Exchange",
      {
        from: "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@mx.example>",
        subject: "Olevererbart: Kallelse",
        headers: ["X-Auto-Response-Suppress: All"],
      },
    ],
    [
      "a program in a name of its own",
      {
        from: "E-post <noreply@gateway.example>",
        subject: "Undeliverable: Kallelse",
        headers: ["Auto-Submitted: auto-generated"],
      },
    ],
    ["known by its empty envelope alone", { from: "noreply@gateway.example", subject: "Om ditt brev" }],
    [
      "called a report, and none in it",
      {
        from: "noreply@gateway.example",
        subject: "Hej",
        headers: [
          "Auto-Submitted: auto-replied",
          'Content-Type: multipart/report; report-type=delivery-status; boundary="rr"',
        ],
        text: "--rr\r\nContent-Type: text/plain\r\n\r\nHej\r\n--rr--",
      },
    ],
    [
      "a report that says nothing",
      {
        from: "noreply@gateway.example",
        subject: "Hej",
        headers: ["Auto-Submitted: auto-replied", 'Content-Type: multipart/report; boundary="rr"'],
        text: "--rr\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n--rr--",
      },
    ],
    [
      "not yet: a warning with the same header",
      {
        from: daemon,
        subject: "Delivery Status Notification (Delay)",
        headers: [`X-Failed-Recipients: ${asa}`],
        text: "THIS IS A WARNING MESSAGE ONLY.",
      },
    ],
    [
      "with our letter as it was",
      {
        from: daemon,
        subject: "failure",
        headers: ['Content-Type: multipart/mixed; boundary="rr"'],
        text: `--rr\r\nContent-Type: text/plain\r\n\r\nNej\r\n--rr\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:${asa}\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--rr--`,
      },
    ],
  ])("maybe, waits for the strategist: %s", async (_, message) => {
    const before = inboxTodo(await asAccount("todo.see", w.networkId, strategist)).waiting;
    await take({ ...message, headers: [nobody, ...((message as { headers?: string[] }).headers ?? [])] });
    expect([last(), (await letter()).state]).toEqual([waits(), "sent"]);
    expect(inboxTodo(await asAccount("todo.see", w.networkId, strategist)).waiting).toBe(before + 1);
  });

  it("to the plain address is known by the letter it names", async () => {
    const about = {
      from: daemon,
      subject: "failure notice",
      to: "svar@lansstyrelsen.example",
      headers: [nobody],
    };
    const words = (messageId: string) => qmail("(#5.1.1)").replace("ANNAT", messageId);
    await take({ ...about, text: words("<inget@sadant.example>") });
    expect(last()).toEqual({ kind: "other", state: "waiting", why: "noEntry", letterId: null });
    await take({ ...about, text: words((await letter()).messageId) });
    expect([last(), (await letter()).state]).toEqual([counted(), "failed"]);
  });
});

describe("an answer by a program to the same address", () => {
  it.each([
    ["RFC 3834", { subject: "Jag är ledig", headers: ["Auto-Submitted: auto-replied"] }],
    [
      "Exchange",
      {
        subject: "Automatiskt svar: Kallelse",
        headers: ["Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"],
      },
    ],
    ["older ones", { subject: "Semester", headers: ["Precedence: bulk"] }],
    ["by its subject", { subject: "Out of office: Kallelse" }],
    [
      "a read receipt",
      {
        subject: "Läst",
        headers: ["Content-Type: multipart/report; report-type=disposition-notification; boundary=r1"],
        text: "--r1\r\nContent-Type: text/plain\r\n\r\nLäst\r\n--r1--",
      },
    ],
  ])("is only noted: %s", async (_, message) => {
    await take({
      from: asa,
      ...message,
      headers: [nobody, ...((message as { headers?: string[] }).headers ?? [])],
    });
    expect([last(), (await letter()).state]).toEqual([automatic(), "sent"]);
  });
});
