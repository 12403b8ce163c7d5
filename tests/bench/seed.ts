// A county with 300 organisations (in the short form 40) and ten years of history, in one transaction; triggers, hashes and chain hold.
import Database from "better-sqlite3";
import { chained } from "../../app/platform/events.server";
import { contentHash, part } from "../../app/domain/commitments/content.server";
import { declarationVersion } from "../../app/domain/commitments/texts";
import type { Content } from "../../app/domain/commitments/schema";
import { addDays, startOfDay, todayOn } from "../../app/platform/calendar";
import { newReference, randomToken, sha256 } from "../../app/platform/env.server";
import { nanoid } from "../../app/platform/ids";
import { emailKey, searchKey, slugOf } from "../../app/platform/swedish";
import { sortKey } from "../../app/platform/sort-key";
import { quick } from "./measure";
import { putNetwork, termsVersion } from "./seed-network";

export const organisations = quick ? 40 : 300;
export const years = 10;
export const strategist = "strateg@lansstyrelsen.example";
export const mailbox = "kvinnofrid.dalarna@lansstyrelsen.example";
/** The last ones stand in every other way than "gäller"; replacements are begun on the others. */
export const usual = organisations - 24;
export const measured = 5; // The organisation whose page is measured: nothing is under way there.

type Value = string | number | boolean | Date | null;
interface Line {
  at: Date;
  organisationId: string;
  subjectType: string;
  subjectId: string;
  kind: string;
  actorKind: string;
  data: Record<string, string | null>;
}
interface Person {
  id: string;
  name: string;
  title: string;
  email: string;
  phone: string;
  hidden: boolean;
}
type Seat = "representative" | "deputy";

const given = [
  "Åsa",
  "Per",
  "Karin",
  "Nils",
  "Märta",
  "Olle",
  "Sofia",
  "Lars",
  "Fatima",
  "Göran",
  "Ylva",
  "José",
  "Hanna",
  "Örjan",
  "Siv",
  "Björn",
  "Lena",
  "Tove",
  "Ulla",
  "Kerstin",
  "Zeynep",
  "Ingrid",
  "Eva",
  "Maja",
  "Anna",
  "Stefan",
  "Birgitta",
];
const family = [
  "Blom",
  "Öst",
  "Dahlman",
  "Äng",
  "Sjöö",
  "Hedman",
  "Vår",
  "Lindh",
  "Ek",
  "Frisk",
  "Wikner",
  "Rask",
  "Norén",
  "Höst",
  "Stolt",
  "Skog",
  "Sommar",
  "Åkerblom",
  "Bäck",
  "Modig",
  "Ström",
  "Öman",
  "Hed",
];
const before = [
  "Norr",
  "Söder",
  "Öster",
  "Väster",
  "Sjö",
  "Ek",
  "Björk",
  "Älv",
  "Sten",
  "Ås",
  "Fur",
  "Gran",
  "Häll",
  "Lind",
  "Mo",
  "Ny",
  "Olof",
  "Rönn",
  "Skog",
  "Tun",
];
const after = [
  "berga",
  "torp",
  "sund",
  "ås",
  "vik",
  "by",
  "hamn",
  "ryd",
  "näs",
  "mark",
  "köping",
  "ängen",
  "stad",
  "fors",
  "lösa",
];

export interface Seeded {
  networkId: string;
  token: string;
  slug: string;
  usualIds: string[];
  rows: number;
}

function stored(v: Value) {
  if (v instanceof Date) return v.toISOString().replace("Z", "+00:00");
  return typeof v === "boolean" ? Number(v) : v;
}
/** Of the organisations that are not as usual, some wait for a renewal. */
function renewalOf(special: number) {
  if (special >= 4 && special < 8) return "awaitingSignature";
  if (special >= 8 && special < 11) return "declined";
  return special >= 22 ? "signed" : null;
}

export function seed(path: string, now: Date): Seeded {
  const database = new Database(path);
  database.pragma("journal_mode = WAL");
  const statements = new Map<string, Database.Statement>();
  let rows = 0;
  const put = (table: string, row: Record<string, Value>) => {
    const columns = Object.keys(row);
    const key = `${table}:${columns.join()}`;
    let statement = statements.get(key);
    if (!statement)
      statements.set(
        key,
        (statement = database.prepare(
          `INSERT INTO "${table}" (${columns.map((c) => `"${c}"`).join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
        )),
      );
    statement.run(Object.values(row).map(stored));
    rows++;
  };
  const today = todayOn(now);
  const events: Line[] = [];
  let people = 0;
  const [countyId, networkId, accountId] = [nanoid(), nanoid(), nanoid()];
  const token = randomToken();
  const usualIds: string[] = [];
  let slug = "";

  const person = (domain: string, hidden = false): Person => {
    const n = people++;
    const name = `${given[(n * 7) % given.length]!} ${family[(n * 5 + Math.floor(n / given.length)) % family.length]!}`;
    const p = {
      id: nanoid(),
      name,
      title: n % 3 ? "Kvinnofridssamordnare" : "Utvecklare",
      email: `p${n}@${domain}`,
      phone: n % 4 ? "" : `0243-${String(10_000 + n).slice(-5)}`,
      hidden,
    };
    const shown = hidden ? "Skyddad person" : name;
    put("Person", {
      id: p.id,
      countyId,
      accountId: null,
      name: shown,
      sortKey: sortKey(shown),
      searchKey: searchKey(shown),
      email: hidden ? null : p.email,
      emailKey: hidden ? null : emailKey(p.email),
      phone: hidden ? null : p.phone || null,
      title: p.title,
      protected: hidden,
      sharedMailbox: false,
    });
    if (hidden)
      put("ProtectedIdentity", {
        personId: p.id,
        name,
        email: p.email,
        emailKey: emailKey(p.email),
        phone: null,
      });
    return p;
  };
  const typed = (p: Person) => ({
    name: p.name,
    title: p.title,
    email: p.email,
    phone: p.phone,
    protected: p.hidden,
    sharedMailbox: false,
  });

  interface Form {
    id: string;
    kind: "first" | "renewal" | Seat;
    on: string;
    state: string;
    previousId: string | null;
    leaver: { id: string; person: Person } | null;
    representative: Person | null;
    deputy: Person | null;
    untilOn?: string | null;
    startOn?: string;
  }
  function form(
    o: { id: string; name: string; domain: string; manager: string; chief: string },
    f: Form,
  ): void {
    const at = (days: number, hour: number) =>
      new Date(startOfDay(addDays(f.on, days)).getTime() + hour * 3_600_000 + (people % 60) * 60_000);
    const startOn = f.startOn ?? f.on;
    const content: Content = {
      kind: f.kind,
      organisation: o.name,
      association: null,
      representative: f.representative && typed(f.representative),
      deputy: f.deputy && typed(f.deputy),
      deputyLater: false,
      channels:
        f.kind === "deputy"
          ? []
          : [
              { name: "Ledningsgruppen", purpose: "both", frequency: "varje månad" },
              { name: "Intranätet", purpose: "deliver", frequency: "varje vecka" },
            ],
      startOn,
    };
    const { open, hidden } = part(content);
    const signed = !["awaitingSignature", "declined"].includes(f.state);
    const begun = signed && f.state !== "signed";
    const sentAt = at(-6, 10);
    const signedAt = signed ? at(-4, 9) : null;
    const receivedAt = begun ? at(-3, 8) : null;
    put("Commitment", {
      id: f.id,
      networkId,
      organisationId: o.id,
      kind: f.kind,
      state: f.state,
      version: begun ? 6 : 3,
      origin: "link",
      onBehalf: false,
      fillerName: "Registraturen",
      fillerEmail: `registrator@${o.domain}`,
      fillerAccountId: null,
      content: JSON.stringify(open),
      contentHash: contentHash(content, termsVersion),
      termsVersion,
      startOn,
      untilOn: f.untilOn ?? null,
      previousId: f.previousId,
      leaverId: f.leaver?.id ?? null,
      copiedFromId: null,
      groupId: null,
      reference: newReference(),
      why: null,
      createdAt: at(-7, 13),
      touchedAt: sentAt,
      sentAt,
      signedAt,
      receivedAt,
      receivedById: receivedAt && accountId,
      diaryNumber: receivedAt && "801-2652-16",
    });
    if (hidden) put("CommitmentSecret", { commitmentId: f.id, content: JSON.stringify(hidden) });
    const signature = nanoid();
    const unsigned = f.state === "declined" ? "declined" : "pending";
    put("Signature", {
      id: signature,
      commitmentId: f.id,
      seats: f.kind === "first" || f.kind === "renewal" ? "both" : f.kind,
      state: signed ? "signed" : unsigned,
      name: o.chief,
      title: "Socialchef",
      email: o.manager,
      emailKey: o.manager,
      phone: null,
      unit: null,
      town: null,
      acting: false,
      sharedMailbox: false,
      namedBy: JSON.stringify({ kind: "link", id: null, label: "Registraturen" }),
      method: signed ? "email" : null,
      declarationVersion: signed ? declarationVersion : null,
      signedName: signed ? o.chief : null,
      signedTitle: signed ? "Socialchef" : null,
      signedAt,
      note: null,
      remindersSent: 0,
      nextReminderOn: null,
      escalatedAt: null,
      createdAt: sentAt,
    });
    for (const [purpose, email] of [
      ["fill", `registrator@${o.domain}`],
      ["sign", o.manager],
    ] as const) {
      put("Link", {
        id: nanoid(),
        tokenHash: sha256(randomToken()),
        nonce: randomToken(9),
        purpose,
        networkId,
        organisationId: o.id,
        commitmentId: f.id,
        signatureId: purpose === "sign" ? signature : null,
        email,
        emailKey: email,
        createdAt: at(-7, 13),
        expiresAt: at(10, 1),
        revokedAt: null,
        pressedAt: sentAt,
        usedAt: signedAt,
      });
    }
    let number = 0;
    const step = (
      name: string,
      from: string | null,
      to: string,
      when: Date,
      data: Record<string, string | null> = {},
      log = true,
    ) => {
      put("CommitmentStep", {
        id: nanoid(),
        commitmentId: f.id,
        number: ++number,
        step: name,
        fromState: from,
        toState: to,
        at: when,
        actorKind: "link",
        actorId: null,
        why: null,
      });
      if (log)
        events.push({
          at: when,
          organisationId: o.id,
          subjectType: "commitment",
          subjectId: f.id,
          kind: `commitment.${name}`,
          actorKind: "link",
          data: { from, to, kind: f.kind, ...data },
        });
      if (name !== "save")
        put("Letter", {
          id: nanoid(),
          key: `seed:${f.id}:${name}`,
          eventSeq: null,
          networkId,
          organisationId: o.id,
          commitmentId: f.id,
          personId: null,
          linkId: null,
          codeId: null,
          kind: "notice",
          to: mailbox,
          replyTo: mailbox,
          senderName: "Länsstyrelsen i Dalarnas län",
          subject: "",
          text: "",
          priority: 5,
          notAfter: null,
          state: "sent",
          attempts: 1,
          nextAttemptAt: when,
          claimedAt: when,
          claimedBy: null,
          sentAt: when,
          maybeDoubled: false,
          messageId: `<${nanoid()}@localhost>`,
          error: null,
          createdAt: when,
          weededAt: when,
          settledAt: null,
        });
    };
    const facts = { startOn, leaver: f.leaver?.id ?? null };
    step("start", null, "draft", at(-7, 13), facts);
    step("save", "draft", "draft", at(-7, 14));
    step("send", "draft", "awaitingSignature", sentAt, facts);
    events.push({
      at: new Date(sentAt.getTime() + 1),
      organisationId: o.id,
      subjectType: "signature",
      subjectId: signature,
      kind: "signature.asked",
      actorKind: "link",
      data: { commitment: f.id },
    });
    if (f.state === "declined") step("decline", "awaitingSignature", "declined", at(-4, 9));
    if (!signed) return;
    step("complete", "awaitingSignature", "signed", signedAt!, facts);
    put("Work", {
      id: nanoid(),
      kind: "seal",
      subjectId: f.id,
      eventSeq: null,
      attempts: 0,
      nextAttemptAt: signedAt!,
      claimedAt: null,
      doneAt: signedAt,
      error: null,
      createdAt: signedAt!,
    });
    if (!begun) return;
    step("receive", "signed", "signed", receivedAt!);
    step("activate", "signed", "active", at(0, 6), { startOn });
    for (const [seat, p] of [
      ["representative", f.representative],
      ["deputy", f.deputy],
    ] as const) {
      if (p)
        events.push({
          at: new Date(at(0, 6).getTime() + 1000),
          organisationId: o.id,
          subjectType: "holding",
          subjectId: f.id,
          kind: "seat.taken",
          actorKind: "job",
          data: {
            seat,
            person: p.id,
            leaverPerson: f.leaver?.person.id ?? null,
            fromOn: startOn,
            commitment: f.id,
          },
        });
    }
    if (f.state === "replaced") step("replace", "active", "replaced", at(200, 6), {}, false);
  }

  function organisation(i: number): void {
    const stem = `${before[i % before.length]!}${after[Math.floor(i / before.length) % after.length]!}`;
    const name = `${stem} kommun`;
    const o = {
      id: nanoid(),
      name,
      domain: `${slugOf(stem)}.example`,
      manager: `chef@${slugOf(stem)}.example`,
      chief: `${given[(i * 11) % given.length]!} ${family[(i * 3) % family.length]!}`,
    };
    put("Organisation", {
      id: o.id,
      countyId,
      slug: slugOf(name),
      name,
      sortKey: sortKey(name),
      searchKey: searchKey(name),
      kind: "municipality",
      municipalityCode: null,
      principal: null,
      protectedDefault: false,
      sharedSeat: false,
      endedOn: null,
      successorId: null,
    });
    if (i === measured) slug = slugOf(name);
    if (i < usual) usualIds.push(o.id);
    const joined = addDays(today, -years * 365 - 10 + (i % 300));
    put("Membership", {
      id: nanoid(),
      networkId,
      organisationId: o.id,
      kind: "member",
      fromOn: joined,
      untilOn: null,
      why: null,
    });
    put("OrganisationDomain", { organisationId: o.id, domain: o.domain });
    put("Contact", {
      id: nanoid(),
      networkId,
      organisationId: o.id,
      name: "Registraturen",
      email: `registrator@${o.domain}`,
      emailKey: `registrator@${o.domain}`,
      fromOn: joined,
      untilOn: null,
    });
    events.push({
      at: startOfDay(joined),
      organisationId: o.id,
      subjectType: "organisation",
      subjectId: o.id,
      kind: "organisation.created",
      actorKind: "cli",
      data: {},
    });
    const special = i - usual;
    if (special >= 14 && special < 17) return; // no form at all
    // The first form fills both seats; then one seat changes at a time, some seven times in ten years.
    const turns = ["deputy", "representative"] as const;
    const changes = Array.from({ length: 8 }, (_, k) => ({
      on: addDays(joined, k * 440 + (i % 7) * 9 + 14),
      kind: k === 0 ? ("first" as const) : turns[k % 2]!,
    }));
    const sitting: Partial<
      Record<Seat, { id: string; person: Person; fromOn: string; commitmentId: string }>
    > = {};
    const end = (seat: Seat, untilOn: string | null, ending: string | null) => {
      const h = sitting[seat]!;
      put("Holding", {
        id: h.id,
        networkId,
        organisationId: o.id,
        seat,
        personId: h.person.id,
        fromOn: h.fromOn,
        untilOn,
        commitmentId: h.commitmentId,
        ending,
      });
    };
    let previousId: string | null = null;
    changes.forEach(({ on, kind }, k) => {
      const id = nanoid();
      const last = k === changes.length - 1;
      const seats: Seat[] = kind === "first" ? ["representative", "deputy"] : [kind];
      const leaver = kind === "first" ? null : { id: sitting[kind]!.id, person: sitting[kind]!.person };
      const comers: Partial<Record<Seat, Person>> = {};
      for (const seat of seats) {
        if (sitting[seat]) end(seat, on, "replaced");
        comers[seat] = person(o.domain, last && i % 60 === 7);
        sitting[seat] = { id: nanoid(), person: comers[seat], fromOn: on, commitmentId: id };
      }
      form(o, {
        id,
        kind,
        on,
        state: last ? "active" : "replaced",
        previousId,
        leaver,
        representative: comers.representative ?? null,
        deputy: comers.deputy ?? null,
        untilOn: last && special >= 17 && special < 20 ? addDays(today, 30) : null,
      });
      previousId = id;
    });
    end(
      "representative",
      special >= 0 && special < 4 ? addDays(today, -40) : null,
      special >= 0 && special < 4 ? "left" : null,
    );
    end(
      "deputy",
      special >= 11 && special < 14 ? addDays(today, -40) : null,
      special >= 11 && special < 14 ? "left" : null,
    );
    if (special === 20 || special === 21)
      put("Cover", {
        id: nanoid(),
        networkId,
        organisationId: o.id,
        fromOn: addDays(today, -10),
        untilOn: addDays(today, 60),
        cancelledAt: null,
      });
    const renewal = renewalOf(special);
    if (renewal)
      form(o, {
        id: nanoid(),
        kind: "renewal",
        on: today,
        startOn: addDays(today, 20),
        state: renewal,
        previousId,
        leaver: null,
        representative: sitting.representative!.person,
        deputy: sitting.deputy!.person,
      });
    for (const seat of ["representative", "deputy"] as const) {
      // Where the seats have managers of their own, the deputy's has another address.
      const other = seat === "deputy" && i % 2 === 0;
      const email = other ? o.manager.replace("chef", "chef2") : o.manager;
      put("ManagerTerm", {
        id: nanoid(),
        networkId,
        organisationId: o.id,
        seat,
        name: other ? `${o.chief} Ek` : o.chief,
        title: "Socialchef",
        email,
        emailKey: email,
        phone: null,
        unit: "Socialförvaltningen",
        town: null,
        acting: false,
        fromOn: changes[0]!.on,
        untilOn: null,
        commitmentId: sitting[seat]!.commitmentId,
      });
    }
    for (const [round, [from, until]] of (
      [
        [changes[0]!.on, changes[3]!.on],
        [changes[3]!.on, null],
      ] as const
    ).entries()) {
      [
        ["Ledningsgruppen", "both", "varje månad"],
        ["Intranätet", "deliver", "varje vecka"],
        ["Nätverket för våld i nära relationer", "gather", round ? "varje kvartal" : "varje månad"],
      ].forEach(([channel, purpose, frequency], position) =>
        put("Channel", {
          id: nanoid(),
          networkId,
          organisationId: o.id,
          commitmentId: null,
          position,
          name: channel!,
          purpose: purpose!,
          frequency: frequency!,
          fromOn: from,
          untilOn: until,
        }),
      );
    }
  }

  database.transaction(() => {
    putNetwork(put, { countyId, networkId, mailbox });
    put("Account", { id: accountId, email: strategist, createdAt: now });
    put("StaffRole", {
      id: nanoid(),
      accountId,
      networkId,
      role: "strategist",
      name: "Stina Strömbäck",
      standIn: false,
      fromOn: addDays(today, -years * 365),
      untilOn: null,
    });
    put("Session", {
      id: nanoid(),
      tokenHash: sha256(token),
      accountId,
      browserHash: sha256("bench"),
      strength: "email",
      createdAt: now,
      seenAt: now,
      expiresAt: new Date(now.getTime() + 24 * 3_600_000),
      endedAt: null,
    });
    for (let i = 0; i < organisations; i++) organisation(i);
    let last = "";
    for (const e of events.sort((a, b) => a.at.getTime() - b.at.getTime())) {
      const data = JSON.stringify(e.data);
      const line = {
        networkId,
        organisationId: e.organisationId,
        subjectType: e.subjectType,
        subjectId: e.subjectId,
        actorKind: e.actorKind,
        actorId: null,
        kind: e.kind,
        version: 1,
        data,
        at: e.at,
      };
      const hash = chained(last, line);
      put("Event", { ...line, previousHash: last, hash });
      last = hash;
    }
    database.prepare("UPDATE Ledger SET lastHash = ? WHERE id = 1").run(last);
  })();
  database.exec("ANALYZE");
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.close();
  return { networkId, token, slug, usualIds, rows };
}
