import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { tickTask } from "~/domain/meetings/minutes/commands.server";
import { agreedPage, type MinutesLine } from "~/domain/meetings/minutes/queries.server";
import { taskSchema } from "~/domain/meetings/minutes/schema";
import { readIn, writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { FormFields, TextField } from "~/ui/fields";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Empty, PostButton, Tag } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Vi kom överens om") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "minutes.see", (permit, { url }) =>
    agreedPage(permit, { q: url.searchParams.get("q") ?? "", show: url.searchParams.get("visa") }),
  );
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "minutes.write", taskSchema, async (permit, input, { url }) => {
    await tickTask(permit, input);
    return {
      to: url.pathname + url.search,
      notice: input.gor === "klar" ? "Uppgiften är klar." : "Uppgiften är öppen igen.",
    };
  });

export default function Agreed() {
  const p = useLoaderData<typeof loader>();
  const here = paths.agreed(p.place);
  const from = (i: MinutesLine) => (
    <a href={paths.meetingAct(p.place, i.meetingId, "minnesanteckningar")}>
      {i.title} {longDate(i.heldOn)}
    </a>
  );
  const task = (i: MinutesLine) => (
    <li key={i.id} id={i.id}>
      <div>
        <p className="strong">{i.text}</p>
        <p className="muted">
          {[i.who, i.dueOn && `senast ${longDate(i.dueOn)}`].filter(Boolean).join(", ")}
          {(i.who || i.dueOn) && " · "}
          {from(i)}
        </p>
        {!i.doneOn && i.dueOn && i.dueOn < p.today && <Tag tone="wait">Dagen har passerat</Tag>}
        {i.doneOn && <Tag tone="ok">Klar {longDate(i.doneOn)}</Tag>}
      </div>
      {p.staff && (
        <div className="pairacts">
          {!i.doneOn && (
            <ButtonLink small quiet href={paths.newEffort(p.place, i.id)}>
              Lägg upp som insats<span className="hidden">: {i.text}</span>
            </ButtonLink>
          )}
          <PostButton small quiet action={here} hidden={{ id: i.id, gor: i.doneOn ? "inte-klar" : "klar" }}>
            {i.doneOn ? "Inte klar" : "Klar"}
            <span className="hidden">: {i.text}</span>
          </PostButton>
        </div>
      )}
    </li>
  );
  return (
    <Page
      above={<a href={paths.meetings(p.place)}>Möten</a>}
      title="Vi kom överens om"
      lead="Det som är markerat i mötenas minnesanteckningar."
    >
      <FormFields state={{ values: { q: p.q }, errors: {} }}>
        <form method="get" role="search" className="line-form form">
          <TextField name="q" label="Sök" type="search" />
          <Button quiet>Sök</Button>
        </form>
      </FormFields>
      {!p.staff && (
        <nav className="tabs" aria-label="Urval">
          <a href={here} aria-current={p.mine ? undefined : "page"}>
            Alla
          </a>
          <a href={paths.agreed(p.place, "mina")} aria-current={p.mine ? "page" : undefined}>
            Våra uppgifter
          </a>
        </nav>
      )}
      <Stack>
        <Card title="Uppgifter" count={p.open.length || undefined} pad={false}>
          {p.open.length === 0 ? (
            <Empty>{p.q ? "Ingen öppen uppgift stämmer med sökningen." : "Inga uppgifter är öppna."}</Empty>
          ) : (
            <ul className="agenda rows">{p.open.map(task)}</ul>
          )}
        </Card>
        {!p.mine && (
          <Card title="Vi kom överens om" count={p.agreements.length || undefined} pad={false}>
            {p.agreements.length === 0 ? (
              <Empty>{p.q ? "Inget stämmer med sökningen." : "Inget är markerat än."}</Empty>
            ) : (
              <ul className="agenda rows">
                {p.agreements.map((i) => (
                  <li key={i.id} id={i.id}>
                    <div>
                      <p className="strong">{i.text}</p>
                      <p className="muted">{from(i)}</p>
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        )}
        {p.done.length > 0 && (
          <Card title="Klara uppgifter" count={p.done.length} pad={false}>
            <ul className="agenda rows">{p.done.map(task)}</ul>
          </Card>
        )}
      </Stack>
    </Page>
  );
}
