// Answers, per organisation: by the letter's link, by a member who has signed in, or noted by the strategist.
import { row, rows, stored, transact, transactNow, type Reading } from "~/platform/db.server";
import { announce, announceNow } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { inForceSql, zonedInstant } from "~/platform/calendar";
import { heldLink, type NetworkPermit } from "~/domain/access/permits.server";
import { pressLink } from "~/domain/access/tokens.server";
import type { Meeting } from "~/platform/prisma/client";
import { modeIn, personKey, standInKey, type Mode, type Choice } from "../rules";
import type { AnswerInput } from "../schema";
import { seatsFor } from "../seats.server";
import { follow } from "./turns.server";

type Answering = NetworkPermit<"meeting.answer">;

/** An answer can be given and changed until the meeting starts. */
function mustBeOpen(permit: Answering, m: Pick<Meeting, "state" | "heldOn" | "fromTime">): void {
  if (m.state === "cancelled") throw conflict("Mötet är inställt.");
  if (m.state !== "convened") throw conflict("Kallelsen är inte skickad än.");
  if (permit.now >= zonedInstant(m.heldOn, m.fromTime))
    throw conflict("Mötet har börjat. Det går inte att ändra svaret längre.");
}

type Held = Pick<
  Meeting,
  "id" | "networkId" | "groupId" | "state" | "heldOn" | "fromTime" | "place" | "link" | "places"
>;
interface Known {
  id: string;
  choice: string;
  standInName: string | null;
  standInEmail: string | null;
  mode: string | null;
  note: string | null;
  diet: string | null;
}

/** May whoever comes by this permit answer for the organisation? By a link: the person's own seats, or the organisation they stand in for. */
function answersFor(
  read: Reading,
  permit: Answering,
  m: Held,
  organisationId: string,
  seats: readonly { personId: string }[],
): boolean {
  if (permit.roles.has("strategist")) {
    return (
      read.row(
        m.groupId
          ? `SELECT 1 FROM GroupPlace WHERE groupId = ?1 AND organisationId = ?2 AND ${inForceSql("", "?3")}`
          : "SELECT 1 FROM Membership WHERE networkId = ?1 AND organisationId = ?2 AND ?3 <> ''",
        m.groupId ?? m.networkId,
        organisationId,
        permit.today,
      ) !== undefined
    );
  }
  if (!permit.link) {
    const own = permit.seats.find((s) => s.organisationId === organisationId);
    return own !== undefined && (m.groupId === null || seats.some((s) => s.personId === own.personId));
  }
  const a = read.row<{ personId: string | null }>(
    "SELECT personId FROM Attendee WHERE id = ?1 AND meetingId = ?2 AND state = 'invited' AND kind = 'member'",
    permit.link.attendeeId ?? "",
    m.id,
  );
  // A stand-in answers as a guest does.
  return a?.personId != null && seats.some((s) => s.personId === a.personId);
}

const same = (a: Record<string, unknown>, b: Record<string, unknown>): boolean =>
  Object.keys(b).every((key) => (a[key] ?? null) === (b[key] ?? null));
/** Others have to hear of these: a deputy or a stand-in is asked, or no longer. */
const others = new Set<string | undefined>(["deputy", "both", "standIn"]);

/** Whoever is said to come has a seat to come by. */
function mustSit(choice: Choice, seats: readonly string[]): void {
  if ((choice === "deputy" || choice === "both") && !seats.includes("deputy"))
    throw invalid({ choice: ["Organisationen har ingen ersättare. Välj någon annan."] });
  if ((choice === "representative" || choice === "both") && !seats.includes("representative"))
    throw invalid({ choice: ["Platsen som representant är vakant. Välj ersättaren eller någon annan."] });
}

/** What an answer comes to, or why it cannot be given. Read by whoever holds the lock, so that nothing changes in between. */
function weigh(
  read: Reading,
  permit: Answering,
  meetingId: string,
  { organisationId, ...given }: AnswerInput,
  saidAt: Date,
) {
  const m = read.row<Held>(
    "SELECT id, networkId, groupId, state, heldOn, fromTime, place, link, places FROM Meeting WHERE id = ?1 AND networkId = ?2",
    meetingId,
    permit.network.id,
  );
  if (!m) throw notFound();
  mustBeOpen(permit, m);
  const seats = seatsFor(read, m, organisationId, permit.today);
  if (!answersFor(read, permit, m, organisationId, seats)) throw notFound();
  mustSit(
    given.choice,
    seats.map((s) => s.seat),
  );
  const mode = given.choice === "nobody" ? null : modeIn(m, given.mode);
  const next = {
    choice: given.choice,
    standInName: given.choice === "standIn" ? given.standInName : null,
    standInEmail: given.choice === "standIn" ? given.standInEmail : null,
    mode,
    note: given.note,
    diet: given.choice === "nobody" ? null : given.diet,
  };
  const known = read.row<Known>(
    "SELECT id, choice, standInName, standInEmail, mode, note, diet FROM Answer WHERE meetingId = ?1 AND organisationId = ?2",
    meetingId,
    organisationId,
  );
  const kept: readonly (string | null)[] = [
    known?.id ?? nanoid(14),
    m.id,
    m.networkId,
    organisationId,
    next.choice,
    next.standInName,
    next.standInEmail,
    next.mode,
    next.note,
    next.diet,
    stored(saidAt),
    permit.actor.kind,
    permit.actor.id,
  ];
  const fact = {
    kind: "answer.given",
    networkId: m.networkId,
    organisationId,
    subjectType: "meeting",
    subjectId: m.id,
    data: { choice: given.choice, mode, heldOn: m.heldOn },
  };
  return {
    unchanged: known !== undefined && same(known as unknown as Record<string, unknown>, next),
    alone: m.places === null && !others.has(next.choice) && !others.has(known?.choice),
    kept,
    fact,
  };
}
const keep = `INSERT INTO Answer (id, meetingId, networkId, organisationId, choice, standInName, standInEmail, mode, note, diet, answeredAt, byKind, byId) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (meetingId, organisationId) DO UPDATE SET choice = excluded.choice, standInName = excluded.standInName, standInEmail = excluded.standInEmail, standInPersonId = CASE WHEN excluded.choice = 'standIn' AND excluded.standInName = standInName AND excluded.standInEmail IS NULL THEN standInPersonId END, mode = excluded.mode, note = excluded.note, diet = excluded.diet, answeredAt = excluded.answeredAt, byKind = excluded.byKind, byId = excluded.byId`;

/** Keeps the answer of one organisation; the same one again changes nothing and sends nothing: false. `saidAt`: when it was written, where that was before it was read. */
export async function answer(
  permit: Answering,
  meetingId: string,
  input: AnswerInput,
  saidAt: Date = permit.now,
): Promise<boolean> {
  // Most answers concern nobody else: they are one short transaction.
  const done = await transactNow((now) => {
    const found = weigh(now, permit, meetingId, input, saidAt);
    if (permit.link)
      now.run(
        "UPDATE Link SET pressedAt = ? WHERE id = ? AND pressedAt IS NULL",
        stored(permit.now),
        permit.link.id,
      );
    if (found.unchanged) return false;
    if (!found.alone) return null;
    now.run(keep, ...found.kept);
    announceNow(now, permit, found.fact);
    return true;
  });
  if (done !== null) return done;
  return transact(async (tx) => {
    const found = weigh({ row, rows }, permit, meetingId, input, saidAt);
    if (found.unchanged) return false;
    await tx.$executeRawUnsafe(keep, ...found.kept);
    await announce(tx, permit, found.fact);
    const m = await tx.meeting.findUniqueOrThrow({ where: { id: meetingId } });
    await follow(tx, permit, permit.network, m);
    return true;
  });
}

/**
 * A guest or a stand-in answers for nobody but themselves; a stand-in who cannot leaves every organisation that wants them without anybody, and
 * no other answer. What is not said of mode and diet stands.
 */
export async function answerAsGuest(
  permit: Answering,
  meetingId: string,
  { choice, ...said }: { choice: "yes" | "no"; mode?: Mode | null; diet?: string | null },
  saidAt: Date = permit.now,
): Promise<boolean> {
  return transact(async (tx) => {
    const m = await tx.meeting.findFirst({ where: { id: meetingId, networkId: permit.network.id } });
    if (!m) throw notFound();
    mustBeOpen(permit, m);
    const a = await tx.attendee.findFirst({
      where: {
        id: permit.link?.attendeeId ?? "",
        meetingId: m.id,
        state: "invited",
        kind: { not: "member" },
      },
    });
    if (!a) throw notFound();
    const key = personKey(a.personId, a.email);
    const wanting = (await tx.answer.findMany({ where: { meetingId, choice: "standIn" } })).filter(
      (x) => standInKey(x) === key,
    );
    const of = (was: { mode: string | null; diet: string | null }) => {
      const { mode, diet } = { ...was, ...said };
      return choice === "no" ? { mode: null, diet: null } : { mode: modeIn(m, mode as Mode | null), diet };
    };
    const next = { choice, ...of(wanting[0] ?? a) };
    await pressLink(tx, heldLink(permit).id, permit.now);
    if (same({ ...a }, next) && wanting.every((x) => choice === "yes" && same({ ...x }, of(x)))) return false;
    for (const x of wanting) {
      await tx.answer.update({
        where: { id: x.id },
        data: {
          ...(choice === "no"
            ? { choice: "nobody", standInName: null, standInEmail: null, standInPersonId: null }
            : {}),
          ...of(x),
          answeredAt: saidAt,
          byKind: permit.actor.kind,
          byId: permit.actor.id,
        },
      });
      await announce(tx, permit, {
        kind: "answer.given",
        networkId: m.networkId,
        organisationId: x.organisationId,
        subjectType: "meeting",
        subjectId: m.id,
        data: { choice: choice === "no" ? "nobody" : "standIn", mode: of(x).mode, heldOn: m.heldOn },
      });
    }
    await tx.attendee.update({ where: { id: a.id }, data: next });
    if (a.kind === "guest")
      await announce(tx, permit, {
        kind: "guest.answered",
        networkId: m.networkId,
        subjectType: "attendee",
        subjectId: a.id,
        data: { choice, saidAt: saidAt.toISOString() },
      });
    await follow(tx, permit, permit.network, m);
    return true;
  });
}
