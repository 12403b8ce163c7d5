import type { LoaderFunctionArgs } from "@remix-run/node";
import { standingSheet } from "~/domain/standing/papers.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "standing.see", async (permit, { params, url }) =>
    paperResponse(await standingSheet(permit, params.organisation, url.searchParams.get("ar"))),
  );
