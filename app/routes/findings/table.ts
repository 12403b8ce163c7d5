import type { LoaderFunctionArgs } from "@remix-run/node";
import { findingTable } from "~/domain/findings/queries.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";
import { writeTable } from "~/platform/table.server";

export const loader = (args: LoaderFunctionArgs) => readIn(args, "finding.manage", async (permit, { url, request }) => {
  const kind = url.pathname.endsWith(".csv") ? "csv" : "xlsx";
  return paperResponse({ bytes: await writeTable(findingTable(permit), kind, request.signal), name: `lardomar.${kind}`, kind });
});
