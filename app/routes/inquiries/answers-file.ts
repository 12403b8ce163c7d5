import type { LoaderFunctionArgs } from "@remix-run/node";
import { answersTable } from "~/domain/inquiries/report.server";
import { tableResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "inquiry.manage", (permit, at) =>
    tableResponse(answersTable(permit, at.params.inquiry), "svar", at),
  );
