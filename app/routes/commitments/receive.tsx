import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { receive } from "~/domain/commitments/commands.server";
import { redirect } from "~/http/redirect";
import { writeIn } from "~/http/porter.server";
import { paths } from "~/paths";

const posted = z.object({ diaryNumber: z.string().trim().max(60, "Högst 60 tecken").default("") });
export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(`/${params.county}/${params.network}/uppdrag/${params.id}`);
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "commitment.receive", posted, async (permit, { diaryNumber }, { params, request }) => {
    await receive(permit, params.id, diaryNumber);
    const back = /\/att-gora$/.test(request.headers.get("referer") ?? "")
      ? paths.todo(permit.network)
      : paths.commitment(permit.network, params.id);
    return { to: back, notice: "Blanketten är mottagen." };
  });

export { Nothing as default } from "~/ui/page";
