// A county's address leads to its network, or to a choice where there are several.
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { networksIn } from "~/domain/network/queries.server";
import { read } from "~/http/porter.server";
import { redirect } from "~/http/redirect";
import { paths } from "~/paths";
import { Card, Page, Stack } from "~/ui/page";
import { titled } from "~/ui/shell";
import { NetworkTiles } from "./views";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.countyName ?? "Startsidan") },
];
export const loader = (args: LoaderFunctionArgs) =>
  read(args, "front.see", (permit, { params }) => {
    const networks = networksIn(permit, params.county);
    const [first, ...others] = networks;
    if (others.length === 0) throw redirect(paths.network(first.place));
    return { networks, countyName: first.countyName, authority: first.authority };
  });

export default function County() {
  const { networks, countyName, authority } = useLoaderData<typeof loader>();
  return (
    <Page title={countyName} lead={`${authority} samordnar flera nätverk i länet.`}>
      <Stack>
        <Card title="Välj nätverk">
          <NetworkTiles networks={networks} />
        </Card>
      </Stack>
    </Page>
  );
}
