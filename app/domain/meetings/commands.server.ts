// The strategist's meetings: planned, convened, moved, cancelled. Everybody hears of it in the same transaction.
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { conflict, invalid, notFound, type FieldErrors } from "~/platform/refusal";
import type { NetworkPermit } from "~/domain/access/permits.server";
import type { Meeting } from "~/platform/prisma/client";
import { conveningPage } from "./queries.server";
import { askGuest, withdrawAll } from "./attendees.server";
import { follow, turnsOf } from "./answering/turns.server";
import { changesIn, modeIn } from "./rules";
import type { MeetingInput, YearInput } from "./schema";

type Manager = NetworkPermit<"meeting.manage">;
const told = (
  permit: Manager,
  kind: string,
  id: string,
  data: Record<string, string | number | boolean | null> = {},
) => ({ kind, networkId: permit.network.id, subjectType: "meeting", subjectId: id, data });

async function held(tx: Tx, permit: Manager, id: string, version?: number): Promise<Meeting> {
  const m = await tx.meeting.findFirst({ where: { id, networkId: permit.network.id } });
  if (!m) throw notFound();
  if (version !== undefined && m.version !== version)
    throw conflict("Någon annan hann ändra mötet före dig. Läs in sidan igen.");
  if (m.state === "cancelled") throw conflict("Mötet är inställt.");
  return m;
}

/** A meeting of a group is of one that goes on. */
async function groupIn(tx: Tx, permit: Manager, id: string | null): Promise<void> {
  if (
    id &&
    !(await tx.workingGroup.findFirst({ where: { id, networkId: permit.network.id, endedOn: null } }))
  )
    throw invalid({ groupId: ["Välj en arbetsgrupp som pågår"] });
}

export async function createMeeting(
  permit: Manager,
  { version: _, ...input }: MeetingInput,
): Promise<string> {
  const id = nanoid(14);
  await transact(async (tx) => {
    await groupIn(tx, permit, input.groupId);
    await tx.meeting.create({
      data: { ...input, id, networkId: permit.network.id, state: "planned", createdAt: permit.now },
    });
    await announce(tx, permit, told(permit, "meeting.plan", id, { heldOn: input.heldOn }));
  });
  return id;
}

/** Somebody else may have planned the same year since the page was read: a day has one ordinary meeting. */
async function daysLeft(tx: Tx, permit: Manager, planned: YearInput["meetings"]): Promise<void> {
  const taken = await tx.meeting.findMany({
    where: {
      networkId: permit.network.id,
      groupId: null,
      kind: "ordinary",
      state: { not: "cancelled" },
      heldOn: { in: planned.map((m) => m.heldOn) },
    },
    select: { heldOn: true },
  });
  const errors: FieldErrors = {};
  for (const [i, m] of planned.entries())
    if (taken.some((t) => t.heldOn === m.heldOn))
      errors[`meetings.${i}.heldOn`] = [
        "Det finns redan ett möte den dagen. Välj en annan dag, eller lämna raden tom.",
      ];
  if (Object.keys(errors).length > 0) throw invalid(errors);
}

/** The year's meetings at once; rows without a day are left out. Returns how many there were. */
export async function planYear(permit: Manager, { meetings }: YearInput): Promise<number> {
  const filled = meetings.filter((m) => m.heldOn !== "");
  if (filled.length === 0) throw invalid({ "meetings.0.heldOn": ["Välj dag för minst ett möte"] });
  await transact(async (tx) => {
    await daysLeft(tx, permit, meetings);
    for (const m of filled) {
      const id = nanoid(14);
      await tx.meeting.create({
        data: {
          ...m,
          id,
          networkId: permit.network.id,
          kind: "ordinary",
          state: "planned",
          audience: "representatives",
          createdAt: permit.now,
        },
      });
      await announce(tx, permit, told(permit, "meeting.plan", id, { heldOn: m.heldOn }));
    }
  });
  return filled.length;
}

/** Whoever comes is where the meeting is, whatever they said of room or link before; in a meeting with both, as they said. */
async function settleModes(tx: Tx, m: Meeting): Promise<void> {
  const mode = modeIn(m, null);
  if (mode === null) return;
  const where = { meetingId: m.id, ...(m.place && m.link ? { mode: null } : {}) };
  await tx.answer.updateMany({ where: { ...where, choice: { not: "nobody" } }, data: { mode } });
  await tx.attendee.updateMany({ where: { ...where, choice: "yes" }, data: { mode } });
}

/** Once it is convened, a change of day, time or place goes into everybody's calendar, what changed said first. */
export async function changeMeeting(
  permit: Manager,
  id: string,
  { version, ...input }: MeetingInput,
): Promise<{ told: boolean }> {
  return transact(async (tx) => {
    const before = await held(tx, permit, id, version);
    if (input.groupId !== before.groupId) await groupIn(tx, permit, input.groupId);
    const changes = before.state === "convened" ? changesIn(before, input) : [];
    if (changes.length > 0 && input.heldOn < permit.today)
      throw invalid({ heldOn: ["Dagen har redan varit"] });
    const m = await tx.meeting.update({ where: { id }, data: { ...input, version: { increment: 1 } } });
    await announce(
      tx,
      permit,
      told(permit, "meeting.change", id, { heldOn: m.heldOn, moved: changes.length > 0 }),
    );
    await settleModes(tx, m);
    await follow(tx, permit, permit.network, m, { from: before, said: changes });
    return { told: changes.length > 0 };
  });
}

/** `promise`: what was looked through (`conveningPage`); if something has changed since, nothing is sent. */
export async function convene(permit: Manager, id: string, version: number, promise?: string): Promise<void> {
  await transact(async (tx) => {
    const before = await held(tx, permit, id);
    if (before.state === "convened") throw conflict("Kallelsen är redan skickad.");
    if (
      before.version !== version ||
      (promise !== undefined && conveningPage(permit, id).promise !== promise)
    )
      throw conflict(
        "Något har ändrats sedan du granskade kallelsen, så den är inte skickad. Så här blir den nu.",
      );
    if (before.heldOn < permit.today) throw conflict("Mötet har redan varit. Ändra dagen först.");
    if (!before.place && !before.link)
      throw conflict("Mötet har varken plats eller digital länk. Skriv dit det först.");
    const m = await tx.meeting.update({
      where: { id },
      data: { state: "convened", convenedAt: permit.now, version: { increment: 1 } },
    });
    await announce(tx, permit, told(permit, "meeting.convene", id, { heldOn: m.heldOn }));
    await settleModes(tx, m);
    await follow(tx, permit, permit.network, m);
  });
}

export async function cancelMeeting(
  permit: Manager,
  id: string,
  version: number,
  why: string | null,
): Promise<void> {
  await transact(async (tx) => {
    const before = await held(tx, permit, id, version);
    if (before.heldOn < permit.today) throw conflict("Mötet har redan varit.");
    const m = await tx.meeting.update({
      where: { id },
      data: { state: "cancelled", cancelledAt: permit.now, cancelWhy: why, version: { increment: 1 } },
    });
    await announce(tx, permit, told(permit, "meeting.cancel", id, { heldOn: m.heldOn }));
    await withdrawAll(tx, permit, permit.network, m);
  });
}

export async function inviteGuest(
  permit: Manager,
  id: string,
  guest: { name: string; email: string },
): Promise<void> {
  await transact(async (tx) => {
    const m = await held(tx, permit, id);
    if (m.state !== "convened") throw conflict("Skicka kallelsen först. Sedan kan du bjuda in gäster.");
    await askGuest(tx, permit, permit.network, m, guest);
    await turnsOf(tx, permit, permit.network, m);
    await announce(tx, permit, told(permit, "meeting.guest", id));
  });
}
export async function removeGuest(permit: Manager, id: string, attendeeId: string): Promise<void> {
  await transact(async (tx) => {
    const m = await held(tx, permit, id);
    const guest = await tx.attendee.findFirst({
      where: { id: attendeeId, meetingId: m.id, kind: "guest", state: "invited" },
    });
    if (!guest) throw notFound();
    await withdrawAll(tx, permit, permit.network, m, guest.id);
    await turnsOf(tx, permit, permit.network, m);
  });
}
