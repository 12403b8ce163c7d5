import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeMeeting, createMeeting } from "~/domain/meetings/commands.server";
import { meetingForm } from "~/domain/meetings/queries.server";
import { meetingSchema } from "~/domain/meetings/schema";
import { redirect } from "~/http/redirect";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";
import { MeetingFields } from "./views/meeting-form";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.meeting ? "Ändra mötet" : "Nytt möte") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "meeting.manage", (permit, { maybe: params, url }) => {
    const form = meetingForm(permit, params.meeting ?? null, url.searchParams.get("grupp") ?? undefined);
    if (form.meeting?.state === "cancelled") throw redirect(paths.meeting(form.place, form.meeting.id));
    return form;
  });
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "meeting.manage",
    meetingSchema,
    async (permit, input, { maybe: params }) => {
      if (!params.meeting) {
        const id = await createMeeting(permit, input);
        return {
          to: paths.meeting(permit.network, id),
          made: paths.meetingAct(permit.network, id, "andra"),
          notice: "Mötet är planerat. Ingen har fått kallelse än.",
        };
      }
      const { told } = await changeMeeting(permit, params.meeting, input);
      return {
        to: paths.meeting(permit.network, params.meeting),
        notice: told ? "Sparat. Alla kallade har fått ändringen i sin kalender." : "Sparat.",
      };
    },
    { keepOnConflict: true },
  );

export default function Edit() {
  const { place, meeting, values, groups, placeExample } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={
        meeting ? (
          <a href={paths.meeting(place, meeting.id)}>{meeting.title}</a>
        ) : (
          <a href={paths.meetings(place)}>Möten</a>
        )
      }
      title={meeting ? "Ändra mötet" : "Nytt möte"}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      {meeting?.state === "convened" && (
        <Notice tone="wait">
          <p>
            Kallelsen är skickad. Ändrar du dag, tid, plats eller länk får alla ett mejl, och mötet flyttas i
            deras kalendrar.
          </p>
        </Notice>
      )}
      <FormFields state={{ values: failed?.values ?? values, errors: failed?.errors ?? {} }}>
        <Form creates={!meeting} noValidate className="form">
          {meeting && <Hidden name="version" value={meeting.version} />}
          <MeetingFields groups={groups} placeExample={placeExample} />
          <div className="acts">
            <Button>Spara</Button>
            <a href={meeting ? paths.meeting(place, meeting.id) : paths.meetings(place)}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
