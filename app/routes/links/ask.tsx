import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { askForLink } from "~/domain/access/requests/commands.server";
import { knownEmail } from "~/domain/access/schema";
import { memberOptions } from "~/domain/network/queries.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { EmailField, ErrorSummary, FormFields, Select } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";
import { titled } from "~/ui/shell";

const posted = z.object({ organisationId: z.string().min(1, "Välj organisation"), email: knownEmail });
export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Be om en länk") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "linkRequest.use", (permit, { url }) => ({
    options: memberOptions(permit),
    sent: url.searchParams.has("skickad"),
    mailbox: permit.network.mailbox,
  }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "linkRequest.use", posted, async (permit, input, { url }) => {
    await askForLink(permit, input.organisationId, input.email);
    return { to: `${url.pathname}?skickad` };
  });

export default function AskForLink() {
  const { options, sent, mailbox } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  if (sent) {
    return (
      <Page narrow title="Titta i din mejl">
        <Notice tone="ok">
          <p>Om adressen är känd för organisationen kommer ett mejl med en länk inom någon minut.</p>
        </Notice>
        <p>
          Kom det inget mejl? Då har länsstyrelsen kanske en annan adress till dig. Skriv till{" "}
          <a href={`mailto:${mailbox}`}>{mailbox}</a>.
        </p>
      </Page>
    );
  }
  return (
    <Page
      narrow
      title="Be om en länk"
      lead="För dig som är representant, ersättare, ansvarig chef eller kontaktperson. Med länken byter ni representant eller ersättare, säger att någon slutar eller att ersättaren tjänstgör."
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <Form className="form" noValidate>
          <Select
            name="organisationId"
            label="Organisation"
            options={[["", "Välj organisation"], ...options]}
          />
          <EmailField
            name="email"
            label="Din mejladress"
            hint="Den adress som länsstyrelsen har till dig."
            autoComplete="email"
          />
          <div className="acts">
            <Button>Skicka länken</Button>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
