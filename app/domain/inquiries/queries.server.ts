// Inquiries as they are read: the list, the strategist's page, an organisation's answer, and the colleagues' page.
import { row, rows } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { must } from "~/platform/must";
import { gone, notFound } from "~/platform/refusal";
import { paths } from "~/paths";
import { passedLink } from "~/domain/access/tokens.server";
import { reaches, type NetworkPermit } from "~/domain/access/permits.server";
import { membersToChoose } from "~/domain/asks/asked.server";
import { askable, counts, unsettled } from "~/domain/asks/counting.server";
import { askStanding } from "~/domain/asks/rules";
import { fileState } from "~/domain/material/queries.server";
import { placeOf } from "~/domain/network/queries.server";
import { asQuestion, type Question, type QuestionRow, type ShareState } from "./rules";
import { conditionWords } from "./texts";

interface InquiryRow {
  id: string;
  title: string;
  why: string;
  lastOn: string;
  state: "draft" | "sent";
  closedAt: string | null;
  sharedAt: string | null;
  version: number;
  answerVersion: number;
  organisations: number;
  submitted: number;
}
const columns = `i.id, i.title, i.why, i.lastOn, i.state, i.closedAt, i.sharedAt, i.version, i.answerVersion, coalesce(sum(${counts("i", "?4")}), 0) AS organisations, coalesce(sum(s.state = 'submitted'), 0) AS submitted`;
const own = (permit: NetworkPermit): string => JSON.stringify(permit.seats.map((s) => s.organisationId));
export const staffOf = (permit: NetworkPermit): boolean => permit.roles.has("strategist");
/** Members see what their own organisations have been asked, and what has been shown to all. */
const seen =
  "(?3 OR i.sharedAt IS NOT NULL OR EXISTS (SELECT 1 FROM InquiryShare x WHERE x.inquiryId = i.id AND x.organisationId IN (SELECT value FROM json_each(?2))))";
const reach = (permit: NetworkPermit) => [permit.network.id, own(permit), staffOf(permit) ? 1 : 0] as const;
const standingOf = (i: InquiryRow, today: string) =>
  i.state === "draft" ? ("draft" as const) : askStanding(i, today);

export function inquiryList(permit: NetworkPermit<"inquiry.see">) {
  const found = rows<InquiryRow & { mine: number; waiting: number }>(
    `SELECT ${columns}, coalesce(sum(s.organisationId IN (SELECT value FROM json_each(?2))), 0) AS mine, coalesce(sum(${unsettled} AND s.organisationId IN (SELECT value FROM json_each(?2))), 0) AS waiting
     FROM Inquiry i LEFT JOIN InquiryShare s ON s.inquiryId = i.id WHERE i.networkId = ?1 AND ${seen} GROUP BY i.id ORDER BY i.closedAt IS NOT NULL, CASE WHEN i.closedAt IS NULL THEN i.lastOn END, i.lastOn DESC`,
    ...reach(permit),
    permit.today,
  );
  return {
    place: placeOf(permit.network),
    staff: staffOf(permit),
    inquiries: found.map((i) => ({ ...i, standing: standingOf(i, permit.today) })),
  };
}

export function inquiryRow(permit: NetworkPermit, id: string): InquiryRow {
  const found = row<InquiryRow>(
    `SELECT ${columns} FROM Inquiry i LEFT JOIN InquiryShare s ON s.inquiryId = i.id WHERE i.networkId = ?1 AND i.id = ?5 AND ${seen} GROUP BY i.id`,
    ...reach(permit),
    permit.today,
    id,
  );
  if (!found) throw notFound();
  return found;
}
export const questionsOfInquiry = (id: string): Question[] =>
  rows<QuestionRow>(
    "SELECT id, kind, label, hint, required, options, onlyIfId, onlyIfValue FROM InquiryQuestion WHERE inquiryId = ? ORDER BY position",
    id,
  ).map(asQuestion);
/** With its number, and its condition in words. */
const numbered = (questions: readonly Question[]) =>
  questions.map((q, i) => ({ ...q, number: i + 1, condition: conditionWords(questions, q) }));
export type NumberedQuestion = ReturnType<typeof numbered>[number];

export interface ShareLine {
  organisationId: string;
  organisation: string;
  slug: string;
  state: ShareState;
  askable: number;
  lastOn: string | null;
  submittedAt: string | null;
}
/** The strategist's: the questions while they are written, then who has submitted. A member's: the own organisations. What an organisation has begun is not told. */
export function inquiryPage(permit: NetworkPermit<"inquiry.see" | "inquiry.manage">, id: string) {
  const inquiry = inquiryRow(permit, id);
  const shares = rows<ShareLine>(
    `SELECT s.organisationId, o.name AS organisation, o.slug, s.state, s.lastOn, s.submittedAt, ${askable("i", "?5")} AS askable FROM InquiryShare s JOIN Inquiry i ON i.id = s.inquiryId JOIN Organisation o ON o.id = s.organisationId
     WHERE s.networkId = ?1 AND s.inquiryId = ?4 AND (?3 OR s.organisationId IN (SELECT value FROM json_each(?2))) ORDER BY o.sortKey`,
    ...reach(permit),
    id,
    permit.today,
  );
  const staff = staffOf(permit);
  return {
    place: placeOf(permit.network),
    staff,
    inquiry,
    standing: standingOf(inquiry, permit.today),
    questions: numbered(questionsOfInquiry(id)),
    shares,
    organisations: staff && inquiry.state === "draft" ? membersToChoose(permit) : [],
    results: staff || inquiry.sharedAt !== null,
  };
}

interface ValueRow {
  responseId: string;
  questionId: string;
  value: string;
  fileId: string | null;
  scanState: string | null;
}
const saidIn = (values: readonly ValueRow[], responseId: string): Record<string, string[]> => {
  const said: Record<string, string[]> = {};
  for (const v of values) if (v.responseId === responseId) (said[v.questionId] ??= []).push(v.value);
  return said;
};
export interface AnswerFile {
  id: string;
  name: string;
  state: "ready" | "waiting" | "infected";
}
/** The organisation's answer as far as it has come, beside what its colleagues have said; the strategist sees it once it is submitted. */
export async function answerPage(permit: NetworkPermit<"inquiry.answer">, id: string, slug: string) {
  const page = inquiryPage(permit as unknown as NetworkPermit<"inquiry.see">, id);
  const share = page.shares.find((s) => s.slug === slug);
  if (!share || !reaches(permit, share.organisationId)) throw notFound();
  const { shareId, linkId } = must(
    row<{ shareId: string; linkId: string | null }>(
      "SELECT id AS shareId, linkId FROM InquiryShare WHERE inquiryId = ?1 AND organisationId = ?2",
      id,
      share.organisationId,
    ),
    "the row of InquiryShare",
  );
  const values = rows<ValueRow>(
    "SELECT v.responseId, v.questionId, v.value, v.fileId, f.scanState FROM InquiryValue v JOIN InquiryResponse r ON r.id = v.responseId LEFT JOIN File f ON f.id = v.fileId WHERE r.shareId = ? ORDER BY v.rowid",
    shareId,
  );
  const responses = rows<{ id: string; kind: string; part: string | null }>(
    "SELECT id, kind, part FROM InquiryResponse WHERE shareId = ? ORDER BY at",
    shareId,
  );
  const answer = responses.find((r) => r.kind === "organisation");
  const shown = answer && !(page.staff && share.state !== "submitted") ? answer.id : "";
  const files: Record<string, AnswerFile> = Object.fromEntries(
    values
      .filter((v) => v.responseId === shown)
      .flatMap(({ questionId, fileId, value, scanState }) =>
        fileId
          ? [
              [
                questionId,
                { id: fileId, name: value, state: scanState === null ? "waiting" : fileState({ scanState }) },
              ],
            ]
          : [],
      ),
  );
  const { token, workedUntilOn } = await passedLink(page.staff ? null : linkId, permit.now);
  return {
    place: page.place,
    staff: page.staff,
    inquiry: page.inquiry,
    standing: page.standing,
    questions: page.questions,
    share,
    said: saidIn(values, shown),
    files,
    colleagues: page.staff
      ? []
      : responses
          .filter((r) => r.kind === "colleague")
          .map((r) => ({ id: r.id, part: r.part, said: saidIn(values, r.id) })),
    link: token && env.baseUrl + paths.contribute(token),
    workedUntilOn,
  };
}
export type AnswerPage = Awaited<ReturnType<typeof answerPage>>;

/** By the colleagues' link: the questions, and nobody's answers. */
export function contributionPage(permit: NetworkPermit<"inquiry.contribute">) {
  const found = row<{
    id: string;
    title: string;
    why: string;
    organisation: string;
    state: string;
    closedAt: string | null;
  }>(
    "SELECT i.id, i.title, i.why, o.name AS organisation, s.state, i.closedAt FROM InquiryShare s JOIN Inquiry i ON i.id = s.inquiryId JOIN Organisation o ON o.id = s.organisationId WHERE s.linkId = ?1 AND s.networkId = ?2",
    permit.link?.id ?? "",
    permit.network.id,
  );
  if (!found) throw notFound();
  if (found.closedAt || found.state === "submitted")
    throw gone("Er organisation har redan skickat in sitt svar. Tack för att du ville bidra.");
  return {
    ...found,
    within: permit.network.nameWithin,
    authority: permit.network.authority,
    questions: numbered(questionsOfInquiry(found.id)),
  };
}

export const inquiryForm = (permit: NetworkPermit<"inquiry.manage">) => ({ place: placeOf(permit.network) });
