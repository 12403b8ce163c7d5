// A thousand letters against each kind of trouble a mail server can make. Every letter must come to its right end,
// nothing may wait for ever, and no try may be put off longer than the table of waits says.
import { simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { AddressInfo } from "node:net";
import { carry, postRules, takeBack } from "~/jobs/postman.server";
import { now, setClock } from "~/platform/clock";
import { closeDatabase, db, transact } from "~/platform/db.server";
import { closeTransport } from "~/platform/mail.server";
import { post } from "~/platform/outbox.server";
import { makeCounty } from "./prepare";
import type { Figure } from "./random";

interface Trouble {
  name: string;
  server: (seen: Map<string, number>) => SMTPServerOptions;
  endsAs: (i: number) => "sent" | "failed";
  closedFirst?: boolean;
}
const reply = (code: number) => Object.assign(new Error("nej"), { responseCode: code });
/** Reads the letter, then does as told with its first and later tries. */
const onLetter =
  (
    seen: Map<string, number>,
    act: (times: number, done: (e?: Error) => void) => void,
  ): SMTPServerOptions["onData"] =>
  (stream, _session, done) => {
    const chunks: Buffer[] = [];
    stream.on("data", (c: Buffer) => chunks.push(c));
    stream.on(
      "end",
      () =>
        void simpleParser(Buffer.concat(chunks)).then((m) => {
          const times = (seen.get(m.messageId!) ?? 0) + 1;
          seen.set(m.messageId!, times);
          act(times, (e) => done(e ?? null));
        }),
    );
  };
const firstFails =
  (code: number): Trouble["server"] =>
  (seen) => ({ onData: onLetter(seen, (times, done) => done(times === 1 ? reply(code) : undefined)) });
const sent = () => "sent" as const;

const troubles: Trouble[] = [
  {
    name: "refuses connections at first",
    server: (seen) => ({ onData: onLetter(seen, (_, done) => done()) }),
    endsAs: sent,
    closedFirst: true,
  },
  {
    name: "is slow",
    server: (seen) => ({ onData: onLetter(seen, (_, done) => setTimeout(done, 20)) }),
    endsAs: sent,
  },
  {
    name: "drops after DATA",
    server: (seen) => ({
      onData: onLetter(seen, (times, done) => (times === 1 ? done(reply(421)) : done())),
    }),
    endsAs: sent,
  },
  ...[421, 451, 452].map((code): Trouble => ({
    name: `answers ${code} at first`,
    server: firstFails(code),
    endsAs: sent,
  })),
  {
    name: "answers 550",
    server: (seen) => ({ onData: onLetter(seen, (_, done) => done(reply(550))) }),
    endsAs: () => "failed",
  },
  {
    name: "refuses one recipient in ten",
    server: (seen) => ({
      onRcptTo: (a, _, done) => done(/^nej/.test(a.address) ? reply(550) : null),
      onData: onLetter(seen, (_, done) => done()),
    }),
    endsAs: (i) => (i % 10 === 0 ? "failed" : "sent"),
  },
];

export async function troubling({ letters, how }: { letters: number; how: string }): Promise<Figure[]> {
  const { networkId } = await makeCounty(1);
  let stuck = 0,
    beyond = 0;
  const start = now();
  for (const [t, trouble] of troubles.entries()) {
    const seen = new Map<string, number>();
    const sockets = new Set<{ destroy(): void }>();
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      closeTimeout: 100,
      ...trouble.server(seen),
    });
    server.on("error", () => {});
    server.server.on("connection", (s) => {
      sockets.add(s);
      s.on("close", () => sockets.delete(s));
    });
    if (trouble.name === "drops after DATA") {
      server.onData = (stream, session, done) => {
        stream.on("data", () => {});
        stream.on("end", () => {
          const key = session.envelope.rcptTo[0]!.address;
          const times = (seen.get(key) ?? 0) + 1;
          seen.set(key, times);
          if (times === 1)
            for (const s of sockets) {
              if ((s as unknown as { remotePort?: number }).remotePort === session.remotePort) s.destroy();
            }
          else done();
        });
      };
    }
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const { port } = server.server.address() as AddressInfo;
    process.env.SMTP_URL = `smtp://127.0.0.1:${trouble.closedFirst ? 9 : port}`;
    setClock(start);
    await transact(async (tx) => {
      for (let i = 0; i < letters; i++)
        await post(tx, {
          key: `trouble:${t}:${i}`,
          kind: "notice",
          to: `${i % 10 === 0 ? "nej" : "ja"}${i}@o.example`,
          subject: `Besked ${i}`,
          text: "Hej.",
          senderName: "Länsstyrelsen",
          replyTo: "l@o.example",
          at: now(),
          networkId,
        });
    });
    for (let pass = 0; pass < 12; pass++) {
      await carry();
      await takeBack(now());
      if (pass === 0 && trouble.closedFirst) {
        closeTransport();
        process.env.SMTP_URL = `smtp://127.0.0.1:${port}`;
      }
      const waiting = await db.letter.findMany({
        where: { state: { in: ["queued", "sending"] } },
        select: { nextAttemptAt: true },
      });
      if (waiting.length === 0) break;
      const last = Math.max(...waiting.map((l) => l.nextAttemptAt.getTime()));
      if (last - now().getTime() > postRules.backOffMinutes.at(-1)! * 60_000) beyond++;
      setClock(new Date(last + 1000));
    }
    const ended = await db.letter.findMany({
      where: { key: { startsWith: `trouble:${t}:` } },
      select: { key: true, state: true },
    });
    stuck +=
      ended.filter((l) => l.state !== trouble.endsAs(Number(l.key.split(":")[2]))).length +
      (letters - ended.length);
    closeTransport();
    for (const s of sockets) s.destroy();
    await new Promise<void>((closed) => server.close(() => closed()));
  }
  setClock(null);
  delete process.env.SMTP_URL;
  await closeDatabase();
  return [
    {
      name: "smtp_faults_stuck_letters",
      value: stuck + beyond,
      unit: "letters",
      goal: "= 0",
      holds: stuck + beyond === 0,
      how: `${letters} letters each against a server that ${troubles.map((t) => t.name).join(", ")}: every letter in its right end state, no wait beyond ${postRules.backOffMinutes.at(-1)} minutes; ${how}`,
    },
  ];
}
