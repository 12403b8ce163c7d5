import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { overviewPage, type Cell } from "~/domain/standing/queries.server";
import { duties } from "~/domain/standing/rules";
import { dutyWords, saidOf } from "~/domain/standing/texts";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { listed } from "~/platform/swedish";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink } from "~/ui/parts";
import { Rules } from "./views/rules";
import { Share } from "./views/share";
import { Sign } from "./views/sign";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Läget i korthet") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "overview.see", (permit, { url }) =>
    overviewPage(permit, {
      year: url.searchParams.get("ar"),
      duty: url.searchParams.get("visa"),
      level: url.searchParams.get("lage"),
    }),
  );

type Shown = Pick<Cell, "level" | "tone">;
/** The shape says the level, the colour the tone. */
const lookOf = ({ level, tone }: Shown) => `l-${level} t-${tone}`;
const TileBox = ({
  href,
  label,
  name,
  level,
  tone,
  word,
  beside,
}: {
  href: string;
  label: string;
  name: string;
  word: string;
  beside: string | null;
} & Shown) => {
  const said = `${name}: ${saidOf({ word, beside })}`;
  return (
    <a href={href} className={`tile ${lookOf({ level, tone })}`} title={said}>
      <span aria-hidden="true">{label}</span>
      <Sign level={level} />
      <span className="hidden">{said}</span>
    </a>
  );
};

const openedText = ({ words }: { words: string[] | null }): string => {
  if (!words) return "de som åtagandet har gällt";
  return words.length > 0 ? listed(words.map((w) => `”${w}”`)) : "ingen";
};

export default function Overview() {
  const p = useLoaderData<typeof loader>();
  const to = (slug: string) => `${paths.standing(p.place, slug, p.year)}#${p.duty}`;
  const opening = (year: string, duty: string, level?: string) =>
    `${paths.overview(p.place, year, duty, level)}#organisationerna`;
  return (
    <Page
      title="Läget i korthet"
      lead="Uppgifterna hämtas från möten, grupper och svar. Ni behöver inte fylla i något."
    >
      <Stack>
        <form className="ondate no-print">
          <label htmlFor="ar">År</label>
          <div>
            <select id="ar" name="ar" className="ds-input" defaultValue={p.year}>
              {p.years.map((y) => (
                <option key={y}>{y}</option>
              ))}
            </select>
            <input type="hidden" name="visa" value={p.duty} />
            <Button quiet>Visa</Button>
            <ButtonLink quiet href={paths.overviewTable(p.place, "xlsx", p.year)}>
              Hämta till Excel
            </ButtonLink>
            <ButtonLink quiet href={paths.overviewTable(p.place, "csv", p.year)}>
              Hämta som CSV
            </ButtonLink>
          </div>
        </form>
        <Card title="Länet" id="lanet">
          <nav className="tabs" aria-label="Åtagande på kartan">
            {duties.map((d) => (
              <a
                key={d}
                href={`${paths.overview(p.place, p.year, d)}#lanet`}
                aria-current={d === p.duty ? "page" : undefined}
              >
                {dutyWords[d]}
              </a>
            ))}
          </nav>
          <ul className="heatkey">
            {p.key.map((k) => (
              <li key={k.word}>
                <i className={`tilekey ${lookOf(k)}`}>
                  <Sign level={k.level} />
                </i>{" "}
                <a href={opening(p.year, p.duty, k.opens)}>
                  {k.word} <span className="muted">{k.count}</span>
                </a>
              </li>
            ))}
          </ul>
          <div className="countymap">
            {p.tiles.length > 0 && (
              <ul className="tilemap" aria-label="Kommunerna">
                {p.tiles.map((t) => (
                  <li key={t.code} className={`c${t.column} r${t.row}`}>
                    <TileBox href={to(t.slug)} {...t} />
                  </li>
                ))}
              </ul>
            )}
            {p.others.length > 0 && (
              <div>
                <h3>Organisationer i hela länet</h3>
                <ul className="tilemap flow" aria-label="Organisationer i hela länet">
                  {p.others.map((o) => (
                    <li key={o.slug}>
                      <TileBox href={to(o.slug)} label={o.name} {...o} />
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </div>
        </Card>
        <Card
          title="Organisationerna"
          id="organisationerna"
          count={p.opened ? `${p.matrix.length} av ${p.organisations}` : `${p.organisations}`}
          pad={false}
          action={p.opened ? <a href={opening(p.year, p.duty)}>Visa alla</a> : undefined}
        >
          {p.opened && (
            <div className="pad">
              <p>
                {dutyWords[p.duty]} {p.year}: {openedText(p.opened)}.
              </p>
            </div>
          )}
          <div className="scroll" role="region" aria-label="Organisationer och åtaganden" tabIndex={0}>
            <table className="data matrix">
              <caption className="hidden">Organisationernas läge i de sex åtagandena {p.year}</caption>
              <thead>
                <tr>
                  <th scope="col">Organisation</th>
                  {duties.map((d) => (
                    <th key={d} scope="col">
                      {dutyWords[d]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {p.matrix.map((o) => (
                  <tr key={o.slug}>
                    <th scope="row">
                      <a href={paths.standing(p.place, o.slug, p.year)}>{o.name}</a>
                    </th>
                    {o.cells.map((c) => (
                      <td key={c.duty} data-label={dutyWords[c.duty]}>
                        <a
                          href={`${paths.standing(p.place, o.slug, p.year)}#${c.duty}`}
                          className={`cell ${lookOf(c)}`}
                        >
                          <Sign level={c.level} />
                          <span>{c.word}</span>
                          {c.beside && <span className="muted">{c.beside}</span>}
                          {c.figure && <span className="muted">{c.figure}</span>}
                        </a>
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Card>
        <Card title="Över tid" pad={false}>
          <div className="scroll" role="region" aria-label="Över tid" tabIndex={0}>
            <table className="data">
              <caption className="hidden">
                Hur många organisationer som har gjort det som åtagandet gäller, av dem som det har gällt, år
                för år
              </caption>
              <thead>
                <tr>
                  <th scope="col">År</th>
                  <th scope="col" className="num">
                    Organisationer
                  </th>
                  {duties.map((d) => (
                    <th key={d} scope="col">
                      {dutyWords[d]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {p.overTime.map((y) => (
                  <tr key={y.year}>
                    <th scope="row">
                      <a href={paths.overview(p.place, y.year, p.duty)}>{y.year}</a>
                    </th>
                    <td className="num" data-label="Organisationer">
                      <a href={opening(y.year, p.duty)}>{y.organisations}</a>
                    </td>
                    {y.duties.map((d) => (
                      <td key={d.duty} data-label={dutyWords[d.duty]}>
                        {d.of === 0 ? (
                          <span className="muted">–</span>
                        ) : (
                          <Share met={d.met} of={d.of} open={(level) => opening(y.year, d.duty, level)} />
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className="pad">
            <p className="muted">
              Siffran är hur många organisationer som har det första läget under ”Så räknas det”, av dem som
              åtagandet har gällt under året. Hämta alla år{" "}
              <a href={paths.overviewTable(p.place, "xlsx")}>till Excel</a> eller{" "}
              <a href={paths.overviewTable(p.place, "csv")}>som CSV</a>.
            </p>
          </div>
        </Card>
        <Rules />
      </Stack>
    </Page>
  );
}
