import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { organisationWaits } from "~/domain/network/mine.server";
import { organisationPage } from "~/domain/organisations/queries.server";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { listed } from "~/platform/swedish";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { ButtonLink, More } from "~/ui/parts";
import { Meetings } from "./views/meetings";
import { SeatPair } from "./views/seats";
import { WaitsList } from "../access/views/waits";
import { titled } from "~/ui/shell";

import {
  Channels,
  Confirmed,
  Contacts,
  EarlierNames,
  Elsewhere,
  Forms,
  Happened,
  Holders,
  Managers,
  MoreToDo,
  Notices,
  OwnStanding,
} from "./views/cards";
export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data ? data.organisation.name : "Organisation") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "organisation.see", (permit, { params, url }) => {
    const page = organisationPage(permit, params.organisation, url.searchParams.get("datum"));
    return { ...page, waits: organisationWaits(permit, params.organisation, page.now) };
  });

export default function Organisation() {
  const p = useLoaderData<typeof loader>();
  const { place, organisation: o } = p;
  return (
    <Page
      above={<a href={paths.organisations(place)}>Organisationer</a>}
      title={o.name}
      lead={
        [
          o.principal && `Huvudman: ${o.principal}`,
          p.associations.length > 0 && `Gemensam plats för ${listed(p.associations)}`,
        ]
          .filter(Boolean)
          .join(". ") || undefined
      }
      beside={<OwnStanding page={p} />}
    >
      <Notices page={p} />
      {!p.past && p.waits && (
        <Card title="Väntar på er">
          <WaitsList waits={p.waits} place={place} />
        </Card>
      )}
      <SeatPair page={p} />
      <Columns>
        <Stack>
          <Meetings page={p} />
          <Forms page={p} />
          <Holders page={p} />
          <Happened page={p} />
        </Stack>
        <Stack>
          <Channels page={p} />
          <Managers page={p} />
          <Confirmed page={p} />
          <MoreToDo page={p} />
          <Contacts page={p} />
          <Elsewhere page={p} />
          <EarlierNames page={p} />
          <p>
            <a href={paths.standing(place, o.slug)}>Läget i korthet</a>
          </p>
          <More label="Hur uppdraget fungerar">
            <p>
              Organisationen deltar i mötena, arbetar i grupper, gör det ni har kommit överens om på
              hemmaplan, sprider och samlar in information och håller blanketten aktuell.
            </p>
            <ButtonLink quiet small href={paths.blankForm(place)}>
              Blanketten som PDF
            </ButtonLink>
          </More>
        </Stack>
      </Columns>
    </Page>
  );
}
