// Questions to raise: proposed by organisations, meetings or the county board; raised, answered and reported back by the strategist.
import { addDays, longDate } from "~/platform/calendar";
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { must, only } from "~/platform/must";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { paths } from "~/paths";
import { reaches, type NetworkPermit } from "~/domain/access/permits.server";
import { tellSeats } from "~/domain/asks/asked.server";
import { refuseNames } from "~/domain/access/protected-names.server";
import type { RaisedQuestion } from "~/platform/prisma/client";
import { mayTake, steps, type QuestionState, type Step } from "./rules";
import type { QuestionInput, StepInput } from "./schema";
import { answered, stateWords } from "./texts";

type Manager = NetworkPermit<"question.manage">;
const fact = (
  permit: NetworkPermit,
  kind: string,
  q: { id: string; organisationId: string | null },
  data: Record<string, string | boolean | null> = {},
) => ({
  kind,
  networkId: permit.network.id,
  organisationId: q.organisationId,
  subjectType: "question",
  subjectId: q.id,
  data,
});

async function held(tx: Tx, permit: NetworkPermit, id: string, version: number): Promise<RaisedQuestion> {
  const q = await tx.raisedQuestion.findFirst({ where: { id, networkId: permit.network.id } });
  if (!q) throw notFound();
  if (q.version !== version)
    throw conflict(
      `Någon annan hann ändra frågan före dig. Nu är den ${stateWords[q.state as QuestionState].toLowerCase()}.`,
    );
  return q;
}

/** A member asks for its own organisation; the strategist for any, for a meeting, or for the county board. */
export async function proposeQuestion(
  permit: NetworkPermit<"question.propose">,
  { organisationId, meetingId, ...input }: QuestionInput,
): Promise<string> {
  const { network } = permit;
  const own = permit.organisationIds;
  const whose = organisationId ?? only(own ?? []);
  if (own ? !whose || !reaches(permit, whose) : false)
    throw invalid({ organisationId: ["Välj vilken organisation som frågar"] });
  const id = nanoid(14);
  await transact(async (tx) => {
    if (
      whose &&
      !(await tx.membership.findFirst({ where: { networkId: network.id, organisationId: whose } }))
    )
      throw invalid({ organisationId: ["Välj bland nätverkets organisationer"] });
    const from = own || whose ? null : meetingId;
    if (from && !(await tx.meeting.findFirst({ where: { id: from, networkId: network.id } })))
      throw invalid({ meetingId: ["Välj bland nätverkets möten"] });
    await tx.raisedQuestion.create({
      data: {
        ...input,
        id,
        networkId: network.id,
        organisationId: whose,
        meetingId: from,
        proposedOn: permit.today,
        createdAt: permit.now,
      },
    });
    await announce(
      tx,
      permit,
      fact(permit, "question.proposed", { id, organisationId: whose }, { level: input.level }),
    );
  });
  return id;
}

export async function changeQuestion(
  permit: Manager,
  id: string,
  { version, ...input }: { level: string; title: string; background: string; version: number },
): Promise<void> {
  await transact(async (tx) => {
    const q = await held(tx, permit, id, version);
    if (!mayTake("lagg-undan", q.state as QuestionState))
      throw conflict("Frågan har fått svar eller är lagd åt sidan, och kan inte ändras.");
    await tx.raisedQuestion.update({ where: { id }, data: { ...input, version: { increment: 1 } } });
    await announce(tx, permit, fact(permit, "question.changed", q));
  });
}

type Said = Partial<Record<"raisedOn" | "raisedTo" | "answeredOn" | "answer" | "why", string>>;
/** Days that have been, in their order, and no protected person's name. */
function mustFit({ network, today }: Manager, q: RaisedQuestion, gor: Step, said: Said): void {
  for (const on of ["raisedOn", "answeredOn"] as const)
    if (said[on] && said[on] > today) throw invalid({ [on]: ["Dagen har inte varit än"] });
  if (said.answeredOn && q.raisedOn && said.answeredOn < q.raisedOn)
    throw invalid({ answeredOn: [`Frågan lyftes ${longDate(q.raisedOn)}`] });
  if (gor === "lyft") refuseNames(network.id, "raisedTo", q.title, q.background);
}

export async function stepQuestion(
  permit: Manager,
  id: string,
  { gor, version, ...input }: StepInput,
): Promise<void> {
  await transact(async (tx) => {
    const q = await held(tx, permit, id, version);
    if (gor === "visa" || gor === "dolj") {
      if (gor === "visa") refuseNames(permit.network.id, "form", q.title, q.background);
      await tx.raisedQuestion.update({
        where: { id },
        data: { shown: gor === "visa", version: { increment: 1 } },
      });
      return void (await announce(tx, permit, fact(permit, "question.shown", q, { shown: gor === "visa" })));
    }
    if (!mayTake(gor, q.state as QuestionState))
      throw conflict(`Det går inte. Frågan är ${stateWords[q.state as QuestionState].toLowerCase()}.`);
    const said = input as Said;
    mustFit(permit, q, gor, said);
    const more: Partial<Record<Step, object>> = {
      lyft: { shown: true },
      aterkoppla: { reportedOn: permit.today },
      "ta-upp-igen": { why: null, raisedOn: null, raisedTo: null },
    };
    await tx.raisedQuestion.update({
      where: { id },
      data: { ...said, ...more[gor], state: steps[gor].to, version: { increment: 1 } },
    });
    const { seq } = await announce(tx, permit, fact(permit, `question.${steps[gor].to}`, q));
    if (gor !== "svara") return;
    // A corrected answer changes the item that reports it, and is not told anew.
    if (q.agendaItemId)
      await tx.agendaItem.update({ where: { id: q.agendaItemId }, data: { text: said.answer } });
    if (q.organisationId && q.state === "raised")
      await tellSeats(tx, permit, {
        kind: "question.answered",
        id,
        lastOn: addDays(permit.today, 30),
        organisationIds: [q.organisationId],
        eventSeq: seq,
        path: paths.question(permit.network, id),
        letter: (organisations, address) =>
          answered(permit.network, {
            title: q.title,
            answer: must(said.answer, "the answer of the step"),
            organisations,
            address,
            willReport: q.shown,
          }),
      });
  });
}
