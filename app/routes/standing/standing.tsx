import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { standingPage } from "~/domain/standing/queries.server";
import { dutyWords, figureHint, tones } from "~/domain/standing/texts";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Empty, More, Tag } from "~/ui/parts";
import { Rules } from "./views/rules";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Läget i korthet: ${data?.organisation ?? ""} – Länsgruppen` }];
export const loader = (args: LoaderFunctionArgs) => readIn(args, "standing.see", (permit, { params, url }) => standingPage(permit, params.organisation!, url.searchParams.get("ar")));

export default function Standing() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page above={p.staff ? <a href={paths.overview(p.place, p.year)}>Läget i korthet</a> : <a href={paths.organisation(p.place, p.slug)}>{p.organisation}</a>} title={`Läget i korthet ${p.year}`} lead={`${p.organisation}, ${p.toOn === `${p.year}-12-31` ? `hela ${p.year}` : `till och med ${longDate(p.toOn)}`}. Läst ur det som har hänt.`} beside={p.duties.length > 0 && <ButtonLink quiet href={paths.standingPdf(p.place, p.slug, p.year)}>Hämta som PDF</ButtonLink>}>
      <Stack>
        <form className="ondate no-print"><label htmlFor="ar">År</label><div><select id="ar" name="ar" className="ds-input" defaultValue={p.year}>{p.years.map((y) => <option key={y}>{y}</option>)}</select><Button quiet>Visa</Button></div></form>
        {p.duties.length === 0 && <Card><Empty>Organisationen var inte med då.</Empty></Card>}
        <div className="six">{p.duties.map((d) => (
          <Card key={d.duty} id={d.duty} title={dutyWords[d.duty]} action={<Tag tone={tones[d.level]}>{d.word}</Tag>}>
            {d.figure && <p className="figure"><b>{d.figure}</b> {figureHint[d.duty]}</p>}
            {d.next && <p><a href={d.next.href}>{d.next.words}</a></p>}
            {d.behind.length === 0 ? <p className="muted">Inget att visa för året.</p> : (
              <More label={`Visa underlaget (${d.behind.length})`}><ul className="plain-list">{d.behind.map((b) => <li key={b.key}>{b.href ? <a href={b.href}>{b.what}</a> : b.what} <span className="muted">{longDate(b.day)} · {b.state}</span></li>)}</ul></More>
            )}
          </Card>
        ))}</div>
        <Rules />
      </Stack>
    </Page>
  );
}
