// "Personen har skyddade personuppgifter", said afterwards: from then on the name stands nowhere but where a protected person's does.
// Forms that were sent keep their hash and their seal; letters that have not gone go without the name. There is no way back.
import type { NetworkPermit } from "~/domain/access/permits.server";
import { hideInContent, readMasked } from "~/domain/commitments/content.server";
import type { SentEntry } from "~/domain/meetings/attendees.server";
import { db, transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { wake } from "~/platform/outbox.server";
import { conflict, notFound } from "~/platform/refusal";
import { emailKey } from "~/platform/swedish";
import { filesThatName, maskTexts } from "./masking.server";
import { hideElsewhere, hideGuests } from "./elsewhere.server";
import { seated } from "./protected.server";
import { hidePerson } from "./register.server";
import { sameness } from "./rules";

type Protecting = NetworkPermit<"person.protect">;

const find = async (from: Pick<Tx, "person">, permit: Protecting, personId: string) =>
  from.person.findFirst({
    where: { id: personId, ...seated(permit.network.id) },
    include: { holdings: organisationOf, places: organisationOf },
  });
const organisationOf = { include: { organisation: { select: { name: true, slug: true } } } };
/** Through which organisation of the network: a seat, or a place in a working group alone. */
const placeIn = (p: Awaited<ReturnType<typeof find>>, permit: Protecting) =>
  [...(p?.holdings ?? []), ...(p?.places ?? [])].find((h) => h.networkId === permit.network.id);

/** What the confirmation shows: who, where, and the files that the name must be taken out of by hand. */
export async function protectView(permit: Protecting, personId: string) {
  const p = await find(db, permit, personId);
  const holding = placeIn(p, permit);
  if (!p || !holding || p.protected) throw notFound();
  return {
    name: p.name,
    organisation: holding.organisation.name,
    slug: holding.organisation.slug,
    files: filesThatName(permit.network.id, p.name),
  };
}

/** Marks the person, everywhere in the county at once; returns the organisation's address. */
export async function protect(permit: Protecting, personId: string): Promise<string> {
  return transact(async (tx) => {
    const p = await find(tx, permit, personId);
    const holding = placeIn(p, permit);
    if (!p || !holding) throw notFound();
    if (p.protected) throw conflict("Personen är redan markerad.");
    const { countyId, name } = p;
    const described = { name, email: p.email ?? "" };
    // One that was written twice is one person: the name and the address or the login decide.
    const alike = await tx.person.findMany({
      where: {
        countyId,
        protected: false,
        OR: [
          { id: personId },
          ...(p.emailKey ? [{ emailKey: p.emailKey }] : []),
          ...(p.accountId ? [{ accountId: p.accountId }] : []),
        ],
      },
      include: { holdings: { select: { organisationId: true } } },
    });
    const same = alike.filter((o) => sameness(described, { name: o.name, email: o.email ?? "" }) !== "other");
    const ids = same.map((o) => o.id);
    const emails = [...new Set(same.map((o) => o.email ?? "").filter((e) => e !== ""))];
    for (const id of ids) await hidePerson(tx, id);
    const seats = new Set(same.flatMap((o) => o.holdings.map((h) => h.organisationId)));
    await hideInForms(tx, countyId, name, emails, seats, permit.now);
    await hideGuests(tx, countyId, personId, emails, permit.now);
    await hideInLetters(tx, countyId, ids, emails);
    await hideInMeetings(tx, ids);
    await hideElsewhere(tx, countyId, {
      name,
      emails,
      accountIds: [...new Set(same.flatMap((o) => o.accountId ?? []))],
    });
    await maskTexts(tx, countyId, { personId, name, emails, phone: p.phone });
    await announce(tx, permit, {
      kind: "person.protected",
      networkId: permit.network.id,
      organisationId: holding.organisationId,
      subjectType: "person",
      subjectId: personId,
      data: {},
    });
    return holding.organisation.slug;
  });
}

/** Every form of the county that names them, whatever became of it; papers that were made are made anew without the name. */
async function hideInForms(
  tx: Tx,
  countyId: string,
  name: string,
  emails: readonly string[],
  organisations: ReadonlySet<string>,
  at: Date,
): Promise<void> {
  const forms = await tx.commitment.findMany({
    where: { network: { countyId } },
    select: { id: true, organisationId: true, content: true },
  });
  const described = emails.map((email) => ({ name, email }));
  const masked: string[] = [];
  for (const form of forms) {
    const content = readMasked(form) as Partial<ReturnType<typeof readMasked>>;
    for (const seat of ["representative", "deputy"] as const) {
      const p = content[seat];
      if (!p || p.protected) continue;
      const how = (described.length > 0 ? described : [{ name, email: "" }]).map((d) => sameness(d, p));
      if (!how.includes("same") && !(how.includes("newAddress") && organisations.has(form.organisationId)))
        continue;
      await hideInContent(tx, form.id, seat);
      masked.push(form.id);
    }
  }
  // The copies that others had are the strategist's from now on.
  await tx.file.updateMany({
    where: {
      commitmentId: { in: masked },
      role: { in: ["sealed", "sealedMasked", "sheet", "sheetMasked", "mistakenSeal"] },
    },
    data: { audience: "strategist" },
  });
  const again = { doneAt: null, claimedAt: null, attempts: 0, error: null, nextAttemptAt: at };
  const signedHere = await tx.commitment.findMany({
    where: { id: { in: masked }, origin: { not: "moveIn" } },
    select: { id: true },
  });
  await tx.work.updateMany({
    where: { kind: "seal", doneAt: { not: null }, subjectId: { in: signedHere.map((c) => c.id) } },
    data: again,
  });
  await tx.work.updateMany({
    where: { kind: "sheet", doneAt: { not: null }, subjectId: { in: masked } },
    data: again,
  });
  wake();
}

/** Letters to them bear no address and no name of theirs, and no calendar names them; they arrive all the same. */
async function hideInLetters(
  tx: Tx,
  countyId: string,
  ids: readonly string[],
  emails: readonly string[],
): Promise<void> {
  const networks = (await tx.network.findMany({ where: { countyId }, select: { id: true } })).map(
    (n) => n.id,
  );
  const theirs = await tx.letter.findMany({
    where: {
      networkId: { in: networks },
      codeId: null,
      OR: [{ personId: { in: [...ids] } }, { to: { in: [...emails, ...emails.map(emailKey)] } }],
    },
    select: { id: true, personId: true, linkId: true, calendar: true },
  });
  for (const letter of theirs)
    await tx.letter.update({
      where: { id: letter.id },
      data: {
        to: "",
        personId: letter.personId ?? ids[0] ?? null,
        calendar: letter.calendar && withoutAttendee(letter.calendar),
      },
    });
  // Whoever fills in by a link is found by the letter with it. By one for changes they are known by the address.
  await tx.link.updateMany({
    where: { purpose: "fill", id: { in: theirs.flatMap((l) => l.linkId ?? []) } },
    data: { email: "", emailKey: "" },
  });
  const letterId = { in: theirs.map((l) => l.id) };
  const attendees = await tx.attendee.findMany({
    where: { personId: { in: [...ids] } },
    select: { id: true },
  });
  await tx.incoming.updateMany({
    where: {
      OR: [
        { letterId },
        { attendeeId: { in: attendees.map((a) => a.id) } },
        ...emails.map((email) => ({ sender: { contains: email } })),
      ],
    },
    data: { sender: "", subject: "" },
  });
}

function withoutAttendee(calendar: string): string {
  const entry = JSON.parse(calendar) as SentEntry;
  const method = entry.method === "request" ? "publish" : entry.method;
  return JSON.stringify({ ...entry, method, name: null, hidden: true });
}

/** Their links to meetings and polls keep no address. */
async function hideInMeetings(tx: Tx, ids: readonly string[]): Promise<void> {
  const personId = { in: [...ids] };
  const attendees = await tx.attendee.findMany({ where: { personId }, select: { id: true } });
  const invitees = await tx.pollInvitee.findMany({ where: { personId }, select: { id: true } });
  await tx.attendee.updateMany({ where: { personId }, data: { email: null, emailKey: null } });
  // The link for a note is the leaver's own.
  const notes = await tx.handoverNote.findMany({
    where: { holding: { personId } },
    select: { linkId: true },
  });
  await tx.link.updateMany({
    where: {
      OR: [
        { id: { in: notes.flatMap((n) => n.linkId ?? []) } },
        { attendeeId: { in: attendees.map((a) => a.id) } },
        { pollInviteeId: { in: invitees.map((i) => i.id) } },
      ],
    },
    data: { email: "", emailKey: "" },
  });
}
