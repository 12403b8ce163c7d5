import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { groupList } from "~/domain/groups/queries.server";
import { groupStandings, groupTones } from "~/domain/groups/texts";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { counted } from "~/platform/swedish";
import { Card, Page } from "~/ui/page";
import { ButtonLink, DataTable, Empty, Tag } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Arbetsgrupper") }];
export const loader = (args: LoaderFunctionArgs) => readIn(args, "group.see", (permit) => groupList(permit));

export default function Groups() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page
      title="Arbetsgrupper"
      beside={p.staff && <ButtonLink href={paths.newGroup(p.place)}>Starta en arbetsgrupp</ButtonLink>}
    >
      <Card pad={false}>
        {p.groups.length === 0 ? (
          <Empty>
            {p.staff
              ? "Ingen arbetsgrupp är startad. En grupp har ett uppdrag, ett slut och ett resultat."
              : "Här visas nätverkets arbetsgrupper."}
          </Empty>
        ) : (
          <DataTable
            caption="Arbetsgrupper"
            rows={p.groups}
            rowKey={(g) => g.id}
            columns={[
              {
                head: "Grupp",
                cell: (g) => (
                  <>
                    <a href={paths.group(p.place, g.id)}>{g.name}</a>
                    {g.mine && <span className="muted"> · ni är med</span>}
                  </>
                ),
              },
              {
                head: "Organisationer",
                cell: (g) =>
                  g.endedOn ? (
                    ""
                  ) : (
                    <>
                      {g.places}
                      {g.vacant > 0 && (
                        <span className="muted">
                          , {counted(g.vacant, "plats vakant", "platser vakanta")}
                        </span>
                      )}
                    </>
                  ),
              },
              {
                head: "Nästa möte",
                cell: (g) => (g.nextOn ? <span className="when">{longDate(g.nextOn)}</span> : ""),
              },
              {
                head: "Läge",
                cell: (g) => (
                  <>
                    <Tag tone={groupTones[g.standing]}>{groupStandings[g.standing]}</Tag>
                    {g.standing !== "ended" && g.plannedEndOn && (
                      <span className="muted when"> till {longDate(g.plannedEndOn)}</span>
                    )}
                    {g.endedOn && <span className="muted when"> {longDate(g.endedOn)}</span>}
                  </>
                ),
              },
            ]}
          />
        )}
      </Card>
      {p.staff && p.groups.length > 0 && (
        <div className="acts">
          <ButtonLink quiet href={paths.groupsFile(p.place, "xlsx")}>
            Hämta till Excel
          </ButtonLink>
          <ButtonLink quiet href={paths.groupsFile(p.place, "csv")}>
            Hämta som CSV
          </ButtonLink>
        </div>
      )}
    </Page>
  );
}
