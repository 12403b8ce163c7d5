import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { misdirect } from "~/domain/commitments/signing/commands.server";
import { misdirectSchema } from "~/domain/commitments/signing/schema";
import type { Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { EmailField, ErrorSummary, FormFields, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { readToAnswer, writeAnswer } from "./entry.server";
import { AnswerActs, Steps } from "./views/steps";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Jag är inte rätt chef") }];
export const loader = (args: LoaderFunctionArgs) => readToAnswer(args, "fel-chef");
export const action = (args: ActionFunctionArgs) => writeAnswer(args, misdirectSchema, misdirect);

export default function Misdirect() {
  const v = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<Steps at={3} />}
      title="Jag är inte rätt chef"
      lead={`Vem ansvarar för uppdraget i ${v.organisation}? Den personen får ett mejl först när adressen har bekräftats.`}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <Form className="form" noValidate>
          <TextField name="name" label="Rätt chefs för- och efternamn" autoComplete="off" />
          <TextField name="title" label="Titel" optional autoComplete="off" />
          <EmailField name="email" label="Mejladress" />
          <AnswerActs proof={v}>
            <Button>Skicka</Button>
            <a className="btn quiet" href={paths.sign(v.token)}>
              Tillbaka
            </a>
          </AnswerActs>
        </Form>
      </FormFields>
    </Page>
  );
}
