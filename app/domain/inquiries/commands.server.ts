// Inquiries: written, sent, answered by each organisation once, contributed to by its colleagues, shown to the members.
import { transact, type Tx } from "~/platform/db.server";
import { announce } from "~/platform/events.server";
import { nanoid } from "~/platform/ids";
import { conflict, invalid, notFound } from "~/platform/refusal";
import { paths } from "~/paths";
import { chosenMembers, tellSeats } from "~/domain/asks/asked.server";
import { hasPassed, lastDay, mayMove } from "~/domain/asks/rules";
import { reaches, type NetworkPermit } from "~/domain/access/permits.server";
import { makeLink } from "~/domain/access/tokens.server";
import type { Inquiry, InquiryShare } from "~/platform/prisma/client";
import { joinedWith, responseOf, theirs } from "./own-answer.server";
import {
  astray,
  asked,
  asQuestion,
  faults,
  keeps,
  type Condition,
  type Kind,
  type Question,
  type Said,
} from "./rules";
import { storeAll, type Kept } from "./files.server";
import type { AnswerInput, InquiryInput } from "./schema";
import { given } from "./texts";

type Manager = NetworkPermit<"inquiry.manage">;
type Answerer = NetworkPermit<"inquiry.answer">;
/** Contributions that an organisation can have; what comes after is somebody who plays. */
const most = 500;
const fact = (
  permit: NetworkPermit,
  kind: string,
  id: string,
  organisationId: string | null = null,
  data: Record<string, string | number | null> = {},
) => ({ kind, networkId: permit.network.id, organisationId, subjectType: "inquiry", subjectId: id, data });

async function held(tx: Tx, permit: NetworkPermit, id: string, state: "draft" | "sent"): Promise<Inquiry> {
  const found = await tx.inquiry.findFirst({ where: { id, networkId: permit.network.id } });
  if (!found) throw notFound();
  if (found.state !== state)
    throw conflict(
      state === "draft" ? "Frågorna är utskickade och kan inte ändras." : "Frågorna är inte utskickade än.",
    );
  return found;
}
const questionsOf = async (tx: Tx, inquiryId: string): Promise<Question[]> =>
  (await tx.inquiryQuestion.findMany({ where: { inquiryId }, orderBy: { position: "asc" } })).map(asQuestion);

export async function draftInquiry(permit: Manager, input: InquiryInput): Promise<string> {
  if (input.lastOn < permit.today) throw invalid(hasPassed);
  const id = nanoid(14);
  await transact(async (tx) => {
    await tx.inquiry.create({ data: { ...input, id, networkId: permit.network.id, createdAt: permit.now } });
    await announce(tx, permit, fact(permit, "inquiry.drafted", id));
  });
  return id;
}

/** What it is about, while its questions are still written. */
export async function changeInquiry(
  permit: Manager,
  id: string,
  { version, ...input }: InquiryInput & { version: number },
): Promise<void> {
  if (input.lastOn < permit.today) throw invalid(hasPassed);
  await transact(async (tx) => {
    if ((await held(tx, permit, id, "draft")).version !== version)
      throw conflict("Någon annan hann ändra före dig. Läs in sidan igen.");
    await tx.inquiry.update({ where: { id }, data: { ...input, version: { increment: 1 } } });
    await announce(tx, permit, fact(permit, "inquiry.changed", id));
  });
}

interface NewQuestion {
  kind: Kind;
  label: string;
  hint: string | null;
  required: boolean;
  options: readonly string[];
  onlyIf?: Condition | null;
}
export async function addQuestion(
  permit: Manager,
  id: string,
  { options, onlyIf = null, ...given }: NewQuestion,
): Promise<void> {
  await transact(async (tx) => {
    await held(tx, permit, id, "draft");
    const before = await questionsOf(tx, id);
    if (before.length >= 60) throw invalid({ label: ["Högst 60 frågor"] });
    const question = {
      ...given,
      id: nanoid(14),
      options: given.kind === "one" || given.kind === "several" ? options : [],
      onlyIf,
    };
    if (astray([...before, question]))
      throw invalid({ onlyIf: ["Frågan eller svaret finns inte längre. Välj igen."] });
    await tx.inquiryQuestion.create({
      data: {
        ...given,
        id: question.id,
        inquiryId: id,
        networkId: permit.network.id,
        position: before.length,
        options: JSON.stringify(question.options),
        onlyIfId: onlyIf?.question ?? null,
        onlyIfValue: onlyIf?.value ?? null,
      },
    });
  });
}

/** A question that others are asked by stays before them. */
export async function moveQuestion(
  permit: Manager,
  id: string,
  { gor, question }: { gor: "upp" | "ner" | "ta-bort"; question: string },
): Promise<void> {
  await transact(async (tx) => {
    await held(tx, permit, id, "draft");
    const all = await questionsOf(tx, id);
    const at = all.findIndex((q) => q.id === question);
    if (at < 0) throw notFound();
    const next = all.filter((_, i) => gor !== "ta-bort" || i !== at);
    const to = gor === "upp" ? at - 1 : at + 1;
    const [moved, passed] = [all[at], all[to]];
    if (gor !== "ta-bort" && moved && passed) [next[at], next[to]] = [passed, moved];
    const lost = astray(next);
    if (lost)
      throw conflict(
        gor === "ta-bort"
          ? `Frågan ”${lost.label}” visas bara för ett av svaren här. Ta bort den först.`
          : `Frågan ”${lost.label}” måste stå efter den fråga som avgör om den visas.`,
      );
    if (gor === "ta-bort") await tx.inquiryQuestion.delete({ where: { id: question } });
    for (const [position, q] of next.entries())
      await tx.inquiryQuestion.update({ where: { id: q.id }, data: { position } });
  });
}

/** To every member of today, or to those chosen. From now on the questions stand. */
export async function sendInquiry(
  permit: Manager,
  id: string,
  to: { to: "all" | "chosen"; organisations: readonly string[] },
): Promise<void> {
  await transact(async (tx) => {
    const inquiry = await held(tx, permit, id, "draft");
    if (inquiry.lastOn < permit.today)
      throw conflict("Sista dagen har redan varit. Gör en ny med en senare dag.");
    if ((await tx.inquiryQuestion.count({ where: { inquiryId: id } })) === 0)
      throw conflict("Lägg till minst en fråga först.");
    const organisationIds = await chosenMembers(tx, permit, to);
    await tx.inquiry.update({
      where: { id },
      data: { state: "sent", sentAt: permit.now, version: { increment: 1 } },
    });
    await tx.inquiryShare.createMany({
      data: organisationIds.map((organisationId) => ({
        id: nanoid(14),
        inquiryId: id,
        networkId: permit.network.id,
        organisationId,
      })),
    });
    const { seq } = await announce(
      tx,
      permit,
      fact(permit, "inquiry.sent", id, null, {
        organisations: organisationIds.length,
        lastOn: inquiry.lastOn,
      }),
    );
    await tellSeats(tx, permit, {
      kind: "inquiry.given",
      id,
      lastOn: inquiry.lastOn,
      organisationIds,
      eventSeq: seq,
      path: paths.inquiry(permit.network, id),
      letter: (organisations, address) => given(permit.network, { ...inquiry, organisations, address }),
    });
  });
}

/** Closed for answers, or shown to the members; both can be taken back. */
export async function setState(
  permit: Manager,
  id: string,
  gor: "avsluta" | "oppna" | "visa" | "dolj",
): Promise<void> {
  const column = gor === "avsluta" || gor === "oppna" ? "closedAt" : "sharedAt";
  const on = gor === "avsluta" || gor === "visa";
  await transact(async (tx) => {
    const { count } = await tx.inquiry.updateMany({
      where: { id, networkId: permit.network.id, state: "sent", [column]: on ? null : { not: null } },
      data: { [column]: on ? permit.now : null },
    });
    if (count === 0) throw conflict("Det är redan gjort.");
    await announce(
      tx,
      permit,
      fact(
        permit,
        { avsluta: "inquiry.closed", oppna: "inquiry.opened", visa: "inquiry.shown", dolj: "inquiry.hidden" }[
          gor
        ],
        id,
      ),
    );
  });
}

/** The last day of one organisation alone. */
export async function moveDay(
  permit: Manager,
  id: string,
  { organisationId, lastOn }: { organisationId: string; lastOn: string },
): Promise<void> {
  await transact(async (tx) => {
    const inquiry = await held(tx, permit, id, "sent");
    const share = await tx.inquiryShare.findUnique({
      where: { inquiryId_organisationId: { inquiryId: id, organisationId } },
    });
    if (!share) throw notFound();
    if (!mayMove(lastDay(inquiry, share), lastOn, permit.today)) throw invalid(hasPassed);
    await tx.inquiryShare.update({
      where: { id: share.id },
      data: { lastOn: lastOn === inquiry.lastOn ? null : lastOn },
    });
    await announce(tx, permit, fact(permit, "inquiry.dayMoved", id, organisationId, { lastOn }));
  });
}

async function shareOf(
  tx: Tx,
  permit: Answerer,
  id: string,
  organisationId: string,
): Promise<{ inquiry: Inquiry; share: InquiryShare }> {
  if (!reaches(permit, organisationId)) throw notFound();
  const inquiry = await held(tx, permit, id, "sent");
  const share = await tx.inquiryShare.findUnique({
    where: { inquiryId_organisationId: { inquiryId: id, organisationId } },
  });
  if (!share) throw notFound();
  if (inquiry.closedAt)
    throw conflict("Frågorna är avslutade. Hör av er till länsstyrelsen om något ska ändras.");
  return { inquiry, share };
}
/** What has not changed keeps its row, so that whoever has named it still finds it. A file that nobody names any more goes. */
async function keepValues(
  tx: Tx,
  responseId: string,
  questions: readonly Question[],
  said: Said,
  files: Kept = {},
): Promise<void> {
  const old = await tx.inquiryValue.findMany({ where: { responseId } });
  const wanted = questions.flatMap((q) =>
    [...new Set(said[q.id] ?? [])].map((value) => ({
      questionId: q.id,
      value,
      fileId: files[q.id]?.id ?? null,
    })),
  );
  const same = (a: (typeof wanted)[number], b: (typeof wanted)[number]) =>
    a.questionId === b.questionId && a.value === b.value && a.fileId === b.fileId;
  const gone = old.filter((o) => !wanted.some((x) => same(o, x)));
  await tx.inquiryValue.deleteMany({ where: { id: { in: gone.map((o) => o.id) } } });
  await tx.file.deleteMany({ where: { role: "inquiry", id: { in: gone.flatMap((o) => o.fileId ?? []) } } });
  await tx.inquiryValue.createMany({
    data: wanted
      .filter((x) => !old.some((o) => same(o, x)))
      .map((x) => ({ ...x, id: nanoid(14), responseId })),
  });
}
const answersChange = (tx: Tx, id: string) =>
  tx.inquiry.update({ where: { id }, data: { answerVersion: { increment: 1 } } });

function mustBeOpen(
  inquiry: Inquiry,
  share: InquiryShare,
  gor: AnswerInput["gor"],
  staff: boolean,
  today: string,
): void {
  if (staff && gor === "spara") throw conflict("Svara åt organisationen med hela svaret på en gång.");
  if (share.state === "submitted") throw conflict("Svaret är redan inskickat. Välj Ändra svaret först.");
  if (lastDay(inquiry, share) < today && !staff && share.state === "waiting" && gor === "spara")
    throw conflict("Sista dagen har varit. Skicka in svaret, eller hör av er till länsstyrelsen.");
}
/**
 * The organisation's one answer: kept as far as it has come, or submitted whole. What is right is kept also when something else is
 * wrong. The strategist submits on an organisation's behalf and never sees or keeps what it has begun itself.
 */
export async function saveAnswer(
  permit: Answerer,
  id: string,
  organisationId: string,
  { gor, q, use = "", file = {}, drop = [] }: Pick<AnswerInput, "gor" | "q"> & Partial<AnswerInput>,
): Promise<void> {
  if (!reaches(permit, organisationId)) throw notFound();
  const staff = permit.roles.has("strategist");
  const stored = await storeAll(file);
  const wrong = await transact(async (tx) => {
    const { inquiry, share } = await shareOf(tx, permit, id, organisationId);
    mustBeOpen(inquiry, share, gor, staff, permit.today);
    const questions = await questionsOf(tx, id);
    const own = await responseOf(tx, share, permit.now);
    const files = await stored.rows(tx, permit, questions, staff ? null : own.id, drop);
    const typed: Said = {
      ...q,
      ...Object.fromEntries(
        questions.filter((x) => x.kind === "file").map((x) => [x.id, [files[x.id]?.name ?? []].flat()]),
      ),
    };
    const used = use ? await theirs(tx, share.id, use) : null;
    const joined = used ? joinedWith(questions, typed, used) : typed;
    const faulty = faults(questions, joined, gor === "skicka-in");
    const failed = Object.keys(faulty).length > 0;
    if (failed && staff) throw invalid(faulty);
    const submitted = gor === "skicka-in" && !failed;
    const said = failed ? typed : joined;
    await keepValues(tx, own.id, keeps(questions, said, submitted), said, files);
    await tx.inquiryResponse.update({ where: { id: own.id }, data: { at: permit.now } });
    await tx.inquiryShare.update({
      where: { id: share.id },
      data: submitted
        ? { state: "submitted", submittedAt: permit.now, submittedById: permit.account?.id ?? null }
        : { state: "begun" },
    });
    if (submitted) {
      await answersChange(tx, id);
      await announce(tx, permit, fact(permit, "inquiry.submitted", id, organisationId));
    }
    return faulty;
  });
  if (Object.keys(wrong).length > 0) throw invalid(wrong);
}

/** A link for colleagues, another one, or none; or the submitted answer taken back to be changed. */
export async function changeShare(
  permit: Answerer,
  id: string,
  organisationId: string,
  gor: "ny-lank" | "stang-lank" | "andra-igen",
): Promise<void> {
  await transact(async (tx) => {
    const { share } = await shareOf(tx, permit, id, organisationId);
    if (gor === "andra-igen") {
      if (share.state !== "submitted") throw conflict("Svaret är inte inskickat.");
      await tx.inquiryShare.update({
        where: { id: share.id },
        data: { state: "begun", submittedAt: null, submittedById: null },
      });
      await answersChange(tx, id);
      return void (await announce(tx, permit, fact(permit, "inquiry.takenBack", id, organisationId)));
    }
    if (share.linkId) await tx.link.update({ where: { id: share.linkId }, data: { revokedAt: permit.now } });
    const linkId =
      gor === "stang-lank"
        ? null
        : await makeLink(
            tx,
            { purpose: "contribute", networkId: permit.network.id, organisationId, email: "" },
            permit.now,
            permit.network.quietPeriods,
          );
    await tx.inquiryShare.update({ where: { id: share.id }, data: { linkId } });
    await announce(
      tx,
      permit,
      fact(permit, linkId ? "inquiry.linkMade" : "inquiry.linkClosed", id, organisationId),
    );
  });
}

/** What a colleague says, by the link: for the organisation's own eyes. */
export async function contribute(
  permit: NetworkPermit<"inquiry.contribute">,
  { part, q }: { part: string | null; q: Said },
): Promise<void> {
  await transact(async (tx) => {
    const share = await tx.inquiryShare.findFirst({
      where: { linkId: permit.link?.id ?? "", networkId: permit.network.id },
      include: { inquiry: true },
    });
    if (!share) throw notFound();
    if (share.inquiry.closedAt || share.state === "submitted")
      throw conflict("Er organisation har redan skickat in sitt svar. Tack för att du ville bidra.");
    if ((await tx.inquiryResponse.count({ where: { shareId: share.id, kind: "colleague" } })) >= most)
      throw conflict(
        "Det har redan kommit många svar från er organisation. Hör av dig till er representant.",
      );
    const questions = (await questionsOf(tx, share.inquiryId)).filter((x) => x.kind !== "file");
    const wrong = faults(questions, q, false);
    if (Object.keys(wrong).length > 0) throw invalid(wrong);
    const put = asked(questions, q);
    if (!put.some((x) => (q[x.id] ?? []).length > 0)) throw invalid({ form: ["Svara på minst en fråga"] });
    const response = await tx.inquiryResponse.create({
      data: {
        id: nanoid(14),
        shareId: share.id,
        networkId: share.networkId,
        kind: "colleague",
        part,
        at: permit.now,
      },
    });
    await keepValues(tx, response.id, put, q);
  });
}
