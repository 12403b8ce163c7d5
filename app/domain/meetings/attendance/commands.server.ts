// The day itself: who came, for which organisation. Answers are left as they were.
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import type { Meeting } from "~/platform/prisma/client";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { capital, counted, few } from "~/platform/swedish";
import type { NetworkPermit } from "~/domain/access/permits.server";
import type { AttendanceInput } from "../schema";
import { sittingOn } from "../seats.server";
import { isUnmarked } from "../rules";
import { attendancePage } from "./queries.server";

type Taking = NetworkPermit<"attendance.take">;
const present = ["representative", "deputy", "standIn"];

/** One organisation's attendance, by whoever has seen what others have noted (`version`; 0: nothing). After closing it is a change with a reason, and what stood there before is kept. */
export const takeAttendance = (permit: Taking, meetingId: string, input: AttendanceInput): Promise<void> =>
  transact((tx) => takeIn(tx, permit, meetingId, input));

/** A meeting that has begun, at which the organisation was asked to be. */
async function takenAt(tx: Tx, permit: Taking, meetingId: string, organisationId: string): Promise<Meeting> {
  const m = await tx.meeting.findFirst({ where: { id: meetingId, networkId: permit.network.id } });
  if (!m) throw notFound();
  const asked = m.groupId
    ? await tx.groupPlace.count({ where: { groupId: m.groupId, organisationId } })
    : await tx.membership.count({
        where: { networkId: permit.network.id, organisationId, kind: "member" },
      });
  if (asked === 0) throw notFound();
  if (m.state !== "convened") throw conflict("Det går bara att föra närvaro på ett möte som är kallat.");
  if (m.heldOn > permit.today) throw conflict("Mötet har inte varit än.");
  return m;
}

/** Who came by a seat; null: nobody did, or somebody else. */
async function holderOf(
  tx: Tx,
  m: Meeting,
  { who, name, organisationId }: Pick<AttendanceInput, "who" | "name" | "organisationId">,
) {
  if (who === "standIn" && !name) throw invalid({ name: ["Skriv vem som kom"] });
  if (who !== "representative" && who !== "deputy" && who !== "vacant") return null;
  const sitting = await sittingOn(tx, m, m.heldOn, { organisationId });
  // Whoever sat was there to come or not to; a vacant seat is nobody's absence.
  if (who === "vacant") {
    if (sitting.some((s) => s.seat === "representative"))
      throw invalid({ who: ["Någon hade platsen den dagen"] });
    return null;
  }
  const holder = sitting.find((s) => s.seat === who);
  if (!holder) throw invalid({ who: ["Ingen hade den platsen den dagen"] });
  return holder;
}

/** Why it is changed after closing; null before that. */
function reasonOf(m: Meeting, why: string | null): string | null {
  if (!m.closedAt) return null;
  if (!why) throw invalid({ why: ["Närvaron är stängd. Skriv varför den ändras."] });
  return why;
}

/** As `takeAttendance`, in a transaction that has already begun. */
export async function takeIn(
  tx: Tx,
  permit: Taking,
  meetingId: string,
  { part, why, version, ...given }: AttendanceInput,
): Promise<void> {
  const m = await takenAt(tx, permit, meetingId, given.organisationId);
  const holder = await holderOf(tx, m, given);
  const came = present.includes(given.who);
  const next = {
    who: given.who,
    personId: holder?.personId ?? null,
    name: given.who === "standIn" ? given.name : null,
    morning: came && part !== "afternoon",
    afternoon: came && part !== "morning",
    mode: given.mode,
  };
  const where = { meetingId_organisationId: { meetingId, organisationId: given.organisationId } };
  const known = await tx.attendance.findUnique({ where });
  if (known && Object.entries(next).every(([key, value]) => known[key as keyof typeof known] === value))
    return;
  // What one has noted oneself, perhaps from the same page a moment ago, one may change without having read it back.
  if (known && known.version !== version && known.byId !== permit.actor.id)
    throw conflict("Någon annan hann före dig med den organisationen. Läs in sidan igen.");
  const reason = reasonOf(m, why);
  const stamp = { at: permit.now, byId: permit.actor.id };
  const row = await tx.attendance.upsert({
    where,
    update: { ...next, ...stamp, version: { increment: 1 } },
    create: {
      ...next,
      ...stamp,
      id: nanoid(14),
      meetingId,
      networkId: m.networkId,
      organisationId: given.organisationId,
    },
  });
  if (reason !== null)
    await tx.attendanceChange.create({
      data: {
        id: nanoid(14),
        attendanceId: row.id,
        before: known
          ? JSON.stringify({
              who: known.who,
              name: known.name,
              morning: known.morning,
              afternoon: known.afternoon,
              mode: known.mode,
            })
          : "",
        after: JSON.stringify(next),
        why: reason,
        ...stamp,
      },
    });
  await announce(tx, permit, {
    kind: m.closedAt ? "attendance.corrected" : "attendance.taken",
    networkId: m.networkId,
    organisationId: given.organisationId,
    subjectType: "meeting",
    subjectId: m.id,
    data: { who: given.who, heldOn: m.heldOn },
  });
}

/** The question before it is closed with organisations that nobody has marked; null where all are. */
function asksOf(permit: Taking, meetingId: string): string | null {
  const unmarked = attendancePage(permit, meetingId).lines.filter(isUnmarked);
  if (unmarked.length === 0) return null;
  const names = few(
    unmarked.map((l) => l.organisation),
    120,
  );
  return `${capital(counted(unmarked.length, "organisation är inte markerad", "organisationer är inte markerade"))}: ${names}.`;
}

/**
 * Done for the day: later changes need a reason. Organisations that nobody has marked are asked about first, unless it is to be
 * closed anyway; the sentence that asks is returned, and null where it is closed.
 */
export const closeAttendance = (permit: Taking, meetingId: string, anyway = true): Promise<string | null> =>
  transact(async (tx) => {
    const m = await tx.meeting.findFirst({
      where: { id: meetingId, networkId: permit.network.id, state: "convened" },
    });
    if (!m) throw notFound();
    if (m.closedAt) throw conflict("Närvaron är redan stängd.");
    if (m.heldOn > permit.today) throw conflict("Mötet har inte varit än.");
    // Nobody else writes meanwhile: what another has just marked is seen, and nothing is marked before it is closed.
    const asks = anyway ? null : asksOf(permit, meetingId);
    if (asks) return asks;
    await tx.meeting.update({ where: { id: m.id }, data: { closedAt: permit.now } });
    await announce(tx, permit, {
      kind: "attendance.closed",
      networkId: m.networkId,
      subjectType: "meeting",
      subjectId: m.id,
      data: { heldOn: m.heldOn },
    });
    return null;
  });
