import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { receive } from "~/domain/commitments/commands.server";
import { redirect } from "~/http/redirect";
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
export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(`/${params.county}/${params.network}/uppdrag/${params.id}`);
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "commitment.receive", posted, async (permit, { diaryNumber, all }, { params, request }) => {
    const received = await receive(permit, params.id, diaryNumber, { all });
    const back = /\/att-gora$/.test(request.headers.get("referer") ?? "")
      ? paths.todo(permit.network)
      : paths.commitment(permit.network, params.id);
    return { to: back, notice: received > 1 ? "Blanketterna är mottagna." : "Blanketten är mottagen." };
  });

export { Nothing as default } from "~/ui/page";
