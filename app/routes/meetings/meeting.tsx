import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agendaCard } from "~/domain/meetings/agenda/queries.server";
import { inviteGuest, removeGuest } from "~/domain/meetings/commands.server";
import { materialOf } from "~/domain/material/queries.server";
import { minutesCard } from "~/domain/meetings/minutes/queries.server";
import { meetingPage, type RosterLine } from "~/domain/meetings/queries.server";
import { guestSchema } from "~/domain/meetings/schema";
import { meetingKinds, meetingStands, modes, nobodyToCall } from "~/domain/meetings/texts";
import { again } from "~/http/again";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDateAt } from "~/platform/calendar";
import { capital, counted } from "~/platform/swedish";
import { EmailField, ErrorSummary, FormFields, Hidden, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, DataTable, Empty, Facts, More, Notice, Tag } from "~/ui/parts";
import { Material } from "../material/views/material-list";
import { Agenda } from "./views/agenda-items";
import { Answered } from "./views/answer-form";
import { AnswerTag } from "./views/answer-tag";
import { MeetingFacts } from "./views/facts";
import { titled } from "~/ui/shell";

const posted = z.discriminatedUnion("gor", [
  guestSchema.extend({ gor: z.literal("bjud-in") }),
  z.object({ gor: z.literal("ta-bort"), id: z.string() }),
]);
export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.meeting.title ?? "Möte") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "meeting.see", (permit, { params }) => ({
    ...meetingPage(permit, params.meeting),
    agenda: agendaCard(permit, params.meeting),
    material: materialOf(permit, params.meeting),
    minutes: minutesCard(permit, params.meeting),
  }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "meeting.manage", posted, async (permit, input, { params }) => {
    const to = paths.meeting(permit.network, params.meeting);
    if (input.gor === "ta-bort") {
      await removeGuest(permit, params.meeting, input.id);
      return { to, notice: "Gästen är borttagen och har fått besked." };
    }
    await inviteGuest(permit, params.meeting, input);
    return { to, notice: "Inbjudan är skickad.", sent: again.invited(input.name) };
  });

/** Where nobody is silent: all have answered, or there was nobody to call. */
const answered = (lines: readonly RosterLine[]) =>
  lines.some((l) => l.choice !== null) ? "Alla har svarat" : nobodyToCall;

const guestAnswers: Partial<Record<string, string>> = { yes: "Kommer", no: "Kan inte" };
const minutesStand: Partial<Record<string, string>> = {
  comments: "Ute för synpunkter. ",
  draft: "Ett utkast finns. ",
};

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;
const actsOf =
  ({ place, meeting }: Shown) =>
  (name: Parameters<typeof paths.meetingAct>[2]) =>
    paths.meetingAct(place, meeting.id, name);
const isOpen = (p: Shown) => p.meeting.state === "convened" && !p.started;

function Pages({ page: p }: { page: Shown }) {
  const { meeting: m } = p;
  const act = actsOf(p);
  if (!p.staff || m.state === "cancelled") return null;
  return (
    <nav className="tabs pages" aria-label="Mötets sidor">
      <a href={act("dagordning")}>Dagordning</a>
      {m.state === "convened" && <a href={act("narvaro")}>Närvaro</a>}
      <a href={act("minnesanteckningar")}>Minnesanteckningar</a>
      {!p.ended && (
        <>
          <a href={act("andra")}>{m.state === "convened" ? "Ändra eller flytta mötet" : "Ändra mötet"}</a>
          <a href={act("installt")}>Ställ in mötet</a>
        </>
      )}
    </nav>
  );
}

function Answers({ page: p }: { page: Shown }) {
  const { place } = p;
  return (
    <Card
      title="Svar"
      count={
        p.silent > 0
          ? `${capital(counted(p.silent, "organisation", "organisationer"))} har inte svarat`
          : answered(p.lines)
      }
      pad={false}
    >
      <DataTable
        caption="Svar per organisation"
        rows={p.lines}
        rowKey={(l) => l.organisationId}
        columns={[
          {
            head: "Organisation",
            cell: (l) => <a href={paths.organisation(place, l.slug)}>{l.organisation}</a>,
          },
          {
            head: "Svar",
            cell: (l) => (
              <>
                <AnswerTag {...l} />
                {l.queue > 0 && <p className="muted">Plats {l.queue} i kön till rummet</p>}
              </>
            ),
          },
          {
            head: "Vem",
            cell: (l) =>
              l.who && (
                <>
                  {l.who}
                  {l.mode && <span className="muted">, {modes[l.mode].toLowerCase()}</span>}
                </>
              ),
          },
          { head: "Att veta", cell: (l) => l.note ?? "" },
          {
            head: "Ändra",
            cell: (l) =>
              isOpen(p) ? (
                <a
                  className="when"
                  href={paths.answerFor(place, p.meeting.id, l.slug)}
                  aria-label={`Svara åt ${l.organisation}`}
                >
                  Svara åt
                </a>
              ) : (
                ""
              ),
          },
        ]}
      />
    </Card>
  );
}

function Coming({ page: p }: { page: Shown }) {
  return (
    <Card title="Vilka kommer" count={p.coming || undefined} pad={false}>
      {p.lines.length === 0 ? (
        <Empty>Här visas vilka som kommer när organisationerna har svarat.</Empty>
      ) : (
        <DataTable
          caption="Vilka kommer"
          rows={p.lines}
          rowKey={(l) => l.organisationId}
          columns={[
            { head: "Organisation", cell: (l) => l.organisation },
            { head: "Vem", cell: (l) => l.who },
          ]}
        />
      )}
    </Card>
  );
}

function Figures({ page: p }: { page: Shown }) {
  const { meeting: m } = p;
  return (
    <Card title="I siffror">
      <Facts
        counts
        rows={[
          ["Organisationer som kommer", String(p.coming)],
          ["Kan inte", String(p.declined)],
          ["Har inte svarat", String(p.silent)],
          m.place
            ? [
                "Personer på plats",
                m.places === null
                  ? String(p.room)
                  : `${Math.min(p.room, m.places)} av ${m.places}${p.room > m.places ? `, ${p.room - m.places} i kö` : ""}`,
              ]
            : null,
          m.link ? ["Personer digitalt", String(p.digital)] : null,
          p.diets.length > 0
            ? [
                "Specialkost",
                <ul className="plainlist" key="d">
                  {p.diets.map((d) => (
                    <li key={d.diet}>
                      {d.count} {d.diet}
                    </li>
                  ))}
                </ul>,
              ]
            : null,
        ]}
      />
    </Card>
  );
}

function Guests({ page: p, failed }: { page: Shown; failed: Rejected | undefined }) {
  return (
    <Card title="Gäster">
      <ErrorSummary errors={failed?.errors ?? {}} />
      {p.guests.length > 0 && (
        <ul className="rows flush">
          {p.guests.map((g) => (
            <li key={g.id}>
              <span>
                {g.name}
                <br />
                <span className="muted">
                  {g.email}. {guestAnswers[g.choice ?? ""] ?? "Har inte svarat"}
                </span>
              </span>
              {isOpen(p) && (
                <Form>
                  <Hidden name="gor" value="ta-bort" />
                  <Hidden name="id" value={g.id} />
                  <Button small quiet>
                    Ta bort
                  </Button>
                </Form>
              )}
            </li>
          ))}
        </ul>
      )}
      {isOpen(p) && (
        <More label="Bjud in en gäst" open={failed !== undefined}>
          <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
            <Form noValidate>
              <Hidden name="gor" value="bjud-in" />
              <TextField name="name" label="Namn" autoComplete="off" />
              <EmailField name="email" label="Mejladress" />
              <div className="acts">
                <Button quiet>Skicka inbjudan</Button>
              </div>
            </Form>
          </FormFields>
        </More>
      )}
    </Card>
  );
}

function WholeMaterial({ page: p }: { page: Shown }) {
  const { meeting: m, place } = p;
  const shown = new Set(p.agenda.items.map((i) => i.id));
  const whole = p.material.filter((l) => !l.agendaItemId || !shown.has(l.agendaItemId));
  if (!p.staff && whole.length === 0) return null;
  return (
    <Card
      title="Material"
      id="material"
      pad={false}
      action={
        p.staff && m.state !== "cancelled" ? (
          <a href={paths.newMaterial(place, m.id)}>Lägg till</a>
        ) : undefined
      }
    >
      {whole.length === 0 ? (
        <Empty>Filer och länkar som hör till hela mötet visas här.</Empty>
      ) : (
        <Material lines={whole} way={{ place, staff: p.staff }} />
      )}
    </Card>
  );
}

function Beside({ page: p }: { page: Shown }) {
  const { meeting: m } = p;
  const act = actsOf(p);
  const [stands, tone] = meetingStands(m);
  return (
    <>
      {(m.state !== "convened" || m.over) && <Tag tone={tone}>{stands}</Tag>}
      {p.staff && m.state === "planned" && <ButtonLink href={act("kallelse")}>Granska och kalla</ButtonLink>}
      {p.staff && m.state === "convened" && m.heldOn <= p.today && (
        <ButtonLink href={act("narvaro")}>Närvaro</ButtonLink>
      )}
    </>
  );
}

function Notices({ page: p }: { page: Shown }) {
  const { meeting: m } = p;
  return (
    <>
      {m.state === "cancelled" && (
        <Notice tone="wait">
          <p>
            Mötet ställdes in {m.cancelledAt && longDateAt(m.cancelledAt)}.{m.cancelWhy && ` ${m.cancelWhy}`}
          </p>
        </Notice>
      )}
      {p.clash && m.state !== "cancelled" && m.heldOn >= p.today && (
        <Notice tone="wait">
          <p>{capital(p.clash)}. Det går bra att hålla mötet då ändå.</p>
        </Notice>
      )}
    </>
  );
}

export default function Meeting() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const { meeting: m, place } = p;
  const act = actsOf(p);
  return (
    <Page
      above={<a href={paths.meetings(place, m.heldOn.slice(0, 4))}>Möten</a>}
      title={m.title}
      beside={<Beside page={p} />}
      lead={m.kind === "ordinary" ? undefined : meetingKinds[m.kind]}
    >
      <Pages page={p} />
      <Notices page={p} />
      {p.mine.map((seat) => (
        <div key={seat.organisationId}>
          <Answered seat={seat} />
        </div>
      ))}
      {isOpen(p) && p.mine.length > 0 && (
        <div className="acts">
          <ButtonLink href={act("svar")}>
            {p.mine.some((s) => !s.choice) ? "Svara" : "Ändra svaret"}
          </ButtonLink>
        </div>
      )}
      <Columns>
        <Stack>
          <Card>
            <MeetingFacts m={m} />
            {m.message && (
              <div className="after">
                {m.message.split("\n").map((line, i) => (
                  <p key={i}>{line}</p>
                ))}
              </div>
            )}
          </Card>
          {(m.state !== "cancelled" || p.agenda.items.length > 0) && (
            <Agenda
              agenda={p.agenda}
              material={p.material}
              way={{ place, staff: p.staff }}
              staff={p.staff}
              manage={act("dagordning")}
              propose={act("forslag")}
            />
          )}
          {m.state === "convened" && (p.staff ? <Answers page={p} /> : <Coming page={p} />)}
        </Stack>
        <Stack>
          {p.staff && m.state === "convened" && (
            <>
              <Figures page={p} />
              <Guests page={p} failed={failed} />
            </>
          )}
          <WholeMaterial page={p} />
          {p.minutes.state && (
            <Card title="Minnesanteckningar">
              <p>
                {minutesStand[p.minutes.state] ?? ""}
                <a href={act("minnesanteckningar")}>Läs minnesanteckningarna</a>
              </p>
            </Card>
          )}
        </Stack>
      </Columns>
    </Page>
  );
}
