import type { LoaderFunctionArgs } from "@remix-run/node";
import { answersTable } from "~/domain/efforts/queries.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";
import { writeTable } from "~/platform/table.server";

export const loader = (args: LoaderFunctionArgs) => readIn(args, "effort.manage", async (permit, { params, url, request }) => {
  const kind = url.pathname.endsWith(".csv") ? "csv" : "xlsx";
  return paperResponse({ bytes: await writeTable(answersTable(permit, params.effort!), kind, request.signal), name: `svar.${kind}`, kind });
});
