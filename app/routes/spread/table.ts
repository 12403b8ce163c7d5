import type { LoaderFunctionArgs } from "@remix-run/node";
import { spreadTable } from "~/domain/spread/queries.server";
import { tableResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "spread.manage", (permit, at) =>
    tableResponse(spreadTable(permit, at.params.item), "spridning", at),
  );
