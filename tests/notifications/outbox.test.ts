// Letters: in the transaction of what they tell, over a real SMTP server, never lost.
import { spawn } from "node:child_process";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { startMailServer, type MailServer } from "../setup/mailserver";
import {
  asAccount,
  linkTo,
  makeWorld,
  sentToManager,
  signed,
  signer,
  signWith,
  strategist,
  type World,
} from "../world";
import { carry, takeBack } from "~/jobs/postman.server";
import { recurring } from "~/jobs/recurring.server";
import { letters } from "~/domain/notifications/queries.server";
import { sendAgain } from "~/domain/notifications/commands.server";
import { todoList } from "~/domain/network/todo.server";
import { linkToken } from "~/domain/access/tokens.server";
import { onFact } from "~/platform/events.server";
import { now, setClock } from "~/platform/clock";
import { db, transact, transactNow } from "~/platform/db.server";
import { closeTransport } from "~/platform/mail.server";
import { post } from "~/platform/outbox.server";
import { code, toKeep } from "~/platform/marks";
import { findLink } from "~/domain/access/tokens.server";

let w: World;
let mail: MailServer | null = null;
beforeAll(async () => {
  w = await makeWorld();
});
afterEach(async () => {
  closeTransport();
  await mail?.close();
  mail = null;
  delete process.env.SMTP_URL;
  setClock(null);
});
const smtp = async (options: Parameters<typeof startMailServer>[0] = {}) => {
  mail = await startMailServer(options);
  process.env.SMTP_URL = mail.url;
  return mail;
};

describe("a letter", () => {
  it("has a text part, a real Reply-To, Auto-Submitted, one recipient, and the link that opens", async () => {
    const server = await smtp();
    await sentToManager(w, "leksand");
    await carry();
    const asked = await server.waitFor((m) => /Underskrift/.test(m.subject ?? ""));
    expect([asked.to].flat().map((a) => a!.text)).toEqual(["chef@leksand.example"]);
    expect(asked.replyTo?.text).toBe("brevlada@dalarna.example");
    expect(asked.from?.value[0]?.name).toBe("Länsstyrelsen i Dalarnas län");
    expect(asked.headers.get("auto-submitted")).toBe("auto-generated");
    expect(asked.text).toContain("länsgruppen");
    const token = /underskrift\/(\S+)/.exec(asked.text ?? "")![1]!;
    expect((await findLink(token, "sign", now()))?.link.email).toBe("chef@leksand.example");
  });
  it("keeps no token and no code in the outbox", async () => {
    const link = await linkTo("sign", "chef@leksand.example");
    const { token } = (await linkToken(link.id))!;
    await signer("chef@leksand.example");
    const all = await db.letter.findMany();
    expect(all.some((l) => l.text.includes(token))).toBe(false);
    expect(
      all
        .filter((l) => l.codeId)
        .every((l) => l.text.includes(toKeep(code)) && !/^[3479A-HJKMNP-TV-Z]{8}$/m.test(l.text)),
    ).toBe(true);
    expect(JSON.stringify(await db.link.findMany())).not.toContain(token);
  });
  it("is written in the transaction that makes it true, or not at all", async () => {
    const before = { letters: await db.letter.count(), events: await db.event.count() };
    let stumble = true;
    onFact("commitment.complete", async () => {
      if (stumble) throw new Error("the disk is full");
    });
    await expect(signed(w, "falu")).rejects.toThrow("the disk is full");
    stumble = false;
    const c = await db.commitment.findFirstOrThrow({ where: { organisationId: w.orgs.falu!.id } });
    expect(c.state).toBe("awaitingSignature");
    expect(
      await db.letter.count({
        where: { subject: { contains: "undertecknat" }, organisationId: w.orgs.falu!.id },
      }),
    ).toBe(0);
    expect(await db.event.count({ where: { kind: "commitment.complete", subjectId: c.id } })).toBe(0);
    expect(before.events).toBeGreaterThan(0);
    await signWith(await signer("chef@falu.example"));
    expect(
      await db.letter.count({
        where: { kind: "notice", commitmentId: c.id, subject: { contains: "undertecknat" } },
      }),
    ).toBe(1);
  });
  it("is one per key", async () => {
    const letter = {
      key: "once",
      kind: "notice" as const,
      to: "a@b.example",
      subject: "s",
      text: "t",
      senderName: "L",
      replyTo: "r@b.example",
      at: now(),
    };
    await transact((tx) => post(tx, letter));
    await transact((tx) => post(tx, letter));
    expect(await db.letter.count({ where: { key: "once" } })).toBe(1);
  });
});

describe("mail that is down", () => {
  it("loses nothing in a day, and delivers each once when it is back", async () => {
    const server = await smtp();
    await server.close();
    closeTransport();
    const start = now();
    await carry();
    const waiting = await db.letter.count({ where: { state: "queued" } });
    expect(waiting).toBeGreaterThan(0);
    for (let hour = 1; hour <= 24; hour++) {
      setClock(new Date(start.getTime() + hour * 3_600_000));
      await carry();
    }
    expect(await db.letter.count({ where: { state: { in: ["queued"] }, codeId: null } })).toBeGreaterThan(0);
    mail = await startMailServer({ port: server.port });
    closeTransport();
    setClock(new Date(start.getTime() + 30 * 3_600_000));
    await carry();
    expect(await db.letter.count({ where: { state: "queued" } })).toBe(0);
    const ids = mail.received.map((m) => m.messageId);
    expect(new Set(ids).size).toBe(ids.length);
    // A code is worthless after ten minutes: it was not sent a day late.
    expect(mail.received.some((m) => /Din kod/.test(m.subject ?? ""))).toBe(false);
  });
  it.each(["greeting", "login", "sender"] as const)(
    "refuses us at its %s: every letter waits, and arrives once that is put right",
    async (step) => {
      let wrong = true;
      const server = await smtp({ refuseAt: (at) => wrong && at === step });
      process.env.SMTP_URL = server.url.replace("//", "//lansgruppen:hemligt@");
      const key = `refused:${step}`;
      await transact((tx) =>
        post(tx, {
          key,
          kind: "notice",
          to: "brevlada@dalarna.example",
          subject: key,
          text: "Hej",
          senderName: "L",
          replyTo: "r@b.example",
          at: now(),
          networkId: w.networkId,
        }),
      );
      await carry();
      expect(await db.letter.findUniqueOrThrow({ where: { key } })).toMatchObject({
        state: "queued",
        attempts: 1,
        error: expect.stringMatching(/535|55[04]/) as string,
      });
      wrong = false;
      setClock(new Date(now().getTime() + 60_000));
      await carry();
      expect((await db.letter.findUniqueOrThrow({ where: { key } })).state).toBe("sent");
      expect(server.received.filter((m) => m.subject === key)).toHaveLength(1);
    },
  );
  it("that refuses what a letter says is not asked again", async () => {
    await smtp({
      beforeAnswer: () => {
        throw Object.assign(new Error("Innehållet tas inte emot"), { responseCode: 554 });
      },
    });
    await transact((tx) =>
      post(tx, {
        key: "content",
        kind: "notice",
        to: "brevlada@dalarna.example",
        subject: "Innehåll",
        text: "Hej",
        senderName: "L",
        replyTo: "r@b.example",
        at: now(),
        networkId: w.networkId,
      }),
    );
    await carry();
    expect(await db.letter.findUniqueOrThrow({ where: { key: "content" } })).toMatchObject({
      state: "failed",
      attempts: 1,
    });
  });
  it("tells the strategist of an address that does not exist, who sends again", async () => {
    await smtp({ refuse: (address) => address.startsWith("chef@mora") });
    await sentToManager(w, "mora");
    await carry();
    const p = await asAccount("letters.see", w.networkId, strategist);
    const failed = letters(p).lines.find((l) => l.state === "failed")!;
    expect(failed).toMatchObject({ to: "chef@mora.example" });
    expect(failed.error).toContain("tar inte emot mejlet (550)");
    expect(failed.error).not.toContain("chef@mora");
    expect(
      todoList(await asAccount("todo.see", w.networkId, strategist)).todo.some((t) => t.kind === "letter"),
    ).toBe(true);
    await sendAgain(p, failed.id);
    expect(letters(p).lines.find((l) => l.id === failed.id)!.state).toBe("queued");
  });
});

describe("a worker that is killed", () => {
  it("that was sent while nothing could be saved is noted as sent when there is room, and goes once", async () => {
    const server = await smtp();
    await transact((tx) =>
      post(tx, {
        key: "no-room",
        kind: "notice",
        to: "brevlada@dalarna.example",
        subject: "Full disk",
        text: "Hej",
        senderName: "L",
        replyTo: "r@b.example",
        at: now(),
        networkId: w.networkId,
      }),
    );
    // No outcome is kept, as on a disk that was filled after the letter had been claimed.
    await transactNow((tx) =>
      tx.run(
        "CREATE TEMP TRIGGER noRoom BEFORE UPDATE OF sentAt ON Letter BEGIN SELECT RAISE(ABORT, 'no room'); END",
      ),
    );
    await expect(carry()).rejects.toThrow("no room");
    const state = async () => (await db.letter.findUniqueOrThrow({ where: { key: "no-room" } })).state;
    expect(await state()).toBe("sending");
    await transactNow((tx) => tx.run("DROP TRIGGER noRoom"));
    await carry();
    expect(await state()).toBe("sent");
    expect(server.received.filter((m) => m.subject === "Full disk")).toHaveLength(1);
  });
  it("loses nothing: its letter is taken back, sent with the same Message-ID, and shown as maybe doubled", async () => {
    let hold: () => void = () => {};
    const server = await smtp({
      beforeAnswer: (m) =>
        m.subject === "I luften"
          ? new Promise<void>((r) => {
              hold = r;
            })
          : undefined,
    });
    await transact((tx) =>
      post(tx, {
        key: "in-flight",
        kind: "notice",
        to: "brevlada@dalarna.example",
        subject: "I luften",
        text: "Hej",
        senderName: "L",
        replyTo: "r@b.example",
        at: now(),
        networkId: w.networkId,
      }),
    );
    const child = spawn(process.execPath, ["--import", "tsx", "app/cli/jobs.ts"], {
      env: { ...process.env, SMTP_URL: server.url },
      stdio: "ignore",
    });
    await server.waitFor((m) => m.subject === "I luften");
    child.kill("SIGKILL");
    await new Promise((gone) => child.on("exit", gone));
    expect((await db.letter.findUniqueOrThrow({ where: { key: "in-flight" } })).state).toBe("sending");
    hold();
    expect(await takeBack(now())).toBeGreaterThanOrEqual(1);
    hold = () => {};
    const sending = carry();
    await server.waitFor(
      (m) => server.received.filter((x) => x.subject === "I luften").length === 2 && m.subject === "I luften",
    );
    hold();
    await sending;
    const twice = server.received.filter((m) => m.subject === "I luften");
    expect(new Set(twice.map((m) => m.messageId)).size).toBe(1);
    expect(await db.letter.findUniqueOrThrow({ where: { key: "in-flight" } })).toMatchObject({
      state: "sent",
      maybeDoubled: true,
    });
  });
});

describe("a letter whose time has passed", () => {
  it("is not sent once its link no longer holds", async () => {
    const server = await smtp();
    await sentToManager(w, "jour");
    const asked = await db.letter.findFirstOrThrow({
      where: { to: "chef@jour.example", linkId: { not: null }, state: "queued" },
    });
    await transact((tx) => tx.link.update({ where: { id: asked.linkId! }, data: { revokedAt: now() } }));
    await carry();
    expect((await db.letter.findUniqueOrThrow({ where: { id: asked.id } })).state).toBe("cancelled");
    expect(server.received.some((m) => [m.to].flat()[0]?.text === "chef@jour.example")).toBe(false);
  });
  it("is not marked by a sender whose claim another has taken", async () => {
    let hold: () => void = () => {};
    const server = await smtp({
      beforeAnswer: (m) =>
        m.subject === "Övertaget"
          ? new Promise<void>((r) => {
              hold = r;
            })
          : undefined,
    });
    await transact((tx) =>
      post(tx, {
        key: "taken-over",
        kind: "notice",
        to: "brevlada@dalarna.example",
        subject: "Övertaget",
        text: "Hej",
        senderName: "L",
        replyTo: "r@b.example",
        at: now(),
        networkId: w.networkId,
      }),
    );
    const sending = carry();
    await server.waitFor((m) => m.subject === "Övertaget");
    await transact((tx) =>
      tx.letter.update({ where: { key: "taken-over" }, data: { claimedBy: "annan-dator:7:x" } }),
    );
    hold();
    await sending;
    expect(await db.letter.findUniqueOrThrow({ where: { key: "taken-over" } })).toMatchObject({
      state: "sending",
      claimedBy: "annan-dator:7:x",
      sentAt: null,
    });
    await transact((tx) => tx.letter.delete({ where: { key: "taken-over" } }));
  });
});

describe("weeding", () => {
  it("empties a letter's text 90 days after it was sent, and keeps that it was sent", async () => {
    await smtp();
    await carry();
    setClock(new Date(now().getTime() + 95 * 86_400_000));
    await recurring.find((j) => j.name === "post.weed")!.run(now());
    const sent = await db.letter.findMany({ where: { state: "sent", codeId: null } });
    expect(sent.length).toBeGreaterThan(0);
    expect(
      sent.every((l) => l.text === "" && l.subject === "" && l.weededAt !== null && l.sentAt !== null),
    ).toBe(true);
  });
});
