import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { liftFinding } from "~/domain/findings/commands.server";
import { findingForm } from "~/domain/findings/queries.server";
import { findingSchema } from "~/domain/findings/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { ErrorSummary, FormFields, Hidden, Select } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";
import { FindingFields } from "./views/finding-fields";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Ny lärdom") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "finding.manage", (permit, { url }) =>
    findingForm(permit, {
      answer: url.searchParams.get("svar"),
      meeting: url.searchParams.get("minnesanteckningar"),
    }),
  );
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "finding.manage",
    findingSchema,
    async (permit, input) => {
      const id = await liftFinding(permit, input);
      return {
        to: paths.finding(permit.network, id),
        made: paths.changeFinding(permit.network, id),
        notice: "Sparat.",
      };
    },
    { keepOnConflict: true },
  );

export default function NewFinding() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const errors = failed?.errors ?? {};
  return (
    <Page
      narrow
      above={<a href={paths.findings(p.place)}>Lärdomar</a>}
      title="Ny lärdom"
      lead="Kommer den från en organisation frågar vi organisationen om den får visas. Till dess syns den bara för er och länsstyrelsen."
    >
      <ErrorSummary errors={errors} />
      {p.answer && (
        <Notice>
          <p>
            Från {p.answer.organisation}, svar på ”{p.answer.inquiry}”: {p.answer.label}
          </p>
        </Notice>
      )}
      {p.meeting && (
        <Notice>
          <p>
            Från minnesanteckningarna till {p.meeting.title} {longDate(p.meeting.heldOn)}.
          </p>
        </Notice>
      )}
      <FormFields state={{ values: failed?.values ?? p.values, errors }}>
        <Form creates noValidate className="form">
          {p.answer && <Hidden name="answer" value={p.answer.id} />}
          {p.meeting && <Hidden name="meetingId" value={p.meeting.id} />}
          <FindingFields />
          {!p.answer && (
            <Select
              name="organisationId"
              label="Vem gav den?"
              options={[["", "Hela nätverket"], ...p.organisations.map((o) => [o.id, o.name] as const)]}
            />
          )}
          <div className="acts">
            <Button>Spara</Button>
            <a href={paths.findings(p.place)}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
