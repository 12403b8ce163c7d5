import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { placeOf } from "~/domain/network/queries.server";
import { organisationKinds, organisationSchema } from "~/domain/network/schema";
import { addOrganisation } from "~/domain/organisations/commands.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { Checkbox, ErrorSummary, FormFields, Select, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Lägg till en organisation") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "organisation.manage", (permit) => ({ place: placeOf(permit.network) }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "organisation.manage", organisationSchema, async (permit, input) => {
    const { slug } = await addOrganisation(permit, input);
    return {
      to: paths.organisation(permit.network, slug),
      notice: "Organisationen är tillagd. Bjud in den att fylla i blanketten.",
      made: paths.organisationAct(permit.network, slug, "uppgifter"),
      as: { gor: "namn" },
    };
  });

export default function NewOrganisation() {
  const { place } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.organisations(place)}>Organisationer</a>}
      title="Lägg till en organisation"
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <Form className="form" noValidate creates>
          <TextField
            name="name"
            label="Namn"
            hint="Finns organisationen redan i ett annat av länets nätverk kommer den med som den är."
          />
          <Select name="kind" label="Vad är det för organisation?" options={organisationKinds} />
          <TextField
            name="municipalityCode"
            label="Kommunkod"
            optional
            inputMode="numeric"
            className="short"
          />
          <TextField
            name="principal"
            label="Huvudman"
            optional
            hint="För en samverkan som drivs av någon annan."
          />
          <Checkbox name="sharedSeat" label="Gemensam plats för flera föreningar" />
          <Checkbox
            name="protectedDefault"
            label="Föreslå skyddade personuppgifter"
            hint="Välj det om de som arbetar där kan ha skyddade uppgifter."
          />
          <div className="acts">
            <Button>Lägg till</Button>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
