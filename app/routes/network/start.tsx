import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { allNetworks } from "~/domain/access/permits.server";
import { frontPage, networksOf } from "~/domain/network/queries.server";
import { read } from "~/http/porter.server";
import { only } from "~/platform/must";
import { Card, Page, Stack } from "~/ui/page";
import { FrontView, NetworkTiles } from "./views";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: data?.only ? `${data.only.name} – ${data.only.countyName}` : "Länens nätverk",
  },
];
export const loader = (args: LoaderFunctionArgs) =>
  read(args, "front.see", (permit) => {
    const network = only(allNetworks());
    return {
      only: network && frontPage({ ...permit, network }),
      networks: networksOf(permit),
    };
  });

export default function Start() {
  const { only, networks } = useLoaderData<typeof loader>();
  if (only) return <FrontView network={only} />;
  return (
    <Page
      title="Länens nätverk"
      lead="I varje län samordnar länsstyrelsen ett nätverk av myndigheter, kommuner och ideella organisationer."
    >
      <Stack>
        <Card title="Välj nätverk">
          {networks.length === 0 ? (
            <p className="empty">
              Här visas nätverken när en administratör har lagt upp dem med npm run admin.
            </p>
          ) : (
            <NetworkTiles networks={networks} />
          )}
        </Card>
      </Stack>
    </Page>
  );
}
