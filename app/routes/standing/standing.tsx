import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { sendToManager } from "~/domain/standing/sending.server";
import { standingPage } from "~/domain/standing/queries.server";
import { dutyWords, figureHint } from "~/domain/standing/texts";
import { readIn, writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Empty, More, Tag } from "~/ui/parts";
import { Rules } from "./views/rules";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, `Läget i korthet: ${data?.organisation ?? ""}`) },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "standing.see", (permit, { params, url }) =>
    standingPage(permit, params.organisation, url.searchParams.get("ar")),
  );
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "standing.send", z.object({}), async (permit, _, { params, url }) => {
    await sendToManager(permit, params.organisation);
    return { to: url.pathname, notice: "Läget är skickat till chefen." };
  });

export default function Standing() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page
      above={
        p.staff ? (
          <a href={paths.overview(p.place, p.year)}>Läget i korthet</a>
        ) : (
          <a href={paths.organisation(p.place, p.slug)}>{p.organisation}</a>
        )
      }
      title={`Läget i korthet ${p.year}`}
      lead={`${p.organisation}, ${p.toOn === `${p.year}-12-31` ? `hela ${p.year}` : `till och med ${longDate(p.toOn)}`}. Uppgifterna hämtas från möten, grupper och svar. Ni behöver inte fylla i något.`}
      beside={
        p.duties.length > 0 && (
          <ButtonLink quiet href={paths.standingPdf(p.place, p.slug, p.year)}>
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
        <div className="six">
          {p.duties.map((d) => (
            <Card
              key={d.duty}
              id={d.duty}
              title={dutyWords[d.duty]}
              action={<Tag tone={d.tone}>{d.word}</Tag>}
            >
              {d.beside && <p>{d.beside}.</p>}
              {d.figure && (
                <p className="figure">
                  <b>{d.figure}</b> {figureHint[d.duty]}
                </p>
              )}
              {d.next && (
                <p>
                  <b>Nästa steg:</b> <a href={d.next.href}>{d.next.words}</a>
                </p>
              )}
              {d.behind.length === 0 ? (
                <p className="muted">Inget att visa för året.</p>
              ) : (
                <More label={`Visa underlaget (${d.behind.length})`}>
                  <ul className="plain-list">
                    {d.behind.map((b) => (
                      <li key={b.key}>
                        {b.href ? <a href={b.href}>{b.what}</a> : b.what}{" "}
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
        </div>
        {p.manager && (
          <Card title="Visa chefen">
            <p>
              {p.manager.email
                ? `${p.manager.name} får en länk till samma uppgifter, utan att behöva logga in. Från januari skickar vi den automatiskt för året som gick.`
                : `${p.manager.name} har ingen egen mejladress hos oss. Hämta bladet som PDF och lämna det.`}
              {p.sentOn && ` Senast skickat ${longDate(p.sentOn)}.`}
            </p>
            {p.manager.email && p.sentOn !== p.today && (
              <Form className="acts no-print">
                <Button quiet>Skicka läget till chefen</Button>
              </Form>
            )}
          </Card>
        )}
        <Rules />
      </Stack>
    </Page>
  );
}
