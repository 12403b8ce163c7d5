// An answer is reported back by itself: an item of the next ordinary meeting, and done once that has been held.
import { todayOn } from "~/platform/calendar";
import { db, transact } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { networkById, ownPermit, type NetworkPermit } from "~/domain/access/permits.server";
import { placeOnAgenda } from "~/domain/asks/reporting.server";
import { itemTitle } from "./texts";

/** What members may not see is on no agenda. */
export async function reportAnswers(now: Date): Promise<number> {
  const today = todayOn(now);
  const open = await db.raisedQuestion.findMany({
    where: { state: "answered" },
    select: { id: true, networkId: true },
  });
  let done = 0;
  for (const { id, networkId } of open) {
    const permit = ownPermit(
      "work.run",
      "job",
      "questions",
      networkById(networkId),
      now,
    ) as NetworkPermit<"work.run">;
    await transact(async (tx) => {
      const q = await tx.raisedQuestion.findUniqueOrThrow({
        where: { id },
        include: { agendaItem: { include: { meeting: { select: { state: true, heldOn: true } } } } },
      });
      if (q.state !== "answered") return;
      const meeting = q.agendaItem?.meeting;
      if (meeting?.state === "convened" && meeting.heldOn < today) {
        await tx.raisedQuestion.update({
          where: { id },
          data: { state: "reported", reportedOn: meeting.heldOn, version: { increment: 1 } },
        });
        await announce(tx, permit, {
          kind: "question.reported",
          networkId,
          organisationId: q.organisationId,
          subjectType: "question",
          subjectId: id,
          data: { on: meeting.heldOn },
        });
        done++;
      } else if (q.shown && (!meeting || meeting.state === "cancelled")) {
        const itemId = await placeOnAgenda(tx, permit, {
          subject: "question",
          id,
          notBefore: q.answeredOn ?? today,
          title: itemTitle(q.title),
          purpose: "information",
          text: q.answer,
          onAgenda: meeting !== undefined,
        });
        if (!itemId) return;
        await tx.raisedQuestion.update({ where: { id }, data: { agendaItemId: itemId } });
        done++;
      }
    });
  }
  return done;
}
