import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { chooseMail } from "~/domain/digest/commands.server";
import { mailChoices } from "~/domain/digest/queries.server";
import { choiceSchema } from "~/domain/digest/schema";
import { weekdays, whatWaits } from "~/domain/digest/texts";
import { read, write, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { capital, counted, listed } from "~/platform/swedish";
import { ErrorSummary, FormFields, Hidden, RadioGroup, Select } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, Empty } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Dina mejl") }];
export const loader = (args: LoaderFunctionArgs) => read(args, "me.see", mailChoices);
export const action = (args: ActionFunctionArgs) =>
  write(args, "me.see", choiceSchema, async (permit, input) => {
    await chooseMail(permit, input);
    return {
      to: paths.mailChoice,
      notice:
        input.how === "weekly"
          ? "Sparat. Det som kan vänta kommer i ett mejl i veckan."
          : "Sparat. Du får varje mejl direkt.",
    };
  });

export default function MailChoice() {
  const { networks } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.mine}>Mina uppdrag</a>}
      title="Dina mejl"
      lead={`Välj hur du vill ha det som kan vänta: ${listed(whatWaits)}. Kallelser, ändrade möten, koder och annat som inte kan vänta kommer alltid direkt.`}
    >
      <ErrorSummary errors={failed?.errors ?? {}} prefix={failed?.values.networkId} />
      <Stack>
        {networks.length === 0 && (
          <Card pad={false}>
            <Empty>Du har ingen plats i något nätverk i dag.</Empty>
          </Card>
        )}
        {networks.map((n) => (
          <Card key={n.id} title={n.name} count={n.countyName}>
            <FormFields
              state={
                failed?.values.networkId === n.id
                  ? { values: failed.values, errors: failed.errors, prefix: n.id }
                  : { values: { how: n.how, weekday: n.weekday }, errors: {}, prefix: n.id }
              }
            >
              <Form noValidate>
                <Hidden name="networkId" value={n.id} />
                <RadioGroup
                  name="how"
                  label="Det som kan vänta"
                  options={[
                    ["direct", "Mejl direkt"],
                    ["weekly", "Ett mejl i veckan"],
                  ]}
                />
                <Select
                  name="weekday"
                  label="Vilken dag?"
                  hint="Gäller om du väljer ett mejl i veckan. Det kommer på morgonen. I lugna perioder väntar det."
                  options={weekdays.map((day, i) => [String(i + 1), capital(day)] as const)}
                />
                {n.held > 0 && (
                  <p className="muted after">
                    {capital(counted(n.held, "mejl", "mejl"))} väntar på nästa utskick. Väljer du mejl direkt
                    kommer {n.held === 1 ? "det" : "de"} på en gång.
                  </p>
                )}
                <div className="acts">
                  <Button>Spara</Button>
                </div>
              </Form>
            </FormFields>
          </Card>
        ))}
      </Stack>
    </Page>
  );
}
