import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findingList } from "~/domain/findings/queries.server";
import { findingKinds } from "~/domain/findings/rules";
import { consentTones, consentWords, kindWords } from "~/domain/findings/texts";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { FormFields, Select, TextField } from "~/ui/fields";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Empty, Tag } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Lärdomar") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "finding.see", (permit, { url }) =>
    findingList(permit, {
      q: url.searchParams.get("q") ?? "",
      kind: url.searchParams.get("vad"),
      year: url.searchParams.get("ar"),
    }),
  );

function nothing({ any, staff }: { any: boolean; staff: boolean }): string {
  if (any) return "Inget hittades. Prova färre ord.";
  return staff
    ? "Inga lärdomar än. Du kan lyfta dem från svar och minnesanteckningar eller skriva dem här."
    : "Här visas det som organisationerna har sagt ja till att dela.";
}

export default function Findings() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page
      title="Lärdomar"
      lead="Behov, framgångsfaktorer och exempel som nätverkets organisationer har gett och vill dela."
      beside={p.staff && <ButtonLink href={paths.newFinding(p.place)}>Skriv en lärdom</ButtonLink>}
    >
      <Stack>
        {p.any && (
          <FormFields state={{ values: { q: p.typed, vad: p.kind ?? "", ar: p.year ?? "" }, errors: {} }}>
            <form method="get" className="line-form no-print" role="search">
              <TextField name="q" label="Sök" type="search" maxLength={100} />
              <Select
                name="vad"
                label="Vad"
                options={[["", "Alla"], ...findingKinds.map((k) => [k, kindWords[k]] as const)]}
              />
              <Select name="ar" label="År" options={[["", "Alla"], ...p.years.map((y) => [y, y] as const)]} />
              <Button quiet>Visa</Button>
            </form>
          </FormFields>
        )}
        {p.findings.length === 0 ? (
          <Card pad={false}>
            <Empty>{nothing(p)}</Empty>
          </Card>
        ) : (
          <Card>
            <ul className="plainlist roomy">
              {p.findings.map((f) => (
                <li key={f.id}>
                  <b>
                    <a href={paths.finding(p.place, f.id)}>{f.title}</a>
                  </b>{" "}
                  {(p.staff || f.mine) && <Tag tone={consentTones[f.consent]}>{consentWords[f.consent]}</Tag>}{" "}
                  {f.takenBack && <Tag tone="wait">Svaret är tillbakataget</Tag>}
                  <div className="said-text">{f.text}</div>
                  <p className="muted">
                    {[
                      kindWords[f.kind],
                      f.organisation ?? (f.nameless ? `En organisation i ${p.within}` : p.shortName),
                      f.inquiry && `svar på ”${f.inquiry}”`,
                      f.meeting,
                      longDate(f.foundOn),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </p>
                </li>
              ))}
            </ul>
          </Card>
        )}
        {p.staff && p.any && (
          <div className="acts no-print">
            <ButtonLink quiet href={paths.findingsFile(p.place, "xlsx")}>
              Hämta till Excel
            </ButtonLink>
            <ButtonLink quiet href={paths.findingsFile(p.place, "csv")}>
              Hämta som CSV
            </ButtonLink>
          </div>
        )}
      </Stack>
    </Page>
  );
}
