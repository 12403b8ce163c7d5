import type { LoaderFunctionArgs } from "@remix-run/node";
import { questionTable } from "~/domain/questions/queries.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";
import { writeTable } from "~/platform/table.server";

export const loader = (args: LoaderFunctionArgs) => readIn(args, "question.manage", async (permit, { url, request }) => {
  const kind = url.pathname.endsWith(".csv") ? "csv" : "xlsx";
  return paperResponse({ bytes: await writeTable(questionTable(permit), kind, request.signal), name: `fragor-att-lyfta.${kind}`, kind });
});
