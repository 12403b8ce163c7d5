import type { LoaderFunctionArgs } from "@remix-run/node";
import { questionTable } from "~/domain/questions/queries.server";
import { tableResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "question.manage", (permit, at) =>
    tableResponse(questionTable(permit), "fragor-att-lyfta", at),
  );
