import type { LoaderFunctionArgs } from "@remix-run/node";
import { overviewTable } from "~/domain/standing/queries.server";
import { tableResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "overview.see", (permit, at) =>
    tableResponse(overviewTable(permit, at.url.searchParams.get("ar")), "laget", at),
  );
