import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { saveByLink } from "~/domain/commitments/drafting/commands.server";
import { linkForm } from "~/domain/commitments/queries.server";
import { draftPost } from "~/domain/commitments/schema";
import { read, write } from "~/http/porter.server";
import { redirect } from "~/http/redirect";
import { inNetwork } from "~/domain/access/permits.server";
import { paths } from "~/paths";
import { Page } from "~/ui/page";
import { savedDraft } from "./saved.server";
import { CommitmentForm, formTitle } from "./views/commitment-form";
import { titled } from "~/ui/shell";

export const handle = { scripts: true };
export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) => [
  { title: titled(matches, error || !data ? "Blanketten" : formTitle(data)) },
];
export const loader = (args: LoaderFunctionArgs) =>
  read(
    args,
    "commitment.fill",
    async (permit, { params }) => {
      const view = await linkForm(inNetwork(permit));
      if (view.state !== "draft") throw redirect(paths.fillSent(params.token), 303);
      return view;
    },
    { link: "fill" },
  );
export const action = (args: ActionFunctionArgs) =>
  write(
    args,
    "commitment.fill",
    draftPost,
    async (permit, input, { params }) => {
      const network = inNetwork(permit);
      const view = await linkForm(network);
      return savedDraft(input, view, (draft) => saveByLink(network, draft, input.version), {
        form: paths.fill(params.token),
        check: paths.fillCheck(params.token),
      });
    },
    { link: "fill", keepOnConflict: true },
  );

export default function Fill() {
  const view = useLoaderData<typeof loader>();
  return (
    <Page
      narrow
      title={formTitle(view)}
      lead={
        <>
          {view.networkName}. {view.authority} samordnar. Det tar ungefär tio minuter, och du kan spara och
          fortsätta senare på samma länk.
        </>
      }
    >
      <p className="muted after">Skriv aldrig personnummer eller något om enskilda ärenden här.</p>
      <CommitmentForm view={view} failed={useActionData<typeof action>()} />
    </Page>
  );
}
