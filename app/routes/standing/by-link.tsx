// The manager's page, by the personal link: the six duties of the own organisation. To fetch it counts as nothing.
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { managersPage } from "~/domain/standing/queries.server";
import { dutyWords, figureHint } from "~/domain/standing/texts";
import { termsOf } from "~/domain/network/terms.server";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Empty, More, Tag } from "~/ui/parts";
import { Rules } from "./views/rules";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, `Läget i korthet: ${data?.organisation ?? ""}`) },
  { name: "robots", content: "noindex" },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(
    args,
    "standing.read",
    (permit, { params, url }) => ({
      ...managersPage(permit, url.searchParams.get("ar")),
      terms: termsOf(permit.network.id),
      token: params.token,
    }),
    { link: "standing" },
  );

export default function StandingByLink() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page
      narrow
      above={p.authority}
      title={`Läget i korthet ${p.year}`}
      lead={`${p.organisation} i ${p.network}, ${p.toOn.endsWith("-12-31") ? `hela ${p.year}` : `till och med ${longDate(p.toOn)}`}. Uppgifterna hämtas från möten, grupper och svar. Du får sidan som ansvarig chef.`}
      beside={
        p.duties.length > 0 && (
          <ButtonLink quiet href={paths.standingByLinkPdf(p.token, p.year)}>
            Hämta som PDF
          </ButtonLink>
        )
      }
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
            <Button quiet>Visa</Button>
          </div>
        </form>
        {p.duties.length === 0 && (
          <Card>
            <Empty>Organisationen var inte med då.</Empty>
          </Card>
        )}
        {p.duties.map((d, i) => (
          <Card key={d.duty} title={dutyWords[d.duty]} action={<Tag tone={d.tone}>{d.word}</Tag>}>
            <p className="muted">{p.terms.duties[i]?.text}</p>
            {d.beside && <p>{d.beside}.</p>}
            {d.figure && (
              <p className="figure">
                <b>{d.figure}</b> {figureHint[d.duty]}
              </p>
            )}
            {d.next && (
              <p>
                <b>Nästa steg:</b> {d.next}
              </p>
            )}
            {d.behind.length > 0 && (
              <More label={`Visa underlaget (${d.behind.length})`}>
                <ul className="plain-list">
                  {d.behind.map((b) => (
                    <li key={b.key}>
                      {b.what}{" "}
                      <span className="muted">
                        {longDate(b.day)} · {b.state}
                      </span>
                    </li>
                  ))}
                </ul>
              </More>
            )}
          </Card>
        ))}
        <Rules />
      </Stack>
      <p className="muted after">
        Representanten svarar och fyller i efter att ha loggat in. Ska någon bytas ut?{" "}
        <a href={paths.askForLink(p.place)}>Be om en länk för byte</a>. Frågor? Skriv till{" "}
        <a href={`mailto:${p.mailbox}`}>{p.mailbox}</a>.
      </p>
    </Page>
  );
}
