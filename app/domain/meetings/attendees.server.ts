// Who has a meeting in their calendar. One comparison of who should and who does: it convenes, asks the
// deputy, passes an invitation on when a seat changes hands, and can be run at any time, twice, or late.
import { hasLink } from "~/platform/marks";
import type { By } from "~/platform/events.server";
import { insertAll, type Tx } from "~/platform/db.server";
import { addDays, inForceOn, startOfDay } from "~/platform/calendar";
import { env } from "~/platform/env.server";
import { nanoid } from "~/platform/ids";
import { must } from "~/platform/must";
import { post, postAll, type NewLetter } from "~/platform/outbox.server";
import { replyAddress } from "~/platform/reply-address.server";
import { emailKey } from "~/platform/swedish";
import type { Answer, Attendee, Meeting } from "~/platform/prisma/client";
import { makeLinks } from "~/domain/access/tokens.server";
import type { Network } from "~/domain/access/permits.server";
import { materialInLetter } from "~/domain/material/letters.server";
import { asking } from "./asking";
import { personKey, standInKey } from "./rules";
import { calledBy, sittingOn, type Sitting } from "./seats.server";
import * as texts from "./texts";

export interface Wanted {
  kind: "member" | "standIn" | "guest";
  personId: string | null;
  name: string | null;
  email: string | null;
  protected: boolean;
  organisationId: string | null;
  /** "representant för Falu kommun" */
  roles: string[];
  instead: boolean;
}

type Reading = Pick<Tx, "holding" | "groupPlace" | "answer" | "cover">;
/** The seats that are asked: the representatives, and the deputies where both are, or who go instead. */
export async function askedSeats(
  tx: Reading,
  m: Meeting,
  today: string,
): Promise<{ seats: (Sitting & { instead: boolean })[]; answers: Map<string, Answer> }> {
  const holdings = await sittingOn(tx, m, today);
  const answers = new Map(
    (await tx.answer.findMany({ where: { meetingId: m.id } })).map((a) => [a.organisationId, a]),
  );
  const covers = new Set(
    (
      await tx.cover.findMany({
        where: { networkId: m.networkId, cancelledAt: null, ...inForceOn(m.heldOn) },
        select: { organisationId: true },
      })
    ).map((c) => c.organisationId),
  );
  const represented = new Set(
    holdings.filter((h) => h.seat === "representative").map((h) => h.organisationId),
  );
  const seats = holdings
    .map((h) => ({ ...h, choice: answers.get(h.organisationId)?.choice }))
    .map((h) => ({
      ...h,
      instead:
        h.seat === "deputy" &&
        (h.choice === "deputy" || covers.has(h.organisationId) || !represented.has(h.organisationId)),
    }))
    .filter((h) => h.seat !== "deputy" || h.instead || h.choice === "both" || m.audience === "both");
  return { seats, answers };
}

/** Everybody who should have the meeting in their calendar, by person. */
async function wantedNow(tx: Tx, m: Meeting, today: string): Promise<Map<string, Wanted>> {
  const { seats, answers } = await askedSeats(tx, m, today);
  const found = new Map<string, Wanted>();
  for (const h of seats) {
    const { instead } = h;
    const role = m.groupId
      ? `medlem från ${h.organisation.name}`
      : `${h.seat === "deputy" ? "ersättare" : "representant"} för ${h.organisation.name}`;
    const known = found.get(`p:${h.personId}`);
    if (known) {
      known.roles.push(role);
      known.instead &&= instead;
      continue;
    }
    found.set(`p:${h.personId}`, {
      kind: "member",
      personId: h.personId,
      name: h.person.protected ? null : h.person.name,
      email: h.person.email,
      protected: h.person.protected,
      organisationId: h.organisationId,
      roles: [role],
      instead,
    });
  }
  for (const a of answers.values()) {
    const key = a.choice === "standIn" ? standInKey(a) : null;
    // Whoever has a seat that is asked answers by it.
    if (key === null || found.get(key)?.kind === "member") continue;
    const organisation = await tx.organisation.findUniqueOrThrow({
      where: { id: a.organisationId },
      select: { name: true },
    });
    found.set(key, {
      kind: "standIn",
      personId: a.standInPersonId,
      name: a.standInName,
      email: a.standInEmail,
      protected: a.standInPersonId !== null,
      organisationId: a.organisationId,
      roles: [organisation.name],
      instead: false,
    });
  }
  return found;
}

/** The entry that goes with a letter; the address and the personal link are put in when it is sent. */
export interface SentEntry {
  method: "request" | "cancel" | "publish";
  uid: string;
  sequence: number;
  heldOn: string;
  fromTime: string;
  toTime: string;
  summary: string;
  location: string | null;
  description: string;
  organizer: { name: string; email: string };
  name: string | null;
  hidden: boolean;
  at: string;
}

const host = () => new URL(env.baseUrl).hostname;
type Method = "request" | "cancel" | null;
interface Addressee {
  name: string | null;
  email: string | null;
  protected: boolean;
}
/** A letter to one attendee, with the entry of this version. */
function letterTo(
  by: By,
  network: Network,
  m: Meeting,
  a: Attendee,
  to: Addressee,
  kind: NewLetter["kind"],
  said: texts.Said,
  method: Method,
  key: string,
): NewLetter {
  const hidden = to.protected;
  const entry: SentEntry | null = method && {
    // A protected person is named in no calendar: an entry without attendees, also when it is cancelled.
    hidden,
    method: hidden && method === "request" ? "publish" : method,
    uid: a.uid,
    sequence: a.sequence,
    heldOn: m.heldOn,
    fromTime: m.fromTime,
    toTime: m.toTime,
    summary: m.title,
    location: [m.place, m.link].filter(Boolean).join(" · ") || null,
    description: texts.facts(m),
    organizer: { name: network.authority, email: replyAddress("svar", a.id) ?? network.mailbox },
    name: hidden ? null : to.name,
    at: by.now.toISOString(),
  };
  return {
    ...said,
    key,
    kind,
    to: hidden ? "" : (to.email ?? ""),
    personId: a.personId ?? undefined,
    linkId: hasLink(said.text) ? (a.linkId ?? undefined) : undefined,
    at: by.now,
    networkId: network.id,
    organisationId: a.organisationId ?? undefined,
    senderName: network.authority,
    replyTo: network.mailbox,
    calendar: entry ? JSON.stringify(entry) : undefined,
  };
}
async function tell(
  tx: Tx,
  by: By,
  network: Network,
  m: Meeting,
  a: Attendee,
  kind: NewLetter["kind"],
  said: texts.Said,
  method: Method,
  key: string,
): Promise<void> {
  const person = a.personId
    ? await tx.person.findUniqueOrThrow({
        where: { id: a.personId },
        select: { protected: true, name: true, email: true },
      })
    : null;
  await post(
    tx,
    letterTo(
      by,
      network,
      m,
      a,
      person ?? { name: a.name, email: a.email, protected: false },
      kind,
      said,
      method,
      key,
    ),
  );
}

interface Asked {
  w: Wanted;
  known: Attendee | undefined;
}
/** Asks persons, however many, in a handful of statements; an entry that was withdrawn before lives on with its UID, not with what was answered. */
async function askAll(tx: Tx, by: By, network: Network, m: Meeting, asked: readonly Asked[]): Promise<void> {
  if (asked.length === 0) return;
  const entries = asked.map((a) => ({ ...a, id: a.known?.id ?? nanoid(14) }));
  const links = await makeLinks(
    tx,
    entries.map(({ w, id }) => ({
      purpose: "attend" as const,
      networkId: m.networkId,
      organisationId: w.organisationId ?? "",
      attendeeId: id,
      email: w.email ?? "",
      expiresAt: startOfDay(addDays(m.heldOn, 8)),
    })),
    by.now,
    [],
  );
  const rowOf = ({ w, known, id }: (typeof entries)[number], linkId: string): Attendee => ({
    createdAt: by.now,
    uid: `${id}@${host()}`,
    ...known,
    choice: null,
    mode: null,
    diet: null,
    cameAt: null,
    id,
    meetingId: m.id,
    networkId: m.networkId,
    personId: w.personId,
    state: "invited",
    linkId,
    kind: w.kind,
    name: w.kind === "member" ? null : w.name,
    email: w.personId ? null : w.email,
    emailKey: w.personId ? null : emailKey(w.email ?? ""),
    organisationId: w.organisationId,
    sequence: known ? known.sequence + 1 : 0,
  });
  const written = entries.map((e, i) => ({ ...e, row: rowOf(e, must(links[i], "a link for each asked")) }));
  await insertAll(
    tx,
    "Attendee",
    written.filter((e) => !e.known).map((e) => e.row),
  );
  for (const { known, row } of written)
    if (known) await tx.attendee.update({ where: { id: row.id }, data: row });
  // What a member may see every member asked may; so with guests, stand-ins and a group's colleagues without a seat.
  const holders = new Set(
    (
      await tx.holding.findMany({
        where: { networkId: m.networkId, ...inForceOn(by.today) },
        select: { personId: true },
      })
    ).map((h) => h.personId),
  );
  const isMember = (a: Attendee) => a.personId !== null && holders.has(a.personId);
  const material = new Map<boolean, string[]>();
  for (const { row: a } of written) {
    const member = isMember(a);
    if (!material.has(member))
      material.set(
        member,
        await materialInLetter(
          tx,
          {
            networkId: m.networkId,
            today: by.today,
            staff: false,
            member,
            personIds: member && a.personId ? [a.personId] : [],
            attendeeId: a.id,
            meetingId: m.id,
          },
          m.id,
        ),
      );
  }
  await postAll(
    tx,
    written.map(({ w, row: a }) => {
      const seen = must(material.get(isMember(a)), "the material of members and of others");
      const [kind, said] = asking(network, m, w, seen);
      return letterTo(by, network, m, a, w, kind, said, "request", `${kind}:${a.id}:${a.sequence}`);
    }),
  );
}

/** Who should have the entry gets it, who should not loses it, and with `changes` everybody else gets the new version. */
export async function reconcile(
  tx: Tx,
  by: By,
  network: Network,
  m: Meeting,
  changes: readonly string[] = [],
): Promise<void> {
  if (m.state !== "convened" || m.heldOn < by.today) return;
  const caller = await calledBy(tx, network, m);
  const wanted = await wantedNow(tx, m, by.today);
  const attendees = await tx.attendee.findMany({ where: { meetingId: m.id } });
  const byKey = new Map(attendees.map((a) => [personKey(a.personId, a.email), a]));
  await askAll(
    tx,
    by,
    caller,
    m,
    [...wanted]
      .map(([key, w]) => ({ w, known: byKey.get(key) }))
      // A guest known by the person may get a seat.
      .filter(({ w, known: k }) => k?.state !== "invited" || (w.kind === "member" && k.kind !== "member")),
  );
  for (const a of attendees) {
    if (a.state !== "invited") continue;
    if (a.kind !== "guest" && !wanted.has(personKey(a.personId, a.email))) {
      const gone = await tx.attendee.update({
        where: { id: a.id },
        data: { state: "withdrawn", sequence: a.sequence + 1 },
      });
      if (a.linkId) await tx.link.updateMany({ where: { id: a.linkId }, data: { revokedAt: by.now } });
      await tell(
        tx,
        by,
        network,
        m,
        gone,
        "withdrawn",
        texts.withdrawn(network, m),
        "cancel",
        `withdrawn:${a.id}:${gone.sequence}`,
      );
    } else if (changes.length > 0) {
      const next = await tx.attendee.update({ where: { id: a.id }, data: { sequence: a.sequence + 1 } });
      if (a.linkId)
        await tx.link.updateMany({
          where: { id: a.linkId },
          data: { expiresAt: startOfDay(addDays(m.heldOn, 8)) },
        });
      await tell(
        tx,
        by,
        network,
        m,
        next,
        "meetingMoved",
        texts.moved(caller, m, changes),
        "request",
        `moved:${a.id}:${next.sequence}`,
      );
    }
  }
}

export async function askGuest(
  tx: Tx,
  by: By,
  network: Network,
  m: Meeting,
  guest: { name: string; email: string },
): Promise<void> {
  const known = await tx.attendee.findFirst({ where: { meetingId: m.id, emailKey: emailKey(guest.email) } });
  if (known?.state === "invited") return;
  await askAll(tx, by, await calledBy(tx, network, m), m, [
    {
      w: {
        ...guest,
        kind: "guest",
        personId: null,
        protected: false,
        organisationId: null,
        roles: [],
        instead: false,
      },
      known: known ?? undefined,
    },
  ]);
}

/** A cancelled meeting leaves every calendar; a guest who is no longer invited leaves it alone. */
export async function withdrawAll(
  tx: Tx,
  by: By,
  network: Network,
  m: Meeting,
  only?: string,
): Promise<void> {
  for (const a of await tx.attendee.findMany({
    where: { meetingId: m.id, state: "invited", ...(only ? { id: only } : {}) },
  })) {
    const gone = await tx.attendee.update({
      where: { id: a.id },
      data: { state: "withdrawn", sequence: a.sequence + 1 },
    });
    if (a.linkId) await tx.link.updateMany({ where: { id: a.linkId }, data: { revokedAt: by.now } });
    await tell(
      tx,
      by,
      network,
      m,
      gone,
      only ? "withdrawn" : "meetingCancelled",
      only ? texts.withdrawn(network, m) : texts.cancelled(network, m, m.cancelWhy),
      "cancel",
      `${only ? "withdrawn" : "cancelled"}:${a.id}:${gone.sequence}`,
    );
  }
}

/** A letter without a new version of the entry. */
export const remind = (
  tx: Tx,
  by: By,
  network: Network,
  m: Meeting,
  a: Attendee,
  silent: readonly string[],
  days: number,
): Promise<void> =>
  tell(
    tx,
    by,
    network,
    m,
    a,
    "answerReminder",
    texts.reminder(network, m, silent),
    null,
    `answerReminder:${a.id}:${m.answerByOn}:${days}`,
  );
/** A place in the room, or from now on one in the queue: once for each fact that has moved them. */
export async function tellTurn(
  tx: Tx,
  by: By,
  network: Network,
  m: Meeting,
  a: Attendee,
  queue: number,
): Promise<void> {
  const { seq } = await tx.event.findFirstOrThrow({ orderBy: { seq: "desc" }, select: { seq: true } });
  const kind = queue === 0 ? "placeFree" : "placeLost";
  await tell(
    tx,
    by,
    network,
    m,
    a,
    kind,
    queue === 0 ? texts.placeFree(network, m) : texts.placeLost(network, m, queue),
    null,
    `${kind}:${a.id}:${seq}`,
  );
}
