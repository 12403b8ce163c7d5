// What the organisation's one answer is made of: its own response, and what colleagues have said.
import type { Tx } from "~/platform/db.server";
import { nanoid } from "~/platform/ids";
import { must } from "~/platform/must";
import { notFound } from "~/platform/refusal";
import type { InquiryShare } from "~/platform/prisma/client";
import { withTheirs, type Question, type Said } from "./rules";

/** A colleague's words at one question, named by contribution and question. */
export async function theirs(
  tx: Tx,
  shareId: string,
  use: string,
): Promise<{ questionId: string; values: string[] }> {
  const [responseId = "", questionId = ""] = use.split(":");
  const found = await tx.inquiryValue.findMany({
    where: { responseId, questionId, response: { shareId, kind: "colleague" } },
  });
  if (found.length === 0) throw notFound();
  return { questionId, values: found.map((v) => v.value) };
}

/** The organisation's own response, begun where there is none. */
export async function responseOf(tx: Tx, { id: shareId, networkId }: InquiryShare, at: Date) {
  const known = await tx.inquiryResponse.findFirst({ where: { shareId, kind: "organisation" } });
  if (known) return known;
  return tx.inquiryResponse.create({
    data: { id: nanoid(14), shareId, networkId, kind: "organisation", at },
  });
}
/** What is typed, with a colleague's words put in where they were asked for. */
export function joinedWith(
  questions: readonly Question[],
  typed: Said,
  { questionId, values }: { questionId: string; values: string[] },
): Said {
  const question = must(
    questions.find((x) => x.id === questionId),
    "the question that the colleague answered",
  );
  return { ...typed, [questionId]: withTheirs(question, typed[questionId] ?? [], values) };
}
