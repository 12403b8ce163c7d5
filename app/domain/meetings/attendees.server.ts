// Who has a meeting in their calendar. One comparison of who should and who does: it convenes, asks the
// deputy, passes an invitation on when a seat changes hands, and can be run at any time, twice, or late.
import type { By } from "~/platform/events.server";
import type { Tx } from "~/platform/db.server";
import { addDays, startOfDay } from "~/platform/calendar";
import { env } from "~/platform/env.server";
import { nanoid } from "~/platform/ids";
import { post } from "~/platform/outbox.server";
import { emailKey } from "~/platform/swedish";
import type { Attendee, Meeting } from "~/platform/prisma/client";
import { makeLink } from "~/domain/access/tokens.server";
import type { Network } from "~/domain/access/permits.server";
import { materialInLetter } from "~/domain/material/letters.server";
import * as texts from "./texts";

interface Wanted {
  kind: "member" | "standIn" | "guest"; personId: string | null; name: string | null; email: string | null; protected: boolean; organisationId: string | null;
  /** "representant för Falu kommun" */
  roles: string[]; instead: boolean;
}
const keyOf = (a: { personId: string | null; email: string | null }) => (a.personId ? `p:${a.personId}` : `e:${emailKey(a.email ?? "")}`);

/** Everybody who should have the meeting in their calendar, by person. */
async function wantedNow(tx: Tx, m: Meeting, today: string): Promise<Map<string, Wanted>> {
  const holdings = await tx.holding.findMany({
    where: { networkId: m.networkId, fromOn: { lte: today }, OR: [{ untilOn: null }, { untilOn: { gt: today } }] },
    include: { person: true, organisation: { select: { id: true, name: true } } }, orderBy: { organisation: { sortKey: "asc" } },
  });
  const answers = new Map((await tx.answer.findMany({ where: { meetingId: m.id } })).map((a) => [a.organisationId, a]));
  const covers = new Set((await tx.cover.findMany({ where: { networkId: m.networkId, cancelledAt: null, fromOn: { lte: m.heldOn }, OR: [{ untilOn: null }, { untilOn: { gt: m.heldOn } }] }, select: { organisationId: true } })).map((c) => c.organisationId));
  const represented = new Set(holdings.filter((h) => h.seat === "representative").map((h) => h.organisationId));
  const found = new Map<string, Wanted>();
  for (const h of holdings) {
    const choice = answers.get(h.organisationId)?.choice;
    const instead = h.seat === "deputy" && (choice === "deputy" || covers.has(h.organisationId) || !represented.has(h.organisationId));
    if (h.seat === "deputy" && !instead && choice !== "both" && m.audience !== "both") continue;
    const role = `${h.seat === "deputy" ? "ersättare" : "representant"} för ${h.organisation.name}`;
    const known = found.get(`p:${h.personId}`);
    if (known) { known.roles.push(role); known.instead &&= instead; continue; }
    found.set(`p:${h.personId}`, { kind: "member", personId: h.personId, name: h.person.protected ? null : h.person.name, email: h.person.email, protected: h.person.protected, organisationId: h.organisationId, roles: [role], instead });
  }
  for (const a of answers.values()) {
    if (a.choice !== "standIn" || !a.standInEmail) continue;
    const organisation = await tx.organisation.findUniqueOrThrow({ where: { id: a.organisationId }, select: { name: true } });
    found.set(`e:${emailKey(a.standInEmail)}`, { kind: "standIn", personId: null, name: a.standInName, email: a.standInEmail, protected: false, organisationId: a.organisationId, roles: [organisation.name], instead: false });
  }
  return found;
}

/** The entry that goes with a letter; the address and the personal link are put in when it is sent. */
export interface SentEntry { method: "request" | "cancel" | "publish"; uid: string; sequence: number; heldOn: string; fromTime: string; toTime: string; summary: string; location: string | null; description: string; organizer: { name: string; email: string }; name: string | null; at: string }

const host = () => new URL(env.baseUrl).hostname;
type Method = "request" | "cancel" | null;

/** A letter to one attendee, with the entry of this version. */
async function tell(tx: Tx, by: By, network: Network, m: Meeting, a: Attendee, kind: string, said: texts.Said, method: Method, key: string): Promise<void> {
  const person = a.personId ? await tx.person.findUniqueOrThrow({ where: { id: a.personId }, select: { protected: true, name: true, email: true } }) : null;
  const hidden = person?.protected ?? false;
  const entry: SentEntry | null = method && {
    // A protected person is named in no calendar: an entry without attendees.
    method: hidden && method === "request" ? "publish" : method, uid: a.uid, sequence: a.sequence, heldOn: m.heldOn, fromTime: m.fromTime, toTime: m.toTime, summary: m.title,
    location: [m.place, m.link].filter(Boolean).join(" · ") || null, description: texts.facts(m), organizer: { name: network.authority, email: network.mailbox }, name: hidden ? null : (person?.name ?? a.name), at: by.now.toISOString(),
  };
  await post(tx, {
    ...said, key, kind, to: hidden ? "" : (person?.email ?? a.email ?? ""), personId: a.personId ?? undefined, linkId: said.text.includes("{{link}}") ? (a.linkId ?? undefined) : undefined, at: by.now, networkId: network.id,
    organisationId: a.organisationId ?? undefined, senderName: network.authority, replyTo: network.mailbox, calendar: entry ? JSON.stringify(entry) : undefined,
  });
}

const asking = (network: Network, m: Meeting, w: Wanted, material: string[]): [string, texts.Said] =>
  w.kind === "guest" ? ["guestInvited", texts.guestInvited(network, m, material)]
    : w.kind === "standIn" ? ["standInAsked", texts.standInAsked(network, m, w.roles[0]!, material)]
      : w.instead ? ["deputyAsked", texts.deputyAsked(network, m, w, material)] : ["convened", texts.convened(network, m, w, material)];

const linkFor = (tx: Tx, m: Meeting, w: { email: string | null; organisationId: string | null }, id: string, by: By) =>
  makeLink(tx, { purpose: "attend", networkId: m.networkId, organisationId: w.organisationId ?? "", attendeeId: id, email: w.email ?? "", expiresAt: startOfDay(addDays(m.heldOn, 8)) }, by.now, []);

/** Asks one person; an entry that was withdrawn before lives on with its UID. */
async function ask(tx: Tx, by: By, network: Network, m: Meeting, w: Wanted, known: Attendee | undefined): Promise<void> {
  const id = known?.id ?? nanoid(14);
  const linkId = await linkFor(tx, m, w, id, by);
  const row = { state: "invited", linkId, kind: w.kind, name: w.personId ? null : w.name, email: w.personId ? null : w.email, organisationId: w.organisationId };
  const a = known
    ? await tx.attendee.update({ where: { id }, data: { ...row, sequence: known.sequence + 1 } })
    : await tx.attendee.create({ data: { ...row, id, meetingId: m.id, networkId: m.networkId, personId: w.personId, emailKey: w.personId ? null : emailKey(w.email ?? ""), uid: `${id}@${host()}`, createdAt: by.now } });
  const material = await materialInLetter(tx, { networkId: m.networkId, today: by.today, staff: false, member: w.personId !== null, personIds: w.personId ? [w.personId] : [], attendeeId: a.id, meetingId: m.id }, m.id);
  const [kind, said] = asking(network, m, w, material);
  await tell(tx, by, network, m, a, kind, said, "request", `${kind}:${a.id}:${a.sequence}`);
}

/** Who should have the entry gets it, who should not loses it, and with `changes` everybody else gets the new version. */
export async function reconcile(tx: Tx, by: By, network: Network, m: Meeting, changes: readonly string[] = []): Promise<void> {
  if (m.state !== "convened" || m.heldOn < by.today) return;
  const wanted = await wantedNow(tx, m, by.today);
  const attendees = await tx.attendee.findMany({ where: { meetingId: m.id } });
  const byKey = new Map(attendees.map((a) => [keyOf(a), a]));
  for (const [key, w] of wanted) {
    const known = byKey.get(key);
    if (known?.state !== "invited") await ask(tx, by, network, m, w, known);
  }
  for (const a of attendees) {
    if (a.state !== "invited") continue;
    if (a.kind !== "guest" && !wanted.has(keyOf(a))) {
      const gone = await tx.attendee.update({ where: { id: a.id }, data: { state: "withdrawn", sequence: a.sequence + 1 } });
      if (a.linkId) await tx.link.updateMany({ where: { id: a.linkId }, data: { revokedAt: by.now } });
      await tell(tx, by, network, m, gone, "withdrawn", texts.withdrawn(network, m), "cancel", `withdrawn:${a.id}:${gone.sequence}`);
    } else if (changes.length > 0) {
      const next = await tx.attendee.update({ where: { id: a.id }, data: { sequence: a.sequence + 1 } });
      if (a.linkId) await tx.link.updateMany({ where: { id: a.linkId }, data: { expiresAt: startOfDay(addDays(m.heldOn, 8)) } });
      await tell(tx, by, network, m, next, "meetingMoved", texts.moved(network, m, changes), "request", `moved:${a.id}:${next.sequence}`);
    }
  }
}

export async function askGuest(tx: Tx, by: By, network: Network, m: Meeting, guest: { name: string; email: string }): Promise<void> {
  const known = await tx.attendee.findFirst({ where: { meetingId: m.id, emailKey: emailKey(guest.email) } });
  if (known?.state === "invited") return;
  await ask(tx, by, network, m, { ...guest, kind: "guest", personId: null, protected: false, organisationId: null, roles: [], instead: false }, known ?? undefined);
}

/** A cancelled meeting leaves every calendar; a guest who is no longer invited leaves it alone. */
export async function withdrawAll(tx: Tx, by: By, network: Network, m: Meeting, only?: string): Promise<void> {
  for (const a of await tx.attendee.findMany({ where: { meetingId: m.id, state: "invited", ...(only ? { id: only } : {}) } })) {
    const gone = await tx.attendee.update({ where: { id: a.id }, data: { state: "withdrawn", sequence: a.sequence + 1 } });
    if (a.linkId) await tx.link.updateMany({ where: { id: a.linkId }, data: { revokedAt: by.now } });
    await tell(tx, by, network, m, gone, only ? "withdrawn" : "meetingCancelled", only ? texts.withdrawn(network, m) : texts.cancelled(network, m, m.cancelWhy), "cancel", `${only ? "withdrawn" : "cancelled"}:${a.id}:${gone.sequence}`);
  }
}

/** A letter without a new version of the entry. */
export const remind = (tx: Tx, by: By, network: Network, m: Meeting, a: Attendee, silent: readonly string[], days: number): Promise<void> =>
  tell(tx, by, network, m, a, "answerReminder", texts.reminder(network, m, silent), null, `answerReminder:${a.id}:${m.answerByOn}:${days}`);
export const tellPlaceFree = (tx: Tx, by: By, network: Network, m: Meeting, a: Attendee, number: number): Promise<void> =>
  tell(tx, by, network, m, a, "placeFree", texts.placeFree(network, m), null, `placeFree:${a.id}:${number}`);
