// One form as it was filled in, sent, signed, received and replaced: with its signature, links, steps, letters and facts.
import { contentHash, part } from "../../app/domain/commitments/content.server";
import type { Content } from "../../app/domain/commitments/schema";
import { declarationVersion } from "../../app/domain/commitments/texts";
import { addDays, startOfDay } from "../../app/platform/calendar";
import { newReference, randomToken, sha256 } from "../../app/platform/env.server";
import { nanoid } from "../../app/platform/ids";
import { mailbox, type County, type Person, type Seat } from "./seed-county";
import { termsVersion } from "./seed-network";

export interface Body {
  id: string;
  name: string;
  domain: string;
  manager: string;
  chief: string;
}
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
/** When each thing happened, counted from the day the form begins to hold; null: it has not. */
interface Times {
  created: Date;
  saved: Date;
  sent: Date;
  answered: Date;
  signed: Date | null;
  received: Date | null;
  begun: Date;
  replaced: Date;
}

const typed = (p: Person) => ({
  name: p.name,
  title: p.title,
  email: p.email,
  phone: p.phone,
  protected: p.hidden,
  sharedMailbox: false,
});
function contentOf(o: Body, f: Form, startOn: string): Content {
  return {
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
}

function putCommitment(county: County, o: Body, f: Form, startOn: string, at: Times): void {
  const content = contentOf(o, f, startOn);
  const { open, hidden } = part(content);
  county.put("Commitment", {
    id: f.id,
    networkId: county.networkId,
    organisationId: o.id,
    kind: f.kind,
    state: f.state,
    version: at.received ? 6 : 3,
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
    createdAt: at.created,
    touchedAt: at.sent,
    sentAt: at.sent,
    signedAt: at.signed,
    receivedAt: at.received,
    receivedById: at.received && county.accountId,
    diaryNumber: at.received && "801-2652-16",
  });
  if (hidden) county.put("CommitmentSecret", { commitmentId: f.id, content: JSON.stringify(hidden) });
}

function putSignature(county: County, o: Body, f: Form, id: string, at: Times): void {
  const unsigned = f.state === "declined" ? "declined" : "pending";
  const signed = at.signed !== null;
  county.put("Signature", {
    id,
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
    signedAt: at.signed,
    note: null,
    remindersSent: 0,
    nextReminderOn: null,
    escalatedAt: null,
    createdAt: at.sent,
  });
}

function putLinks(county: County, o: Body, f: Form, signature: string, at: Times, expiresAt: Date): void {
  for (const [purpose, email] of [
    ["fill", `registrator@${o.domain}`],
    ["sign", o.manager],
  ] as const)
    county.put("Link", {
      id: nanoid(),
      tokenHash: sha256(randomToken()),
      nonce: randomToken(9),
      purpose,
      networkId: county.networkId,
      organisationId: o.id,
      commitmentId: f.id,
      signatureId: purpose === "sign" ? signature : null,
      email,
      emailKey: email,
      createdAt: at.created,
      expiresAt,
      revokedAt: null,
      pressedAt: at.sent,
      usedAt: at.signed,
    });
}

/** Takes the form's steps: each has a row, nearly each a fact, and all but saving a letter. */
function stepper(county: County, o: Body, f: Form) {
  let number = 0;
  return (
    name: string,
    [from, to]: readonly [string | null, string],
    at: Date,
    data: Record<string, string | null> = {},
    log = true,
  ) => {
    county.put("CommitmentStep", {
      id: nanoid(),
      commitmentId: f.id,
      number: ++number,
      step: name,
      fromState: from,
      toState: to,
      at,
      actorKind: "link",
      actorId: null,
      why: null,
    });
    if (log)
      county.events.push({
        at,
        organisationId: o.id,
        subjectType: "commitment",
        subjectId: f.id,
        kind: `commitment.${name}`,
        actorKind: "link",
        data: { from, to, kind: f.kind, ...data },
      });
    if (name !== "save") putLetter(county, o, f, name, at);
  };
}
function putLetter(county: County, o: Body, f: Form, step: string, at: Date): void {
  county.put("Letter", {
    id: nanoid(),
    key: `seed:${f.id}:${step}`,
    eventSeq: null,
    networkId: county.networkId,
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
    nextAttemptAt: at,
    claimedAt: at,
    claimedBy: null,
    sentAt: at,
    maybeDoubled: false,
    messageId: `<${nanoid()}@localhost>`,
    error: null,
    createdAt: at,
    weededAt: at,
    settledAt: null,
  });
}

/** Whoever the form names takes the seat on its day. */
function takeSeats(county: County, o: Body, f: Form, startOn: string, at: Times): void {
  for (const seat of ["representative", "deputy"] as const) {
    const p = f[seat];
    if (p)
      county.events.push({
        at: new Date(at.begun.getTime() + 1000),
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
}

export function putForm(county: County, o: Body, f: Form): void {
  const at = (days: number, hour: number) =>
    new Date(startOfDay(addDays(f.on, days)).getTime() + hour * 3_600_000 + (county.people % 60) * 60_000);
  const startOn = f.startOn ?? f.on;
  const signed = !["awaitingSignature", "declined"].includes(f.state);
  const times: Times = {
    created: at(-7, 13),
    saved: at(-7, 14),
    sent: at(-6, 10),
    answered: at(-4, 9),
    signed: signed ? at(-4, 9) : null,
    received: signed && f.state !== "signed" ? at(-3, 8) : null,
    begun: at(0, 6),
    replaced: at(200, 6),
  };
  const signature = nanoid();
  putCommitment(county, o, f, startOn, times);
  putSignature(county, o, f, signature, times);
  putLinks(county, o, f, signature, times, at(10, 1));
  const step = stepper(county, o, f);
  const facts = { startOn, leaver: f.leaver?.id ?? null };
  step("start", [null, "draft"], times.created, facts);
  step("save", ["draft", "draft"], times.saved);
  step("send", ["draft", "awaitingSignature"], times.sent, facts);
  county.events.push({
    at: new Date(times.sent.getTime() + 1),
    organisationId: o.id,
    subjectType: "signature",
    subjectId: signature,
    kind: "signature.asked",
    actorKind: "link",
    data: { commitment: f.id },
  });
  if (f.state === "declined") step("decline", ["awaitingSignature", "declined"], times.answered);
  if (!times.signed) return;
  step("complete", ["awaitingSignature", "signed"], times.signed, facts);
  county.put("Work", {
    id: nanoid(),
    kind: "seal",
    subjectId: f.id,
    eventSeq: null,
    attempts: 0,
    nextAttemptAt: times.signed,
    claimedAt: null,
    doneAt: times.signed,
    error: null,
    createdAt: times.signed,
  });
  if (!times.received) return;
  step("receive", ["signed", "signed"], times.received);
  step("activate", ["signed", "active"], times.begun, { startOn });
  takeSeats(county, o, f, startOn, times);
  if (f.state === "replaced") step("replace", ["active", "replaced"], times.replaced, {}, false);
}
