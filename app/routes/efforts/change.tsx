import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeEffort, moveDay } from "~/domain/efforts/commands.server";
import { effortPage } from "~/domain/efforts/queries.server";
import { lastDay } from "~/domain/asks/rules";
import { daySchema } from "~/domain/asks/schema";
import { changeSchema } from "~/domain/efforts/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { z } from "zod";
import { ErrorSummary, FormFields, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { MoveDay } from "~/ui/move-day";
import { Card, Page, Stack } from "~/ui/page";
import { Button } from "~/ui/parts";
import { EffortFields } from "./views/effort-fields";
import { titled } from "~/ui/shell";

const posted = z.discriminatedUnion("gor", [changeSchema, daySchema]);
export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Ändra insatsen") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "effort.manage", (permit, { params }) => effortPage(permit, params.effort));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "effort.manage",
    posted,
    async (permit, input, { params }) => {
      if (input.gor === "flytta") await moveDay(permit, params.effort, input);
      else {
        const { gor: _, ...change } = input;
        await changeEffort(permit, params.effort, change);
      }
      return {
        to: paths.effort(permit.network, params.effort),
        notice: input.gor === "flytta" ? "Sista dagen är flyttad för organisationen." : "Sparat.",
      };
    },
    { keepOnConflict: true },
  );

export default function ChangeEffort() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const moving = failed?.values.gor === "flytta";
  const errors = failed?.errors ?? {};
  return (
    <Page
      narrow
      above={<a href={paths.effort(p.place, p.effort.id)}>{p.effort.title}</a>}
      title="Ändra insatsen"
    >
      <ErrorSummary errors={errors} prefix={moving ? "dag" : undefined} />
      <Stack>
        <Card title="Insatsen">
          <FormFields
            state={
              failed && !moving ? { values: failed.values, errors } : { values: { ...p.effort }, errors: {} }
            }
          >
            <Form noValidate>
              <Hidden name="gor" value="andra" />
              <Hidden name="version" value={p.effort.version} />
              <EffortFields />
              <div className="acts">
                <Button>Spara</Button>
              </div>
            </Form>
          </FormFields>
        </Card>
        <MoveDay
          failed={moving ? failed : null}
          options={p.shares.map(
            (s) => [s.organisationId, `${s.organisation} (${lastDay(p.effort, s)})`] as const,
          )}
        />
      </Stack>
    </Page>
  );
}
