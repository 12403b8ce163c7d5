import type { LoaderFunctionArgs } from "@remix-run/node";
import { demoLetter } from "~/domain/access/queries.server";
import { calendarResponse } from "~/http/paper.server";
import { fail } from "~/http/body.server";
import { read } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  read(args, "demoMailbox.see", async (permit, { params }) => {
    const { calendar } = await demoLetter(permit, params.id);
    if (!calendar) throw fail(404, "Mejlet har ingen kalenderpost.");
    return calendarResponse(calendar);
  });
