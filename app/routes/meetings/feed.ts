import type { LoaderFunctionArgs } from "@remix-run/node";
import { personalFeed } from "~/domain/meetings/feeds/queries.server";
import { read } from "~/http/porter.server";
import { calendarResponse } from "~/http/paper.server";

export const loader = (args: LoaderFunctionArgs) =>
  read(args, "feed.read", (permit, { params }) =>
    calendarResponse(personalFeed(permit, params.token.replace(/\.ics$/, ""))),
  );
