// What has been submitted, question by question. Summed and drawn once for each answer that comes or goes, and kept in memory meanwhile.
import { rows } from "~/platform/db.server";
import { must } from "~/platform/must";
import { barPlot, columnPlot, dotPlot, letters, smallPlot, stackPlot } from "~/platform/plots";
import { notFound } from "~/platform/refusal";
import { decimal, searchKey } from "~/platform/swedish";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { askable } from "~/domain/asks/counting.server";
import { organisationKinds } from "~/domain/network/schema";
import { placeOf } from "~/domain/network/queries.server";
import { apart, bins, others, summary, type Answered, type Bar, type Numbers, type Summary } from "./figures";
import { inquiryRow, questionsOfInquiry, staffOf } from "./queries.server";
import { asked, type Question } from "./rules";
import { conditionWords, scaleWords } from "./texts";

interface Line {
  organisationId: string;
  name: string;
  slug: string;
  sort: string;
  state: string;
  askable: number;
}
interface Words {
  id: string;
  organisationId: string;
  text: string;
  key: string;
  fileId: string | null;
}
interface SortLine {
  sort: string;
  answered: number;
  bars: Bar[];
  numbers: Numbers | null;
}
export interface Drawn {
  question: Question;
  number: number;
  condition: string | null;
  /** How many of those who have submitted were asked, and have answered. */
  asked: number;
  answered: number;
  mean: number | null;
  numbers: Numbers | null;
  /** The table that says the same as the plot; `tally`: choices, or the steps of numbers. */
  tally: Bar[];
  plot: string;
  sorts: SortLine[];
  sortPlot: string;
  legend: { sign: string; label: string }[];
  look: "p" | "s" | null;
  words: Words[];
}

const sortName = (sort: string): string =>
  sort === others ? "Övriga" : (organisationKinds.find(([key]) => key === sort)?.[1] ?? sort);
const share = (n: number, of: number) => (of === 0 ? 0 : n / of);
const percent = (n: number, of: number) => `${Math.round(share(n, of) * 100)} %`;
const said = (bars: readonly Bar[], of: number) =>
  bars.map((b) => `${b.label}: ${b.count} av ${of}`).join(". ");

function plotOf(q: Question, s: Summary, tally: readonly Bar[]): string {
  if (s.answered === 0 || tally.length === 0) return "";
  const label = `${q.label} ${said(tally, s.answered)}.`;
  if (!s.number)
    return barPlot(
      label,
      tally.map((b) => ({
        label: q.kind === "scale" ? scaleWords(b.label) : b.label,
        share: share(b.count, s.answered),
        words: `${b.count} (${percent(b.count, s.answered)})`,
      })),
    );
  const steps = bins(s.values);
  const centred = steps.every((b) => b.label === decimal(b.from));
  const from = Math.min(...steps.map((b) => b.from));
  const width = Math.max(...steps.map((b) => b.to)) - from;
  return columnPlot(
    label,
    steps.map((b) => ({ from: decimal(b.from), to: decimal(b.to), count: b.count })),
    {
      share: (s.number.median - from + (centred ? 0.5 * (width / steps.length) : 0)) / width,
      words: `Median ${decimal(s.number.median)}`,
    },
    centred,
  );
}

/** The sorts that are told apart: each of them for the staff, for others as few as hide everybody. null: none. */
function sortsOf(answers: readonly Answered[], staff: boolean): ReadonlyMap<string, string> | null {
  const counts = new Map<string, number>();
  for (const a of answers) if (a.values.length > 0) counts.set(a.sort, (counts.get(a.sort) ?? 0) + 1);
  if (!staff) return apart(counts);
  return counts.size > 1 ? new Map([...counts.keys()].map((sort) => [sort, sort])) : null;
}
function lookOf(q: Question): Drawn["look"] {
  if (q.kind === "scale") return "s";
  return q.kind === "one" && q.options.length <= 6 ? "p" : null;
}

type OfSort = Summary & { sort: string };
function sortPlotOf(q: Question, all: Summary, of: readonly OfSort[], signs: readonly string[]): string {
  if (of.length === 0) return "";
  const label = `${q.label} Efter typ av organisation. ${of.map((s) => `${s.sort}: ${s.number ? `median ${decimal(s.number.median)}, ${s.answered} svar` : said(s.bars, s.answered)}`).join(". ")}.`;
  if (q.kind === "number") {
    const { least, most } = all.number ?? { least: 0, most: 0 };
    const at = (n: number) => (most === least ? 0.5 : (n - least) / (most - least));
    return dotPlot(
      label,
      of.map((s) => {
        const { median } = must(s.number, "the numbers of a sort that has answered");
        return {
          label: `${s.sort} (${s.answered} svar, median ${decimal(median)})`,
          dots: s.values.map(at),
          middle: at(median),
        };
      }),
      decimal(least),
      decimal(most),
    );
  }
  const rows = of.map((s) => ({
    label: `${s.sort} (${s.answered} svar)`,
    parts: s.bars.map((b, i) => ({
      share: share(b.count, s.answered),
      sign: must(signs[i], "a sign for each answer"),
    })),
  }));
  const look = lookOf(q);
  return look ? stackPlot(label, rows, look) : smallPlot(label, rows);
}

function drawn(
  q: Question,
  number: number,
  condition: string | null,
  put: number,
  answers: readonly Answered[],
  words: Words[],
  staff: boolean,
): Drawn {
  const all = summary(q, answers);
  const names = sortsOf(answers, staff);
  const shown =
    names && q.kind !== "text" && q.kind !== "file"
      ? [
          ...new Set(
            [...organisationKinds.map(([key]) => key as string), others].filter((sort) =>
              [...names.values()].includes(sort),
            ),
          ),
        ]
      : [];
  const of = shown.map((sort) => ({
    sort: sortName(sort),
    ...summary(
      q,
      answers.filter((a) => names?.get(a.sort) === sort),
    ),
  }));
  const tally = q.kind === "number" ? bins(all.values) : all.bars;
  const signs = q.kind === "scale" ? all.bars.map((b) => b.label) : letters(all.bars.length);
  const sortPlot = sortPlotOf(q, all, of, signs);
  return {
    question: q,
    number,
    condition,
    asked: put,
    answered: all.answered,
    mean: all.mean,
    numbers: all.number,
    tally: tally.map(({ label, count }) => ({ label, count })),
    plot: plotOf(q, all, tally),
    words,
    sorts: of.map(({ sort, answered, bars, number: numbers }) => ({ sort, answered, bars, numbers })),
    sortPlot,
    legend:
      sortPlot && q.kind !== "number" && q.kind !== "scale"
        ? all.bars.map((b, i) => ({ sign: must(signs[i], "a sign for each answer"), label: b.label }))
        : [],
    look: lookOf(q),
  };
}

interface ValueRow {
  id: string;
  questionId: string;
  value: string;
  fileId: string | null;
  organisationId: string;
}
function drawAll(
  id: string,
  questions: readonly Question[],
  submitted: readonly Line[],
  staff: boolean,
): Drawn[] {
  const saidBy = new Map<string, Record<string, string[]>>(submitted.map((s) => [s.organisationId, {}]));
  const words = new Map<string, Words[]>();
  const kinds = new Map(questions.map((q) => [q.id, q.kind]));
  for (const v of rows<ValueRow>(
    `SELECT v.id, v.questionId, v.value, v.fileId, s.organisationId FROM InquiryShare s JOIN Organisation o ON o.id = s.organisationId JOIN InquiryResponse r ON r.shareId = s.id AND r.kind = 'organisation' JOIN InquiryValue v ON v.responseId = r.id
     WHERE s.inquiryId = ? AND s.state = 'submitted' ORDER BY o.sortKey, v.rowid`,
    id,
  )) {
    const said = saidBy.get(v.organisationId);
    if (!said) continue;
    (said[v.questionId] ??= []).push(v.value);
    const kind = kinds.get(v.questionId);
    if (kind === "text" || kind === "file")
      words.set(v.questionId, [
        ...(words.get(v.questionId) ?? []),
        {
          id: v.id,
          organisationId: v.organisationId,
          text: v.value,
          key: searchKey(v.value),
          fileId: v.fileId,
        },
      ]);
  }
  const saidByLine = submitted.map((line) => {
    const said = saidBy.get(line.organisationId) ?? {};
    return { line, said, put: new Set(asked(questions, said).map((q) => q.id)) };
  });
  return questions.map((q, i) => {
    const of = saidByLine.filter(({ put }) => put.has(q.id));
    return drawn(
      q,
      i + 1,
      conditionWords(questions, q),
      of.length,
      of.map(({ line: { organisationId, sort }, said }) => ({
        organisationId,
        sort,
        values: said[q.id] ?? [],
      })),
      words.get(q.id) ?? [],
      staff,
    );
  });
}

/** Staff's and members' are two: members are shown no sort so small that it tells on one organisation. Names are never kept here. */
const kept = new Map<string, { stamp: string; drawn: Drawn[] }>();
const most = 8;
function drawnOf(id: string, answerVersion: number, submitted: readonly Line[], staff: boolean): Drawn[] {
  const key = `${id} ${staff ? "staff" : "members"}`;
  // An organisation may also have become of another sort.
  const stamp = `${answerVersion} ${submitted.map((s) => s.sort).join()}`;
  const known = kept.get(key);
  kept.delete(key);
  const found =
    known?.stamp === stamp ? known : { stamp, drawn: drawAll(id, questionsOfInquiry(id), submitted, staff) };
  kept.set(key, found);
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - most))) kept.delete(oldest);
  return found.drawn;
}

const atFirst = 8;
/** `open`: the question whose answers are shown in full. Members read the results once they are shown, without the organisations' names. */
export function resultsOf(permit: NetworkPermit<"inquiry.see">, id: string) {
  const inquiry = inquiryRow(permit, id);
  const staff = staffOf(permit);
  if (inquiry.state === "draft" || (!staff && !inquiry.sharedAt)) throw notFound();
  const lines = rows<Line>(
    `SELECT s.organisationId, o.name, o.slug, o.kind AS sort, s.state, ${askable("i", "?3")} AS askable FROM InquiryShare s JOIN Inquiry i ON i.id = s.inquiryId JOIN Organisation o ON o.id = s.organisationId WHERE s.inquiryId = ?1 AND s.networkId = ?2 ORDER BY o.sortKey`,
    id,
    permit.network.id,
    permit.today,
  );
  return {
    inquiry,
    staff,
    lines,
    drawn: drawnOf(
      id,
      inquiry.answerVersion,
      lines.filter((l) => l.state === "submitted"),
      staff,
    ),
  };
}
export function resultsPage(permit: NetworkPermit<"inquiry.see">, id: string, typed: string, open = "") {
  const { inquiry, staff, lines, drawn } = resultsOf(permit, id);
  const by = new Map(lines.map((l) => [l.organisationId, l]));
  const lineOf = (w: Words) => must(by.get(w.organisationId), "the line of an organisation that answered");
  const key = searchKey(typed);
  return {
    place: placeOf(permit.network),
    staff,
    inquiry,
    typed: typed.slice(0, 100),
    open,
    questions: drawn.map(({ words, ...d }) => {
      const found = key ? words.filter((w) => w.key.includes(key)) : words;
      const shown = open === d.question.id || key ? found : found.slice(0, atFirst);
      return {
        ...d,
        found: found.length,
        texts:
          d.question.kind === "text"
            ? shown.map((w) => ({
                id: w.id,
                organisation: staff ? lineOf(w).name : null,
                text: w.text,
              }))
            : [],
        files:
          d.question.kind === "file" && staff
            ? shown.flatMap((w) => {
                const { name: organisation, slug } = lineOf(w);
                return w.fileId ? [{ id: w.id, organisation, slug, name: w.text, fileId: w.fileId }] : [];
              })
            : [],
      };
    }),
  };
}
export type ResultsPage = ReturnType<typeof resultsPage>;
