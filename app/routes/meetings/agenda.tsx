import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { actOnAgenda } from "~/domain/meetings/agenda/commands.server";
import { agendaPage, type AgendaPage } from "~/domain/meetings/agenda/queries.server";
import { agendaActSchema } from "~/domain/meetings/agenda/schema";
import { whenText } from "~/domain/meetings/rules";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { ErrorSummary, Hidden } from "~/ui/fields";
import { DragOrder } from "~/ui/drag-order";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, ButtonLink, Empty, Notice, Tag } from "~/ui/parts";
import { Material } from "../material/views/material-list";
import { Item } from "./views/agenda-items";
import { titled } from "~/ui/shell";

/** Dragging needs it; the buttons do not. */
export const handle = { scripts: true };
export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data ? `Dagordning: ${data.meeting.title}` : "Dagordning") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "agenda.manage", (permit, { params }) => agendaPage(permit, params.meeting));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "agenda.manage",
    agendaActSchema,
    async (permit, input, { params, url }) => {
      await actOnAgenda(permit, params.meeting, input);
      if (input.gor === "ordna") return { to: url.pathname, notice: "Ordningen är sparad." };
      return input.gor === "ta-bort"
        ? { to: url.pathname, notice: "Punkten är borttagen." }
        : {
            to: `${url.pathname}#${input.id}`,
            notice: input.gor === "godta" ? "Förslaget ligger sist på dagordningen." : undefined,
          };
    },
    { keepOnConflict: true },
  );

type Line = AgendaPage["items"][number];
const Press = ({ gor, item, label, order }: { gor: string; item: Line; label: string; order?: string }) => (
  <Form className="inline">
    <Hidden name="id" value={item.id} />
    {order ? <Hidden name="order" value={order} /> : <Hidden name="mark" value={item.mark} />}
    <Button small quiet name="gor" value={gor}>
      {label}
      <span className="hidden"> {item.title}</span>
    </Button>
  </Form>
);

export default function AgendaOrder() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const edit = (item: Line) => (
    <a href={paths.agendaItem(p.place, p.meeting.id, item.id)}>
      Ändra<span className="hidden"> {item.title}</span>
    </a>
  );
  return (
    <Page
      above={<a href={paths.meeting(p.place, p.meeting.id)}>{p.meeting.title}</a>}
      title="Dagordning"
      lead={whenText(p.meeting)}
      beside={
        p.may && (
          <ButtonLink href={paths.agendaItem(p.place, p.meeting.id, "ny")}>Lägg till en punkt</ButtonLink>
        )
      }
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      {!p.may && (
        <Notice tone="wait">
          <p>Mötet är inställt. Dagordningen går inte att ändra.</p>
        </Notice>
      )}
      <Stack>
        {p.proposals.length > 0 && (
          <Card title="Förslag från medlemmar" count={p.proposals.length} pad={false}>
            <ul className="agenda rows">
              {p.proposals.map((item) => (
                <li key={item.id} id={item.id}>
                  <div>
                    <Item item={item} />
                  </div>
                  {p.may && (
                    <div className="pairacts">
                      <Press gor="godta" item={item} label="Ta med" />
                      {edit(item)}
                      <Press gor="ta-bort" item={item} label="Ta bort" />
                    </div>
                  )}
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Card title="Punkter" count={p.items.length || undefined} pad={false}>
          {p.items.length === 0 ? (
            <Empty>Dagordningen har inga punkter än.</Empty>
          ) : (
            <DragOrder
              key={p.order}
              className="agenda rows"
              fields={{ gor: "ordna", order: p.order }}
              items={p.items.map((item, i) => ({
                id: item.id,
                name: item.title,
                children: (
                  <>
                    <div>
                      <Item item={item} />
                      {item.technique && <p>Teknik: {item.technique}</p>}
                      {item.presenter && (
                        <Tag tone={item.confirmed ? "ok" : "wait"}>
                          {item.confirmed ? "Bekräftad" : "Inte bekräftad än"}
                        </Tag>
                      )}
                      <Material
                        lines={p.material.filter((l) => l.agendaItemId === item.id)}
                        way={{ place: p.place, staff: true }}
                      />
                    </div>
                    {p.may && (
                      <div className="pairacts">
                        {i > 0 && <Press gor="upp" item={item} order={p.order} label="Flytta upp" />}
                        {i < p.items.length - 1 && (
                          <Press gor="ner" item={item} order={p.order} label="Flytta ner" />
                        )}
                        <a href={paths.newMaterial(p.place, p.meeting.id, item.id)}>
                          Lägg till material<span className="hidden"> till {item.title}</span>
                        </a>
                        {edit(item)}
                        <Press gor="ta-bort" item={item} label="Ta bort" />
                      </div>
                    )}
                  </>
                ),
              }))}
            />
          )}
        </Card>
        <p className="muted">
          {p.takesProposals && p.meeting.proposeByOn
            ? `Medlemmarna kan föreslå punkter till och med ${longDate(p.meeting.proposeByOn)}.`
            : "Medlemmarna kan inte föreslå punkter nu. Sista dag att föreslå punkter ställer du in när du ändrar mötet, och kallelsen ska vara skickad."}
        </p>
      </Stack>
    </Page>
  );
}
