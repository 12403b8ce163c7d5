// The demo county's year: meetings that have been, with answers and attendance; one that is convened, one that is planned.
import { answer } from "~/domain/meetings/answering/commands.server";
import { closeAttendance, takeAttendance } from "~/domain/meetings/attendance/commands.server";
import { convene, createMeeting, inviteGuest } from "~/domain/meetings/commands.server";
import { answerSchema, attendanceSchema, meetingSchema } from "~/domain/meetings/schema";
import { permit, networkById, type NetworkPermit } from "~/domain/access/permits.server";
import { carry } from "~/jobs/postman.server";
import { weekdayOf } from "~/platform/holidays";
import { addDays, daysBetween } from "~/platform/calendar";
import { now } from "~/platform/clock";
import { db } from "~/platform/db.server";
import { atDay, byAccount, day, realToday } from "./actors";

/** The Thursday of an offset's week, as an offset. */
const thursday = (offset: number): number => { const on = day(offset); return daysBetween(realToday, addDays(on, 4 - weekdayOf(on))); };

export async function makeMeetings(networkId: string, strategist: string): Promise<void> {
  const manager = () => byAccount("meeting.manage", networkId, strategist);
  const held = async (offset: number, title: string, place: string, more: Record<string, unknown> = {}) => {
    const on = thursday(offset);
    const calledOn = Math.min(on - 30, -12);
    atDay(calledOn, 10);
    const id = await createMeeting(await manager(), meetingSchema.parse({ kind: "ordinary", title, heldOn: day(on), fromTime: "09:00", toTime: "15:30", gatherTime: "08:30", place, access: "Hörslinga finns i salen. Kom in genom huvudentrén.", link: "https://mote.lansstyrelsen.example/lansgruppen", answerByOn: day(on - 7), ...more }));
    await convene(await manager(), id, 1);
    await carry();
    return { id, on };
  };
  /** Everyone answers by the link of their own letter, as their organisation does things. */
  const answers = async (id: string, at: number, say: (i: number) => Record<string, unknown> | null) => {
    const seats = await db.holding.findMany({ where: { networkId, seat: "representative", fromOn: { lte: day(at) }, OR: [{ untilOn: null }, { untilOn: { gt: day(at) } }] }, orderBy: { organisation: { sortKey: "asc" } } });
    for (const [i, seat] of seats.entries()) {
      const said = say(i);
      if (!said) continue;
      atDay(at, 8 + (i % 9), (i * 7) % 60);
      const attendee = await db.attendee.findFirst({ where: { meetingId: id, personId: seat.personId, state: "invited" } });
      if (!attendee?.linkId) continue;
      const deputy = await db.holding.count({ where: { networkId, organisationId: seat.organisationId, seat: "deputy", untilOn: null } });
      const by = permit("meeting.answer", { account: null, link: { id: attendee.linkId, purpose: "attend", networkId, organisationId: seat.organisationId, commitmentId: null, signatureId: null, attendeeId: attendee.id, email: "" }, now: now() }, null) as NetworkPermit<"meeting.answer">;
      await answer(by, id, answerSchema.parse({ organisationId: seat.organisationId, mode: i % 4 === 3 ? "link" : "room", ...said, ...(said.choice === "deputy" && deputy === 0 ? { choice: "nobody" } : {}) }));
    }
    await carry();
  };
  const attended = async (id: string, on: number) => {
    atDay(on, 9, 5);
    const taker = await byAccount("attendance.take", networkId, strategist);
    const network = networkById(networkId)!;
    const members = await db.membership.findMany({ where: { networkId: network.id, kind: "member" }, orderBy: { organisation: { sortKey: "asc" } } });
    for (const [i, { organisationId }] of members.entries()) {
      const sits = async (seat: string) => (await db.holding.count({ where: { networkId, organisationId, seat, fromOn: { lte: day(on) }, OR: [{ untilOn: null }, { untilOn: { gt: day(on) } }] } })) > 0;
      const a = await db.answer.findFirst({ where: { meetingId: id, organisationId } });
      const who = a?.choice === "representative" && (await sits("representative")) ? "representative" : a?.choice === "deputy" && (await sits("deputy")) ? "deputy" : a?.choice === "standIn" ? "standIn" : a?.choice === "nobody" ? "absentNoticed" : i % 3 ? "absent" : "absentNoticed";
      await takeAttendance(taker, id, attendanceSchema.parse({ organisationId, who, name: a?.standInName ?? null, part: i % 11 === 4 ? "morning" : "day", mode: a?.mode ?? "room" }));
    }
    atDay(on, 15, 40);
    await closeAttendance(await byAccount("attendance.take", networkId, strategist), id);
  };
  const usual = (i: number, silent: number) => (i % silent === silent - 1 ? null : { choice: i % 5 === 2 ? "deputy" : i % 7 === 6 ? "nobody" : "representative" });

  for (const [offset, title, place, silent] of [[-255, "Vårens första möte", "Länsstyrelsen, Åsgatan 38, Falun", 9], [-165, "Vårens andra möte", "Region Dalarna, Falun", 6], [-62, "Höstens första möte", "Borlänge kommun, Borlänge", 8]] as const) {
    const m = await held(offset, title, place);
    await answers(m.id, m.on - 12, (i) => usual(i, silent));
    await attended(m.id, m.on);
  }
  const next = await held(17, "Höstens andra möte", "Länsstyrelsen, Åsgatan 38, Falun", { places: 12, proposeByOn: day(9), message: "Temat är barns rätt till skydd. Åklagarkammaren berättar om sitt arbete, och vi går igenom vad arbetsgrupperna har kommit fram till.\nTa gärna med ett exempel från er egen organisation." });
  await answers(next.id, -4, (i) => (i > 9 ? null : i === 4 ? { choice: "standIn", standInName: "Ulla Ek", standInEmail: "ulla.ek@lansgruppen.example" } : { ...usual(i, 20), diet: i === 1 ? "vegetariskt" : i === 3 ? "glutenfritt" : "", note: i === 6 ? "Kommer först klockan tio." : "" }));
  atDay(-3, 11);
  await inviteGuest(await manager(), next.id, { name: "Greta Ahl", email: "greta.ahl@forskning.example" });
  await createMeeting(await manager(), meetingSchema.parse({ kind: "ordinary", title: "Vårens första möte", heldOn: day(thursday(108)), fromTime: "09:00", toTime: "15:30", place: "Länsstyrelsen, Åsgatan 38, Falun" }));
  await createMeeting(await manager(), meetingSchema.parse({ kind: "extra", title: "Digitalt avstämningsmöte", heldOn: day(thursday(59) - 1), fromTime: "13:00", toTime: "14:30", link: "https://mote.lansstyrelsen.example/avstamning" }));
  await carry();
}
