// Replies in messages that somebody forwarded as an attachment, and what only Outlook can open.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { repliesIn } from "~/domain/meetings/inbox/calendar-text";
import { dropIn, takeMessage } from "~/domain/meetings/inbox/commands.server";
import { inboxPage } from "~/domain/meetings/inbox/queries.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { now, setClock } from "~/platform/clock";
import { db, rows, transact } from "~/platform/db.server";
import { replyAddress } from "~/platform/reply-address.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
let [uid, to] = ["", ""];
const [asa, per] = ["asa.blom@leksand.example", "per.ost@leksand.example"];
const manager = () => asAccount("meeting.manage", w.networkId, strategist);
const answered = () => db.answer.findFirst({ where: { meetingId: id } });
const last = () =>
  rows<Record<string, string | null>>("SELECT kind, state, why FROM Incoming ORDER BY rowid DESC LIMIT 1")[0];
const take = (raw: Buffer) => takeMessage(raw, now(), now());
const drop = async (bytes: Buffer, name: string) => dropIn(await manager(), [{ name, bytes }]);
const head = (from: string, receiver: string, type: string) => [
  `From: <${from}>`,
  `To: ${receiver}`,
  "Subject: VB: Accepterat",
  `Message-ID: <${Math.random().toString(36).slice(2)}@mail.example>`,
  "MIME-Version: 1.0",
  `Content-Type: ${type}`,
  "",
];
const reply = () =>
  Buffer.from(
    [
      ...head(asa, to, "text/calendar; charset=utf-8; method=REPLY"),
      ...["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT"],
      `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${asa}`,
      `UID:${uid}`,
      ...[
        "SEQUENCE:0",
        "DTSTAMP:20270201T090000Z",
        "DTSTART:20270316T080000Z",
        "END:VEVENT",
        "END:VCALENDAR",
      ],
      "",
    ].join("\r\n"),
  );
/** As Outlook and Thunderbird forward "as an attachment": a message in the message. */
const forwarded = (from: string, part: Buffer, type = 'message/rfc822; name="Accepterat.eml"') =>
  Buffer.concat([
    Buffer.from(
      [
        ...head(from, "svar@lansstyrelsen.example", 'multipart/mixed; boundary="grans"'),
        ...["--grans", "Content-Type: text/plain", "", "Se bifogat.", "--grans"],
        ...[`Content-Type: ${type}`, "Content-Disposition: attachment", "", ""],
      ].join("\r\n"),
    ),
    part,
    Buffer.from("\r\n--grans--\r\n"),
  ]);

beforeAll(async () => {
  setClock(new Date("2027-02-01T08:00:00Z"));
  process.env.REPLY_ADDRESS = "svar@lansstyrelsen.example";
  w = await makeWorld();
  await signed(w, "leksand");
});
beforeEach(async () => {
  setClock(new Date("2027-02-01T08:00:00Z"));
  const times = { heldOn: "2027-03-16", fromTime: "09:00", toTime: "16:00" };
  id = await createMeeting(
    await manager(),
    meetingSchema.parse({ kind: "ordinary", title: "Vårens möte", place: "Falun", ...times }),
  );
  await convene(await manager(), id, 1);
  const person = await db.person.findFirstOrThrow({ where: { email: asa } });
  const attendee = await db.attendee.findFirstOrThrow({ where: { meetingId: id, personId: person.id } });
  [uid, to] = [attendee.uid, replyAddress("svar", attendee.id) ?? ""];
  setClock(new Date("2027-02-01T12:00:00Z"));
});
afterAll(() => {
  delete process.env.REPLY_ADDRESS;
  setClock(null);
});

describe("a forwarded message", () => {
  it("holds a reply, which is counted where the strategist drops it in", async () => {
    expect(await drop(forwarded(per, reply()), "vidarebefordrat.eml")).toMatchObject({
      counted: 1,
      unreadable: 0,
    });
    expect((await answered())?.choice).toBe("representative");
  });
  it("waits for the strategist where a colleague sent it to the mailbox, also twice forwarded", async () => {
    await take(forwarded(per, forwarded(per, reply())));
    expect([last()?.kind, last()?.state, await answered()]).toEqual(["reply", "waiting", null]);
    expect(inboxPage(await manager()).waiting[0]?.countable).toBe(true);
  });
  it("in a file that Outlook alone reads (.msg) says so, and a hundred deep ends", async () => {
    const ole = Buffer.from("d0cf11e0a1b11ae1", "hex");
    await take(forwarded(asa, ole, 'application/vnd.ms-outlook; name="svar.msg"'));
    expect(last()).toMatchObject({ state: "waiting", why: "outlookOnly" });
    expect(await drop(ole, "svar.msg")).toMatchObject({ unreadable: 1 });
    let deep = reply();
    for (let i = 0; i < 100; i++) deep = forwarded(per, deep);
    await take(deep);
    expect(last()?.state).not.toBe("counted");
  });
});

it("megabytes of anything are read at once", () => {
  const began = performance.now();
  for (const text of [
    "BEGIN:VCALENDAR\n".repeat(120_000),
    `BEGIN:VCALENDAR\nATTENDEE${";A=b,".repeat(400_000)}`,
    "\n ".repeat(900_000),
  ])
    repliesIn(text);
  expect(performance.now() - began).toBeLessThan(5000);
});

it("shows every reply that waits, and says where only the latest of the others stand", async () => {
  const incoming = (state: string, n: number) =>
    Array.from({ length: n }, (_, i) => ({
      messageKey: `${state}-${i}`,
      networkId: w.networkId,
      ...{ kind: "other", state, sender: asa, subject: "Svar", receivedAt: now() },
    }));
  const before = inboxPage(await manager());
  expect(before.latestAlone).toBeNull();
  await transact((tx) =>
    tx.incoming.createMany({ data: [...incoming("waiting", 120), ...incoming("settled", 101)] }),
  );
  const page = inboxPage(await manager());
  expect(page.waiting.length).toBe(before.waiting.length + 120);
  expect([page.done.length, page.latestAlone]).toEqual([100, 100]);
});
