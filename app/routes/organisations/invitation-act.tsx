import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { inviteAgain, revokeInvitation } from "~/domain/organisations/invitations/commands.server";
import { toPage } from "~/http/redirect";
import { writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { notFound } from "~/platform/refusal";

export const loader = (args: LoaderFunctionArgs) => toPage(args, paths.invite);
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "invitation.send", z.object({}), async (permit, _, { params }) => {
    if (params.act === "ny") {
      await inviteAgain(permit, params.id);
      return { to: paths.invite(permit.network), notice: "Inbjudan är skickad igen." };
    }
    if (params.act !== "aterkallelse") throw notFound();
    await revokeInvitation(permit, params.id);
    return { to: paths.invite(permit.network), notice: "Inbjudan är återkallad." };
  });

export { Nothing as default } from "~/ui/page";
