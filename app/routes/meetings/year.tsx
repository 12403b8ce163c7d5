import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { yearPage, type YearLine } from "~/domain/meetings/queries.server";
import { whenText } from "~/domain/meetings/rules";
import { meetingKinds, meetingStands, vacancyText } from "~/domain/meetings/texts";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { shortDate } from "~/platform/calendar";
import { capital } from "~/platform/swedish";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { ButtonLink, DataTable, Empty, Notice, Tag } from "~/ui/parts";
import { Wheel, WheelKey, type Mark } from "./views/wheel";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data ? `Möten ${data.year}` : "Möten") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "meeting.see", (permit, { url }) => yearPage(permit, url.searchParams.get("ar")));

function Standing({ m }: { m: YearLine }) {
  const [words, tone] = meetingStands(m);
  return <Tag tone={tone}>{words}</Tag>;
}

function Where({ place, link }: { place: string | null; link: string | null }) {
  if (!place) return <>{link ? "Digitalt" : ""}</>;
  return (
    <>
      {place}
      {link && <span className="muted">, även digitalt</span>}
    </>
  );
}

export default function Year() {
  const p = useLoaderData<typeof loader>();
  const marks: Mark[] = [
    ...p.days.map((d) => ({ ...d, kind: "day" as const })),
    ...p.meetings.flatMap((m): Mark[] => [
      { on: m.heldOn, label: m.title, kind: m.state === "cancelled" ? "cancelled" : "meeting" },
      ...(m.answerByOn && m.state !== "cancelled" && m.answerByOn.startsWith(`${p.year}`)
        ? [{ on: m.answerByOn, label: `Sista svarsdag: ${m.title}`, kind: "answer" as const }]
        : []),
    ]),
    ...p.expiring.map((x): Mark => ({
      on: x.lastOn,
      label: `Perioden för ${x.organisation} går ut`,
      kind: "expiry",
    })),
    ...p.vacancies.map((x): Mark => ({ on: x.on, label: vacancyText(x), kind: "vacancy" })),
  ];
  return (
    <Page
      title={`Möten ${p.year}`}
      beside={
        p.staff && (
          <ButtonLink
            href={paths.planYear(p.place, p.year > Number(p.today.slice(0, 4)) ? p.year : undefined)}
          >
            Planera ett år
          </ButtonLink>
        )
      }
    >
      <nav className="tabs" aria-label="År">
        {p.years.map((y) => (
          <a
            key={y}
            href={paths.meetings(p.place, String(y))}
            aria-current={y === p.year ? "page" : undefined}
          >
            {y}
          </a>
        ))}
      </nav>
      {p.polls.map((poll) => (
        <Notice key={poll.id}>
          <p>
            {p.staff ? (
              <>
                Ni söker en tid: <a href={paths.poll(p.place, poll.id)}>{poll.title}</a>
              </>
            ) : (
              <>
                Länsstyrelsen söker en tid.{" "}
                <a href={paths.pollAnswer(p.place, poll.id)}>Svara när ni kan: {poll.title}</a>
              </>
            )}
          </p>
        </Notice>
      ))}
      <Columns>
        <Stack>
          <Card title="Årets möten" count={p.meetings.length || undefined} pad={false}>
            {p.meetings.length === 0 ? (
              <Empty>
                {p.staff
                  ? "Inga möten är planerade. Planera hela året på en gång, eller lägg till ett möte i taget."
                  : "Här visas årets möten när länsstyrelsen har kallat till dem."}
              </Empty>
            ) : (
              <DataTable
                caption="Årets möten"
                rows={p.meetings}
                rowKey={(m) => m.id}
                columns={[
                  {
                    head: "Möte",
                    cell: (m) => (
                      <>
                        <a href={paths.meeting(p.place, m.id)}>{m.title}</a>
                        {m.kind !== "ordinary" && (
                          <span className="muted"> · {meetingKinds[m.kind].toLowerCase()}</span>
                        )}
                        <br />
                        <span className="muted">{whenText(m)}</span>
                        {m.clash && (
                          <p className="small">
                            <Tag tone="wait">{capital(m.clash)}</Tag>
                          </p>
                        )}
                      </>
                    ),
                  },
                  {
                    head: "Var",
                    cell: (m) => <Where {...m} />,
                  },
                  { head: "Läge", cell: (m) => <Standing m={m} /> },
                  ...(p.staff
                    ? [
                        {
                          head: "Svar",
                          cell: (m: YearLine) =>
                            m.state === "convened" ? (
                              <span className="when">
                                {m.coming + m.declined} av {m.asked}
                              </span>
                            ) : (
                              ""
                            ),
                        },
                      ]
                    : []),
                ]}
              />
            )}
          </Card>
          <div className="acts">
            {p.staff && (
              <ButtonLink quiet href={paths.newMeeting(p.place)}>
                Lägg till ett möte
              </ButtonLink>
            )}
            {p.staff && (
              <ButtonLink quiet href={paths.newPoll(p.place)}>
                Föreslå flera tider
              </ButtonLink>
            )}
            {p.staff && (
              <ButtonLink quiet href={paths.attendance(p.place)}>
                Närvaro över tid
              </ButtonLink>
            )}
            {p.staff && (
              <ButtonLink quiet href={paths.yearFigures(p.place)}>
                Årets siffror
              </ButtonLink>
            )}
            {p.staff && (
              <ButtonLink quiet href={paths.inbox(p.place)}>
                Inkomna svar
              </ButtonLink>
            )}
            <ButtonLink quiet href={paths.agreed(p.place)}>
              Vi kom överens om
            </ButtonLink>
            <ButtonLink quiet href={paths.subscribe(p.place)}>
              Prenumerera
            </ButtonLink>
          </div>
        </Stack>
        <Stack>
          <Card title="Årshjulet">
            <Wheel year={p.year} today={p.today} marks={marks} />
            <WheelKey staff={p.staff} />
          </Card>
          <Card title="Dagar att känna till">
            <ul className="plainlist">
              {[
                ...p.days.map((d) => ({ on: d.on, label: d.label, href: null as string | null })),
                ...p.expiring.map((x) => ({
                  on: x.lastOn,
                  label: `Perioden för ${x.organisation} går ut`,
                  href: paths.organisation(p.place, x.slug),
                })),
                ...p.vacancies.map((x) => ({
                  on: x.on,
                  label: vacancyText(x),
                  href: paths.organisation(p.place, x.slug),
                })),
              ]
                .sort((a, b) => a.on.localeCompare(b.on))
                .map((d) => (
                  <li key={d.on + d.label}>
                    <span className="when">{shortDate(d.on)}</span>{" "}
                    {d.href ? <a href={d.href}>{d.label}</a> : d.label}
                  </li>
                ))}
            </ul>
          </Card>
        </Stack>
      </Columns>
    </Page>
  );
}
