import type { LoaderFunctionArgs } from "@remix-run/node";
import { minutesPaper } from "~/domain/meetings/minutes/papers.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "minutes.see", async (permit, { params }) =>
    paperResponse(await minutesPaper(permit, params.meeting)),
  );
