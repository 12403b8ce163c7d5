import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { send } from "~/domain/commitments/drafting/commands.server";
import { draftForm } from "~/domain/commitments/queries.server";
import { versionSchema } from "~/domain/commitments/schema";
import { readIn, writeIn } from "~/http/porter.server";
import { redirect } from "~/http/redirect";
import { paths } from "~/paths";
import { Page } from "~/ui/page";
import { CheckView } from "./views/check";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Kontrollera svaren") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "commitment.fill", async (permit, { params }) => {
    const view = await draftForm(permit, params.id);
    if (view.state !== "draft") throw redirect(paths.commitment(permit.network, params.id), 303);
    return { view, change: paths.commitmentAct(permit.network, params.id, "utkast") };
  });
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "commitment.fill", versionSchema, async (permit, { version }, { params }) => {
    await send(permit, params.id, version);
    return {
      to: paths.commitment(permit.network, params.id),
      notice: "Blanketten är skickad för underskrift.",
    };
  });

export default function Check() {
  const { view, change } = useLoaderData<typeof loader>();
  return (
    <Page
      narrow
      above={<a href={change}>Tillbaka till blanketten</a>}
      title="Kontrollera svaren"
      lead="Så här blir det när du skickar."
    >
      <CheckView view={view} failed={useActionData<typeof action>()} change={change} />
    </Page>
  );
}
