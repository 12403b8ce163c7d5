import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { materialPage } from "~/domain/material/queries.server";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { capital, counted } from "~/platform/swedish";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Empty } from "~/ui/parts";
import { Material } from "./views/material-list";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.searched ? `Sök: ${data.typed}` : "Material") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "material.see", (permit, { url }) => materialPage(permit, url.searchParams.get("q") ?? ""));

export default function MaterialList() {
  const p = useLoaderData<typeof loader>();
  const way = { place: p.place, staff: p.staff };
  return (
    <Page
      title="Material"
      lead={p.known ? undefined : `${p.network}. Det här får alla läsa. Medlemmar loggar in för att se mer.`}
      beside={p.staff && <ButtonLink href={paths.newMaterial(p.place)}>Lägg till material</ButtonLink>}
    >
      <form method="get" action={paths.material(p.place)} className="search" role="search">
        <label htmlFor="q">Sök i rubriker och i filernas text</label>
        <div>
          <input id="q" name="q" type="search" className="ds-input" defaultValue={p.typed} maxLength={100} />
          <Button quiet>Sök</Button>
        </div>
      </form>
      <Stack>
        {p.searched && (
          <Card
            title={
              p.lines.length === 0 ? "Inget hittades" : capital(counted(p.lines.length, "träff", "träffar"))
            }
            action={<a href={paths.material(p.place)}>Visa allt</a>}
            pad={false}
          >
            {p.lines.length === 0 ? (
              <Empty>Prova färre ord, eller bara början av ett ord.</Empty>
            ) : (
              <Material lines={p.lines} way={way} whose />
            )}
          </Card>
        )}
        {!p.searched && p.groups.length === 0 && (
          <Card pad={false}>
            <Empty>Här visas filer och länkar när länsstyrelsen har lagt upp några.</Empty>
          </Card>
        )}
        {p.groups.map((g) => (
          <Card
            key={g.key}
            title={g.heading}
            action={
              p.known && g.meetingId ? (
                <a href={paths.meeting(p.place, g.meetingId)}>Till mötet</a>
              ) : undefined
            }
            pad={false}
          >
            <Material lines={g.lines} way={way} />
          </Card>
        ))}
      </Stack>
    </Page>
  );
}
