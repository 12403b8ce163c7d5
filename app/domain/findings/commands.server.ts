// Findings: lifted by the strategist, agreed to by whoever gave them.
import { addDays } from "~/platform/calendar";
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { must } from "~/platform/must";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { paths } from "~/paths";
import { reaches, type NetworkPermit } from "~/domain/access/permits.server";
import { tellSeats } from "~/domain/asks/asked.server";
import { refuseNames } from "~/domain/access/protected-names.server";
import type { Finding } from "~/platform/prisma/client";
import { consentAfter, remindAfterDays, type Consent } from "./rules";
import type { ConsentInput, FindingInput } from "./schema";
import { asked } from "./texts";

type Manager = NetworkPermit<"finding.manage">;
const fact = (
  permit: NetworkPermit,
  kind: string,
  f: { id: string; organisationId: string | null },
  data: Record<string, string | number | null> = {},
) => ({
  kind,
  networkId: permit.network.id,
  organisationId: f.organisationId,
  subjectType: "finding",
  subjectId: f.id,
  data,
});

async function held(tx: Tx, permit: NetworkPermit, id: string, version?: number): Promise<Finding> {
  const f = await tx.finding.findFirst({ where: { id, networkId: permit.network.id, removedAt: null } });
  if (!f || (permit.organisationIds && (!f.organisationId || !reaches(permit, f.organisationId))))
    throw notFound();
  if (version !== undefined && f.version !== version)
    throw conflict("Någon annan hann ändra lärdomen före dig. Läs in sidan igen.");
  return f;
}
/** To whoever sits for the organisation that gave it: once per wording. */
async function ask(tx: Tx, permit: Manager, f: Finding): Promise<void> {
  const { seq } = await announce(tx, permit, fact(permit, "finding.asked", f, { version: f.version }));
  await tellSeats(tx, permit, {
    kind: "finding.asked",
    id: `${f.id}.${f.version}`,
    lastOn: addDays(permit.today, remindAfterDays),
    organisationIds: [must(f.organisationId, "the organisation of a finding that is asked about")],
    eventSeq: seq,
    path: paths.finding(permit.network, f.id),
    letter: (organisations, address) => asked(permit.network, { ...f, organisations, address }),
  });
}

function sourceOf(f: Finding) {
  if (f.shareId) return "answer";
  return f.meetingId ? "minutes" : "own";
}

const noAnswer = { organisationId: null, shareId: null, questionId: null, submittedAt: null };
/** The submitted answer that a finding is lifted from. */
async function submitted(tx: Tx, networkId: string, valueId: string) {
  const value = await tx.inquiryValue.findFirst({
    where: { id: valueId, response: { networkId, kind: "organisation" } },
    include: { response: { include: { share: true } } },
  });
  if (value?.response.share.state !== "submitted")
    throw conflict("Svaret är inte inskickat längre. Organisationen har tagit tillbaka det.");
  const { id: shareId, organisationId, submittedAt } = value.response.share;
  return { shareId, organisationId, submittedAt, questionId: value.questionId };
}

/** From a submitted answer, whose organisation is the giver; from minutes; or written directly. */
export async function liftFinding(
  permit: Manager,
  { answer, meetingId, organisationId, ...wording }: FindingInput,
): Promise<string> {
  const id = nanoid(14);
  const networkId = permit.network.id;
  await transact(async (tx) => {
    const { organisationId: whose, ...source } = answer ? await submitted(tx, networkId, answer) : noAnswer;
    const giver = whose ?? organisationId;
    if (giver && !(await tx.membership.findFirst({ where: { networkId, organisationId: giver } })))
      throw invalid({ organisationId: ["Välj bland nätverkets organisationer"] });
    if (meetingId && !(await tx.meeting.findFirst({ where: { id: meetingId, networkId } }))) throw notFound();
    const f = await tx.finding.create({
      data: {
        ...wording,
        id,
        networkId,
        organisationId: giver,
        meetingId: answer ? null : meetingId,
        ...source,
        consent: giver ? "asked" : "none",
        askedAt: giver ? permit.now : null,
        foundOn: permit.today,
        createdAt: permit.now,
      },
    });
    await announce(tx, permit, fact(permit, "finding.lifted", f, { from: sourceOf(f) }));
    if (giver) await ask(tx, permit, f);
  });
  return id;
}

/** Another wording is asked about anew; until then it is seen by nobody else. */
export async function changeFinding(
  permit: Manager,
  id: string,
  { version, ...wording }: { kind: string; title: string; text: string; version: number },
): Promise<void> {
  await transact(async (tx) => {
    const was = await held(tx, permit, id, version);
    const reworded = was.title !== wording.title || was.text !== wording.text;
    const again = reworded && was.organisationId !== null;
    const f = await tx.finding.update({
      where: { id },
      data: {
        ...wording,
        version: { increment: 1 },
        ...(again ? { consent: "asked", askedAt: permit.now, remindedAt: null, proposal: null } : {}),
      },
    });
    await announce(tx, permit, fact(permit, "finding.changed", f));
    if (again) await ask(tx, permit, f);
  });
}

/** The organisation's own wording needs no second yes. */
export async function takeProposal(permit: Manager, id: string, version: number): Promise<void> {
  await transact(async (tx) => {
    const was = await held(tx, permit, id, version);
    if (was.consent !== "proposed" || !was.proposal) throw conflict("Det finns inget förslag att ta.");
    refuseNames(permit.network.id, "text", was.title, was.proposal);
    const f = await tx.finding.update({
      where: { id },
      data: {
        text: was.proposal,
        proposal: null,
        consent: was.proposalNamed ? "agreed" : "nameless",
        version: { increment: 1 },
      },
    });
    await announce(tx, permit, fact(permit, "finding.proposalTaken", f));
  });
}

/** By whoever sits for the organisation, or noted by the strategist; it can be changed and taken back at any time. The version is the wording that was read. */
export async function answerConsent(
  permit: NetworkPermit<"finding.consent">,
  id: string,
  { version, answer, proposal, named }: ConsentInput,
): Promise<void> {
  await transact(async (tx) => {
    const f = await held(tx, permit, id);
    if (!f.organisationId) throw notFound();
    // A no holds for every wording.
    if (answer !== "no" && f.version !== version)
      throw conflict("Texten har ändrats. Läs den nya och svara igen.");
    const consent = consentAfter(f.consent as Consent, answer);
    await tx.finding.update({
      where: { id },
      data: {
        consent,
        proposal: answer === "propose" ? proposal : null,
        proposalNamed: named,
        answeredAt: permit.now,
        answeredById: permit.account?.id ?? null,
      },
    });
    await announce(tx, permit, fact(permit, "finding.answered", f, { consent }));
  });
}

export async function removeFinding(permit: Manager, id: string): Promise<void> {
  await transact(async (tx) => {
    const f = await held(tx, permit, id);
    await tx.finding.update({ where: { id }, data: { removedAt: permit.now } });
    await announce(tx, permit, fact(permit, "finding.removed", f));
  });
}
