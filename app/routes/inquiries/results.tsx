import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { resultsPage, type ResultsPage } from "~/domain/inquiries/results.server";
import { scaleWords } from "~/domain/inquiries/texts";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { must } from "~/platform/must";
import { capital, counted, decimal, numberWord } from "~/platform/swedish";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, DataTable, Empty } from "~/ui/parts";
import { Plot } from "~/ui/plot";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, `Resultat: ${data?.inquiry.title ?? ""}`) },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "inquiry.see", (permit, { params, url }) =>
    resultsPage(
      permit,
      params.inquiry,
      url.searchParams.get("sok") ?? "",
      url.searchParams.get("visa") ?? "",
    ),
  );

type Result = ResultsPage["questions"][number];
const word = (q: Result, label: string) => (q.question.kind === "scale" ? scaleWords(label) : label);
const percent = (n: number, of: number) => `${Math.round((n / of) * 100)} %`;

function captionOf({ question, numbers: n, mean }: Result): string {
  if (question.kind === "number" && n)
    return `Median ${decimal(n.median)}, minst ${decimal(n.least)}, mest ${decimal(n.most)}, tillsammans ${decimal(n.sum)}`;
  if (mean !== null) return `Medelvärde ${decimal(mean)}`;
  return question.kind === "several" ? "Alla, flera svar möjliga" : "Alla";
}
function Plots({ r }: { r: Result }) {
  const number = r.question.kind === "number";
  return (
    <div className="plots">
      <Plot
        caption={captionOf(r)}
        svg={r.plot}
        table={
          <DataTable
            caption={r.question.label}
            rows={r.tally}
            rowKey={(b) => b.label}
            columns={[
              { head: number ? "Mellan" : "Svar", cell: (b) => word(r, b.label) },
              { head: "Antal", num: true, cell: (b) => b.count },
              { head: "Andel", num: true, cell: (b) => percent(b.count, r.answered) },
            ]}
          />
        }
      />
      {r.sortPlot && (
        <Plot
          caption="Efter typ av organisation"
          svg={r.sortPlot}
          legend={r.legend}
          look={r.look}
          table={
            <DataTable
              caption={`${r.question.label} Efter typ av organisation`}
              rows={r.sorts}
              rowKey={(s) => s.sort}
              columns={[
                { head: "Sort", cell: (s) => s.sort },
                ...(number
                  ? [
                      { head: "Svar", num: true, cell: (s: Result["sorts"][number]) => s.answered },
                      {
                        head: "Median",
                        num: true,
                        cell: (s: Result["sorts"][number]) => s.numbers && decimal(s.numbers.median),
                      },
                      {
                        head: "Tillsammans",
                        num: true,
                        cell: (s: Result["sorts"][number]) => s.numbers && decimal(s.numbers.sum),
                      },
                    ]
                  : r.tally.map((b, i) => ({
                      head: b.label,
                      num: true,
                      cell: (s: Result["sorts"][number]) =>
                        `${must(s.bars[i], "a bar for each answer").count} av ${s.answered}`,
                    }))),
              ]}
            />
          }
        />
      )}
    </div>
  );
}

function Words({ r, p }: { r: Result; p: ResultsPage }) {
  if (r.found === 0) return <Empty>{p.typed ? "Inget svar stämmer med sökningen." : "Inga svar än."}</Empty>;
  const shown = r.texts.length + r.files.length;
  return (
    <>
      <ul className="answers">
        {r.texts.map((t) => (
          <li key={t.id} id={`svar-${t.id}`}>
            <p className="said-text">{t.text}</p>
            <p className="muted small">
              {t.organisation}
              {p.staff && (
                <>
                  {" "}
                  <a className="no-print" href={paths.newFinding(p.place, { answer: t.id })}>
                    Lyft till lärdomar<span className="hidden"> det som {t.organisation} svarade</span>
                  </a>
                </>
              )}
            </p>
          </li>
        ))}
        {r.files.map((f) => (
          <li key={f.id}>
            <a href={paths.inquiryFile(p.place, p.inquiry.id, f.slug, f.fileId)}>{f.name}</a>
            <p className="muted small">{f.organisation}</p>
          </li>
        ))}
      </ul>
      {shown > 0 && shown < r.found && (
        <p className="after no-print">
          <a href={`${paths.inquiryResults(p.place, p.inquiry.id, r.question.id)}#fraga-${r.number}`}>
            Visa alla {numberWord(r.found)} svar<span className="hidden"> på fråga {r.number}</span>
          </a>
        </p>
      )}
      {shown === 0 && <p className="muted">Filerna ser bara länsstyrelsen.</p>}
    </>
  );
}

function Answers({ r, p }: { r: Result; p: ResultsPage }) {
  if (r.question.kind === "text" || r.question.kind === "file") return <Words r={r} p={p} />;
  return r.answered === 0 ? <Empty>Inga svar än.</Empty> : <Plots r={r} />;
}

export default function Results() {
  const p = useLoaderData<typeof loader>();
  const { inquiry: i } = p;
  return (
    <Page
      above={<a href={paths.inquiry(p.place, i.id)}>{i.title}</a>}
      title="Resultat"
      lead={`${i.submitted} av ${i.organisations} organisationer har skickat in sitt svar.`}
    >
      <div className="acts no-print">
        <ButtonLink quiet href={paths.inquiryReport(p.place, i.id)}>
          Rapport (PDF)
        </ButtonLink>
        {p.staff && (
          <>
            <ButtonLink quiet href={paths.inquiryTable(p.place, i.id, "xlsx")}>
              Alla svar (Excel)
            </ButtonLink>
            <ButtonLink quiet href={paths.inquiryTable(p.place, i.id, "csv")}>
              Alla svar (CSV)
            </ButtonLink>
          </>
        )}
      </div>
      <Stack>
        {p.questions.some((r) => r.question.kind === "text") && (
          <form className="search no-print" role="search">
            <label htmlFor="sok">Sök i fritextsvaren</label>
            <div>
              <input id="sok" name="sok" type="search" className="ds-input" defaultValue={p.typed} />
              <Button quiet>Sök</Button>
              {p.typed && <a href={paths.inquiryResults(p.place, i.id)}>Visa alla</a>}
            </div>
          </form>
        )}
        {p.questions.map((r) => (
          <Card
            key={r.question.id}
            id={`fraga-${r.number}`}
            title={`${r.number}. ${r.question.label}`}
            count={`${r.answered}\u00a0svar`}
          >
            {r.condition && (
              <p className="muted">
                {r.condition}. {capital(counted(r.asked, "organisation", "organisationer"))} fick frågan.
              </p>
            )}
            <Answers r={r} p={p} />
          </Card>
        ))}
      </Stack>
    </Page>
  );
}
