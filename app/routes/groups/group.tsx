import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { endPlace } from "~/domain/groups/commands.server";
import { groupPage } from "~/domain/groups/queries.server";
import { groupStandings, groupTones } from "~/domain/groups/texts";
import { whenText } from "~/domain/meetings/rules";
import { readIn, writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { addDays, longDate } from "~/platform/calendar";
import { Hidden } from "~/ui/fields";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, DataTable, Empty, Facts, More, Tag } from "~/ui/parts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.group.name ?? "Arbetsgrupp"} – Länsgruppen` }];
export const loader = (args: LoaderFunctionArgs) => readIn(args, "group.see", (permit, { params }) => groupPage(permit, params.group!));
export const action = (args: ActionFunctionArgs) => writeIn(args, "group.manage", z.object({ organisationId: z.string() }), async (permit, { organisationId }, { params, url }) => {
  await endPlace(permit, params.group!, organisationId);
  return { to: url.pathname, notice: "Organisationen har inte längre någon plats i gruppen." };
});

const Text = ({ children }: { children: string }) => <div className="said-text">{children}</div>;
export default function Group() {
  const p = useLoaderData<typeof loader>();
  const g = p.group;
  const act = (name: Parameters<typeof paths.groupAct>[2]) => paths.groupAct(p.place, g.id, name);
  const running = g.endedOn === null;
  return (
    <Page above={<a href={paths.groups(p.place)}>Arbetsgrupper</a>} title={g.name} beside={<><Tag tone={groupTones[p.standing]}>{groupStandings[p.standing]}</Tag>{p.staff && running && <ButtonLink quiet href={act("andra")}>Ändra</ButtonLink>}</>}>
      <Columns>
        <Stack>
          <Card><Facts rows={[
            ["Ska göra", <Text key="p">{g.purpose}</Text>], g.expected ? ["Ska finnas när den är klar", <Text key="e">{g.expected}</Text>] : null,
            ["Börjar", longDate(g.startOn)], g.plannedEndOn ? ["Ska vara klar", longDate(g.plannedEndOn)] : null, g.endedOn ? ["Avslutad", longDate(g.endedOn)] : null, g.result ? ["Resultat", <Text key="r">{g.result}</Text>] : null,
          ]} /></Card>
          <Card title="Med i gruppen" count={p.places.length || undefined} pad={false}>
            {p.places.length === 0 ? <Empty>Ingen organisation har plats i gruppen än.</Empty> : (
              <DataTable caption="Med i gruppen" rows={p.places} rowKey={(x) => x.id} columns={[
                { head: "Organisation", cell: (x) => <a href={paths.organisation(p.place, x.slug)}>{x.organisation}</a> },
                { head: "Vem", cell: (x) => <>{x.person ?? <Tag tone="wait">Vakant</Tag>}{x.fromOn > p.today && <span className="muted"> från {longDate(x.fromOn)}</span>}{x.untilOn !== null && running && <span className="muted"> till och med {longDate(addDays(x.untilOn, -1))}</span>}</> },
                ...(p.staff && running ? [{ head: "Gör", cell: (x: (typeof p.places)[number]) => <span className="pairacts"><ButtonLink small quiet href={`${act("plats")}?organisation=${x.slug}`}>Byt<span className="hidden"> {x.organisation}</span></ButtonLink><form method="post" className="inline"><Hidden name="organisationId" value={x.organisationId} /><Button small quiet>Ta bort<span className="hidden"> {x.organisation}</span></Button></form></span> }] : []),
              ]} />
            )}
          </Card>
          {p.staff && running && <div className="acts"><ButtonLink quiet href={act("plats")}>Ge en organisation plats</ButtonLink><ButtonLink quiet href={act("avslut")}>Avsluta gruppen</ButtonLink></div>}
        </Stack>
        <Stack>
          <Card title="Möten" action={p.staff && running ? <a href={paths.newMeeting(p.place, g.id)}>Nytt möte</a> : undefined}>
            {p.meetings.length === 0 ? <Empty>Gruppen har inga möten än.</Empty> : <ul className="plainlist">{p.meetings.map((m) => <li key={m.id}><a href={paths.meeting(p.place, m.id)}>{m.title}</a><br /><span className="muted">{whenText(m)}{m.state === "cancelled" && ", inställt"}{m.state === "planned" && ", inte kallat"}</span>{m.minutes && <><br /><a href={paths.meetingAct(p.place, m.id, "minnesanteckningar")}>Minnesanteckningar</a></>}</li>)}</ul>}
          </Card>
          {p.earlier.length > 0 && <More label="Tidigare i gruppen"><ul className="plainlist">{p.earlier.map((x) => <li key={x.id}>{x.organisation}: {x.person}<br /><span className="muted">{longDate(x.fromOn)}–{longDate(addDays(x.untilOn!, -1))}</span></li>)}</ul></More>}
        </Stack>
      </Columns>
    </Page>
  );
}
