// What somebody typed is text in every letter: it never becomes the letter's link, its code or its button.
import Database from "better-sqlite3";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as access from "~/domain/access/texts";
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
import { g, letters, n, page, rooms, typed, why } from "./every-letter";
import { startMailServer, type MailServer } from "../setup/mailserver";
import { asAccount, makeWorld, signed, strategist, type World } from "../world";

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
