// Home work: given to organisations, answered by each, closed by the strategist.
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { wake } from "~/platform/outbox.server";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { reaches, type NetworkPermit } from "~/domain/access/permits.server";
import type { Effort } from "~/platform/prisma/client";
import { paths } from "~/paths";
import { chosenMembers, tellSeats } from "~/domain/asks/asked.server";
import { hasPassed, lastDay, mayMove } from "~/domain/asks/rules";
import { fileOf, takenFile } from "~/domain/material/taking.server";
import { mostFiles } from "./rules";
import { given } from "./texts";
import type { EffortInput, ReportInput } from "./schema";
import { counted } from "~/platform/swedish";

type Manager = NetworkPermit<"effort.manage">;
const fact = (
  permit: NetworkPermit,
  kind: string,
  id: string,
  organisationId: string | null = null,
  data: Record<string, string | number | null> = {},
) => ({ kind, networkId: permit.network.id, organisationId, subjectType: "effort", subjectId: id, data });

async function open(tx: Tx, permit: NetworkPermit, id: string): Promise<Effort> {
  const e = await tx.effort.findFirst({ where: { id, networkId: permit.network.id } });
  if (!e) throw notFound();
  if (e.closedAt) throw conflict("Insatsen är avslutad.");
  return e;
}

/** To every member of today, or to those chosen among them. Each person who sits for one of them gets one letter. */
export async function giveEffort(
  permit: Manager,
  { version: _, to, organisations, ...input }: EffortInput,
): Promise<string> {
  if (input.lastOn < permit.today) throw invalid(hasPassed);
  const id = nanoid(14);
  const { minutesItemId } = input;
  const task = { id: minutesItemId ?? "", networkId: permit.network.id, kind: "task" };
  await transact(async (tx) => {
    if (minutesItemId && !(await tx.minutesItem.count({ where: task }))) throw notFound();
    const organisationIds = await chosenMembers(tx, permit, { to, organisations });
    await tx.effort.create({ data: { ...input, id, networkId: permit.network.id, createdAt: permit.now } });
    await tx.effortShare.createMany({
      data: organisationIds.map((organisationId) => ({
        id: nanoid(14),
        effortId: id,
        networkId: permit.network.id,
        organisationId,
      })),
    });
    const { seq } = await announce(
      tx,
      permit,
      fact(permit, "effort.given", id, null, { organisations: organisationIds.length, lastOn: input.lastOn }),
    );
    await tellSeats(tx, permit, {
      kind: "effort.given",
      id,
      lastOn: input.lastOn,
      organisationIds,
      eventSeq: seq,
      path: paths.effort(permit.network, id),
      letter: (of, address) => given(permit.network, { ...input, organisations: of, address }),
    });
  });
  return id;
}

export async function changeEffort(
  permit: Manager,
  id: string,
  { version, ...input }: { title: string; text: string; lastOn: string; version: number },
): Promise<void> {
  await transact(async (tx) => {
    const e = await open(tx, permit, id);
    if (e.version !== version) throw conflict("Någon annan hann ändra insatsen före dig. Läs in sidan igen.");
    if (!mayMove(e.lastOn, input.lastOn, permit.today)) throw invalid(hasPassed);
    await tx.effort.update({ where: { id }, data: { ...input, version: { increment: 1 } } });
    await announce(tx, permit, fact(permit, "effort.changed", id, null, { lastOn: input.lastOn }));
  });
}

/** The last day of one organisation alone. */
export async function moveDay(
  permit: Manager,
  id: string,
  { organisationId, lastOn }: { organisationId: string; lastOn: string },
): Promise<void> {
  await transact(async (tx) => {
    const e = await open(tx, permit, id);
    const share = await tx.effortShare.findUnique({
      where: { effortId_organisationId: { effortId: id, organisationId } },
    });
    if (!share) throw notFound();
    if (!mayMove(lastDay(e, share), lastOn, permit.today)) throw invalid(hasPassed);
    await tx.effortShare.update({
      where: { id: share.id },
      data: { lastOn: lastOn === e.lastOn ? null : lastOn },
    });
    await announce(tx, permit, fact(permit, "effort.dayMoved", id, organisationId, { lastOn }));
  });
}

/** What an organisation says of its part, and a file with it, by whoever sits for it, or by the strategist on its behalf. The same once more changes nothing. */
export async function report(
  permit: NetworkPermit<"effort.report">,
  id: string,
  { organisationId, state, answer, file }: Omit<ReportInput, "gor" | "file"> & { file?: File | null },
): Promise<void> {
  if (!reaches(permit, organisationId)) throw notFound();
  const handed = file ? await takenFile(file) : null;
  await transact(async (tx) => {
    await open(tx, permit, id);
    const share = await tx.effortShare.findUnique({
      where: { effortId_organisationId: { effortId: id, organisationId } },
    });
    if (!share) throw notFound();
    if (handed) {
      if ((await tx.effortFile.count({ where: { shareId: share.id, removedAt: null } })) >= mostFiles)
        throw invalid({
          file: [`Ett svar kan ha ${counted(mostFiles, "fil", "filer")}. Ta bort någon först.`],
        });
      const fileId = await fileOf(tx, permit, handed, "effort");
      await tx.effortFile.create({
        data: {
          id: nanoid(14),
          shareId: share.id,
          networkId: permit.network.id,
          fileId,
          name: handed.name,
          at: permit.now,
          byId: permit.account?.id ?? null,
        },
      });
      await announce(tx, permit, fact(permit, "effort.fileAdded", id, organisationId));
    }
    if (share.state === state && share.answer === answer) return;
    await tx.effortShare.update({
      where: { id: share.id },
      data: { state, answer, changedAt: permit.now, changedById: permit.actor.id },
    });
    await announce(tx, permit, fact(permit, "effort.reported", id, organisationId, { state }));
  });
  // The scanner looks at what came.
  if (handed) wake();
}

/** Nobody sees it from now on. The answer itself stands. */
export async function removeFile(
  permit: NetworkPermit<"effort.report">,
  id: string,
  fileId: string,
): Promise<void> {
  await transact(async (tx) => {
    await open(tx, permit, id);
    const found = await tx.effortFile.findFirst({
      where: { id: fileId, removedAt: null, share: { effortId: id } },
      include: { share: { select: { organisationId: true } } },
    });
    if (!found || !reaches(permit, found.share.organisationId)) throw notFound();
    await tx.effortFile.update({ where: { id: fileId }, data: { removedAt: permit.now } });
    await announce(tx, permit, fact(permit, "effort.fileRemoved", id, found.share.organisationId));
  });
}

export async function setClosed(permit: Manager, id: string, closed: boolean): Promise<void> {
  await transact(async (tx) => {
    const { count } = await tx.effort.updateMany({
      where: { id, networkId: permit.network.id, closedAt: closed ? null : { not: null } },
      data: { closedAt: closed ? permit.now : null },
    });
    if (count === 0) throw conflict(closed ? "Insatsen är redan avslutad." : "Insatsen är redan öppen.");
    await announce(tx, permit, fact(permit, closed ? "effort.closed" : "effort.opened", id));
  });
}
