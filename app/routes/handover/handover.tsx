// The first page of whoever comes to a seat: what it is, what was handed over and what waits. To fetch it counts as nothing; "Jag har läst" does.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { purposes, seatWords } from "~/domain/commitments/texts";
import { markRead, passPlaces } from "~/domain/handover/commands.server";
import { handoverPage } from "~/domain/handover/queries.server";
import { handoverPost } from "~/domain/handover/schema";
import { openWords } from "~/domain/handover/texts";
import { whenText } from "~/domain/meetings/rules";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate, through } from "~/platform/calendar";
import { must } from "~/platform/must";
import { ErrorSummary, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { Button, Empty, Facts, Notice } from "~/ui/parts";
import { Note } from "./views/note";
import { Places } from "./views/places";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, `Överlämning: ${data?.organisation ?? ""}`) },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "handover.see", (permit, { params }) => handoverPage(permit, params.organisation));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "handover.see", handoverPost, async (permit, input, { params, url }) => {
    if (input.gor === "last") {
      await markRead(permit);
      return { to: paths.mine, notice: "Sidan finns kvar under Min organisation, som Överlämning." };
    }
    const changed = await passPlaces(permit, params.organisation, input.innehav, input.plats);
    return { to: `${url.pathname}#platser`, notice: changed > 0 ? "Valet är sparat." : "Inget var ändrat." };
  });

export default function Handover() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const { place } = p;
  return (
    <Page
      above={<a href={paths.organisation(place, p.slug)}>{p.organisation}</a>}
      title={p.unread ? "Välkommen till uppdraget" : "Överlämning"}
      lead={`${p.organisation} i ${p.network}. Här står vad uppdraget är, vad som lämnas över och vad som väntar.`}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      {p.unread && (
        <Notice>
          <p>
            Läs igenom sidan och säg till när du är klar. Den finns sedan under Min organisation.
            {p.others.length > 0 && (
              <>
                {" "}
                Du representerar också{" "}
                {p.others.map((o, i) => (
                  <span key={o.slug}>
                    {i > 0 && ", "}
                    <a href={paths.organisationAct(place, o.slug, "overlamning")}>{o.name}</a>
                  </span>
                ))}
                . Det räcker att svara en gång.
              </>
            )}
          </p>
          <Form className="acts">
            <Hidden name="gor" value="last" />
            <Button>Jag har läst</Button>
          </Form>
        </Notice>
      )}
      <Columns>
        <Stack>
          {p.notes.length > 0 && (
            <Card title={p.own ? "Från den som hade platsen före" : "Överlämning från den som slutar"}>
              {p.notes.map((n) => (
                <Note key={n.key} note={n} own={p.own} />
              ))}
            </Card>
          )}
          <Card title="Det här väntar" count={`${p.open.length}`} pad={false}>
            {p.open.length === 0 ? (
              <Empty>Inget väntar på svar från organisationen.</Empty>
            ) : (
              <ul className="rows">
                {p.open.map((t) => (
                  <li key={t.key}>
                    <div>
                      <a href={t.href}>
                        {openWords[t.kind]}: {t.title}
                      </a>
                      {t.lastOn && (
                        <p className="muted">
                          {t.lastOn < p.today ? "Sista dagen var" : "Senast"} {longDate(t.lastOn)}
                        </p>
                      )}
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </Card>
          {p.leaving.length > 0 && (
            <Card title="Platser som lämnas över" id="platser">
              <p className="muted">
                Varje plats i en arbetsgrupp går vidare till efterträdaren om ni inte väljer något annat. Det
                ni väljer efter bytet gäller från i dag.
              </p>
              {p.leaving.map((l) => (
                <Places key={l.holdingId} leaver={l} today={p.today} />
              ))}
            </Card>
          )}
          <Card title="Mötena framåt" action={<a href={paths.meetings(place)}>Årets möten</a>} pad={false}>
            {p.meetings.length === 0 ? (
              <Empty>Inget möte är på gång.</Empty>
            ) : (
              <ul className="rows">
                {p.meetings.map((m) => (
                  <li key={m.id}>
                    <div>
                      <a href={paths.meeting(place, m.id)}>{m.title}</a>
                      <p className="muted">
                        {whenText(m)}
                        {m.answered ? ". Organisationen har svarat" : ""}
                      </p>
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </Card>
          <Card title="Det här är uppdraget">
            {p.purpose.split("\n").map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
            <p>
              {p.authority} samordnar {p.network}. Uppdraget har sex åtaganden:
            </p>
            <ul className="plainlist">
              {p.terms.duties.map((d) => (
                <li key={d.name}>
                  <strong>{d.name}.</strong> {d.text}
                </li>
              ))}
            </ul>
            <p className="after">{p.terms.gives}</p>
          </Card>
        </Stack>
        <Stack>
          <Card title="Platserna">
            <Facts
              rows={p.seats.flatMap((s) => [
                [
                  seatWords[s.seat],
                  s.now ? (
                    <>
                      {s.now.who}
                      <p className="muted">
                        Sedan {longDate(s.now.fromOn)}
                        {s.now.untilOn && `, till och med ${through(s.now.untilOn)}`}
                      </p>
                    </>
                  ) : (
                    s.empty
                  ),
                ] as const,
                s.before
                  ? ([
                      "Före",
                      <>
                        {s.before.who}
                        <p className="muted">
                          {longDate(s.before.fromOn)}–
                          {through(must(s.before.untilOn, "the day the seat was left"))}
                        </p>
                      </>,
                    ] as const)
                  : null,
              ])}
            />
          </Card>
          <Card title="Arbetsgrupper">
            {p.groups.length === 0 ? (
              <Empty>Organisationen har ingen plats i en arbetsgrupp.</Empty>
            ) : (
              <ul className="plainlist">
                {p.groups.map((g) => (
                  <li key={g.id}>
                    <a href={paths.group(place, g.id)}>{g.name}</a>
                    <br />
                    <span className="muted">{g.who ?? "Vakant"}</span>
                  </li>
                ))}
              </ul>
            )}
          </Card>
          <Card
            title="Interna kontaktvägar"
            action={<a href={paths.organisationAct(place, p.slug, "kontaktvagar")}>Ändra</a>}
          >
            {p.ways.length === 0 ? (
              <Empty>Ingen kontaktväg finns än.</Empty>
            ) : (
              <ul className="plainlist">
                {p.ways.map((c) => (
                  <li key={c.name}>
                    {c.name}
                    <br />
                    <span className="muted">
                      {purposes[c.purpose]}, {c.frequency}
                    </span>
                  </li>
                ))}
              </ul>
            )}
            <p className="muted after">
              {p.confirmed
                ? `Chefen bekräftade senast ${longDate(p.confirmed)}.`
                : "Chefen har inte fått frågan om dem än."}
            </p>
          </Card>
          <Card title="Senaste minnesanteckningarna">
            {p.minutes ? (
              <p>
                <a href={paths.meetingAct(place, p.minutes.id, "minnesanteckningar")}>{p.minutes.title}</a>
                <br />
                <span className="muted">{longDate(p.minutes.heldOn)}</span>
              </p>
            ) : (
              <Empty>Inga är publicerade än.</Empty>
            )}
          </Card>
          <p className="muted">
            Frågor? Skriv till <a href={`mailto:${p.mailbox}`}>{p.mailbox}</a>.
          </p>
        </Stack>
      </Columns>
    </Page>
  );
}
