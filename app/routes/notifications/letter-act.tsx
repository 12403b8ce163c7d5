import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { sendAgain, settleLetter } from "~/domain/notifications/commands.server";
import { redirect } from "~/http/redirect";
import { writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { notFound } from "~/platform/refusal";

export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(`/${params.county}/${params.network}/utskick`);
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "letters.see", z.object({}), async (permit, _, { params }) => {
    if (params.act === "igen") {
      await sendAgain(permit, params.id);
      return { to: paths.notices(permit.network), notice: "Mejlet skickas igen." };
    }
    if (params.act !== "klart") throw notFound();
    await settleLetter(permit, params.id);
    return { to: paths.notices(permit.network), notice: "Mejlet är hanterat." };
  });

export { Nothing as default } from "~/ui/page";
