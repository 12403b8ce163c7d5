import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { attendanceOverview, type HeatCell } from "~/domain/meetings/attendance/queries.server";
import { isCounted } from "~/domain/meetings/rules";
import { nobodyToCall, wasVacant } from "~/domain/meetings/texts";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { shortDate } from "~/platform/calendar";
import { decimal } from "~/platform/swedish";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Empty } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Närvaro över tid") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "attendance.see", (permit, { url }) =>
    attendanceOverview(permit, url.searchParams.get("fran")),
  );

const sign = {
  full: ["●", "Hela dagen"],
  half: ["◐", "Halva dagen"],
  noticed: ["–", "Anmält förhinder"],
  absent: ["○", "Uteblev utan besked"],
  nobody: ["·", nobodyToCall],
  none: ["", "Inte markerad"],
} as const;
function kindOf(c: HeatCell | null): keyof typeof sign {
  if (!c) return "none";
  if (!isCounted(c)) return "nobody";
  if (c.who === null) return "none";
  if (c.halves === 2) return "full";
  if (c.halves === 1) return "half";
  return c.who === "absentNoticed" ? "noticed" : "absent";
}
/** In words, for whoever hears the page. */
function spoken(c: HeatCell | null): string {
  const words = c?.who === "vacant" ? wasVacant : sign[kindOf(c)][1];
  if (!c || c.halves === 0 || c.who === "representative") return words;
  return `${words}${c.who === "deputy" ? ", ersättaren" : ", någon annan"}`;
}

export default function Overview() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page
      above={<a href={paths.meetings(p.place)}>Möten</a>}
      title="Närvaro över tid"
      lead="En organisation räknas som närvarande när representanten, ersättaren eller någon annan var där för den. Halva dagar är halva."
    >
      <Stack>
        <form className="ondate no-print">
          <label htmlFor="fran">Från år</label>
          <div>
            <select id="fran" name="fran" className="ds-input" defaultValue={p.first}>
              {p.years.map((y) => (
                <option key={y}>{y}</option>
              ))}
            </select>
            <Button quiet>Visa</Button>
            <ButtonLink quiet href={paths.attendanceFile(p.place, "xlsx", p.first)}>
              Hämta till Excel
            </ButtonLink>
            <ButtonLink quiet href={paths.attendanceFile(p.place, "csv", p.first)}>
              Hämta som CSV
            </ButtonLink>
          </div>
        </form>
        <Card pad={false}>
          {p.meetings.length === 0 ? (
            <Empty>Här visas närvaron när ni har fört närvaro på ett möte.</Empty>
          ) : (
            <div className="scroll" role="region" aria-label="Närvaro per organisation och möte" tabIndex={0}>
              <table className="heat">
                <caption className="hidden">Närvaro per organisation och möte</caption>
                <thead>
                  <tr>
                    <th scope="col">Organisation</th>
                    {p.meetings.map((m) => (
                      <th key={m.id} scope="col">
                        <a href={paths.meetingAct(p.place, m.id, "narvaro")} title={m.title}>
                          {shortDate(m.heldOn)}
                          <br />
                          <span className="muted">{m.heldOn.slice(0, 4)}</span>
                        </a>
                      </th>
                    ))}
                    <th scope="col" className="num">
                      Närvaro
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {p.lines.map((l) => (
                    <tr key={l.slug}>
                      <th scope="row">
                        <a href={paths.organisation(p.place, l.slug)}>{l.organisation}</a>
                      </th>
                      {l.cells.map((c, i) => (
                        <td key={i} className={`h-${kindOf(c)}`}>
                          <span aria-hidden="true">{sign[kindOf(c)][0]}</span>
                          <span className="hidden">{spoken(c)}</span>
                        </td>
                      ))}
                      <td className="num">
                        {decimal(l.present)} av {l.of}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Card>
        {p.meetings.length > 0 && (
          <ul className="heatkey">
            {(["full", "half", "noticed", "absent", "nobody"] as const).map((k) => (
              <li key={k}>
                <span className={`h-${k}`} aria-hidden="true">
                  {sign[k][0]}
                </span>{" "}
                {sign[k][1]}
              </li>
            ))}
          </ul>
        )}
      </Stack>
    </Page>
  );
}
