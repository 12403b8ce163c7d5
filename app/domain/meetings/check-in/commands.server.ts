// People check themselves in. What the strategist has noted stands; whoever has not signed in waits for the strategist.
import { db, stored, transact, transactNow, type Reading } from "~/platform/db.server";
import { announce, announceNow } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { accountOf, type NetworkPermit, type Permit } from "~/domain/access/permits.server";
import { takeIn } from "../attendance/commands.server";
import { meetingRow } from "../queries.server";
import { askedFrom, sittingOn } from "../seats.server";
import { meetingByCheckIn, newCheckIn } from "./address.server";
import { seatsHere } from "./queries.server";
import { standingAt } from "./rules";
import { sameName } from "~/domain/people/rules";

const most = 300;
const closed = () => conflict("Närvaron är stängd. Hör av dig till länsstyrelsen.");

function openMeeting(permit: Permit<"checkIn.use">, token: string) {
  const m = meetingByCheckIn(token);
  if (!m) throw notFound();
  if (standingAt(m, permit.now) !== "open") throw conflict("Incheckningen är inte öppen nu.");
  if (m.closedAt) throw closed();
  return m;
}

/** Closed while the visitor stood in line for the lock. */
function stillOpen(now: Reading, meetingId: string): void {
  if (now.row<{ closedAt: string | null }>("SELECT closedAt FROM Meeting WHERE id = ?", meetingId)?.closedAt)
    throw closed();
}

/** Signed in: "I am here" for one of the own organisations. Pressed eight times it is once, and nobody's note is overwritten. */
export async function checkIn(
  permit: Permit<"checkIn.use">,
  token: string,
  organisationId: string,
): Promise<void> {
  const m = openMeeting(permit, token);
  const seat = seatsHere(permit, m).find((s) => s.organisationId === organisationId);
  if (!seat) throw notFound();
  await transactNow((now) => {
    stillOpen(now, m.id);
    const made = now.run(
      "INSERT INTO Attendance (id, meetingId, networkId, organisationId, who, personId, name, morning, afternoon, mode, version, at, byId) VALUES (?, ?, ?, ?, ?, ?, NULL, 1, 1, 'room', 1, ?, ?) ON CONFLICT (meetingId, organisationId) DO NOTHING",
      nanoid(14),
      m.id,
      m.networkId,
      organisationId,
      seat.seat,
      seat.personId,
      stored(permit.now),
      accountOf(permit).id,
    );
    if (made)
      announceNow(now, permit, {
        kind: "attendance.checkedIn",
        networkId: m.networkId,
        organisationId,
        subjectType: "meeting",
        subjectId: m.id,
        data: { who: seat.seat, heldOn: m.heldOn },
      });
  });
}

/** Not signed in: noted until the strategist has looked up. The same name again is the same person. */
export async function writeIn(
  permit: Permit<"checkIn.use">,
  token: string,
  { name, organisationId }: { name: string; organisationId: string | null },
): Promise<void> {
  const m = openMeeting(permit, token);
  await transactNow((now) => {
    stillOpen(now, m.id);
    const asked = askedFrom(m);
    if (
      organisationId &&
      !now.row(
        `SELECT 1 ${asked.from} WHERE ${asked.where} AND o.id = ?4`,
        m.networkId,
        m.id,
        m.heldOn,
        organisationId,
      )
    )
      throw invalid({ organisationId: ["Välj organisation, eller gäst"] });
    const waiting = now.rows<{ name: string; organisationId: string | null }>(
      "SELECT name, organisationId FROM CheckIn WHERE meetingId = ?",
      m.id,
    );
    if (waiting.some((w) => w.organisationId === organisationId && sameName(w.name, name))) return;
    if (waiting.length >= most)
      throw conflict("Det är många som väntar på att bli införda. Säg till länsstyrelsen att du är här.");
    now.run(
      "INSERT INTO CheckIn (id, meetingId, networkId, name, organisationId, at) VALUES (?, ?, ?, ?, ?, ?)",
      nanoid(14),
      m.id,
      m.networkId,
      name,
      organisationId,
      stored(permit.now),
    );
  });
}

type Taking = NetworkPermit<"attendance.take">;
const settledBefore = () =>
  conflict("Incheckningen finns inte kvar. Någon annan har redan tagit hand om den. Läs in sidan igen.");
/** The strategist has seen them: into the attendance, or away. An organisation that is noted as present already stays as it is. */
export async function settleCheckIn(
  permit: Taking,
  meetingId: string,
  { id, gor }: { id: string; gor: "bekrafta" | "vinka-av" },
): Promise<"noted" | "already" | "gone"> {
  meetingRow(permit.network.id, meetingId);
  const c = await db.checkIn.findFirst({ where: { id, meetingId, networkId: permit.network.id } });
  if (!c) throw settledBefore();
  const seat =
    gor === "bekrafta" && c.organisationId
      ? await seatNamed(permit, meetingId, c.organisationId, c.name)
      : null;
  const already = await transact(async (tx) => {
    if ((await tx.checkIn.deleteMany({ where: { id } })).count === 0) throw settledBefore();
    const noted = c.organisationId
      ? await tx.attendance.findUnique({
          where: { meetingId_organisationId: { meetingId, organisationId: c.organisationId } },
        })
      : null;
    const here = noted !== null && (noted.morning || noted.afternoon);
    if (gor === "bekrafta" && c.organisationId && !here)
      await takeIn(tx, permit, meetingId, {
        organisationId: c.organisationId,
        who: seat ?? "standIn",
        name: seat ? null : c.name,
        part: "day",
        mode: "room",
        why: null,
        version: noted?.version ?? 0,
      });
    if (gor === "vinka-av" || c.organisationId) return here;
    const known = (await tx.attendee.findMany({ where: { meetingId, kind: "guest" } })).find((a) =>
      sameName(a.name ?? "", c.name),
    );
    if (known) await tx.attendee.update({ where: { id: known.id }, data: { cameAt: permit.now } });
    else
      await tx.attendee.create({
        data: {
          id: nanoid(14),
          meetingId,
          networkId: c.networkId,
          kind: "guest",
          name: c.name,
          uid: nanoid(20),
          state: "walkIn",
          createdAt: permit.now,
          cameAt: permit.now,
        },
      });
    await announce(tx, permit, {
      kind: "guest.came",
      networkId: c.networkId,
      subjectType: "meeting",
      subjectId: meetingId,
    });
    return here;
  });
  if (gor === "vinka-av") return "gone";
  return already ? "already" : "noted";
}

/** Whose seat the written name is, if it is a holder's; a protected person's is nobody's. */
async function seatNamed(
  permit: Taking,
  meetingId: string,
  organisationId: string,
  name: string,
): Promise<"representative" | "deputy" | null> {
  const m = meetingRow(permit.network.id, meetingId);
  const seat = (
    await sittingOn(db, { networkId: permit.network.id, groupId: m.groupId }, m.heldOn, { organisationId })
  ).find((s) => !s.person.protected && sameName(s.person.name, name));
  return (seat?.seat as "representative" | "deputy" | undefined) ?? null;
}

/** An invited guest came, or did not after all. */
export async function noteGuest(
  permit: Taking,
  meetingId: string,
  attendeeId: string,
  came: boolean,
): Promise<void> {
  await transact(async (tx) => {
    const a = await tx.attendee.findFirst({
      where: { id: attendeeId, meetingId, networkId: permit.network.id, kind: "guest" },
    });
    if (!a) throw notFound();
    if ((a.cameAt !== null) === came) return;
    await tx.attendee.update({ where: { id: a.id }, data: { cameAt: came ? permit.now : null } });
    await announce(tx, permit, {
      kind: came ? "guest.came" : "guest.notCome",
      networkId: permit.network.id,
      subjectType: "meeting",
      subjectId: meetingId,
    });
  });
}

/** The code on the wall gets an address, or another one in its place. */
export function renewCheckIn(permit: Taking, meetingId: string): Promise<{ replaced: boolean }> {
  return transact(async (tx) => {
    const m = await tx.meeting.findFirst({
      where: { id: meetingId, networkId: permit.network.id, state: "convened" },
    });
    if (!m) throw notFound();
    await newCheckIn(tx, m.id);
    await announce(tx, permit, {
      kind: "checkIn.address",
      networkId: permit.network.id,
      subjectType: "meeting",
      subjectId: m.id,
    });
    return { replaced: m.checkInHash !== null };
  });
}

/** Names that nobody has dealt with are forgotten a week after the meeting. */
export const forgetCheckIns = (before: string): Promise<number> =>
  transact(
    async (tx) => (await tx.checkIn.deleteMany({ where: { meeting: { heldOn: { lt: before } } } })).count,
  );
