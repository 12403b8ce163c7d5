import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { giveEffort } from "~/domain/efforts/commands.server";
import { effortForm } from "~/domain/efforts/queries.server";
import { effortSchema } from "~/domain/efforts/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { ToWhom } from "~/ui/to-whom";
import { EffortFields } from "./views/effort-fields";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Lägg upp en insats") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "effort.manage", (permit, { url }) => effortForm(permit, url.searchParams.get("uppgift")));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "effort.manage", effortSchema, async (permit, input) => {
    const id = await giveEffort(permit, input);
    return {
      to: paths.effort(permit.network, id),
      made: paths.changeEffort(permit.network, id),
      notice: "Insatsen är utskickad. Representanterna har fått mejl.",
    };
  });

export default function NewEffort() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const errors = failed?.errors ?? {};
  return (
    <Page
      narrow
      above={<a href={paths.efforts(p.place)}>På hemmaplan</a>}
      title="Lägg upp en insats"
      lead="Organisationerna får mejl nu, en påminnelse en vecka före sista dagen och en två dagar efter. Sedan läggs den på dagordningen till nästa ordinarie möte."
    >
      <ErrorSummary errors={errors} />
      <FormFields state={{ values: failed?.values ?? p.values, errors }}>
        <Form creates noValidate className="form">
          {p.minutesItemId && <Hidden name="minutesItemId" value={p.minutesItemId} />}
          <EffortFields />
          <ToWhom organisations={p.organisations} typed={failed && (failed.values.organisations ?? [])} />
          <div className="acts">
            <Button>Skicka ut insatsen</Button>
            <a href={paths.efforts(p.place)}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
