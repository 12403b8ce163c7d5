// A line of a calendar is folded after so many octets, wherever in a character that is (RFC 5545, 3.1).
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { repliesIn } from "~/domain/meetings/inbox/calendar-text";
import { dropIn, takeMessage } from "~/domain/meetings/inbox/commands.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { now, setClock } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { unfoldedTextOf } from "~/platform/decode";
import { replyAddress } from "~/platform/reply-address.server";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

let w: World;
let id: string;
let [uid, to] = ["", ""];
const asa = "asa.blom@leksand.example";
const note = "Vi kommer på gång, Åsa – 🚗 också";
const manager = () => asAccount("meeting.manage", w.networkId, strategist);
const taken = async () => {
  const found = await db.answer.findFirst({ where: { meetingId: id }, select: { note: true } });
  await db.answer.deleteMany({ where: { meetingId: id } });
  return found?.note;
};
const calendar = (words: string) =>
  [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT"],
    ...[`ATTENDEE;PARTSTAT=ACCEPTED:mailto:${asa}`, `UID:${uid}`, "SEQUENCE:0", "DTSTAMP:20270201T090000Z"],
    ...[`COMMENT:${words}`, "END:VEVENT", "END:VCALENDAR", ""],
  ].join("\r\n");
/** The words of the comment cut into lines of so many octets. */
function folded(octets: number, end = "\r\n ", words = note, coding: BufferEncoding = "utf8"): Buffer {
  const [before = "", after = ""] = calendar("|").split("|");
  const bytes = Buffer.from(words, coding);
  const parts = [Buffer.from(before)];
  for (let i = 0; i < bytes.length; i += octets)
    parts.push(Buffer.from(i === 0 ? "" : end), bytes.subarray(i, i + octets));
  return Buffer.concat([...parts, Buffer.from(after)]);
}
const read = (bytes: Buffer, charset?: string) => repliesIn(unfoldedTextOf(bytes, charset));
const mail = (charset: string, body: Buffer) =>
  Buffer.concat([
    Buffer.from(
      [
        ...[`From: <${asa}>`, `To: ${to}`, "Subject: Svar", "MIME-Version: 1.0"],
        `Message-ID: <${Math.random().toString(36).slice(2)}@mail.example>`,
        `Content-Type: text/calendar; method=REPLY${charset && `; charset=${charset}`}`,
        ...["Content-Transfer-Encoding: base64", "", ""],
      ].join("\r\n"),
    ),
    Buffer.from(body.toString("base64").replace(/.{76}/g, "$&\r\n")),
  ]);

beforeAll(async () => {
  setClock(new Date("2027-02-01T08:00:00Z"));
  process.env.REPLY_ADDRESS = "svar@lansstyrelsen.example";
  w = await makeWorld();
  await signed(w, "leksand");
  const spring = { kind: "ordinary", title: "Vårens möte", place: "Falun", heldOn: "2027-03-16" };
  id = await createMeeting(
    await manager(),
    meetingSchema.parse({ ...spring, fromTime: "09:00", toTime: "16:00" }),
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

describe("a line that is folded", () => {
  it.each([1, 2, 3, 5, 7, 75])("after %i octets is read, dropped in and by mail", async (octets) => {
    for (const end of ["\r\n ", "\r\n\t", "\n ", "\r "]) {
      const bytes = folded(octets, end);
      expect(read(bytes)?.[0]?.comment, JSON.stringify(end)).toBe(note);
    }
    await dropIn(await manager(), [{ name: "svar.ics", bytes: folded(octets) }]);
    expect(await taken()).toBe(note);
    for (const charset of ["utf-8", ""]) {
      await takeMessage(mail(charset, folded(octets)), now(), now());
      expect(await taken(), charset).toBe(note);
    }
  });
  it("in Latin 1 is read too", () => {
    expect(read(folded(3, "\r\n ", "på gång", "latin1"))?.[0]?.comment).toBe("på gång");
  });
  it("in UTF-16 is unfolded by its characters: no half of one is taken for the end of a line", () => {
    // U+200A and U+0A20 have the octets of a line's end and of a space.
    const words = "på\u200Agång \u0A20.";
    const text = calendar(words.replace("gång", "gå\r\n ng"));
    const little = Buffer.from(`\uFEFF${text}`, "utf16le");
    for (const bytes of [little, Buffer.from(little).swap16(), Buffer.from(text, "utf16le")])
      expect(read(bytes)?.[0]?.comment).toBe(words);
    expect(read(Buffer.from(text, "utf16le"), "utf-16le")?.[0]?.comment).toBe(words);
  });
});
