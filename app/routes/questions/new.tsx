import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { proposeQuestion } from "~/domain/questions/commands.server";
import { questionForm } from "~/domain/questions/queries.server";
import { questionSchema } from "~/domain/questions/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { Checkbox, ErrorSummary, FormFields, Select } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { QuestionFields } from "./views/question-fields";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Fråga att lyfta") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "question.propose", (permit) => questionForm(permit));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "question.propose", questionSchema, async (permit, input) => {
    const id = await proposeQuestion(permit, input);
    return {
      to: paths.question(permit.network, id),
      made: paths.changeQuestion(permit.network, id),
      notice: permit.roles.has("strategist") ? "Sparat." : "Förslaget är skickat till länsstyrelsen.",
    };
  });

export default function NewQuestion() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const errors = failed?.errors ?? {};
  return (
    <Page
      narrow
      above={<a href={paths.questions(p.place)}>Frågor att lyfta</a>}
      title={p.staff ? "Skriv en fråga att lyfta" : "Föreslå en fråga att lyfta"}
      lead={
        p.staff
          ? undefined
          : "Länsstyrelsen lyfter frågan och berättar för er vad svaret blev. Tills den är lyft ser bara ni och länsstyrelsen den."
      }
    >
      <ErrorSummary errors={errors} />
      <FormFields state={{ values: failed?.values ?? {}, errors }}>
        <Form creates noValidate className="form">
          <QuestionFields />
          {p.staff && (
            <Select
              name="organisationId"
              label="Vilken organisation frågar?"
              options={[
                ["", "Ingen, frågan är länsstyrelsens eller ett mötes"],
                ...p.organisations.map((o) => [o.id, o.name] as const),
              ]}
            />
          )}
          {!p.staff && p.organisations.length > 1 && (
            <Select
              name="organisationId"
              label="Vilken organisation frågar?"
              options={[["", "Välj"], ...p.organisations.map((o) => [o.id, o.name] as const)]}
            />
          )}
          {p.staff && p.meetings.length > 0 && (
            <Select
              name="meetingId"
              label="Kom den upp på ett möte?"
              options={[
                ["", "Nej"],
                ...p.meetings.map((m) => [m.id, `${m.title}, ${longDate(m.heldOn)}`] as const),
              ]}
            />
          )}
          <Checkbox
            name="named"
            label={
              p.staff
                ? "Medlemmarna får se vilken organisation som frågar"
                : "De andra i nätverket får se att det är vi som frågar"
            }
          />
          <div className="acts">
            <Button>{p.staff ? "Spara" : "Skicka förslaget"}</Button>
            <a href={paths.questions(p.place)}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
