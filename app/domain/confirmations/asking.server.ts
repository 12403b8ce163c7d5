// Asking a manager: the row, the link and the letter. Where the manager has no mailbox of the own, the strategist rings.
import { inForceOn, inForceSql, isQuiet, todayOn } from "~/platform/calendar";
import { db, rows, transact, type Tx } from "~/platform/db.server";
import { announce, type By } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import type { LetterKind } from "~/platform/letter-kinds";
import { post } from "~/platform/outbox.server";
import { networkById, ownPermit, type Network, type NetworkPermit } from "~/domain/access/permits.server";
import { makeLink, renewLink } from "~/domain/access/tokens.server";
import { askDue, reminderDue, startsYearSql } from "./rules";
import { asked, reminded } from "./texts";

type Asker = By & { readonly network: Network };
const own = (networkId: string, now: Date) =>
  ownPermit("work.run", "job", "confirmations", networkById(networkId), now) as NetworkPermit<"work.run">;

/** What is asked and not answered is waited for no longer; its link is dead. */
export async function settleOpen(tx: Tx, at: Date, networkId: string, organisationId: string): Promise<void> {
  const open = await tx.confirmation.findMany({
    where: { networkId, organisationId, answeredAt: null, settledAt: null },
    select: { id: true, linkId: true },
  });
  if (open.length === 0) return;
  await tx.confirmation.updateMany({ where: { id: { in: open.map((c) => c.id) } }, data: { settledAt: at } });
  await tx.link.updateMany({
    where: { id: { in: open.flatMap((c) => (c.linkId ? [c.linkId] : [])) } },
    data: { revokedAt: at },
  });
}

interface Term {
  id: string;
  organisationId: string;
  email: string | null;
  sharedMailbox: boolean;
  commitmentId: string | null;
}
/** Instead of what was asked before, if anything was. */
export async function ask(tx: Tx, by: Asker, term: Term): Promise<"mail" | "phone"> {
  const { network, now } = by;
  const { organisationId } = term;
  await settleOpen(tx, now, network.id, organisationId);
  const id = nanoid(14);
  const email = term.sharedMailbox ? null : term.email;
  const linkId =
    email &&
    (await makeLink(
      tx,
      { purpose: "confirm", networkId: network.id, organisationId, email },
      now,
      network.quietPeriods,
    ));
  await tx.confirmation.create({
    data: { id, networkId: network.id, organisationId, managerTermId: term.id, linkId, askedAt: now },
  });
  const how = email ? "mail" : "phone";
  const { seq } = await announce(tx, by, {
    kind: "confirmation.asked",
    networkId: network.id,
    organisationId,
    subjectType: "confirmation",
    subjectId: id,
    data: { term: term.id, how },
  });
  if (email)
    await write(
      tx,
      by,
      { id, organisationId, linkId, email, eventSeq: seq },
      "confirmAsked",
      (organisation) => asked(network, organisation, term.commitmentId === null),
    );
  return how;
}

async function write(
  tx: Tx,
  { network, now }: Asker,
  c: { id: string; organisationId: string; linkId: string | null; email: string; eventSeq: number },
  kind: LetterKind,
  letter: (organisation: string) => { subject: string; text: string },
): Promise<void> {
  const { name } = await tx.organisation.findUniqueOrThrow({
    where: { id: c.organisationId },
    select: { name: true },
  });
  await post(tx, {
    ...letter(name),
    key: `${kind}:${c.id}`,
    kind,
    to: c.email,
    linkId: c.linkId ?? undefined,
    at: now,
    eventSeq: c.eventSeq,
    networkId: network.id,
    organisationId: c.organisationId,
    senderName: network.authority,
    replyTo: network.mailbox,
  });
}

interface Candidate {
  networkId: string;
  organisationId: string;
  termId: string;
  notedFrom: string | null;
  signedAt: string | null;
  answeredAt: string | null;
}
/** What the manager before was asked is settled by asking anew. */
const isOpen = "x.managerTermId = t.id AND x.answeredAt IS NULL AND x.settledAt IS NULL";
const ofMember = "c.networkId = m.networkId AND c.organisationId = m.organisationId";
/** Members with a manager whom nothing waits for; a deputy's form is signed by the deputy's manager and counts as nothing here. */
const candidates = `SELECT m.networkId, m.organisationId, t.id AS termId, CASE WHEN t.commitmentId IS NULL AND NOT EXISTS (SELECT 1 FROM Confirmation x WHERE x.managerTermId = t.id) THEN t.fromOn END AS notedFrom,
  (SELECT max(coalesce(c.signedAt, CASE WHEN c.origin = 'moveIn' THEN c.createdAt END)) FROM Commitment c WHERE ${ofMember} AND ${startsYearSql("c")}) AS signedAt,
  (SELECT max(x.answeredAt) FROM Confirmation x WHERE x.networkId = m.networkId AND x.organisationId = m.organisationId) AS answeredAt
FROM Membership m JOIN ManagerTerm t ON t.networkId = m.networkId AND t.organisationId = m.organisationId AND t.seat = 'representative' AND ${inForceSql("t", "?1")}
WHERE m.kind = 'member' AND ${inForceSql("m", "?1")}
  AND NOT EXISTS (SELECT 1 FROM Confirmation x WHERE ${isOpen}) AND NOT EXISTS (SELECT 1 FROM Commitment c WHERE ${ofMember} AND c.kind <> 'deputy' AND c.state = 'awaitingSignature')`;

/** Whoever is due is asked, outside the quiet periods. */
export async function askDueManagers(now: Date): Promise<number> {
  const today = todayOn(now);
  const on = (at: string | null) => at && todayOn(new Date(at));
  let done = 0;
  for (const c of rows<Candidate>(candidates, today)) {
    const permit = own(c.networkId, now);
    if (
      isQuiet(today, permit.network.quietPeriods) ||
      !askDue({ signedOn: on(c.signedAt), answeredOn: on(c.answeredAt), notedFrom: c.notedFrom }, today)
    )
      continue;
    await transact(async (tx) => {
      const { networkId, organisationId } = c;
      const term = await tx.managerTerm.findUniqueOrThrow({ where: { id: c.termId } });
      if (term.untilOn !== null && term.untilOn <= today) return;
      if (
        await tx.confirmation.findFirst({
          where: {
            networkId,
            organisationId,
            OR: [
              { managerTermId: term.id, answeredAt: null, settledAt: null },
              { answeredAt: { gt: new Date(c.answeredAt ?? 0) } },
            ],
          },
        })
      )
        return;
      await ask(tx, permit, term);
      done++;
    });
  }
  return done;
}

/** Once, after two weeks, while the organisation is a member; the link lives anew. */
export async function remindManagers(now: Date): Promise<number> {
  const today = todayOn(now);
  const where = { linkId: { not: null }, remindedAt: null, answeredAt: null, settledAt: null };
  let done = 0;
  for (const { id, networkId, askedAt } of await db.confirmation.findMany({
    where,
    select: { id: true, networkId: true, askedAt: true },
  })) {
    const permit = own(networkId, now);
    if (!reminderDue(todayOn(askedAt), null, today) || isQuiet(today, permit.network.quietPeriods)) continue;
    await transact(async (tx) => {
      const c = await tx.confirmation.findFirst({ where: { ...where, id }, include: { managerTerm: true } });
      if (
        !c?.linkId ||
        !(await tx.membership.findFirst({
          where: { networkId, organisationId: c.organisationId, kind: "member", ...inForceOn(today) },
        }))
      )
        return;
      const link = await tx.link.findUniqueOrThrow({ where: { id: c.linkId } });
      await renewLink(tx, link.id, now, permit.network.quietPeriods);
      await tx.confirmation.update({ where: { id }, data: { remindedAt: now } });
      const { seq } = await announce(tx, permit, {
        kind: "confirmation.reminded",
        networkId,
        organisationId: c.organisationId,
        subjectType: "confirmation",
        subjectId: id,
      });
      await write(
        tx,
        permit,
        { id, organisationId: c.organisationId, linkId: link.id, email: link.email, eventSeq: seq },
        "confirmReminder",
        (organisation) => reminded(permit.network, organisation),
      );
      done++;
    });
  }
  return done;
}
