// A meeting of 900 persons over HTTP: convened until the last letter with its calendar entry is accepted, then answered by the letters'
// links. And an item that 900 persons are to spread. Each against the bare limit in the same run: nodemailer's pool alone, and raw durable transactions of the same rows.
import Database from "better-sqlite3";
import { createTransport } from "nodemailer";
import { performance } from "node:perf_hooks";
import { addDays, todayOn } from "../../app/platform/calendar";
import { sha256 } from "../../app/platform/env.server";
import { nanoid } from "../../app/platform/ids";
import { emailKey, searchKey } from "../../app/platform/swedish";
import { sortKey } from "../../app/platform/sort-key";
import type { MailServer } from "../setup/mailserver";
import { median } from "./measure";

type Mail = MailServer["received"][number];
const at = "/dalarna/lansgruppen";

const both = ["representative", "deputy"];
/** Persons in the network's seats, each once. */
export function seated(path: string, networkId: string, seats: readonly string[] = both): number {
  const database = new Database(path, { readonly: true });
  try {
    return database
      .prepare(
        "SELECT count(DISTINCT personId) FROM Holding WHERE networkId = ? AND untilOn IS NULL AND seat IN (SELECT value FROM json_each(?))",
      )
      .pluck()
      .get(networkId, JSON.stringify(seats)) as number;
  } finally {
    database.close();
  }
}
/** Organisations with a representative and a deputy, or with those of the seats that are named, until the network has `persons` in its seats. */
export function fillSeats(
  path: string,
  networkId: string,
  persons: number,
  now: Date,
  seats: readonly string[] = both,
): void {
  const database = new Database(path);
  const countyId = database
    .prepare("SELECT countyId FROM Network WHERE id = ?")
    .pluck()
    .get(networkId) as string;
  const fromOn = addDays(todayOn(now), -100);
  const before = seated(path, networkId, seats);
  database.transaction(() => {
    for (let n = before, k = 0; n < persons; n += seats.length, k++) {
      const [organisationId, name] = [nanoid(), `Nya föreningen ${k}`];
      database
        .prepare(
          "INSERT INTO Organisation (id, countyId, slug, name, sortKey, searchKey, kind, protectedDefault, sharedSeat) VALUES (?, ?, ?, ?, ?, ?, 'civilSociety', 0, 0)",
        )
        .run(organisationId, countyId, `forening-${k}`, name, sortKey(name), searchKey(name));
      database
        .prepare(
          "INSERT INTO Membership (id, networkId, organisationId, kind, fromOn) VALUES (?, ?, ?, 'member', ?)",
        )
        .run(nanoid(), networkId, organisationId, fromOn);
      for (const seat of seats.slice(0, persons - n)) {
        const [personId, who, email] = [nanoid(), `Person ${n} ${seat}`, `${seat}${k}@forening.example`];
        database
          .prepare(
            "INSERT INTO Person (id, countyId, name, sortKey, searchKey, email, emailKey, protected, sharedMailbox) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0)",
          )
          .run(personId, countyId, who, sortKey(who), searchKey(who), email, emailKey(email));
        database
          .prepare(
            "INSERT INTO Holding (id, networkId, organisationId, seat, personId, fromOn) VALUES (?, ?, ?, ?, ?, ?)",
          )
          .run(nanoid(), networkId, organisationId, seat, personId, fromOn);
      }
    }
  })();
  database.exec("ANALYZE");
  database.close();
}

/** Counts what the mail server has accepted, and tells when it is so many. */
export class Counter {
  mails: Mail[] = [];
  private wanted = Infinity;
  private done: (at: number) => void = () => {};
  readonly accept = (mail: Mail): void => {
    this.mails.push(mail);
    if (this.mails.length >= this.wanted) this.done(performance.now());
  };
  /** The instant at which the n:th from now is accepted. */
  next(n: number): Promise<number> {
    this.mails = [];
    this.wanted = n;
    return new Promise((done, fail) => {
      const limit = setTimeout(
        () => fail(new Error(`${this.mails.length} of ${n} letters within 120 s`)),
        120_000,
      );
      this.done = (when) => {
        clearTimeout(limit);
        this.wanted = Infinity;
        done(when);
      };
    });
  }
}

const headers = (base: string, cookie: string) => ({
  "Content-Type": "application/x-www-form-urlencoded",
  Origin: base,
  ...(cookie ? { Cookie: cookie } : {}),
});
async function post(
  url: string,
  base: string,
  cookie: string,
  fields: Record<string, string>,
): Promise<Response> {
  const answer = await fetch(url, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams(fields).toString(),
    headers: headers(base, cookie),
  });
  await answer.arrayBuffer();
  if (answer.status !== 303)
    throw new Error(`${new URL(url).pathname.replace(/svar\/.*/, "svar/…")} answered ${answer.status}`);
  return answer;
}

/** The same messages from a bare pool with as many connections: how long until the last is accepted. */
async function bareSending(smtp: string, counter: Counter, sent: readonly Mail[]): Promise<number> {
  const same = sent.map((m) => {
    const entry = m.attachments.find((a) => a.contentType === "text/calendar")?.content.toString();
    return {
      messageId: m.messageId,
      to: [m.to].flat()[0]!.text,
      from: m.from!.text,
      replyTo: m.replyTo!.text,
      subject: m.subject,
      text: m.text,
      html: m.html || undefined,
      date: m.date,
      icalEvent: entry ? { method: "request", content: entry, filename: "kallelse.ics" } : undefined,
      headers: { "Auto-Submitted": "auto-generated" },
    };
  });
  const u = new URL(smtp);
  const pool = createTransport({
    pool: true,
    maxConnections: 5,
    maxMessages: Infinity,
    host: u.hostname,
    port: Number(u.port),
    secure: false,
  });
  const again = counter.next(same.length);
  const began = performance.now();
  await Promise.all(same.map((m) => pool.sendMail(m)));
  const took = (await again) - began;
  pool.close();
  return took;
}
const people = (mails: readonly Mail[]): number => new Set(mails.map((m) => [m.to].flat()[0]!.text)).size;

export interface Sent {
  ours: number;
  bare: number;
}
/** One item to spread to everybody: from the POST to the last letter. */
export async function spread(
  base: string,
  cookie: string,
  smtp: string,
  counter: Counter,
  persons: number,
  round: number,
  today: string,
): Promise<Sent> {
  const all = counter.next(persons);
  const began = performance.now();
  await post(`${base}${at}/sprida/ny`, base, cookie, {
    title: `Att sprida ${round}`,
    why: "Det berör alla.",
    text: "Sprid det här i organisationen. ".repeat(20),
    targets: "Alla medarbetare",
    lastOn: addDays(today, 30),
    to: "all",
  });
  const ours = (await all) - began;
  const sent = counter.mails;
  if (people(sent) !== persons) throw new Error(`${people(sent)} of ${persons} persons got the letter`);
  return { ours, bare: await bareSending(smtp, counter, sent) };
}

/** One meeting: from the POST to the last letter, then the same messages from a bare pool with as many connections. */
export async function convene(
  base: string,
  cookie: string,
  smtp: string,
  counter: Counter,
  persons: number,
  round: number,
  today: string,
): Promise<Sent & { meetingId: string }> {
  const made = await post(`${base}${at}/moten/nytt`, base, cookie, {
    kind: "extra",
    title: `Stort möte ${round}`,
    heldOn: addDays(today, 30),
    fromTime: "09:00",
    toTime: "16:00",
    place: "Länsstyrelsen, Falun",
    audience: "both",
    answerByOn: addDays(today, 20),
  });
  const meetingId = made.headers.get("location")!.split("/").at(-1)!;
  const convening = `${base}${at}/moten/${meetingId}/kallelse`;
  const shown = await (await fetch(convening, { headers: headers(base, cookie) })).text();
  const granskat = /name="granskat" value="([^"]+)"/.exec(shown)![1]!;
  const all = counter.next(persons);
  const began = performance.now();
  await post(convening, base, cookie, { version: "1", granskat });
  const ours = (await all) - began;
  const sent = counter.mails;
  const entries = sent.filter((m) => m.attachments.some((a) => a.contentType === "text/calendar")).length;
  if (entries !== persons || people(sent) !== persons)
    throw new Error(`${entries} of ${persons} letters had an entry`);
  const bare = await bareSending(smtp, counter, sent);
  counter.mails = sent;
  return { ours, bare, meetingId };
}

export interface Answers {
  ours: number;
  raw: number;
}
/** Answers a second over HTTP on ten connections, each another one than before, and raw transactions a second of the same rows. */
export async function answers(
  base: string,
  database: string,
  rawDatabase: string,
  meetingId: string,
  mails: readonly Mail[],
  seconds: number,
  rounds: number,
): Promise<Answers> {
  const native = new Database(database, { readonly: true });
  const whose = native
    .prepare(
      "SELECT h.organisationId FROM Link l JOIN Attendee a ON a.id = l.attendeeId JOIN Holding h ON h.personId = a.personId AND h.seat = 'representative' AND h.untilOn IS NULL WHERE l.tokenHash = ?",
    )
    .pluck();
  const links = mails.flatMap((m) => {
    const token = /\/svar\/([\w-]+)/.exec(m.text ?? "")?.[1];
    const organisationId = token && (whose.get(sha256(token)) as string | undefined);
    return token && organisationId ? [{ token, organisationId }] : [];
  });
  let turn = 0;
  const one = async () => {
    const n = turn++;
    const { token, organisationId } = links[n % links.length]!;
    await post(`${base}/svar/${token}`, base, "", {
      organisationId,
      choice: Math.floor(n / links.length) % 2 ? "nobody" : "representative",
      mode: "room",
    });
  };
  const count = () =>
    native
      .prepare("SELECT count(*) FROM Event WHERE kind = 'answer.given' AND subjectId = ?")
      .pluck()
      .get(meetingId) as number;
  const rate = async (until: number) => {
    const [began, before] = [performance.now(), turn];
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        while (performance.now() < until) await one();
      }),
    );
    return { done: turn - before, took: (performance.now() - began) / 1000 };
  };
  await rate(performance.now() + 1000);

  const raw = new Database(rawDatabase);
  raw.pragma("journal_mode = WAL");
  raw.pragma("synchronous = FULL");
  raw.pragma("foreign_keys = ON");
  const networkId = raw.prepare("SELECT networkId FROM Membership LIMIT 1").pluck().get() as string;
  raw
    .prepare(
      "INSERT OR IGNORE INTO Meeting (id, networkId, kind, title, state, version, heldOn, fromTime, toTime, audience, createdAt) VALUES (?, ?, 'extra', 'Stort möte', 'convened', 2, '2099-01-01', '09:00', '16:00', 'both', ?)",
    )
    .run(meetingId, networkId, new Date().toISOString());
  const organisationsOf = raw
    .prepare("SELECT organisationId FROM Membership WHERE networkId = ?")
    .pluck()
    .all(networkId) as string[];
  const [queue, known, insert, change, event, ledger] = [
    raw.prepare("UPDATE Ledger SET turns = turns + 1 WHERE id = 1"),
    raw.prepare("SELECT id FROM Answer WHERE meetingId = ? AND organisationId = ?").pluck(),
    raw.prepare(
      "INSERT INTO Answer (id, meetingId, networkId, organisationId, choice, mode, answeredAt, byKind, byId) VALUES (?, ?, ?, ?, ?, ?, ?, 'link', ?)",
    ),
    raw.prepare("UPDATE Answer SET choice = ?, mode = ?, answeredAt = ? WHERE id = ?"),
    raw.prepare(
      "INSERT INTO Event (networkId, organisationId, subjectType, subjectId, actorKind, actorId, kind, version, data, at, previousHash, hash) VALUES (?, ?, 'meeting', ?, 'link', ?, 'answer.given', 1, ?, ?, ?, ?)",
    ),
    raw.prepare("UPDATE Ledger SET lastHash = ? WHERE id = 1"),
  ];
  let last = "";
  const write = raw.transaction((organisationId: string, choice: string) => {
    const now = new Date().toISOString();
    queue.run();
    const id = known.get(meetingId, organisationId) as string | undefined;
    const mode = choice === "nobody" ? null : "room";
    if (id) change.run(choice, mode, now, id);
    else insert.run(nanoid(14), meetingId, networkId, organisationId, choice, mode, now, organisationId);
    const hash = sha256(last + organisationId + choice + now);
    event.run(
      networkId,
      organisationId,
      meetingId,
      organisationId,
      JSON.stringify({ choice, mode, heldOn: "2099-01-01" }),
      now,
      last,
      hash,
    );
    ledger.run((last = hash));
  });
  let rawTurn = 0;
  const rawRate = (until: number) => {
    const [began, before] = [performance.now(), rawTurn];
    while (performance.now() < until) {
      const n = rawTurn++;
      write.immediate(
        organisationsOf[n % organisationsOf.length]!,
        Math.floor(n / organisationsOf.length) % 2 ? "nobody" : "representative",
      );
    }
    return (rawTurn - before) / ((performance.now() - began) / 1000);
  };
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let i = 0; i < rounds; i++) {
    const before = count();
    const { done, took } = await rate(performance.now() + seconds * 1000);
    if (count() - before !== done) throw new Error(`${done} answers, ${count() - before} kept`);
    ours.push(done / took);
    theirs.push(rawRate(performance.now() + seconds * 1000));
  }
  native.close();
  raw.close();
  return { ours: median(ours), raw: median(theirs) };
}
