import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { emailField } from "~/domain/access/schema";
import { placeOf } from "~/domain/network/queries.server";
import { invite } from "~/domain/organisations/invitations/commands.server";
import { organisationAt, organisationPage } from "~/domain/organisations/queries.server";
import { again } from "~/http/again";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { EmailField, ErrorSummary, FormFields } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Bjud in") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "invitation.send", (permit, { params, also }) => {
    const page = organisationPage(also("organisation.see"), params.organisation, null);
    return {
      place: placeOf(permit.network),
      name: page.organisation.name,
      slug: page.organisation.slug,
      email: page.contacts[0]?.email ?? page.representative?.email ?? page.managers[0]?.email ?? "",
    };
  });
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "invitation.send", z.object({ email: emailField }), async (permit, { email }, { params }) => {
    const o = organisationAt(permit, params.organisation);
    await invite(permit, [{ organisationId: o.id, email }]);
    return {
      to: paths.organisation(permit.network, o.slug),
      notice: `Inbjudan är skickad till ${email}.`,
      sent: again.invited(email),
    };
  });

export default function Invitation() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.organisation(p.place, p.slug)}>{p.name}</a>}
      title="Bjud in att fylla i blanketten"
      lead="Mottagaren får en personlig länk som gäller i 30 dagar. Är blanketten redan ifylld börjar den med det som gäller i dag."
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? { email: p.email }, errors: failed?.errors ?? {} }}>
        <Form className="form" noValidate creates>
          <EmailField
            name="email"
            label="Mejladress"
            autoComplete={undefined}
            hint="Till exempel organisationens registrator eller kontaktperson."
          />
          <div className="acts">
            <Button>Skicka inbjudan</Button>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
