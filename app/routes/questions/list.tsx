import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { questionList } from "~/domain/questions/queries.server";
import { levelWords, stateTones, stateWords } from "~/domain/questions/texts";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { Card, Page, Stack } from "~/ui/page";
import { ButtonLink, DataTable, Empty, Tag } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Frågor att lyfta") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "question.see", (permit) => questionList(permit));

export default function Questions() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page
      title="Frågor att lyfta"
      lead="Frågor som länet inte kan lösa självt: till länschefsnätverket eller till nationell nivå."
      beside={
        <ButtonLink href={paths.newQuestion(p.place)}>
          {p.staff ? "Skriv en fråga" : "Föreslå en fråga"}
        </ButtonLink>
      }
    >
      <Stack>
        <Card pad={false}>
          {p.questions.length === 0 ? (
            <Empty>
              {p.staff
                ? "Inga frågor än. Organisationerna kan föreslå frågor, och du kan skriva egna."
                : "Här visas det ni föreslår och det länsstyrelsen har lyft."}
            </Empty>
          ) : (
            <DataTable
              caption="Frågor att lyfta"
              rows={p.questions}
              rowKey={(q) => q.id}
              columns={[
                { head: "Fråga", cell: (q) => <a href={paths.question(p.place, q.id)}>{q.title}</a> },
                { head: "Från", cell: (q) => q.from },
                { head: "Till", cell: (q) => levelWords[q.level] },
                {
                  head: "Läge",
                  cell: (q) => (
                    <>
                      <Tag tone={stateTones[q.state]}>{stateWords[q.state]}</Tag>
                      {p.staff && !q.shown && q.state !== "proposed" && (
                        <p className="muted">Dold för medlemmarna</p>
                      )}
                    </>
                  ),
                },
                {
                  head: "Dag",
                  cell: (q) => (
                    <span className="when">
                      {longDate(q.reportedOn ?? q.answeredOn ?? q.raisedOn ?? q.proposedOn)}
                    </span>
                  ),
                },
              ]}
            />
          )}
        </Card>
        {p.staff && p.questions.length > 0 && (
          <div className="acts">
            <ButtonLink quiet href={paths.questionsFile(p.place, "xlsx")}>
              Hämta till Excel
            </ButtonLink>
            <ButtonLink quiet href={paths.questionsFile(p.place, "csv")}>
              Hämta som CSV
            </ButtonLink>
          </div>
        )}
      </Stack>
    </Page>
  );
}
