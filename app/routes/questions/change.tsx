import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeQuestion } from "~/domain/questions/commands.server";
import { questionPage } from "~/domain/questions/queries.server";
import { changeSchema } from "~/domain/questions/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields, Version } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { QuestionFields } from "./views/question-fields";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Ändra frågan") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "question.manage", (permit, { params }) => questionPage(permit, params.question));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "question.manage",
    changeSchema,
    async (permit, input, { params }) => {
      await changeQuestion(permit, params.question, input);
      return { to: paths.question(permit.network, params.question), notice: "Sparat." };
    },
    { keepOnConflict: true },
  );

export default function ChangeQuestion() {
  const { place, question: q } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const errors = failed?.errors ?? {};
  return (
    <Page
      narrow
      above={<a href={paths.question(place, q.id)}>{q.title}</a>}
      title="Ändra frågan"
      lead={q.mine || !q.organisation ? undefined : `Frågan kommer från ${q.organisation}. De ser din text.`}
    >
      <ErrorSummary errors={errors} />
      <FormFields
        state={{
          values: failed?.values ?? { level: q.level, title: q.title, background: q.background },
          errors,
        }}
      >
        <Form noValidate className="form">
          <Version sent={failed?.values} now={q.version} />
          <QuestionFields />
          <div className="acts">
            <Button>Spara</Button>
            <a href={paths.question(place, q.id)}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
