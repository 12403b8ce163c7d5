import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { organisationList, placeOf } from "~/domain/network/queries.server";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { counted, searchKey } from "~/platform/swedish";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Empty } from "~/ui/parts";
import { ListTools, OrganisationTable } from "./standing";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Organisationer") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "network.see", (permit, { url }) => {
    const all = organisationList(permit);
    const asked = url.searchParams.get("sok") ?? "";
    const key = searchKey(asked);
    const lines = key
      ? all.filter((l) =>
          [l.name, l.representative ?? "", l.deputy ?? ""].some((text) => searchKey(text).includes(key)),
        )
      : all;
    return {
      lines,
      total: all.length,
      asked,
      place: placeOf(permit.network),
      staff: permit.roles.has("strategist"),
    };
  });

export default function Organisations() {
  const { lines, total, asked, place, staff } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Organisationer"
      beside={
        staff ? (
          <ButtonLink href={paths.newOrganisation(place)}>Lägg till en organisation</ButtonLink>
        ) : undefined
      }
    >
      <form className="search" role="search">
        <label htmlFor="sok">Sök organisation eller person</label>
        <div>
          <input id="sok" name="sok" type="search" className="ds-input" defaultValue={asked} />
          <Button quiet>Sök</Button>
          {asked && <a href={paths.organisations(place)}>Visa alla</a>}
        </div>
      </form>
      <Stack>
        <Card
          title={asked ? `Sökning: ${asked}` : "Alla organisationer"}
          count={asked ? `${lines.length} av ${total}` : counted(total, "organisation", "organisationer")}
          pad={false}
        >
          {lines.length === 0 ? (
            <Empty>
              {asked
                ? "Ingen organisation eller person stämmer med sökningen."
                : "Här visas organisationerna när de är tillagda."}
            </Empty>
          ) : (
            <OrganisationTable place={place} lines={lines} staff={staff} />
          )}
        </Card>
        {staff && (
          <div className="acts">
            <ListTools place={place} />
          </div>
        )}
      </Stack>
    </Page>
  );
}
