import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { cancelMeeting } from "~/domain/meetings/commands.server";
import { meetingForm } from "~/domain/meetings/queries.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { weekdayDate } from "~/platform/calendar";
import { must } from "~/platform/must";
import { ErrorSummary, FormFields, Hidden, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Ställ in mötet") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "meeting.manage", (permit, { params }) => meetingForm(permit, params.meeting));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "meeting.manage",
    z.object({ why: z.string().trim().max(500, "Högst 500 tecken"), version: z.coerce.number().int() }),
    async (permit, input, { params }) => {
      await cancelMeeting(permit, params.meeting, input.version, input.why || null);
      return { to: paths.meeting(permit.network, params.meeting), notice: "Mötet är inställt." };
    },
    { keepOnConflict: true },
  );

export default function Cancel() {
  const { place, meeting } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const m = must(meeting, "the meeting of the address");
  return (
    <Page
      narrow
      above={<a href={paths.meeting(place, m.id)}>{m.title}</a>}
      title="Ställ in mötet"
      lead={`${m.title} ${weekdayDate(m.heldOn)}.${m.state === "convened" ? " Alla kallade får ett mejl, och mötet försvinner ur deras kalendrar." : ""}`}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <Form noValidate className="form">
          <Hidden name="version" value={m.version} />
          <TextArea
            name="why"
            label="Några rader till de kallade"
            hint="Står i mejlet. Till exempel när ni ses i stället."
            rows={3}
            optional
          />
          <div className="acts">
            <Button warn>Ställ in mötet</Button>
            <a href={paths.meeting(place, m.id)}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
