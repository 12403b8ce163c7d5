import type { LoaderFunctionArgs } from "@remix-run/node";
import { findingTable } from "~/domain/findings/queries.server";
import { tableResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "finding.manage", (permit, at) => tableResponse(findingTable(permit), "lardomar", at));
