import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { visitList } from "~/domain/visits/queries.server";
import { standingTones, standingWords } from "~/domain/visits/texts";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { Card, Page } from "~/ui/page";
import { ButtonLink, DataTable, Empty, Tag } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Kommunbesök") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "visit.manage", (permit) => visitList(permit));

export default function Visits() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page
      title="Kommunbesök"
      lead="Bara länsstyrelsen ser besöken. Till varje besök finns ett underlag på en sida."
      beside={<ButtonLink href={paths.newVisit(p.place)}>Planera ett besök</ButtonLink>}
    >
      <Card pad={false}>
        {p.visits.length === 0 ? (
          <Empty>Inga besök är planerade. Planera ett här eller från organisationens sida.</Empty>
        ) : (
          <DataTable
            caption="Besök"
            rows={p.visits}
            rowKey={(v) => v.id}
            columns={[
              {
                head: "Organisation",
                cell: (v) => <a href={paths.visit(p.place, v.id)}>{v.organisation}</a>,
              },
              { head: "Dag", cell: (v) => <span className="when">{longDate(v.visitOn)}</span> },
              {
                head: "Läge",
                cell: (v) => <Tag tone={standingTones[v.standing]}>{standingWords[v.standing]}</Tag>,
              },
              {
                head: "Underlag",
                cell: (v) =>
                  v.standing === "cancelled" ? (
                    ""
                  ) : (
                    <a
                      href={paths.visitBrief(p.place, v.id)}
                      aria-label={`Underlag till besöket hos ${v.organisation} ${longDate(v.visitOn)}, PDF`}
                    >
                      PDF
                    </a>
                  ),
              },
            ]}
          />
        )}
      </Card>
      {p.visits.length > 0 && (
        <div className="acts">
          <ButtonLink quiet href={paths.visitsTable(p.place, "xlsx")}>
            Hämta till Excel
          </ButtonLink>
          <ButtonLink quiet href={paths.visitsTable(p.place, "csv")}>
            Hämta som CSV
          </ButtonLink>
        </div>
      )}
    </Page>
  );
}
