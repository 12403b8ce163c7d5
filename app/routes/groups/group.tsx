import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { endPlace } from "~/domain/groups/commands.server";
import { joiningOf } from "~/domain/groups/joining/queries.server";
import { milestonesOf } from "~/domain/groups/milestones/queries.server";
import { groupPage } from "~/domain/groups/queries.server";
import { groupStandings, groupTones } from "~/domain/groups/texts";
import { materialWhere } from "~/domain/material/queries.server";
import { groupTasks } from "~/domain/meetings/minutes/queries.server";
import { whenText } from "~/domain/meetings/rules";
import { meetingStands } from "~/domain/meetings/texts";
import { readIn, writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { addDays, longDate, longPeriod, through } from "~/platform/calendar";
import { must } from "~/platform/must";
import { Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, DataTable, Empty, Facts, More, Tag } from "~/ui/parts";
import { Material } from "../material/views/material-list";
import { Asking, Invitations, Invited, Requests } from "./views/joining";
import { Milestones } from "./views/milestones";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.group.name ?? "Arbetsgrupp") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "group.see", (permit, { params, also }) => ({
    ...groupPage(permit, params.group),
    joining: joiningOf(permit, params.group),
    milestones: milestonesOf(permit, params.group),
    material: materialWhere(permit, "m.groupId = ?", params.group, "m.createdAt DESC, m.title"),
    tasks: groupTasks(also("minutes.see"), params.group),
  }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "group.manage",
    z.object({ organisationId: z.string() }),
    async (permit, { organisationId }, { params, url }) => {
      await endPlace(permit, params.group, organisationId);
      return { to: url.pathname, notice: "Organisationen har inte längre någon plats i gruppen." };
    },
  );

const Text = ({ children }: { children: string }) => <div className="said-text">{children}</div>;
type Shown = ReturnType<typeof useLoaderData<typeof loader>>;
const actsOf =
  ({ place, group }: Shown) =>
  (name: Parameters<typeof paths.groupAct>[2]) =>
    paths.groupAct(place, group.id, name);

function Places({ page: p }: { page: Shown }) {
  const g = p.group;
  const running = g.endedOn === null;
  return (
    <Card title="Med i gruppen" count={p.places.length || undefined} pad={false}>
      {p.places.length === 0 ? (
        <Empty>Ingen organisation har plats i gruppen än.</Empty>
      ) : (
        <DataTable
          caption="Med i gruppen"
          rows={p.places}
          rowKey={(x) => x.id}
          columns={[
            {
              head: "Organisation",
              cell: (x) => <a href={paths.organisation(p.place, x.slug)}>{x.organisation}</a>,
            },
            {
              head: "Vem",
              cell: (x) => (
                <>
                  {x.person ?? <Tag tone="wait">Vakant</Tag>}
                  {x.personId && (
                    <>
                      <br />
                      {x.hidden ? (
                        <a href={paths.protectedPerson(p.place, x.personId)}>Visa skyddade uppgifter</a>
                      ) : (
                        <a href={paths.protectPerson(p.place, x.personId)}>Markera som skyddad</a>
                      )}
                    </>
                  )}
                  {x.fromOn > p.today && <span className="muted"> från {longDate(x.fromOn)}</span>}
                  {x.untilOn !== null && running && (
                    <span className="muted"> till och med {through(x.untilOn)}</span>
                  )}
                </>
              ),
            },
            ...(p.staff && running
              ? [
                  {
                    head: "Gör",
                    cell: (x: (typeof p.places)[number]) => (
                      <span className="pairacts">
                        <ButtonLink small quiet href={paths.groupPlace(p.place, p.group.id, x.slug)}>
                          Byt<span className="hidden"> {x.organisation}</span>
                        </ButtonLink>
                        <Form className="inline">
                          <Hidden name="organisationId" value={x.organisationId} />
                          <Button small quiet>
                            Ta bort<span className="hidden"> {x.organisation}</span>
                          </Button>
                        </Form>
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </Card>
  );
}

function Tasks({ page: p }: { page: Shown }) {
  if (p.tasks.length === 0) return null;
  return (
    <Card title="Uppgifter">
      <ul className="plainlist">
        {p.tasks.map((t) => (
          <li key={t.id}>
            {t.text}
            <br />
            <span className="muted">
              {[t.who, t.doneOn ? `klar ${longDate(t.doneOn)}` : t.dueOn && `senast ${longDate(t.dueOn)}`]
                .filter(Boolean)
                .join(", ")}
            </span>{" "}
            <a href={paths.meetingAct(p.place, t.meetingId, "minnesanteckningar")}>
              Ur anteckningarna<span className="hidden"> från {t.title}</span>
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Earlier({ page: p }: { page: Shown }) {
  if (p.earlier.length === 0) return null;
  return (
    <More label="Tidigare i gruppen">
      <ul className="plainlist">
        {p.earlier.map((x) => (
          <li key={x.id}>
            {x.organisation}: {x.person}
            <br />
            <span className="muted">
              {longPeriod(x.fromOn, addDays(must(x.untilOn, "the day a place ended"), -1))}
            </span>
          </li>
        ))}
      </ul>
    </More>
  );
}

function About({ page: p }: { page: Shown }) {
  const g = p.group;
  return (
    <Card>
      <Facts
        rows={[
          ["Ska göra", <Text key="p">{g.purpose}</Text>],
          g.expected ? ["Ska finnas när den är klar", <Text key="e">{g.expected}</Text>] : null,
          ["Sammankallande", p.convener ?? p.authority],
          ["Börjar", longDate(g.startOn)],
          g.plannedEndOn ? ["Ska vara klar", longDate(g.plannedEndOn)] : null,
          g.endedOn ? ["Avslutad", longDate(g.endedOn)] : null,
          g.result ? ["Resultat", <Text key="r">{g.result}</Text>] : null,
        ]}
      />
    </Card>
  );
}

function Meetings({ page: p }: { page: Shown }) {
  const g = p.group;
  const running = g.endedOn === null;
  return (
    <Card
      title="Möten"
      action={p.staff && running ? <a href={paths.newMeeting(p.place, g.id)}>Nytt möte</a> : undefined}
    >
      {p.meetings.length === 0 ? (
        <Empty>Gruppen har inga möten än.</Empty>
      ) : (
        <ul className="plainlist">
          {p.meetings.map((m) => (
            <li key={m.id}>
              <a href={paths.meeting(p.place, m.id)}>{m.title}</a>
              <br />
              <span className="muted">
                {whenText(m)}, {meetingStands(m)[0].toLowerCase()}
              </span>
              {m.minutes && (
                <>
                  <br />
                  <a href={paths.meetingAct(p.place, m.id, "minnesanteckningar")}>Minnesanteckningar</a>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

export default function Group() {
  const p = useLoaderData<typeof loader>();
  const g = p.group;
  const act = actsOf(p);
  const running = g.endedOn === null;
  const way = { place: p.place, group: g.id, failed: null };
  return (
    <Page
      above={<a href={paths.groups(p.place)}>Arbetsgrupper</a>}
      title={g.name}
      beside={
        <>
          <Tag tone={groupTones[p.standing]}>{groupStandings[p.standing]}</Tag>
          {p.staff && running && (
            <ButtonLink quiet href={act("andra")}>
              Ändra
            </ButtonLink>
          )}
        </>
      }
    >
      <Columns>
        <Stack>
          {!p.staff && p.joining.invitations.map((j) => <Invited key={j.id} line={j} way={way} />)}
          {p.staff && <Requests requests={p.joining.requests} way={way} />}
          <About page={p} />
          <Places page={p} />
          {p.staff && running && (
            <div className="acts">
              <ButtonLink quiet href={act("plats")}>
                Ge en organisation plats
              </ButtonLink>
              <ButtonLink quiet href={act("inbjudan")}>
                Bjud in
              </ButtonLink>
              <ButtonLink quiet href={act("avslut")}>
                Avsluta gruppen
              </ButtonLink>
            </div>
          )}
          <Card
            title="Filer och länkar"
            id="material"
            pad={false}
            action={p.staff ? <a href={paths.newMaterialOf(p.place, "grupp", g.id)}>Lägg till</a> : undefined}
          >
            {p.material.length === 0 ? (
              <Empty>Gruppen har inga filer än.</Empty>
            ) : (
              <Material lines={p.material} way={{ place: p.place, staff: p.staff }} />
            )}
          </Card>
        </Stack>
        <Stack>
          {!p.staff && <Asking joining={p.joining} way={way} />}
          <Milestones lines={p.milestones} place={p.place} group={g.id} staff={p.staff} leads={p.leads} />
          <Meetings page={p} />
          <Tasks page={p} />
          {p.staff && running && (
            <Invitations invitations={p.joining.invitations} answered={p.joining.answered} way={way} />
          )}
          <Earlier page={p} />
        </Stack>
      </Columns>
    </Page>
  );
}
