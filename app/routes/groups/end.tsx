import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { endGroup } from "~/domain/groups/commands.server";
import { groupRow } from "~/domain/groups/queries.server";
import { endSchema } from "~/domain/groups/schema";
import { placeOf } from "~/domain/network/queries.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields, Hidden, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Avsluta arbetsgruppen") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "group.manage", (permit, { params }) => ({
    place: placeOf(permit.network),
    group: groupRow(permit.network.id, params.group),
  }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "group.manage",
    endSchema,
    async (permit, input, { params }) => {
      await endGroup(permit, params.group, input);
      return { to: paths.group(permit.network, params.group), notice: "Arbetsgruppen är avslutad." };
    },
    { keepOnConflict: true },
  );

export default function EndGroup() {
  const { place, group } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.group(place, group.id)}>{group.name}</a>}
      title="Avsluta arbetsgruppen"
      lead="Platserna i gruppen upphör i dag. Möten, anteckningar och resultat finns kvar att läsa."
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <Form noValidate className="form">
          <Hidden name="version" value={group.version} />
          <TextArea
            name="result"
            label="Vad gruppen kom fram till"
            hint={group.expected ? `Det som skulle finnas: ${group.expected}` : undefined}
            rows={10}
          />
          <div className="acts">
            <Button>Avsluta gruppen</Button>
            <a href={paths.group(place, group.id)}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
