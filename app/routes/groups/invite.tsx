import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { inviteToGroup } from "~/domain/groups/joining/commands.server";
import { inviteForm } from "~/domain/groups/joining/queries.server";
import { inviteSchema } from "~/domain/groups/joining/schema";
import { again } from "~/http/again";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button, Empty } from "~/ui/parts";
import { Chosen } from "~/ui/to-whom";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Bjud in till arbetsgruppen") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "group.manage", (permit, { params }) => inviteForm(permit, params.group));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "group.manage",
    inviteSchema,
    async (permit, input, { params }) => {
      await inviteToGroup(permit, params.group, input);
      return {
        to: paths.group(permit.network, params.group),
        notice: "Inbjudan är skickad.",
        sent: again.sent("inbjudan"),
      };
    },
    { keepOnConflict: true },
  );

export default function Invite() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const back = paths.group(p.place, p.group.id);
  return (
    <Page
      narrow
      above={<a href={back}>{p.group.name}</a>}
      title="Bjud in till arbetsgruppen"
      lead="Representanten får ett mejl och tackar ja eller nej på gruppens sida. Den som inte svarar påminns en gång, efter tio dagar."
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      {p.organisations.length === 0 ? (
        <Empty>Alla organisationer har plats eller väntar på svar.</Empty>
      ) : (
        <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
          <Form noValidate className="form" creates>
            <Chosen
              legend="Vilka ska bjudas in?"
              organisations={p.organisations}
              typed={failed && (failed.values.organisations ?? [])}
            />
            <TextArea
              name="words"
              label="Några ord till dem"
              hint="Står i mejlet, efter vad gruppen ska göra."
              rows={3}
              optional
            />
            <div className="acts">
              <Button>Skicka inbjudan</Button>
              <a href={back}>Avbryt</a>
            </div>
          </Form>
        </FormFields>
      )}
    </Page>
  );
}
