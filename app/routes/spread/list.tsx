import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { spreadList } from "~/domain/spread/queries.server";
import { standingTones, standingWords } from "~/domain/spread/texts";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { whole } from "~/platform/swedish";
import { Card, Page } from "~/ui/page";
import { ButtonLink, DataTable, Empty, Tag } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Sprida") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "spread.see", (permit) => spreadList(permit));

export default function SpreadList() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page
      title="Sprida"
      lead="Det som nätverket ber organisationerna föra vidare i hela organisationen."
      beside={p.staff && <ButtonLink href={paths.newSpread(p.place)}>Skicka ut något</ButtonLink>}
    >
      <Card pad={false}>
        {p.items.length === 0 ? (
          <Empty>
            {p.staff ? "Inget är utskickat än." : "Här visas det som din organisation får att sprida."}
          </Empty>
        ) : (
          <DataTable
            caption="Att sprida"
            rows={p.items}
            rowKey={(i) => i.id}
            columns={[
              { head: "Vad", cell: (i) => <a href={paths.spreadItem(p.place, i.id)}>{i.title}</a> },
              { head: "Sista dag", cell: (i) => longDate(i.lastOn) },
              p.staff
                ? { head: "Har spridit", cell: (i) => `${i.spread} av ${i.organisations}` }
                : {
                    head: "Ni",
                    cell: (i) =>
                      i.waiting > 0 ? (
                        <Tag tone="wait">{i.mine > 1 ? `${i.waiting} av ${i.mine} kvar` : "Inte klart"}</Tag>
                      ) : (
                        <Tag tone="ok">Ni har svarat</Tag>
                      ),
                  },
              ...(p.staff
                ? [
                    {
                      head: "Nådda",
                      num: true,
                      cell: (i: (typeof p.items)[number]) =>
                        i.reached === null ? "–" : `cirka ${whole(i.reached)}`,
                    },
                  ]
                : []),
              {
                head: "Läge",
                cell: (i) => <Tag tone={standingTones[i.standing]}>{standingWords[i.standing]}</Tag>,
              },
            ]}
          />
        )}
      </Card>
    </Page>
  );
}
