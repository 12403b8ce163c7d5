import type { LoaderFunctionArgs } from "@remix-run/node";
import { answersTable } from "~/domain/inquiries/report.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";
import { writeTable } from "~/platform/table.server";

export const loader = (args: LoaderFunctionArgs) => readIn(args, "inquiry.manage", async (permit, { params, url, request }) => {
  const kind = url.pathname.endsWith(".csv") ? "csv" : "xlsx";
  return paperResponse({ bytes: await writeTable(answersTable(permit, params.inquiry!), kind, request.signal), name: `svar.${kind}`, kind });
});
