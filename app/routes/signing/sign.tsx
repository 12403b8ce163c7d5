import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { sign } from "~/domain/commitments/signing/commands.server";
import { signSchema } from "~/domain/commitments/signing/schema";
import { declaration, kindWords } from "~/domain/commitments/texts";
import type { Rejected } from "~/http/porter.server";
import { unmasked } from "~/domain/people/rules";
import { paths } from "~/paths";
import { ContentFacts, Duties } from "~/routes/commitments/views/document";
import { Checkbox, ErrorSummary, FormFields, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { readToAnswer, writeAnswer } from "./entry.server";
import { AnswerActs, Steps } from "./views/steps";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Skriv under") }];
export const loader = (args: LoaderFunctionArgs) => readToAnswer(args, "underskrift");
export const action = (args: ActionFunctionArgs) => writeAnswer(args, signSchema, sign);

export default function Sign() {
  const v = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const errors = failed?.errors ?? {};
  return (
    <Page
      narrow
      above={<Steps at={3} />}
      title="Skriv under"
      lead={`${kindWords[v.kind]} för ${v.organisation}`}
    >
      <ErrorSummary errors={errors} />
      <div className="paper">
        <ContentFacts content={v.content} untilOn={v.untilOn} leaver={v.leaver} />
      </div>
      <details className="more">
        <summary>Läs åtagandena igen</summary>
        <Duties authority={v.authority} terms={v.terms} />
      </details>
      <FormFields
        state={{
          values: failed?.values ?? {
            name: unmasked(v.signature.name),
            title: v.signature.title,
            acting: v.signature.acting,
          },
          errors,
        }}
      >
        <Form className="form" noValidate>
          <TextField name="name" label="Ditt namn" autoComplete="name" />
          <TextField name="title" label="Din titel" autoComplete="organization-title" />
          <Checkbox name="acting" label="Jag är tillförordnad (t.f.)" />
          <Checkbox name="declaration" label={declaration} />
          <AnswerActs proof={v}>
            <Button>Skriv under</Button>
          </AnswerActs>
        </Form>
      </FormFields>
      <p className="after muted">
        <a href={paths.signMisdirect(v.token)}>Jag är inte rätt chef</a> ·{" "}
        <a href={paths.signDecline(v.token)}>Jag skriver inte under</a>
      </p>
    </Page>
  );
}
