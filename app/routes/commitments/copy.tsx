import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { copyForm } from "~/domain/commitments/drafting/commands.server";
import { toPage } from "~/http/redirect";
import { writeIn } from "~/http/porter.server";
import { paths } from "~/paths";

export const loader = (args: LoaderFunctionArgs) => toPage(args, paths.commitment);
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "commitment.fill", z.object({}), async (permit, _, { params }) => ({
    to: paths.commitmentAct(permit.network, await copyForm(permit, params.id), "utkast"),
  }));

export { Nothing as default } from "~/ui/page";
