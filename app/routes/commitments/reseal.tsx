import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { sealAgain } from "~/domain/commitments/commands.server";
import { toPage } from "~/http/redirect";
import { writeIn } from "~/http/porter.server";
import { paths } from "~/paths";

export const loader = (args: LoaderFunctionArgs) => toPage(args, paths.commitment);
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "commitment.receive", z.object({}), async (permit, _, { params }) => {
    await sealAgain(permit, params.id);
    return { to: paths.commitment(permit.network, params.id), notice: "Vi stämplar PDF:en igen." };
  });

export { Nothing as default } from "~/ui/page";
