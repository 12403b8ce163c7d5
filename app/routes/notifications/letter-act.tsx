import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { sendAgain, settleLetter } from "~/domain/notifications/commands.server";
import { shownAt, toPage } from "~/http/redirect";
import { writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { notFound } from "~/platform/refusal";

export const loader = (args: LoaderFunctionArgs) => toPage(args, (place) => paths.notices(place));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "letters.see", z.object({}), async (permit, _, { params, from }) => {
    const page = paths.notices(permit.network);
    const to = shownAt(page, from) ?? page;
    if (params.act === "igen") {
      await sendAgain(permit, params.id);
      return { to, notice: "Mejlet skickas igen." };
    }
    if (params.act !== "klart") throw notFound();
    await settleLetter(permit, params.id);
    return { to, notice: "Mejlet är hanterat." };
  });

export { Nothing as default } from "~/ui/page";
