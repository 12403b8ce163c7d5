import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { lastDay } from "~/domain/asks/rules";
import { daySchema } from "~/domain/asks/schema";
import { changeSpread, moveDay } from "~/domain/spread/commands.server";
import { spreadPage } from "~/domain/spread/queries.server";
import { changeSchema } from "~/domain/spread/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { MoveDay } from "~/ui/move-day";
import { Card, Page, Stack } from "~/ui/page";
import { Button } from "~/ui/parts";
import { examplesOf } from "~/domain/network/terms.server";
import { SpreadFields } from "./views/fields";
import { titled } from "~/ui/shell";

const posted = z.discriminatedUnion("gor", [changeSchema, daySchema]);
export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Ändra") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "spread.manage", (permit, { params }) => ({
    ...spreadPage(permit, params.item),
    example: examplesOf(permit.network.id).spread,
  }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "spread.manage",
    posted,
    async (permit, input, { params }) => {
      if (input.gor === "flytta") await moveDay(permit, params.item, input);
      else {
        const { gor: _, ...change } = input;
        await changeSpread(permit, params.item, change);
      }
      return {
        to: paths.spreadItem(permit.network, params.item),
        notice: input.gor === "flytta" ? "Sista dagen är flyttad för organisationen." : "Sparat.",
      };
    },
    { keepOnConflict: true },
  );

export default function ChangeSpread() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const moving = failed?.values.gor === "flytta";
  const errors = failed?.errors ?? {};
  return (
    <Page narrow above={<a href={paths.spreadItem(p.place, p.item.id)}>{p.item.title}</a>} title="Ändra">
      <ErrorSummary errors={errors} prefix={moving ? "dag" : undefined} />
      <Stack>
        <Card title="Det som sprids">
          <FormFields
            state={
              failed && !moving ? { values: failed.values, errors } : { values: { ...p.item }, errors: {} }
            }
          >
            <Form noValidate>
              <Hidden name="gor" value="andra" />
              <Hidden name="version" value={p.item.version} />
              <SpreadFields example={p.example} />
              <div className="acts">
                <Button>Spara</Button>
              </div>
            </Form>
          </FormFields>
        </Card>
        <MoveDay
          failed={moving ? failed : null}
          options={p.shares.map(
            (s) => [s.organisationId, `${s.organisation} (${lastDay(p.item, s)})`] as const,
          )}
        />
      </Stack>
    </Page>
  );
}
