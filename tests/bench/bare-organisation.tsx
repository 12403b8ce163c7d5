// The bare server's page of one organisation, as the strategist sees it.
import type { ReactNode } from "react";
import { addDays, dayOf, longDate, longMoment, place, Tag } from "./bare-parts";

interface Holder {
  id: string;
  seat: "representative" | "deputy";
  personId: string;
  name: string;
  protected: number;
  title: string | null;
  email: string | null;
  phone: string | null;
  sharedMailbox: number;
  fromOn: string;
  untilOn: string | null;
  ending: string | null;
}
interface Manager {
  seat: "representative" | "deputy";
  name: string;
  title: string | null;
  email: string | null;
  phone: string | null;
  unit: string | null;
  town: string | null;
  acting: number;
}
interface Form {
  id: string;
  kind: string;
  state: string;
  startOn: string | null;
  receivedAt: string | null;
  diaryNumber: string | null;
}
export interface Detail {
  id: string;
  slug: string;
  name: string;
  principal: string | null;
  holders: string;
  forms: string;
  channels: string;
  confirmedAt: string | null;
  managers: string;
  contacts: string;
  domains: string;
  happened: string;
}

const kinds: Record<string, string> = {
  first: "Blankett",
  renewal: "Ny blankett",
  representative: "Byte av representant",
  deputy: "Byte av ersättare",
};
const named: Record<string, string> = {
  ...{ first: "Blanketten", renewal: "Den nya blanketten" },
  ...{ representative: "Blanketten om byte av representant", deputy: "Blanketten om byte av ersättare" },
};
const states: Record<string, [string, "ok" | "info" | "wait" | "gap"]> = {
  active: ["Gäller", "ok"],
  replaced: ["Ersatt av en ny blankett", "info"],
  awaitingSignature: ["Väntar på underskrift", "wait"],
  signed: ["Undertecknad", "info"],
};
const seats = { representative: "Representant", deputy: "Ersättare" };
const purposes: Record<string, string> = {
  deliver: "Sprida",
  gather: "Samla in",
  both: "Sprida och samla in",
};
const signers: Record<string, string> = {
  representative: "Chef för representanten",
  deputy: "Chef för ersättaren",
  both: "Chef för representanten och ersättaren",
};

const numerals = ["Inga", "En", "Två", "Tre", "Fyra"];

function sentence(
  kind: string,
  d: Record<string, string>,
  person: string | null,
  leaver: string | null,
): [string, string?] | null {
  const form = named[d.kind ?? ""] ?? "Blanketten";
  if (kind === "commitment.start") return [`${form} påbörjades`];
  if (kind === "commitment.send") return [`${form} skickades för underskrift`, "Länsstyrelsen fick besked"];
  if (kind === "commitment.complete")
    return [`${form} undertecknades`, `Gäller från ${longDate(d.startOn!)}. Länsstyrelsen fick besked`];
  if (kind === "commitment.receive") return ["Länsstyrelsen tog emot blanketten"];
  if (kind === "commitment.activate") return [`${form} började gälla`];
  if (kind !== "seat.taken") return null;
  const seat = seats[d.seat as "deputy"].toLowerCase();
  return [
    leaver ? `${person} blev ${seat} efter ${leaver}` : `${person} blev ${seat}`,
    `Från ${longDate(d.fromOn!)}`,
  ];
}

const Card = ({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) => (
  <section className="card">
    <header>
      <h2>{title}</h2>
      {action}
    </header>
    <div className="pad">{children}</div>
  </section>
);
const Table = ({
  caption,
  head,
  rows,
}: {
  caption: string;
  head: string[];
  rows: { key: string; cells: ReactNode[] }[];
}) => (
  <table className="data">
    <caption className="hidden">{caption}</caption>
    <thead>
      <tr>
        {head.map((h) => (
          <th key={h} scope="col">
            {h}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((r) => (
        <tr key={r.key}>
          {r.cells.map((c, i) =>
            i === 0 ? (
              <th key={i} scope="row">
                {c}
              </th>
            ) : (
              <td key={i} data-label={head[i]}>
                {c}
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  </table>
);

function Seat({ seat, h, base }: { seat: "representative" | "deputy"; h: Holder | undefined; base: string }) {
  const name = seats[seat];
  return (
    <section className="card seat ok">
      <h3>{name}</h3>
      <p className="who">{h?.name ?? "Vakant"}</p>
      {h && (
        <div className="muted">
          {h.title && (
            <>
              {h.title}
              <br />
            </>
          )}
          {h.email && (
            <>
              <a href={`mailto:${h.email}`}>{h.email}</a>
              <br />
            </>
          )}
          {h.phone && (
            <>
              {h.phone}
              <br />
            </>
          )}
          Sedan {longDate(h.fromOn)}
          <br />
          <a href={`${place}/skyddad/${h.personId}/markera`}>Markera som skyddad</a>
        </div>
      )}
      <div className="acts">
        <a className="btn quiet" href={`${base}/${seat === "deputy" ? "byt-ersattare" : "byt-representant"}`}>
          Byt {name.toLowerCase()}
        </a>
        {h && <a href={`${base}/slutar?plats=${h.id}`}>Slutar utan efterträdare</a>}
      </div>
    </section>
  );
}

export function OrganisationView({ of, on }: { of: Detail; on: string }) {
  const read = <T,>(text: string) => JSON.parse(text) as T[];
  const holders = read<Holder>(of.holders);
  const forms = read<Form>(of.forms);
  const managers = read<Manager>(of.managers);
  const contacts = read<{ name: string | null; email: string }>(of.contacts);
  const domains = read<{ domain: string }>(of.domains);
  const channels = read<{ name: string; purpose: string; frequency: string; fromOn: string }>(of.channels);
  const confirmed = of.confirmedAt ? dayOf(of.confirmedAt) : "";
  const yearBefore = `${Number(on.slice(0, 4)) - 1}${on.slice(4)}`;
  const old = channels.filter((c) => (confirmed > c.fromOn ? confirmed : c.fromOn) < yearBefore);
  const base = `${place}/organisationer/${of.slug}`;
  const sitting = (seat: string) =>
    holders.find((h) => h.seat === seat && h.fromOn <= on && (!h.untilOn || h.untilOn > on));
  const one =
    managers.length === 2 &&
    managers[0]!.name === managers[1]!.name &&
    managers[0]!.email === managers[1]!.email;
  return (
    <main>
      <p className="above">
        <a href={`${place}/organisationer`}>Organisationer</a>
      </p>
      <div className="heading">
        <h1>{of.name}</h1>
        {forms.some((f) => f.state === "active") && <Tag tone="ok">Gäller tills vidare</Tag>}
      </div>
      {of.principal && <p className="lead">Huvudman: {of.principal}</p>}
      <div className="seats">
        <Seat seat="representative" h={sitting("representative")} base={base} />
        <Seat seat="deputy" h={sitting("deputy")} base={base} />
      </div>
      <div className="cols">
        <div className="stack">
          <Card title="Blanketter">
            <Table
              caption="Blanketter"
              head={["Blankett", "Läge", "Gäller från", "Mottagen"]}
              rows={forms.map((f) => ({
                key: f.id,
                cells: [
                  <a href={`${place}/uppdrag/${f.id}`}>{kinds[f.kind]}</a>,
                  <Tag tone={states[f.state]![1]}>{states[f.state]![0]}</Tag>,
                  <span className="when">{f.startOn ?? ""}</span>,
                  f.receivedAt ? (
                    <>
                      <span className="when">{dayOf(f.receivedAt)}</span>
                      {f.diaryNumber && (
                        <>
                          , <span className="when">{f.diaryNumber}</span>
                        </>
                      )}
                    </>
                  ) : (
                    ""
                  ),
                ],
              }))}
            />
          </Card>
          <Card title="Vem som har haft platserna">
            <Table
              caption="Vem som har haft platserna"
              head={["Plats", "Person", "Från", "Till och med", "Hur"]}
              rows={holders.map((h) => ({
                key: h.id,
                cells: [
                  seats[h.seat],
                  h.name,
                  <span className="when">{h.fromOn}</span>,
                  <span className="when">{h.untilOn ? addDays(h.untilOn, -1) : "tills vidare"}</span>,
                  h.ending ? "Byte" : "",
                ],
              }))}
            />
            <form className="ondate">
              <label htmlFor="datum">Visa hur det var en viss dag</label>
              <div>
                <input className="ds-input short" type="date" id="datum" name="datum" defaultValue={on} />
                <button type="submit" className="btn quiet small">
                  Visa
                </button>
              </div>
            </form>
          </Card>
          <Card title="Det här har hänt">
            <ol className="line">
              {read<{
                seq: number;
                kind: string;
                at: string;
                data: string;
                person: string | null;
                leaver: string | null;
              }>(of.happened).map((e) => {
                const said = sentence(
                  e.kind,
                  JSON.parse(e.data) as Record<string, string>,
                  e.person,
                  e.leaver,
                );
                return (
                  said && (
                    <li key={e.seq}>
                      <time>{longMoment(e.at)}</time>
                      <div>{said[0]}</div>
                      {said[1] && <div className="muted small">{said[1]}</div>}
                    </li>
                  )
                );
              })}
            </ol>
          </Card>
        </div>
        <div className="stack">
          <Card title="Interna kontaktvägar" action={<a href={`${base}/kontaktvagar`}>Ändra</a>}>
            <ul className="plainlist">
              {channels.map((c) => (
                <li key={c.name}>
                  {c.name}
                  <br />
                  <span className="muted">
                    {purposes[c.purpose]}, {c.frequency}
                  </span>
                </li>
              ))}
            </ul>
            {old.length > 0 && (
              <p className="muted">{`${numerals[old.length] ?? old.length} kontaktvägar kan behöva ses över.`}</p>
            )}
          </Card>
          <Card title="Ansvarig chef">
            <dl className="facts">
              {(one ? [{ ...managers[0]!, seat: "both" }] : managers).map((m) => (
                <div key={m.seat}>
                  <dt>{signers[m.seat]}</dt>
                  <dd>
                    {m.name}
                    {m.acting ? " (t.f.)" : ""}
                    <p>{[m.title, m.unit, m.town].filter(Boolean).join(", ")}</p>
                    {m.email && <p>{m.email}</p>}
                    {m.phone && <p>{m.phone}</p>}
                  </dd>
                </div>
              ))}
            </dl>
          </Card>
          <Card title="Årlig bekräftelse" action={<a href={`${base}/bekraftelse`}>Notera svar</a>}>
            <p className="muted">Chefen får frågan ett år efter underskriften.</p>
          </Card>
          <Card title="Mer att göra">
            <ul className="plainlist doors">
              <li>
                <a href={`${base}/overlamning`}>Överlämning</a>
              </li>
              <li>
                <a href={`${base}/inbjudan`}>Bjud in att fylla i blanketten</a>
              </li>
              <li>
                <a href={`${base}/blankett`}>Fyll i blanketten åt organisationen</a>
              </li>
              <li>
                <a href={`${base}/ersattaren-tjanstgor`}>Ersättaren tjänstgör en period</a>
              </li>
              <li>
                <a href={`${place}/kommunbesok/nytt?organisation=${of.slug}`}>Planera ett kommunbesök</a>
              </li>
              <li>
                <a href={`${base}/uppgifter`}>Ändra organisationens uppgifter</a>
              </li>
            </ul>
          </Card>
          <Card title="Kontakter">
            <ul className="plainlist">
              {contacts.map((c) => (
                <li key={c.email}>
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
            <p className="muted">Kända domäner: {domains.map((d) => d.domain).join(", ")}</p>
          </Card>
          <p>
            <a href={`${place}/laget/${of.slug}`}>Läget i korthet</a>
          </p>
          <details className="more">
            <summary>Hur uppdraget fungerar</summary>
            <div>
              <p>
                Organisationen deltar i mötena, arbetar i grupper, gör det ni har kommit överens om på
                hemmaplan, sprider och samlar in information och håller blanketten aktuell.
              </p>
              <a className="btn quiet small" href={`${place}/blankett.pdf`}>
                Blanketten som PDF
              </a>
            </div>
          </details>
        </div>
      </div>
    </main>
  );
}
