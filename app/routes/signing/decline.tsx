import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { decline } from "~/domain/commitments/signing/commands.server";
import { declineSchema } from "~/domain/commitments/signing/schema";
import type { Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { readToAnswer, writeAnswer } from "./entry.server";
import { AnswerActs, Steps } from "./views/steps";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Jag skriver inte under") }];
export const loader = (args: LoaderFunctionArgs) => readToAnswer(args, "avbojande");
export const action = (args: ActionFunctionArgs) => writeAnswer(args, declineSchema, decline);

export default function Decline() {
  const v = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<Steps at={3} />}
      title="Jag skriver inte under"
      lead={`Den som skickade blanketten för ${v.organisation} och ${v.authority} får veta varför.`}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <Form className="form" noValidate>
          <TextArea
            name="why"
            label="Varför?"
            hint="Skriv vad som behöver ändras. Skriv inget om någons hälsa eller privatliv."
          />
          <AnswerActs proof={v}>
            <Button warn>Skicka att jag inte skriver under</Button>
            <a className="btn quiet" href={paths.sign(v.token)}>
              Tillbaka
            </a>
          </AnswerActs>
        </Form>
      </FormFields>
    </Page>
  );
}
