import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { share } from "~/domain/meetings/attendance/year";
import { yearFiguresPage } from "~/domain/meetings/attendance/year.server";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { decimal } from "~/platform/swedish";
import { Card, Columns, Page, Stack } from "~/ui/page";
import { ButtonLink, DataTable, Empty, Facts, More } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, `Årets siffror ${data?.year ?? ""}`) },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "attendance.see", (permit, { url }) => yearFiguresPage(permit, url.searchParams.get("ar")));

export default function YearFigures() {
  const p = useLoaderData<typeof loader>();
  const { figures: f, counts: c } = p;
  const heat = paths.attendance(p.place, String(p.year));
  return (
    <Page
      above={<a href={paths.meetings(p.place)}>Möten</a>}
      title={`Årets siffror ${p.year}`}
      lead={p.sofar ? "Till och med i dag." : undefined}
      beside={
        <ButtonLink quiet href={paths.yearFiguresPdf(p.place, p.year)}>
          Hämta som PDF
        </ButtonLink>
      }
    >
      <nav className="tabs" aria-label="År">
        {p.years.map((y) => (
          <a key={y} href={paths.yearFigures(p.place, y)} aria-current={y === p.year ? "page" : undefined}>
            {y}
          </a>
        ))}
      </nav>
      <Columns>
        <Stack>
          <Card title="Att klistra in i rapporten">
            <p>{p.words}</p>
          </Card>
          <Card title="Närvaro per möte" pad={false}>
            {f.meetings.length === 0 ? (
              <Empty>Inget möte har varit.</Empty>
            ) : (
              <DataTable
                caption="Närvaro per möte"
                rows={f.meetings}
                rowKey={(m) => m.id}
                columns={[
                  {
                    head: "Möte",
                    cell: (m) => (
                      <>
                        <a href={paths.meetingAct(p.place, m.id, "narvaro")}>{m.title}</a>
                        <br />
                        <span className="muted">{longDate(m.heldOn)}</span>
                      </>
                    ),
                  },
                  { head: "Kallade", num: true, cell: (m) => m.asked },
                  { head: "Närvaro", num: true, cell: (m) => (m.taken ? decimal(m.present) : "inte förd") },
                  { head: "Andel", num: true, cell: (m) => (m.taken ? share(m.present, m.asked) : "") },
                ]}
              />
            )}
          </Card>
          <Card title="Närvaro efter typ av organisation" pad={false}>
            {f.bySort.length === 0 ? (
              <Empty>Ingen närvaro är förd.</Empty>
            ) : (
              <DataTable
                caption="Närvaro efter typ av organisation"
                rows={f.bySort}
                rowKey={(k) => k.sort}
                columns={[
                  { head: "Sort", cell: (k) => k.label },
                  { head: "Kallade", num: true, cell: (k) => k.asked },
                  { head: "Närvaro", num: true, cell: (k) => decimal(k.present) },
                  { head: "Andel", num: true, cell: (k) => share(k.present, k.asked) },
                ]}
              />
            )}
          </Card>
        </Stack>
        <Stack>
          <Card title="I siffror">
            <Facts
              counts
              rows={[
                [
                  "Ordinarie möten",
                  <a key="o" href={paths.meetings(p.place, String(p.year))}>
                    {c.ordinary}
                  </a>,
                ],
                ["Extra möten", c.extra],
                ["Arbetsgruppernas möten", c.groupMeetings],
                ["Inställda", c.cancelled],
                [
                  "Närvaro över året",
                  <a key="n" href={heat}>
                    {share(f.present, f.asked)}
                  </a>,
                ],
                ["Med på alla möten", f.always],
                ["Inte med på något", f.never],
                ["Representanten kom", f.who.representative],
                ["Ersättaren kom", f.who.deputy],
                ["Någon annan kom", f.who.standIn],
                ["På plats", f.room],
                ["Digitalt", f.link],
                ["Gäster som kom", c.guests],
                ["Punkter: information", c.information],
                ["Punkter: dialog", c.dialogue],
                ["Punkter: vi kom överens om", c.agreement],
                [
                  "Vi kom överens om",
                  <a key="a" href={paths.agreed(p.place)}>
                    {c.agreed}
                  </a>,
                ],
                [
                  "Uppgifter",
                  <a key="t" href={paths.agreed(p.place)}>
                    {c.tasks}
                  </a>,
                ],
                ["Representanter som bytts ut", c.replaced],
                [
                  "Arbetsgrupper i gång",
                  <a key="g" href={paths.groups(p.place)}>
                    {c.groups}
                  </a>,
                ],
              ]}
            />
          </Card>
          <More label="Så räknas det">
            <p>
              Kallade är organisationer som var med i nätverket den dagen, adjungerade oräknade. En
              organisation är närvarande när representanten, ersättaren eller någon annan för den var där.
              Halvdagar är halva. Möten där ingen närvaro är förd är inte med i andelarna. Arbetsgruppernas
              möten räknas för sig.
            </p>
            <p>
              Siffrorna kommer från mötenas närvaro, dagordningar och minnesanteckningar. Välj ett möte för
              att se raderna, eller <a href={heat}>närvaron per organisation</a>.
            </p>
          </More>
        </Stack>
      </Columns>
    </Page>
  );
}
