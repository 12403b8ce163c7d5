import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { organisationPage } from "~/domain/organisations/queries.server";
import { organisationWaits } from "~/domain/network/mine.server";
import { besideText, formWord, kindWords, purposes, signerWords } from "~/domain/commitments/texts";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { addDays, longDate, tableMoment } from "~/platform/calendar";
import { capital, counted, listed } from "~/platform/swedish";
import { Card, Columns, Page, Stack } from "~/ui/page";
import {
  Button,
  ButtonLink,
  DataTable,
  Empty,
  Facts,
  More,
  Notice,
  PostButton,
  Tag,
  Timeline,
  type Tone,
} from "~/ui/parts";
import { StandingTag } from "../network/standing";
import { HolderHistory, SeatPair } from "./views/seats";
import { WaitsList } from "../access/views/waits";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data ? data.organisation.name : "Organisation") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "organisation.see", (permit, { params, url }) => ({
    ...organisationPage(permit, params.organisation, url.searchParams.get("datum")),
    waits: organisationWaits(permit, params.organisation),
  }));

const tones: Partial<Record<string, Tone>> = {
  active: "ok",
  signed: "info",
  declined: "gap",
  returned: "gap",
  awaitingSignature: "wait",
  draft: "info",
};

type Manager = ReturnType<typeof organisationPage>["managers"][number];
/** One manager of both seats is written once. */
const merged = (all: readonly Manager[]): (Omit<Manager, "seat"> & { seat: keyof typeof signerWords })[] =>
  all.length === 2 && all[0]!.name === all[1]!.name && all[0]!.email === all[1]!.email
    ? [{ ...all[0]!, seat: "both" }]
    : [...all];

export default function Organisation() {
  const p = useLoaderData<typeof loader>();
  const { place, organisation: o } = p;
  const act = (name: Parameters<typeof paths.organisationAct>[2]) =>
    paths.organisationAct(place, o.slug, name);
  const underway = p.forms.find((f) => f.state === "awaitingSignature" || f.state === "signed");
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
      beside={p.now && <StandingTag now={p.now} invitation={p.staff ? p.now.invitation : null} />}
    >
      {p.past && (
        <Notice tone="info">
          <p>
            Så här var det {longDate(p.on)}. <a href={paths.organisation(place, o.slug)}>Visa i dag</a>
          </p>
        </Notice>
      )}
      {p.successor && (
        <Notice>
          <p>
            Organisationen har gått upp i{" "}
            <a href={paths.organisation(place, p.successor.slug)}>{p.successor.name}</a>.
          </p>
        </Notice>
      )}
      {p.predecessors.length > 0 && (
        <Notice>
          <p>
            Här ingår{" "}
            {p.predecessors.map((x, i) => (
              <span key={x.slug}>
                {i > 0 && ", "}
                <a href={paths.organisation(place, x.slug)}>{x.name}</a>
              </span>
            ))}
            .
          </p>
        </Notice>
      )}
      {!p.past && underway && (
        <Notice tone={underway.state === "signed" ? "ok" : "wait"}>
          <p>
            {besideText(underway)}. <a href={paths.commitment(place, underway.id)}>Visa</a>
          </p>
        </Notice>
      )}
      {p.covers.map((c) => (
        <Notice key={c.id}>
          <p>
            Ersättaren tjänstgör {longDate(c.fromOn)}–{longDate(addDays(c.untilOn, -1))}.{" "}
            {p.staff && (
              <PostButton
                small
                quiet
                action={act("ersattaren-tjanstgor")}
                hidden={{ gor: "avsluta", id: c.id }}
              >
                Avsluta
              </PostButton>
            )}
          </p>
        </Notice>
      ))}
      <SeatPair page={p} />
      <Columns>
        <Stack>
          <Card title="Blanketter" pad={false}>
            {p.forms.length === 0 ? (
              <Empty>Här visas organisationens blanketter, från utkast till den som gäller.</Empty>
            ) : (
              <DataTable
                caption="Blanketter"
                rows={p.forms}
                rowKey={(f) => f.id}
                columns={[
                  {
                    head: "Blankett",
                    cell: (f) => <a href={paths.commitment(place, f.id)}>{kindWords[f.kind]}</a>,
                  },
                  {
                    head: "Läge",
                    cell: (f) => <Tag tone={tones[f.state] ?? "info"}>{formWord(f)}</Tag>,
                  },
                  { head: "Gäller från", cell: (f) => <span className="when">{f.startOn ?? ""}</span> },
                  {
                    head: "Mottagen",
                    cell: (f) =>
                      f.receivedAt ? (
                        <span className="when">
                          {tableMoment(new Date(f.receivedAt)).slice(0, 10)}
                          {f.diaryNumber && `, ${f.diaryNumber}`}
                        </span>
                      ) : (
                        ""
                      ),
                  },
                ]}
              />
            )}
          </Card>
          <Card title="Vem som har haft platserna" pad={false}>
            {p.holders.length === 0 ? (
              <Empty>Här visas alla som har varit representant eller ersättare.</Empty>
            ) : (
              <HolderHistory holders={p.holders} />
            )}
            <form className="ondate">
              <label htmlFor="datum">Visa hur det var en viss dag</label>
              <div>
                <input className="ds-input short" type="date" id="datum" name="datum" defaultValue={p.on} />
                <Button quiet small>
                  Visa
                </Button>
              </div>
            </form>
          </Card>
          <Card title="Det här har hänt">
            {p.timeline.length === 0 ? (
              <Empty>Här visas vad som händer med organisationens blanketter och platser.</Empty>
            ) : (
              <Timeline
                items={p.timeline.map((t) => ({
                  key: String(t.key),
                  when: t.when,
                  what: t.what,
                  more: t.more,
                }))}
              />
            )}
          </Card>
        </Stack>
        <Stack>
          {!p.past && p.waits && (
            <Card title="Väntar på er">
              <WaitsList waits={p.waits} place={place} />
            </Card>
          )}
          <Card
            title="Interna kontaktvägar"
            action={p.past ? undefined : <a href={act("kontaktvagar")}>Ändra</a>}
          >
            {p.channels.length === 0 ? (
              <Empty>Kommer från blanketten.</Empty>
            ) : (
              <ul className="plainlist">
                {p.channels.map((c, i) => (
                  <li key={i}>
                    {c.name}
                    <br />
                    <span className="muted">
                      {purposes[c.purpose]}, {c.frequency}
                    </span>
                  </li>
                ))}
              </ul>
            )}
            {!p.past && p.toReview > 0 && (
              <p className="muted after">
                {capital(counted(p.toReview, "kontaktväg", "kontaktvägar"))} kan behöva ses över.
              </p>
            )}
          </Card>
          <Card title="Ansvarig chef">
            {p.managers.length === 0 ? (
              <Empty>Kommer från den blankett som chefen skriver under.</Empty>
            ) : (
              <Facts
                rows={merged(p.managers).map((m) => [
                  signerWords[m.seat],
                  <>
                    {m.name}
                    {m.acting ? " (t.f.)" : ""}
                    <p>{[m.title, m.unit, m.town].filter(Boolean).join(", ")}</p>
                    {m.email && <p>{m.email}</p>}
                    {m.phone && <p>{m.phone}</p>}
                  </>,
                ])}
              />
            )}
          </Card>
          {!p.past && (p.staff || p.confirmed.answeredOn || p.confirmed.askedOn) && (
            <Card
              title="Årlig bekräftelse"
              action={p.staff ? <a href={act("bekraftelse")}>Notera svar</a> : undefined}
            >
              {p.confirmed.answeredOn && (
                <p>
                  Chefen svarade {longDate(p.confirmed.answeredOn)}.
                  {p.confirmed.channels === "no" && <> Kontaktvägarna behöver ändras.</>}
                </p>
              )}
              {p.confirmed.askedOn && (
                <p>Chefen fick frågan {longDate(p.confirmed.askedOn)} och har inte svarat än.</p>
              )}
              {!p.confirmed.answeredOn && !p.confirmed.askedOn && (
                <Empty>Chefen får frågan ett år efter underskriften.</Empty>
              )}
            </Card>
          )}
          {!p.past && (
            <Card title="Mer att göra">
              <ul className="plainlist doors">
                <li>
                  <a href={act("overlamning")}>Överlämning</a>
                </li>
                {p.staff && (
                  <li>
                    <a href={act("inbjudan")}>Bjud in att fylla i blanketten</a>
                  </li>
                )}
                <li>
                  <a href={act("blankett")}>
                    {p.staff ? "Fyll i blanketten åt organisationen" : "Fyll i en ny blankett"}
                  </a>
                </li>
                {p.staff && p.deputy && (
                  <li>
                    <a href={act("ersattaren-tjanstgor")}>Ersättaren tjänstgör en period</a>
                  </li>
                )}
                {!p.staff && (
                  <li>
                    <a href={paths.mailChoice}>Välj hur du får mejl</a>
                  </li>
                )}
                {p.visit && (
                  <li>
                    <a href={paths.visit(place, p.visit.id)}>Kommunbesök {longDate(p.visit.visitOn)}</a>
                  </li>
                )}
                {p.staff && (
                  <li>
                    <a href={paths.newVisit(place, o.slug)}>Planera ett kommunbesök</a>
                  </li>
                )}
                {p.staff && (
                  <li>
                    <a href={act("uppgifter")}>Ändra organisationens uppgifter</a>
                  </li>
                )}
              </ul>
            </Card>
          )}
          {p.staff && (p.contacts.length > 0 || p.domains.length > 0) && (
            <Card title="Kontakter">
              {p.contacts.length > 0 && (
                <ul className="plainlist">
                  {p.contacts.map((c) => (
                    <li key={c.id}>
                      {c.name && (
                        <>
                          {c.name}
                          <br />
                        </>
                      )}
                      <a href={`mailto:${c.email}`}>{c.email}</a>
                    </li>
                  ))}
                </ul>
              )}
              {p.domains.length > 0 && <p className="muted">Kända domäner: {listed(p.domains)}</p>}
            </Card>
          )}
          {p.elsewhere.length > 0 && (
            <Card title="Andra nätverk i länet">
              <ul className="plainlist">
                {p.elsewhere.map((n) => (
                  <li key={n.name}>
                    {n.place ? <a href={paths.organisation(n.place, o.slug)}>{n.name}</a> : n.name}
                    {n.seat && <span className="muted"> {n.seat}</span>}
                  </li>
                ))}
              </ul>
            </Card>
          )}
          {p.names.length > 0 && (
            <Card title="Tidigare namn">
              <ul className="plainlist">
                {p.names.map((n) => (
                  <li key={n.untilOn}>
                    {n.name} <span className="muted">till {longDate(n.untilOn)}</span>
                  </li>
                ))}
              </ul>
            </Card>
          )}
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
