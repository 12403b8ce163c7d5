import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { receive } from "~/domain/commitments/commands.server";
import { shownAt, toPage } from "~/http/redirect";
import { writeIn } from "~/http/porter.server";
import { paths } from "~/paths";

const posted = z.object({
  diaryNumber: z.string().trim().max(60, "Högst 60 tecken").default(""),
  /** The other forms of the same change too. */
  all: z
    .literal("ja")
    .optional()
    .transform((v) => v === "ja"),
});
export const loader = (args: LoaderFunctionArgs) => toPage(args, paths.commitment);
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "commitment.receive", posted, async (permit, { diaryNumber, all }, { params, from }) => {
    const received = await receive(permit, params.id, diaryNumber, { all });
    const todo = paths.todo(permit.network);
    return {
      to: shownAt(todo, from) ?? paths.commitment(permit.network, params.id),
      notice: received > 1 ? "Blanketterna är mottagna." : "Blanketten är mottagen.",
    };
  });

export { Nothing as default } from "~/ui/page";
