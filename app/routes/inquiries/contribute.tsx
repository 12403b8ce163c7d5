// What a colleague says, without an account. Nobody's answers are shown, and nobody is asked for a name.
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { contribute } from "~/domain/inquiries/commands.server";
import { contributionPage } from "~/domain/inquiries/queries.server";
import { contributionSchema } from "~/domain/inquiries/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { ErrorSummary, FormFields, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";
import { QuestionFields } from "./views/question-fields";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.title ?? "Svara") },
  { name: "robots", content: "noindex" },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "inquiry.contribute", (permit) => contributionPage(permit), { link: "contribute" });
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "inquiry.contribute",
    contributionSchema,
    async (permit, input) => {
      await contribute(permit, input);
      return { show: { thanks: true } };
    },
    { link: "contribute", keepOnConflict: true },
  );

export default function Contribute() {
  const p = useLoaderData<typeof loader>();
  const posted = useActionData<typeof action>() as Rejected | { thanks: true } | undefined;
  const failed = posted && "errors" in posted ? posted : undefined;
  if (posted && "thanks" in posted)
    return (
      <Page narrow above={p.organisation} title="Tack!">
        <Notice tone="ok">
          <p>Ditt svar har kommit fram till den som representerar {p.organisation}. Du kan stänga sidan.</p>
        </Notice>
      </Page>
    );
  return (
    <Page narrow above={`${p.organisation} deltar i ${p.within}`} title={p.title} lead={p.why}>
      <p>
        Bara den som representerar er organisation ser ditt svar. Skriv inget om enskilda personer. Du behöver
        inte svara på allt.
      </p>
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <Form noValidate className="form">
          <TextField
            name="part"
            label="Vilken del av organisationen?"
            hint="Till exempel: receptionen, en skola, en mottagning. Skriv inte ditt namn."
            optional
            autoComplete="off"
          />
          <QuestionFields
            questions={p.questions.filter((q) => q.kind !== "file").map((q) => ({ ...q, required: true }))}
            said={{}}
            typed={failed?.values.q}
          />
          {p.questions
            .filter((q) => q.kind === "file")
            .map((q) => (
              <p className="hint after" key={q.id}>
                Fråga {q.number}, ”{q.label}”, besvaras med en fil. Du kan inte bifoga filer här. Skicka filen
                till den som representerar {p.organisation}.
              </p>
            ))}
          <div className="acts">
            <Button>Skicka</Button>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
