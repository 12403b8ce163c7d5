import type { LoaderFunctionArgs } from "@remix-run/node";
import { networkFeed } from "~/domain/meetings/feeds/queries.server";
import { calendarResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "front.see", (permit) => calendarResponse(networkFeed(permit)));
