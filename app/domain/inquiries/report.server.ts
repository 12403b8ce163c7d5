// Results to take away: every submitted answer as a table, and the whole as a report on paper.
import { longDate } from "~/platform/calendar";
import { must } from "~/platform/must";
import { Paper } from "~/platform/pdf/paper.server";
import type { Table } from "~/platform/table.server";
import { decimal, listed, slugOf } from "~/platform/swedish";
import type { NetworkPermit } from "~/domain/access/permits.server";
import { organisationKinds } from "~/domain/network/schema";
import { isAwaited, isEmpty, lastDay, nobodyToAsk } from "~/domain/asks/rules";
import { inquiryPage } from "./queries.server";
import { resultsOf } from "./results.server";
import { scaleWords } from "./texts";

/** One row an organisation, one column a question; several choices in one cell, a file by its name. */
export function answersTable(permit: NetworkPermit<"inquiry.manage">, id: string): Table {
  const { questions } = inquiryPage(permit, id);
  const said = (n: number) =>
    `(SELECT group_concat(v.value, '; ') FROM (SELECT value FROM InquiryValue WHERE responseId = r.id AND questionId = ?${n} ORDER BY rowid) v)`;
  const columns = questions.map((q, i) =>
    q.kind === "number" || q.kind === "scale"
      ? `CAST(replace(replace(replace(${said(i + 3)}, ' ', ''), char(160), ''), ',', '.') AS REAL)`
      : said(i + 3),
  );
  return {
    sheet: "Svar",
    values: [permit.network.id, id, ...questions.map((q) => q.id)],
    sql: `SELECT o.name AS organisation, o.kind, dayOf(s.submittedAt) AS submittedOn${columns.map((c, i) => `, ${c} AS q${i}`).join("")}
      FROM InquiryShare s JOIN Organisation o ON o.id = s.organisationId JOIN InquiryResponse r ON r.shareId = s.id AND r.kind = 'organisation' WHERE s.networkId = ?1 AND s.inquiryId = ?2 AND s.state = 'submitted' ORDER BY o.sortKey`,
    columns: [
      { key: "organisation", head: "Organisation", width: 32, type: "text" },
      { key: "kind", head: "Sort", width: 20, type: "text", words: Object.fromEntries(organisationKinds) },
      { key: "submittedOn", head: "Inskickat", width: 12, type: "date" },
      ...questions.map((q, i) => ({
        key: `q${i}`,
        head: `${q.number}. ${q.label}`,
        width: q.kind === "text" ? 60 : 24,
        type: q.kind === "number" || q.kind === "scale" ? ("number" as const) : ("text" as const),
      })),
    ],
  };
}

type Drawn = ReturnType<typeof resultsOf>["drawn"][number];
const share = (n: number, of: number) => (of === 0 ? "–" : `${Math.round((n / of) * 100)} %`);
const labelOf = ({ question }: Drawn, label: string) =>
  question.kind === "scale" ? scaleWords(label) : label;

/** A question with its table and its figures. */
function writeQuestion(paper: Paper, d: Drawn): void {
  const { question: q } = d;
  paper.heading(2, `${d.number}. ${q.label}`);
  paper.text(`${d.answered} av ${d.asked} har svarat.${d.condition ? ` ${d.condition}.` : ""}`, {
    muted: true,
  });
  if (d.tally.length > 0 && d.answered > 0)
    paper.table(
      [q.kind === "number" ? "Mellan" : "Svar", "Organisationer", "Andel"],
      d.tally.map((b) => [labelOf(d, b.label), String(b.count), share(b.count, d.answered)]),
      [5, 2, 4],
      d.tally.map((b) => b.count / d.answered),
    );
  if (d.numbers)
    paper.text(
      `Median ${decimal(d.numbers.median)}. Minst ${decimal(d.numbers.least)}, mest ${decimal(d.numbers.most)}. Tillsammans ${decimal(d.numbers.sum)}.`,
    );
  if (d.mean !== null) paper.text(`Medelvärde ${decimal(d.mean)}.`);
  if (d.sorts.length > 0) writeSorts(paper, d);
}

function writeSorts(paper: Paper, d: Drawn): void {
  paper.heading(3, "Efter typ av organisation");
  if (d.question.kind === "number")
    paper.table(
      ["Sort", "Svar", "Median", "Tillsammans"],
      d.sorts.map(({ sort, answered, numbers }) => {
        const { median, sum } = must(numbers, "the numbers of a sort that has answered");
        return [sort, String(answered), decimal(median), decimal(sum)];
      }),
      [5, 2, 2, 2],
    );
  else
    for (const s of d.sorts)
      paper.text(
        `${s.sort} (${s.answered} svar): ${s.bars
          .filter((b) => b.count > 0)
          .map((b) => `${labelOf(d, b.label)}: ${b.count}`)
          .join("; ")}.`,
      );
}

/** Title, why, who has answered, each question with its table, and the free texts. Members' copy names nobody. */
export async function reportPaper(
  permit: NetworkPermit<"inquiry.see">,
  id: string,
): Promise<{ bytes: Buffer; name: string; kind: "pdf" }> {
  const { network } = permit;
  const { inquiry, staff, lines, drawn } = resultsOf(permit, id);
  const names = new Map(lines.map((l) => [l.organisationId, l.name]));
  const named = (which: (l: (typeof lines)[number]) => boolean) =>
    listed(lines.filter(which).map((l) => l.name));
  const nobody = named(isEmpty);
  const paper = await Paper.open({
    title: `${inquiry.title} – ${network.name}`,
    author: network.authority,
    at: permit.now,
  });
  paper.overline(`${network.authority} · ${network.name}`);
  paper.heading(1, inquiry.title);
  for (const part of inquiry.why.split(/\n+/)) paper.text(part);
  paper.heading(2, "Vilka som har svarat");
  paper.facts([
    { label: "Svar", value: `${inquiry.submitted} av ${inquiry.organisations} organisationer` },
    { label: "Sista dag", value: longDate(lastDay(inquiry, { lastOn: null })) },
    { label: "Rapporten gjordes", value: longDate(permit.today) },
    ...(staff
      ? [
          { label: "Har svarat", value: named((l) => l.state === "submitted") || "Ingen" },
          {
            label: "Har inte svarat",
            value: named(isAwaited) || "Ingen",
          },
          ...(nobody ? [{ label: nobodyToAsk, value: nobody }] : []),
        ]
      : []),
  ]);
  for (const d of drawn) {
    writeQuestion(paper, d);
    if (d.question.kind === "file" && !staff) continue;
    for (const w of d.words)
      paper.runs([
        staff
          ? { text: `${must(names.get(w.organisationId), "an organisation that was asked")}: `, bold: true }
          : { text: "– " },
        { text: w.text.replace(/\s*\n\s*/g, " ") },
      ]);
  }
  return {
    bytes: await paper.finish(`${network.name} · ${permit.today}`),
    name: `${slugOf(inquiry.title).slice(0, 60) || "rapport"}.pdf`,
    kind: "pdf",
  };
}
