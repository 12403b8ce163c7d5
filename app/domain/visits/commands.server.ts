// Visits: planned, changed, cancelled, and noted afterwards.
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { inForceOn } from "~/platform/calendar";
import { nanoid } from "~/platform/ids";
import { conflict, invalid, notFound } from "~/platform/refusal";
import type { NetworkPermit } from "~/domain/access/permits.server";
import type { Visit } from "~/platform/prisma/client";
import type { VisitInput } from "./schema";

type Manager = NetworkPermit<"visit.manage">;
const fact = (permit: Manager, kind: string, v: { id: string; organisationId: string; visitOn: string }) => ({
  kind,
  networkId: permit.network.id,
  organisationId: v.organisationId,
  subjectType: "visit",
  subjectId: v.id,
  data: { on: v.visitOn },
});

/** A visit that is not cancelled. */
async function held(tx: Tx, permit: Manager, id: string, version?: number): Promise<Visit> {
  const v = await tx.visit.findFirst({ where: { id, networkId: permit.network.id } });
  if (!v) throw notFound();
  if (v.cancelledAt) throw conflict("Besöket är inställt. Planera ett nytt.");
  if (version !== undefined && v.version !== version)
    throw conflict("Någon annan hann ändra besöket före dig. Läs in sidan igen.");
  return v;
}
/** Only the organisation's own questions go along. */
async function bring(
  tx: Tx,
  permit: Manager,
  visitId: string,
  organisationId: string,
  questions: readonly string[],
): Promise<void> {
  const own = await tx.raisedQuestion.findMany({
    where: { id: { in: [...questions] }, networkId: permit.network.id, organisationId },
    select: { id: true },
  });
  await tx.visitQuestion.deleteMany({ where: { visitId } });
  await tx.visitQuestion.createMany({ data: own.map((q) => ({ visitId, questionId: q.id })) });
}
const checked = async (tx: Tx, permit: Manager, organisationId: string) => {
  if (
    !(await tx.membership.findFirst({
      where: { networkId: permit.network.id, organisationId, kind: "member", ...inForceOn(permit.today) },
    }))
  )
    throw invalid({ organisationId: ["Välj bland nätverkets organisationer"] });
};

export async function planVisit(
  permit: Manager,
  { questions, version: _, ...input }: VisitInput,
): Promise<string> {
  const id = nanoid(14);
  await transact(async (tx) => {
    await checked(tx, permit, input.organisationId);
    await tx.visit.create({ data: { ...input, id, networkId: permit.network.id, createdAt: permit.now } });
    await bring(tx, permit, id, input.organisationId, questions);
    await announce(tx, permit, fact(permit, "visit.planned", { ...input, id }));
  });
  return id;
}

/** The organisation stays; another one is another visit. */
export async function changeVisit(
  permit: Manager,
  id: string,
  { questions, version, organisationId: _, ...input }: VisitInput,
): Promise<void> {
  await transact(async (tx) => {
    const v = await held(tx, permit, id, version);
    await tx.visit.update({ where: { id }, data: { ...input, version: { increment: 1 } } });
    await bring(tx, permit, id, v.organisationId, questions);
    await announce(tx, permit, fact(permit, "visit.changed", { ...v, visitOn: input.visitOn }));
  });
}

export async function noteVisit(
  permit: Manager,
  id: string,
  { notes, agreed, version }: { notes: string | null; agreed: string | null; version: number },
): Promise<void> {
  await transact(async (tx) => {
    const v = await held(tx, permit, id, version);
    if (v.visitOn > permit.today) throw conflict("Besöket har inte varit än.");
    await tx.visit.update({ where: { id }, data: { notes, agreed, version: { increment: 1 } } });
    await announce(tx, permit, fact(permit, "visit.noted", v));
  });
}

/** A visit that came to nothing is kept as cancelled; one with notes has been. */
export async function cancelVisit(permit: Manager, id: string): Promise<void> {
  await transact(async (tx) => {
    const v = await held(tx, permit, id);
    if (v.notes || v.agreed) throw conflict("Besöket har anteckningar och kan inte ställas in.");
    await tx.visit.update({ where: { id }, data: { cancelledAt: permit.now, version: { increment: 1 } } });
    await announce(tx, permit, fact(permit, "visit.cancelled", v));
  });
}
