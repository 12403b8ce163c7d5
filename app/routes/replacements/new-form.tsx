import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { inNetwork } from "~/domain/access/permits.server";
import { beginByLink } from "~/domain/commitments/drafting/commands.server";
import { redirect } from "~/http/redirect";
import { write } from "~/http/porter.server";
import { paths } from "~/paths";

const posted = z.object({ seat: z.enum(["representative", "deputy", "whole"]) });
export const loader = ({ params }: LoaderFunctionArgs) => redirect(paths.replace(params.token ?? ""));
export const action = (args: ActionFunctionArgs) =>
  write(
    args,
    "replacement.start",
    posted,
    async (permit, { seat }) => ({ to: paths.fill(await beginByLink(inNetwork(permit), seat)) }),
    { link: "replace" },
  );

export { Nothing as default } from "~/ui/page";
