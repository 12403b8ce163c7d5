// What somebody typed is text in every letter: it never becomes the letter's link, its code or its button.
import Database from "better-sqlite3";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as access from "~/domain/access/texts";
import * as confirmations from "~/domain/confirmations/texts";
import * as signing from "~/domain/commitments/signing/texts";
import * as efforts from "~/domain/efforts/texts";
import * as findings from "~/domain/findings/texts";
import * as groups from "~/domain/groups/texts";
import * as joining from "~/domain/groups/joining/texts";
import * as milestones from "~/domain/groups/milestones/texts";
import * as handover from "~/domain/handover/texts";
import * as inquiries from "~/domain/inquiries/texts";
import * as meetings from "~/domain/meetings/texts";
import * as minutes from "~/domain/meetings/minutes/texts";
import * as polls from "~/domain/meetings/polls/texts";
import * as notifications from "~/domain/notifications/texts";
import * as leaving from "~/domain/notifications/leaving/texts";
import * as questions from "~/domain/questions/texts";
import * as records from "~/domain/records/texts";
import * as spread from "~/domain/spread/texts";
import * as standing from "~/domain/standing/texts";
import { carry } from "~/jobs/postman.server";
import { codeOf, linkToken, makeLink } from "~/domain/access/tokens.server";
import { chooseMail } from "~/domain/digest/commands.server";
import { sendDigests } from "~/domain/digest/recurring.server";
import { giveEffort } from "~/domain/efforts/commands.server";
import { pageOf } from "~/domain/digest/rules";
import { effortSchema } from "~/domain/efforts/schema";
import { convene, createMeeting } from "~/domain/meetings/commands.server";
import { conveningPage } from "~/domain/meetings/queries.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { permit } from "~/domain/access/permits.server";
import { zonedInstant } from "~/platform/calendar";
import { now, setClock } from "~/platform/clock";
import { db, transact } from "~/platform/db.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { page as marked, toKeep } from "~/platform/marks";
import { closeTransport } from "~/platform/mail.server";
import { post } from "~/platform/outbox.server";
import { startMailServer, type MailServer } from "../setup/mailserver";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

const typed = "{{link}} {{code}} {{namn}} https://elak.example/x";
/** As somebody types it who wants a button and a code of it, also by the signs that our own marks are kept with. */
const why = `${typed}\n\n{{link}}\n\nhttps://elak.example/knapp\n\nSTJALKAD\n\n{{code}}\n\n\ufdd0button\ufdd1Logga in\ufdd1https://elak.example/y\ufdd2`;
const on = "2027-03-01";
const page = "http://localhost:3000/dalarna/sidan";
const names = ["shortName", "authority", "name", "within", "nameWithin", "purpose"] as const;
const g = Object.fromEntries(names.map((name) => [name, typed])) as Record<(typeof names)[number], string>;
const m = {
  title: typed,
  heldOn: on,
  fromTime: "09:00",
  toTime: "12:00",
  gatherTime: "08:30",
  place: why,
  access: why,
  link: "https://elak.example/mote",
  answerByOn: on,
  message: why,
  places: 3,
};
const who = { roles: [typed] };
const change = { seat: "representative", moves: false, leaver: why, comer: why, startOn: on, held: [typed] };
const signs = { on, signedOn: on, paper: "2027-02-01" };
const seat = "representative";
const asked = {
  title: typed,
  text: why,
  why,
  targets: why,
  lastOn: on,
  organisations: [typed],
  address: page,
};
const group = { group: typed, purpose: why, address: page, organisation: typed, organisations: [typed] };
const n = notifications;

/** Every function of words that makes a letter. */
const letters: Record<string, () => { subject: string; text: string }> = {
  inviteLetter: () => n.inviteLetter(g, typed),
  askSignature: () => n.askSignature(g, typed, { who: why, acting: false, kind: "first" }),
  remindSignature: () => n.remindSignature(g, typed, 1),
  partlySigned: () => n.partlySigned(g, typed),
  started: () => n.started(g, typed, { seat, leaver: why, startOn: on, vacantSince: null }),
  sentToManager: () => n.sentToManager([typed], { change: why, comers: [typed], startOn: on, managers: 2 }),
  signed: () => n.signed(g, typed, [change], signs),
  signedFiller: () => n.signedFiller(g, typed, signs),
  declined: () => n.declined(g, typed, why),
  misdirected: () => n.misdirected(g, typed, why, typed),
  leaverSigned: () =>
    leaving.leaverSigned(g, [typed], {
      seat,
      untilOn: on,
      successor: true,
      today: on,
      note: handover.asked(on, true),
    }),
  namedSigned: () => n.namedSigned(g, typed, { seatName: seat, on, stays: false, mailbox: typed }),
  managerSigned: () => n.managerSigned(g, typed, on),
  addressChanges: () => n.addressChanges(g, typed, on),
  addressChanged: () => n.addressChanged(g, typed, { signIn: page }),
  formerManager: () => n.formerManager(g, typed, seat, on),
  welcome: () =>
    n.welcome(g, { firstPage: page }, { organisations: [typed], seatName: seat, on, mailbox: typed }),
  coverBegins: () =>
    leaving.coverBegins(g, [typed], { fromOn: on, untilOn: on, seatVacant: true, today: on, address: page }),
  left: () => leaving.left([typed], { seats: [seat], who: why, untilOn: on, held: [typed], today: on }),
  saidToLeave: () => leaving.saidToLeave(typed, { seat, who: why, untilOn: on }),
  vacated: () => leaving.vacated(g, [typed], { seats: [seat], who: why, untilOn: on, today: on }, page),
  covered: () => leaving.covered(g, typed, { fromOn: on, untilOn: on }),
  replaceLink: () => n.replaceLink(g, typed),
  draftLink: () => n.draftLink(g, typed),
  unanswered: () => n.unanswered(g, typed),
  renewalAsk: () => n.renewalAsk(g, typed, on),
  stopped: () => n.stopped(g, typed, why, "filler"),
  otherDeclined: () => n.otherDeclined(g, typed),
  takenBack: () => n.takenBack(g, typed, { why, to: "contact", ask: page }),
  staffAppointed: () =>
    n.staffAppointed(g, { standIn: false, fromOn: on, lastOn: on, signIn: page, mailbox: typed }),
  staffEnded: () => n.staffEnded(g, { untilOn: on, mailbox: typed }),
  "handover.freshLink": () => handover.freshLink(g, typed),
  "confirmations.asked": () => confirmations.asked(g, typed, true),
  "confirmations.reminded": () => confirmations.reminded(g, typed),
  "confirmations.freshLink": () => confirmations.freshLink(g, typed),
  "standing.toManager": () => standing.toManager(g, typed, "2026", "asked"),
  convened: () => meetings.convened(g, m, who, [typed]),
  deputyAsked: () => meetings.deputyAsked(g, m, who, [typed]),
  standInAsked: () => meetings.standInAsked(g, m, typed, [typed]),
  guestInvited: () => meetings.guestInvited(g, m, [typed]),
  moved: () => meetings.moved(g, m, [why]),
  cancelled: () => meetings.cancelled(g, m, why),
  withdrawn: () => meetings.withdrawn(g, m),
  reminder: () => meetings.reminder(g, m, [typed]),
  placeFree: () => meetings.placeFree(g, m),
  placeLost: () => meetings.placeLost(g, m, 2),
  pollAsked: () => polls.pollAsked(g, { title: typed, message: why, answerByOn: on }, [m]),
  outForComments: () => minutes.outForComments(g, m, page),
  published: () => minutes.published(g, m, page),
  "efforts.given": () => efforts.given(g, asked),
  "efforts.reminded": () => efforts.reminded(g, asked, "before"),
  "spread.given": () => spread.given(g, asked),
  "spread.reminded": () => spread.reminded(g, asked, "after"),
  "inquiries.given": () => inquiries.given(g, asked),
  "inquiries.reminded": () => inquiries.reminded(g, asked, "after"),
  "findings.asked": () => findings.asked(g, asked),
  "findings.reminded": () => findings.reminded(g, asked, on),
  "questions.answered": () => questions.answered(g, { ...asked, answer: why, willReport: true }),
  nowConvener: () => groups.nowConvener(g, typed, page),
  "joining.invited": () => joining.invited(g, { ...group, words: why }, true),
  requested: () => joining.requested(g, { ...group, words: why }),
  letIn: () => joining.letIn(g, group),
  refused: () => joining.refused(g, { ...group, reason: why }),
  "joining.answered": () => joining.answered(g, { ...group, yes: true }),
  "milestones.reminded": () =>
    milestones.reminded(g, { ...group, title: typed, dueOn: on, leads: true }, "after"),
  "records.brokenLetter": () => records.brokenLetter(2, page),
  signInLetter: () =>
    access.signInLetter(`http://localhost:3000${paths.signInCode({ email: `${typed}@x.example` })}`, g),
  linkCodeLetter: () => access.linkCodeLetter(g),
  signatureCodeLetter: () => signing.signatureCodeLetter(typed, typed),
};
const rooms = {
  access,
  confirmations,
  signing,
  efforts,
  findings,
  groups,
  joining,
  milestones,
  handover,
  inquiries,
  meetings,
  minutes,
  polls,
  notifications,
  leaving,
  questions,
  records,
  spread,
  standing,
};

let w: World;
let mail: MailServer;
beforeAll(async () => {
  setClock(zonedInstant("2027-02-01", "09:00"));
  w = await makeWorld();
  await signed(w, "leksand");
  mail = await startMailServer();
  process.env.SMTP_URL = mail.url;
  await carry();
});
afterAll(async () => {
  closeTransport();
  await mail.close();
  delete process.env.SMTP_URL;
  setClock(null);
});

const to = "mottagare@leksand.example";
const buttons = (html: string) =>
  [...html.matchAll(/<a href="([^"]*)" style="background/g)].map(([, href]) => href);
const large = (html: string) => [...html.matchAll(/font-size:30px[^>]*>([^<]*)</g)].map(([, code]) => code);
const times = (text: string, part: string) => text.split(part).length - 1;
/** As a mail program shows it. */
const flat = (text: string) => text.replace(/\s+/g, " ");

/** Posted with a personal link and a code of its own, carried, and read where it arrives. */
async function sentWith(key: string, letter: { subject: string; text: string }) {
  const { linkId, codeId } = await transact(async (tx) => ({
    linkId: await makeLink(
      tx,
      { purpose: "replace", networkId: w.networkId, organisationId: w.orgs.leksand?.id ?? "", email: to },
      now(),
      [],
    ),
    codeId: (
      await tx.code.create({
        data: {
          nonce: key,
          emailKey: to,
          browserHash: key,
          purpose: "signIn",
          createdAt: now(),
          expiresAt: now(),
        },
      })
    ).id,
  }));
  await transact((tx) =>
    post(tx, {
      ...letter,
      key,
      kind: "notice",
      to,
      linkId,
      codeId,
      senderName: typed,
      replyTo: to,
      at: now(),
    }),
  );
  await carry();
  const { messageId } = await db.letter.findUniqueOrThrow({ where: { key } });
  const got = await mail.waitFor((x) => x.messageId === messageId);
  const link = await linkToken(linkId);
  const code = await db.code.findUniqueOrThrow({ where: { id: codeId } });
  return { got, text: got.text ?? "", html: String(got.html), token: link?.token ?? "", code: codeOf(code) };
}

describe("every letter", () => {
  it("is here", () => {
    const made = Object.entries(rooms).flatMap(([room, words]) =>
      Object.entries(words)
        .filter(
          ([name, f]) => typeof f === "function" && /\bsubject[,:]/.test(String(f)) && name !== "forward",
        )
        .map(([name]) => (Object.hasOwn(letters, name) ? name : `${room}.${name}`)),
    );
    expect(made.filter((name) => !Object.hasOwn(letters, name))).toEqual([]);
  });
  it.each(Object.keys(letters))("%s names the network inside a sentence as it is named there", (name) => {
    const before = { ...g };
    Object.assign(g, { name: "NAMN", shortName: "NAMN" });
    const { subject, text } = letters[name]?.() ?? { subject: "", text: "" };
    Object.assign(g, before);
    expect(`${subject}\n${text}`).not.toMatch(/[^.\n] ?NAMN/);
  });
  it.each(Object.keys(letters))("%s says what was typed as text", async (name) => {
    const letter = letters[name]?.() ?? { subject: "", text: "" };
    const { got, text, html, token, code } = await sentWith(name, letter);
    expect(got.subject).toBe(letter.subject.replace(/\s+/g, " ").trim());
    expect(times(flat(text), typed)).toBe(times(letter.text, typed));
    for (const part of ["{{link}}", "{{code}}", "{{namn}}", "https://elak.example/knapp"]) {
      expect(times(text, part), part).toBe(times(letter.text, part));
      expect(times(html, part), part).toBeGreaterThanOrEqual(times(letter.text, part));
    }
    expect(text + html).not.toMatch(/[\ufdd0-\ufdd2]/);
    for (const href of buttons(html)) expect(href).toMatch(new RegExp(`^${page}$|/${token}$|/logga-in`));
    expect(large(html).filter((x) => x !== code)).toEqual([]);
    // The link and the code stand where the template has them and nowhere else.
    expect(times(text, token)).toBeLessThanOrEqual(1);
    expect(text).not.toMatch(/elak\.example\S*(?=\/byt)/);
  });
});

describe("a letter's own", () => {
  it("link and code are put in where the template has them", async () => {
    const asks = await sentWith(
      "own link",
      n.askSignature(g, typed, { who: why, acting: false, kind: "first" }),
    );
    expect(buttons(asks.html)).toEqual([expect.stringContaining(asks.token)]);
    expect(asks.text).toMatch(new RegExp(`^Läs och skriv under: http\\S+/${asks.token}$`, "m"));
    const codes = await sentWith(
      "own code",
      access.signInLetter(env.baseUrl + paths.signInCode({ email: "ada@x.example" }), g),
    );
    expect(large(codes.html)).toEqual([codes.code]);
    expect(codes.text).toContain(`#${codes.code} i samma webbläsare`);
  });
});

describe("by the product's own ways", () => {
  it("a kallelse and its preview carry a message as it was typed", async () => {
    const manager = await asAccount("meeting.manage", w.networkId, strategist);
    const id = await createMeeting(
      manager,
      meetingSchema.parse({
        kind: "ordinary",
        title: `Vårmöte ${typed}`,
        heldOn: "2027-04-20",
        fromTime: "09:00",
        toTime: "12:00",
        place: "Falun",
        audience: "representatives",
        answerByOn: "2027-04-10",
        message: why,
      }),
    );
    const { letter } = conveningPage(manager, id);
    expect(letter.text).toContain(typed);
    expect(letter.text).toContain("\n\n[Svara på kallelsen]\n\n");
    expect(times(letter.text, "[Svara på kallelsen]")).toBe(1);
    await convene(manager, id, (await db.meeting.findUniqueOrThrow({ where: { id } })).version);
    await carry();
    const got = await mail.waitFor((x) => (x.subject ?? "").startsWith("Kallelse: Vårmöte"));
    expect(flat(got.text ?? "")).toContain(typed);
    expect(times(got.text ?? "", "{{link}}")).toBe(times(letter.text, "{{link}}"));
    const hrefs = buttons(String(got.html));
    expect(hrefs).toHaveLength(1);
    expect(hrefs[0]).toMatch(/^http:\/\/localhost:3000\//);
  });
  it("the weekly letter leads to the page of each letter, and to nothing that was typed", async () => {
    const asa = "asa.blom@leksand.example";
    const account = await db.account.findFirstOrThrow({ where: { email: asa } });
    await chooseMail(
      permit<"me.see">(
        "me.see",
        { account: { ...account, name: null, sessionId: "", strength: "email" }, link: null, now: now() },
        null,
      ),
      { networkId: w.networkId, how: "weekly", weekday: 1 },
    );
    const id = await giveEffort(
      await asAccount("effort.manage", w.networkId, strategist),
      effortSchema.parse({
        title: typed,
        text: `${why}\n\nhttp://localhost:3000/logga-ut?nasta=elak`,
        lastOn: "2027-03-31",
        to: "all",
      }),
    );
    setClock(zonedInstant("2027-02-08", "08:00"));
    expect(await sendDigests(now())).toBe(1);
    await carry();
    const got = await mail.waitFor((x) => /^Veckans mejl/.test(x.subject ?? ""));
    expect(flat(got.text ?? "")).toMatch(
      new RegExp(`– ${typed.replace(/[{}]/g, "\\$&")}: http://localhost:3000/\\S*${id}`),
    );
    expect(buttons(String(got.html))).toEqual([]);
  });
  it("a line of it leads to the last page of the letter's own, whatever was typed after it", () => {
    const letter = toKeep(
      `${marked("http://x.se/a")} http://x.se/b\n\n${marked("http://x.se/c")}\n\nhttp://x.se/d\n\n${marked("http://x.se/val")}`,
    );
    expect(pageOf(letter, "http://x.se", "http://x.se/val")).toBe("http://x.se/c");
  });
});

describe("a letter from before there were marks", () => {
  const own = "prisma/migrations/20261128202500_letter_marks/migration.sql";
  it("is sent with its link where the template had it, and with what was typed as text", async () => {
    await sentWith("before", { subject: "x", text: "x" });
    const raw = new Database(env.databasePath);
    const text = `Kallelse ${typed}\n\n– Bild ${typed}: {{link}}#m-1\n\n{{link}}\n\nSvara här.\n\n{{link}}\n\nLänsstyrelsen`;
    raw
      .prepare(
        "UPDATE Letter SET text = ?, codeId = NULL, state = 'queued', sentAt = NULL WHERE key = 'before'",
      )
      .run(text);
    raw.exec(readFileSync(own, "utf8"));
    raw.close();
    mail.received.length = 0;
    await carry();
    const got = await mail.waitFor((x) => x.subject === "x");
    const sent = got.text ?? "";
    expect(times(flat(sent), typed)).toBe(2);
    expect(times(sent, "{{link}}")).toBe(3);
    expect(sent).toMatch(/– Bild .*: http:\/\/localhost:3000\/\S+#m-1$/m);
    expect(sent).toMatch(/^Svara här\.\n\nÖppna: http:\/\/localhost:3000\/\S+\n\nLänsstyrelsen/m);
    expect(buttons(String(got.html))).toHaveLength(1);
  });
});
