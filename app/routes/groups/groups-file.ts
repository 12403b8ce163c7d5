import type { LoaderFunctionArgs } from "@remix-run/node";
import { groupTable } from "~/domain/groups/queries.server";
import { tableResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "group.manage", (permit, at) => tableResponse(groupTable(permit), "arbetsgrupper", at));
