import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { sendAgain, settleLetter } from "~/domain/notifications/commands.server";
import { pressedOn } from "~/domain/notifications/schema";
import { toPage } from "~/http/redirect";
import { writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { notFound } from "~/platform/refusal";

export const loader = (args: LoaderFunctionArgs) => toPage(args, (place) => paths.notices(place));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "letters.see", pressedOn, async (permit, { visa, sida }, { params }) => {
    const to = paths.notices(permit.network, { show: visa, page: sida });
    if (params.act === "igen") {
      await sendAgain(permit, params.id);
      return { to, notice: "Mejlet skickas igen." };
    }
    if (params.act !== "klart") throw notFound();
    await settleLetter(permit, params.id);
    return { to, notice: "Mejlet är hanterat." };
  });

export { Nothing as default } from "~/ui/page";
