import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeFinding } from "~/domain/findings/commands.server";
import { findingPage } from "~/domain/findings/queries.server";
import { changeSchema } from "~/domain/findings/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields, Hidden, Version } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";
import { FindingFields } from "./views/finding-fields";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Ändra lärdomen") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "finding.manage", (permit, { params }) => findingPage(permit, params.finding));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "finding.manage",
    changeSchema,
    async (permit, { gor: _, ...change }, { params }) => {
      await changeFinding(permit, params.finding, change);
      return { to: paths.finding(permit.network, params.finding), notice: "Sparat." };
    },
    { keepOnConflict: true },
  );

export default function ChangeFinding() {
  const { place, finding: f } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const errors = failed?.errors ?? {};
  return (
    <Page narrow above={<a href={paths.finding(place, f.id)}>{f.title}</a>} title="Ändra lärdomen">
      <ErrorSummary errors={errors} />
      {f.organisation && (
        <Notice tone="wait">
          <p>
            Ändrar du rubriken eller texten frågar vi {f.organisation} igen. Till dess syns den bara för er
            och länsstyrelsen.
          </p>
        </Notice>
      )}
      {f.proposal && (
        <Notice title="Deras förslag">
          <div className="said-text">{f.proposal}</div>
        </Notice>
      )}
      <FormFields
        state={{ values: failed?.values ?? { kind: f.kind, title: f.title, text: f.text }, errors }}
      >
        <Form noValidate className="form">
          <Hidden name="gor" value="andra" />
          <Version sent={failed?.values} now={f.version} />
          <FindingFields />
          <div className="acts">
            <Button>Spara</Button>
            <a href={paths.finding(place, f.id)}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
