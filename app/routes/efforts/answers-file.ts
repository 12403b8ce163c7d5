import type { LoaderFunctionArgs } from "@remix-run/node";
import { answersTable } from "~/domain/efforts/queries.server";
import { tableResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "effort.manage", (permit, at) =>
    tableResponse(answersTable(permit, at.params.effort), "svar", at),
  );
