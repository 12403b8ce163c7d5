import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { inNetwork } from "~/domain/access/permits.server";
import { send } from "~/domain/commitments/drafting/commands.server";
import { linkForm } from "~/domain/commitments/queries.server";
import { versionSchema } from "~/domain/commitments/schema";
import { read, write } from "~/http/porter.server";
import { redirect } from "~/http/redirect";
import { paths } from "~/paths";
import { notFound } from "~/platform/refusal";
import { Page } from "~/ui/page";
import { CheckView } from "./views/check";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Kontrollera svaren") }];
export const loader = (args: LoaderFunctionArgs) =>
  read(
    args,
    "commitment.fill",
    async (permit, { params }) => {
      const view = await linkForm(inNetwork(permit));
      if (!view.id) throw redirect(paths.fill(params.token), 303);
      if (view.state !== "draft") throw redirect(paths.fillSent(params.token), 303);
      return { view, change: paths.fill(params.token) };
    },
    { link: "fill" },
  );
export const action = (args: ActionFunctionArgs) =>
  write(
    args,
    "commitment.fill",
    versionSchema,
    async (permit, { version }, { params }) => {
      if (!permit.link?.commitmentId) throw notFound();
      await send(inNetwork(permit), permit.link.commitmentId, version);
      return { to: paths.fillSent(params.token) };
    },
    { link: "fill" },
  );

export default function FillCheck() {
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
