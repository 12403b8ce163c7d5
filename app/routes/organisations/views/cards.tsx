// The cards of an organisation's page.
import type { OrganisationPage } from "~/domain/organisations/queries.server";
import {
  besideText,
  formTones,
  formWord,
  kindWords,
  purposes,
  signerWords,
} from "~/domain/commitments/texts";
import { startsYear } from "~/domain/confirmations/rules";
import { paths } from "~/paths";
import { addDays, longDate, longPeriod, tableMoment, through } from "~/platform/calendar";
import { capital, counted, listed } from "~/platform/swedish";
import { Card } from "~/ui/page";
import { Button, DataTable, Empty, Facts, Notice, PostButton, Tag, Timeline } from "~/ui/parts";
import { StandingTag } from "~/routes/network/standing";
import { HolderHistory } from "./seats";

type Manager = OrganisationPage["managers"][number];
/** One manager of both seats is written once. */
function merged(all: readonly Manager[]): (Omit<Manager, "seat"> & { seat: keyof typeof signerWords })[] {
  const [a, b, ...more] = all;
  const same = a && b && more.length === 0 && a.name === b.name && a.email === b.email;
  return same ? [{ ...a, seat: "both" }] : [...all];
}

type Shown = OrganisationPage;
const actsOf =
  ({ place, organisation }: Shown) =>
  (name: Parameters<typeof paths.organisationAct>[2]) =>
    paths.organisationAct(place, organisation.slug, name);

export function Forms({ page: p }: { page: Shown }) {
  const { place } = p;
  return (
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
              cell: (f) => <Tag tone={formTones[f.state]}>{formWord(f)}</Tag>,
            },
            { head: "Gäller från", cell: (f) => <span className="when">{f.startOn ?? ""}</span> },
            {
              head: "Mottagen",
              cell: (f) =>
                f.receivedAt ? (
                  <>
                    <span className="when">{tableMoment(new Date(f.receivedAt)).slice(0, 10)}</span>
                    {f.diaryNumber && (
                      <>
                        , <span className="when">{f.diaryNumber}</span>
                      </>
                    )}
                  </>
                ) : (
                  ""
                ),
            },
          ]}
        />
      )}
    </Card>
  );
}

export function Holders({ page: p }: { page: Shown }) {
  return (
    <Card title="Vem som har haft platserna" pad={false}>
      {p.holders.length === 0 ? (
        <Empty>Här visas alla som har varit representant eller ersättare.</Empty>
      ) : (
        <HolderHistory holders={p.holders} today={p.today} />
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
  );
}

export function Happened({ page: p }: { page: Shown }) {
  return (
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
      {p.latestAlone && <p className="hint">Här visas de {p.latestAlone} senaste händelserna.</p>}
    </Card>
  );
}

/** What the form says has been said. */
const inForce = (p: Shown): boolean => p.forms.some((f) => f.state === "active");
export function Channels({ page: p }: { page: Shown }) {
  const act = actsOf(p);
  return (
    <Card title="Interna kontaktvägar" action={p.past ? undefined : <a href={act("kontaktvagar")}>Ändra</a>}>
      {p.channels.length === 0 ? (
        <Empty>{inForce(p) ? "Ingen har lagt in någon kontaktväg." : "Kommer från blanketten."}</Empty>
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
  );
}

export function Managers({ page: p }: { page: Shown }) {
  return (
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
  );
}

export function Confirmed({ page: p }: { page: Shown }) {
  const act = actsOf(p);
  const fromList = p.forms.find(startsYear)?.origin === "moveIn";
  if (p.past || !(p.staff || p.confirmed.answeredOn || p.confirmed.askedOn)) return null;
  return (
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
        <Empty>
          {fromList
            ? "Chefen får frågan ett år efter att blanketten hämtades in från listan."
            : "Chefen får frågan ett år efter underskriften."}
        </Empty>
      )}
    </Card>
  );
}

export function MoreToDo({ page: p }: { page: Shown }) {
  const { place, organisation: o } = p;
  const act = actsOf(p);
  if (p.past) return null;
  return (
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
        {p.staff && o.kind === "municipality" && (
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
  );
}

export function Contacts({ page: p }: { page: Shown }) {
  if (!p.staff || (p.contacts.length === 0 && p.domains.length === 0)) return null;
  return (
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
  );
}

export function Elsewhere({ page: p }: { page: Shown }) {
  const { organisation: o } = p;
  if (p.elsewhere.length === 0) return null;
  return (
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
  );
}

export function EarlierNames({ page: p }: { page: Shown }) {
  if (p.names.length === 0) return null;
  return (
    <Card title="Tidigare namn">
      <ul className="plainlist">
        {p.names.map((n) => (
          <li key={n.untilOn}>
            {n.name} <span className="muted">till och med {through(n.untilOn)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const underwayOf = (p: Shown) =>
  p.past ? undefined : p.forms.find((f) => f.state === "awaitingSignature" || f.state === "signed");
/** The standing beside the heading. A form that waits for a signature or for its day has a notice of its own, with the way to it. */
export function OwnStanding({ page: p }: { page: Shown }) {
  if (!p.now) return null;
  const noticed = p.now.beside?.id === underwayOf(p)?.id;
  return (
    <StandingTag
      now={noticed ? { ...p.now, beside: null } : p.now}
      invitation={p.staff ? p.now.invitation : null}
    />
  );
}
/** What is not as usual: another day, a merger, a form underway, a deputy who serves. */
export function Notices({ page: p }: { page: Shown }) {
  const { place, organisation: o } = p;
  const act = actsOf(p);
  const underway = underwayOf(p);
  return (
    <>
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
      {underway && (
        <Notice tone={underway.state === "signed" ? "ok" : "wait"}>
          <p>
            {besideText(underway)}. <a href={paths.commitment(place, underway.id)}>Visa</a>
          </p>
        </Notice>
      )}
      {p.covers.map((c) => (
        <Notice key={c.id}>
          <p>
            Ersättaren tjänstgör {longPeriod(c.fromOn, addDays(c.untilOn, -1))}.{" "}
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
    </>
  );
}
