import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { receive } from "~/domain/commitments/commands.server";
import { redirect } from "~/http/redirect";
import { writeIn } from "~/http/porter.server";
import { paths } from "~/paths";

const posted = z.object({
  diaryNumber: z.string().trim().max(60, "Högst 60 tecken").default(""),
  /** The other forms of one change, with spaces between. */
  also: z
    .string()
    .default("")
    .transform((ids) => ids.split(" ").filter(Boolean))
    .pipe(z.array(z.string()).max(50)),
});
export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(`/${params.county}/${params.network}/uppdrag/${params.id}`);
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "commitment.receive", posted, async (permit, { diaryNumber, also }, { params, request }) => {
    await receive(permit, params.id, diaryNumber, also);
    const back = /\/att-gora$/.test(request.headers.get("referer") ?? "")
      ? paths.todo(permit.network)
      : paths.commitment(permit.network, params.id);
    return { to: back, notice: also.length > 0 ? "Blanketterna är mottagna." : "Blanketten är mottagen." };
  });

export { Nothing as default } from "~/ui/page";
