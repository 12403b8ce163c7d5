import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { resultsPage } from "~/domain/inquiries/queries.server";
import { organisationKinds } from "~/domain/network/schema";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { decimal } from "~/platform/swedish";
import { Bars } from "~/ui/bars";
import { Card, Page, Stack } from "~/ui/page";
import { Button, DataTable, Empty, More } from "~/ui/parts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Resultat: ${data?.inquiry.title ?? ""} – Länsgruppen` }];
export const loader = (args: LoaderFunctionArgs) => readIn(args, "inquiry.see", (permit, { params, url }) => resultsPage(permit, params.inquiry!, url.searchParams.get("sok") ?? ""));

const sortName = (sort: string) => organisationKinds.find(([key]) => key === sort)?.[1] ?? sort;
export default function Results() {
  const p = useLoaderData<typeof loader>();
  const texts = p.questions.some((q) => q.question.kind === "text");
  return (
    <Page above={<a href={paths.inquiry(p.place, p.inquiry.id)}>{p.inquiry.title}</a>} title="Resultat" lead={`${p.inquiry.submitted} av ${p.inquiry.organisations} organisationer har skickat in sitt svar.`}>
      <Stack>
        {texts && <form className="search no-print" role="search"><label htmlFor="sok">Sök i fritextsvaren</label><div><input id="sok" name="sok" type="search" className="ds-input" defaultValue={p.typed} /><Button quiet>Sök</Button>{p.typed && <a href={paths.inquiryResults(p.place, p.inquiry.id)}>Visa alla</a>}</div></form>}
        {p.questions.map(({ question: q, all, bySort, texts: said }, n) => (
          <Card key={q.id} title={`${n + 1}. ${q.label}`} count={`${all.answered} svar`}>
            {q.kind === "text" ? (said.length === 0 ? <Empty>{p.typed ? "Inget svar stämmer med sökningen." : "Inga svar än."}</Empty> : <ul className="plain-list">{said.map((t, i) => <li key={i}><span className="said-text">{t.text}</span>{t.organisation && <span className="muted"> {t.organisation}</span>}</li>)}</ul>) : null}
            {all.bars.length > 0 && <Bars bars={all.bars} of={all.answered} caption={q.label} />}
            {all.mean !== null && <p className="muted after">Medelvärde {decimal(all.mean)}</p>}
            {all.number && <p>Median {decimal(all.number.median)}. Minst {decimal(all.number.least)}, mest {decimal(all.number.most)}. Tillsammans {decimal(all.number.sum)}.</p>}
            {bySort.length > 0 && (
              <More label="Per sorts organisation">
                {q.kind === "number" ? <DataTable caption={q.label} rows={bySort} rowKey={(r) => r.sort} columns={[{ head: "Sort", cell: (r) => sortName(r.sort) }, { head: "Svar", num: true, cell: (r) => r.answered }, { head: "Median", num: true, cell: (r) => (r.number ? decimal(r.number.median) : "–") }, { head: "Tillsammans", num: true, cell: (r) => (r.number ? decimal(r.number.sum) : "–") }]} />
                  : <DataTable caption={q.label} rows={bySort} rowKey={(r) => r.sort} columns={[{ head: "Sort", cell: (r) => sortName(r.sort) }, ...all.bars.map((b) => ({ head: b.label, num: true, cell: (r: (typeof bySort)[number]) => `${r.bars.find((x) => x.label === b.label)!.count} av ${r.answered}` }))]} />}
              </More>
            )}
          </Card>
        ))}
      </Stack>
    </Page>
  );
}
