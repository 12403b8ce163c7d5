import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { effortList } from "~/domain/efforts/queries.server";
import { standingTones, standingWords } from "~/domain/efforts/texts";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { Card, Page } from "~/ui/page";
import { ButtonLink, DataTable, Empty, Tag } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "På hemmaplan") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "effort.see", (permit) => effortList(permit));

export default function Efforts() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page
      title="På hemmaplan"
      lead="Det vi har kommit överens om att göra hemma mellan mötena."
      beside={p.staff && <ButtonLink href={paths.newEffort(p.place)}>Lägg upp en insats</ButtonLink>}
    >
      <Card pad={false}>
        {p.efforts.length === 0 ? (
          <Empty>
            {p.staff
              ? "Här visas insatserna när du har lagt upp någon. Du kan också utgå från en uppgift i minnesanteckningarna."
              : "Här visas insatserna som din organisation har fått."}
          </Empty>
        ) : (
          <DataTable
            caption="Insatser"
            rows={p.efforts}
            rowKey={(e) => e.id}
            columns={[
              { head: "Insats", cell: (e) => <a href={paths.effort(p.place, e.id)}>{e.title}</a> },
              { head: "Sista dag", cell: (e) => longDate(e.lastOn) },
              p.staff
                ? { head: "Klara", cell: (e) => `${e.done} av ${e.organisations}` }
                : {
                    head: "Ni",
                    cell: (e) =>
                      e.waiting > 0 ? (
                        <Tag tone="wait">{e.mine > 1 ? `${e.waiting} av ${e.mine} kvar` : "Inte klart"}</Tag>
                      ) : (
                        <Tag tone="ok">Ni har svarat</Tag>
                      ),
                  },
              {
                head: "Läge",
                cell: (e) => <Tag tone={standingTones[e.standing]}>{standingWords[e.standing]}</Tag>,
              },
            ]}
          />
        )}
      </Card>
    </Page>
  );
}
