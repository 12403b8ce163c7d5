import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeGroup, startGroup } from "~/domain/groups/commands.server";
import { groupForm } from "~/domain/groups/queries.server";
import { groupSchema } from "~/domain/groups/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { DateField, ErrorSummary, FormFields, Hidden, Select, TextArea, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.group ? "Ändra arbetsgruppen" : "Ny arbetsgrupp") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "group.manage", (permit, { maybe: params }) => groupForm(permit, params.group ?? null));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "group.manage",
    groupSchema,
    async (permit, input, { maybe: params }) => {
      if (!params.group) {
        const id = await startGroup(permit, input);
        return {
          to: paths.group(permit.network, id),
          made: paths.groupAct(permit.network, id, "andra"),
          notice: "Arbetsgruppen är startad. Ge organisationerna plats i den.",
        };
      }
      await changeGroup(permit, params.group, input);
      return { to: paths.group(permit.network, params.group), notice: "Sparat." };
    },
    { keepOnConflict: true },
  );

type Group = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["group"]>;
const valuesOf = (group: Group) => ({
  ...group,
  expected: group.expected ?? "",
  plannedEndOn: group.plannedEndOn ?? "",
  convenerId: group.convenerId ?? "",
});

export default function EditGroup() {
  const { place, group, today, conveners, authority } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const values = group ? valuesOf(group) : { startOn: today };
  const back = group ? paths.group(place, group.id) : paths.groups(place);
  return (
    <Page
      narrow
      above={<a href={back}>{group ? group.name : "Arbetsgrupper"}</a>}
      title={group ? "Ändra arbetsgruppen" : "Starta en arbetsgrupp"}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? values, errors: failed?.errors ?? {} }}>
        <Form creates={!group} noValidate className="form">
          {group && <Hidden name="version" value={group.version} />}
          <TextField name="name" label="Vad gruppen heter" />
          <TextArea name="purpose" label="Vad gruppen ska göra" rows={4} />
          <TextArea
            name="expected"
            label="Vad som ska finnas när den är klar"
            hint="Till exempel en gemensam rutin eller en utbildning"
            rows={3}
            optional
          />
          <div className="pair">
            <DateField name="startOn" label="Börjar" />
            <DateField name="plannedEndOn" label="Ska vara klar" optional />
          </div>
          {group && (
            <Select
              name="convenerId"
              label="Sammankallande"
              hint={
                conveners.length === 0
                  ? "Du kan välja någon annan när organisationerna har fått plats."
                  : undefined
              }
              options={[["", authority], ...conveners]}
            />
          )}
          <div className="acts">
            <Button>Spara</Button>
            <a href={back}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
