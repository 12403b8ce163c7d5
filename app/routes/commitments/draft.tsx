import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { saveDraft } from "~/domain/commitments/commands.server";
import { draftForm } from "~/domain/commitments/queries.server";
import { draftPost } from "~/domain/commitments/schema";
import { redirect } from "~/http/redirect";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { Page } from "~/ui/page";
import { savedDraft } from "./saved.server";
import { CommitmentForm, formTitle } from "./views/commitment-form";
import { titled } from "~/ui/shell";

export const handle = { scripts: true };
export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data ? formTitle(data.view) : "Blanketten") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "commitment.fill", async (permit, { params }) => {
    const view = await draftForm(permit, params.id);
    if (view.state !== "draft") throw redirect(paths.commitment(permit.network, params.id), 303);
    return { view };
  });
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "commitment.fill",
    draftPost,
    async (permit, input, { params }) => {
      const view = await draftForm(permit, params.id);
      const at = (name: "utkast" | "kontrollera") => paths.commitmentAct(permit.network, params.id, name);
      return savedDraft(input, view, (draft) => saveDraft(permit, params.id, draft, input.version), {
        form: at("utkast"),
        check: at("kontrollera"),
      });
    },
    { keepOnConflict: true },
  );

export default function DraftForm() {
  const { view } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.organisation(view.place, view.organisationSlug)}>{view.organisation}</a>}
      title={formTitle(view)}
      lead={
        view.onBehalf
          ? "Du fyller i åt organisationen. Det framgår av blanketten."
          : "Spara när du vill och fortsätt senare."
      }
    >
      <p className="muted after">Skriv aldrig personnummer eller något om enskilda ärenden här.</p>
      <CommitmentForm view={view} failed={failed} />
    </Page>
  );
}
