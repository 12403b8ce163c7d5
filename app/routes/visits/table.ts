import type { LoaderFunctionArgs } from "@remix-run/node";
import { visitTable } from "~/domain/visits/queries.server";
import { tableResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "visit.manage", (permit, at) => tableResponse(visitTable(permit), "besok", at));
