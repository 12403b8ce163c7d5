import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { removeMilestone, saveMilestone, tickMilestone } from "~/domain/groups/milestones/commands.server";
import { milestoneForm } from "~/domain/groups/milestones/queries.server";
import { milestoneActSchema } from "~/domain/groups/milestones/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { DateField, ErrorSummary, FormFields, Hidden, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button, PostButton } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Milstolpe") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "group.manage", (permit, { params }) => milestoneForm(permit, params.group, params.milestone));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "group.lead",
    milestoneActSchema,
    async (permit, input, { params, also }) => {
      const [group, id] = [params.group, params.milestone];
      let saved = id;
      if (input.gor === "spara")
        saved = await saveMilestone(also("group.manage"), group, id === "ny" ? null : id, input);
      else if (input.gor === "ta-bort") await removeMilestone(also("group.manage"), group, id);
      else await tickMilestone(permit, group, id, input.gor === "klar");
      return {
        to: `${paths.group(permit.network, group)}#milstolpar`,
        made: saved === id ? undefined : paths.milestone(permit.network, group, saved),
        notice: {
          spara: "Milstolpen är sparad.",
          "ta-bort": "Milstolpen är borttagen.",
          klar: "Milstolpen är klar.",
          "inte-klar": "Milstolpen är inte klar.",
        }[input.gor],
      };
    },
    { keepOnConflict: true },
  );

export default function Milestone() {
  const { place, group, milestone } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const back = paths.group(place, group.id);
  return (
    <Page
      narrow
      above={<a href={back}>{group.name}</a>}
      title={milestone ? "Ändra milstolpen" : "Ny milstolpe"}
      lead="Gruppen får en påminnelse en vecka före, och en två dagar efter om den inte är markerad som klar."
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? milestone ?? {}, errors: failed?.errors ?? {} }}>
        <Form creates={!milestone} noValidate className="form">
          <Hidden name="gor" value="spara" />
          {milestone && <Hidden name="version" value={milestone.version} />}
          <TextField
            name="title"
            label="Vad ska vara klart?"
            hint="Till exempel: Första utkastet är läst av alla"
          />
          <DateField name="dueOn" label="Vilken dag?" />
          <div className="acts">
            <Button>Spara</Button>
            <a href={back}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
      {milestone && (
        <div className="acts">
          <PostButton
            quiet
            warn
            action={paths.milestone(place, group.id, milestone.id)}
            hidden={{ gor: "ta-bort" }}
          >
            Ta bort milstolpen
          </PostButton>
        </div>
      )}
    </Page>
  );
}
