import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { memberRows } from "~/domain/network/addresses.server";
import { placeOf } from "~/domain/network/queries.server";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { Card, Page, Stack } from "~/ui/page";
import { ButtonLink, DataTable } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Medlemslista") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "network.see", (permit) => ({
    rows: memberRows(permit),
    place: placeOf(permit.network),
    name: permit.network.name,
    on: permit.today,
  }));

export default function Members() {
  const { rows, place, name, on } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Medlemslista"
      lead={`${name}, ${longDate(on)}`}
      beside={
        <ButtonLink quiet href={paths.membersPdf(place)}>
          Hämta som PDF
        </ButtonLink>
      }
    >
      <Stack>
        <Card pad={false}>
          <DataTable
            caption="Medlemmar"
            rows={rows}
            rowKey={(r) => r.organisation}
            columns={[
              { head: "Organisation", cell: (r) => r.organisation },
              { head: "Representant", cell: (r) => r.representative },
              { head: "Ersättare", cell: (r) => r.deputy },
            ]}
          />
        </Card>
      </Stack>
    </Page>
  );
}
