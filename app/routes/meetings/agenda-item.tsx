import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { addItem, changeItem } from "~/domain/meetings/agenda/commands.server";
import { itemForm } from "~/domain/meetings/agenda/queries.server";
import { itemSchema } from "~/domain/meetings/agenda/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { Checkbox, ErrorSummary, FormFields, Hidden, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { ItemBasics, ItemText } from "./views/agenda-items";
import { TimeField } from "./views/meeting-form";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.isNew ? "Ny punkt" : "Ändra punkten") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "agenda.manage", (permit, { params }) =>
    itemForm(permit, params.meeting, params.item === "ny" ? null : params.item),
  );
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "agenda.manage",
    itemSchema,
    async (permit, input, { params }) => {
      const to = paths.meetingAct(permit.network, params.meeting, "dagordning");
      if (params.item === "ny") {
        const id = await addItem(permit, params.meeting, input);
        return { to: `${to}#${id}`, made: paths.agendaItem(permit.network, params.meeting, id) };
      }
      await changeItem(permit, params.meeting, params.item, input);
      return { to: `${to}#${params.item}`, notice: "Sparat." };
    },
    { keepOnConflict: true },
  );

export default function AgendaItemForm() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const back = paths.meetingAct(p.place, p.meeting.id, "dagordning");
  return (
    <Page
      narrow
      above={<a href={back}>Dagordning: {p.meeting.title}</a>}
      title={p.isNew ? "Ny punkt" : "Ändra punkten"}
      lead={p.proposedBy ? `Förslag från ${p.proposedBy}.` : undefined}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? p.values, errors: failed?.errors ?? {} }}>
        <Form creates={p.isNew} noValidate className="form">
          {p.mark && <Hidden name="mark" value={p.mark} />}
          <ItemBasics />
          <TimeField name="fromTime" label="Börjar" optional />
          <Checkbox name="confirmed" label="Den som håller i punkten har sagt ja" />
          <TextField
            name="technique"
            label="Teknik som behövs"
            hint="Till exempel ljud, skärm, egen dator. Bara länsstyrelsen ser raden."
            optional
          />
          <ItemText />
          <div className="acts">
            <Button>{p.isNew ? "Lägg till" : "Spara"}</Button>
            <a href={back}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
