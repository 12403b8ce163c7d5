// The answer, by the manager's link or noted by the strategist from the telephone; and a manager noted without a form.
import { inForceOn, isQuiet } from "~/platform/calendar";
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { emailKey } from "~/platform/swedish";
import { heldLink, type NetworkPermit, reaches } from "~/domain/access/permits.server";
import { ask, settleOpen } from "./asking.server";
import type { AnswerInput, ManagerNoted } from "./schema";

const fact = (
  permit: NetworkPermit,
  kind: string,
  organisationId: string,
  id: string,
  data: Record<string, string | null> = {},
) => ({
  kind,
  networkId: permit.network.id,
  organisationId,
  subjectType: "confirmation",
  subjectId: id,
  data,
});

async function record(
  tx: Tx,
  permit: NetworkPermit,
  c: { id: string; organisationId: string },
  input: AnswerInput,
  method: "link" | "phone",
): Promise<void> {
  const { resources, room, channels, note, byName } = input;
  const won = await tx.confirmation.updateMany({
    where: { id: c.id, answeredAt: null, settledAt: null },
    data: { resources, room, channels, note, byName, method, answeredAt: permit.now },
  });
  if (won.count !== 1) throw conflict("Svaret finns redan.");
  await announce(
    tx,
    permit,
    fact(permit, "confirmation.answered", c.organisationId, c.id, { resources, room, channels, method }),
  );
}

/** By the manager: the link is spent. */
export async function answerConfirmation(
  permit: NetworkPermit<"confirmation.answer">,
  input: AnswerInput,
): Promise<void> {
  const link = heldLink(permit);
  await transact(async (tx) => {
    const c = await tx.confirmation.findUnique({ where: { linkId: link.id } });
    if (!c) throw notFound();
    await record(tx, permit, c, input, "link");
    await tx.link.update({ where: { id: link.id }, data: { usedAt: permit.now, pressedAt: permit.now } });
  });
}

async function member(tx: Tx, permit: NetworkPermit, organisationId: string): Promise<void> {
  if (
    !reaches(permit, organisationId) ||
    !(await tx.membership.findFirst({
      where: { networkId: permit.network.id, organisationId, kind: "member" },
    }))
  )
    throw notFound();
}

/** By telephone: the answer to what was asked, or one that comes before it. The letter's link is dead afterwards. */
export async function noteConfirmation(
  permit: NetworkPermit<"confirmation.note">,
  organisationId: string,
  input: AnswerInput,
): Promise<void> {
  const { network, now, today } = permit;
  await transact(async (tx) => {
    await member(tx, permit, organisationId);
    let c = await tx.confirmation.findFirst({
      where: { networkId: network.id, organisationId, answeredAt: null, settledAt: null },
    });
    if (!c) {
      const term = await tx.managerTerm.findFirst({
        where: {
          networkId: network.id,
          organisationId,
          seat: "representative",
          ...inForceOn(today),
        },
        orderBy: { fromOn: "desc" },
      });
      c = await tx.confirmation.create({
        data: {
          id: nanoid(14),
          networkId: network.id,
          organisationId,
          managerTermId: term?.id ?? null,
          askedAt: now,
        },
      });
    }
    await record(tx, permit, c, input, "phone");
    if (c.linkId) await tx.link.update({ where: { id: c.linkId }, data: { revokedAt: now } });
  });
}

/** What the manager answered no to has been dealt with. */
export async function settleNo(
  permit: NetworkPermit<"confirmation.note">,
  organisationId: string,
  id: string,
): Promise<void> {
  await transact(async (tx) => {
    const won = await tx.confirmation.updateMany({
      where: { id, networkId: permit.network.id, organisationId, answeredAt: { not: null }, settledAt: null },
      data: { settledAt: permit.now },
    });
    if (won.count !== 1) throw conflict("Det är redan hanterat.");
    await announce(tx, permit, fact(permit, "confirmation.settled", organisationId, id));
  });
}

export const shownManagers = (terms: readonly { id: string }[]): string =>
  terms
    .map((t) => t.id)
    .sort()
    .join(",");

/**
 * A new manager without a form: the old one's time ends that day. Whoever is the representative's manager from today or before is
 * asked at once; one who begins later, or in a quiet period, by the recurring work.
 */
export async function noteManager(
  permit: NetworkPermit<"organisation.manage">,
  organisationId: string,
  input: ManagerNoted,
): Promise<"mail" | "phone" | "later" | "nothing"> {
  const { network, now, today } = permit;
  const { seats: whose, was, sharedMailbox, email, fromOn, ...person } = input;
  const seats = whose === "both" ? ["representative", "deputy"] : [whose];
  return transact(async (tx) => {
    await member(tx, permit, organisationId);
    const there = await tx.managerTerm.findMany({
      where: { networkId: network.id, organisationId, OR: [{ untilOn: null }, { untilOn: { gt: today } }] },
    });
    if (shownManagers(there) !== was) throw conflict("Någon annan hann ändra ansvarig chef före dig.");
    const before = there.filter((t) => seats.includes(t.seat));
    if (before.some((t) => t.fromOn > fromOn))
      throw invalid({ fromOn: ["Dagen ligger före den dag då nuvarande chef började"] });
    await tx.managerTerm.updateMany({
      where: { id: { in: before.filter((t) => t.untilOn === null || t.untilOn > fromOn).map((t) => t.id) } },
      data: { untilOn: fromOn },
    });
    const made = seats.map((seat) => ({
      ...person,
      id: nanoid(14),
      networkId: network.id,
      organisationId,
      seat,
      email,
      emailKey: email && emailKey(email),
      sharedMailbox: sharedMailbox === "on",
      fromOn,
      untilOn: null,
      commitmentId: null,
    }));
    await tx.managerTerm.createMany({ data: made });
    await announce(tx, permit, {
      kind: "manager.noted",
      networkId: network.id,
      organisationId,
      subjectType: "organisation",
      subjectId: organisationId,
      data: { seats: whose, fromOn },
    });
    const term = made.find((t) => t.seat === "representative");
    if (!term) return "nothing";
    if (fromOn <= today && !isQuiet(today, network.quietPeriods)) return ask(tx, permit, term);
    if (fromOn <= today) await settleOpen(tx, now, network.id, organisationId);
    return "later";
  });
}
