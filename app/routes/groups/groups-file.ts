import type { LoaderFunctionArgs } from "@remix-run/node";
import { groupTable } from "~/domain/groups/queries.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";
import { writeTable } from "~/platform/table.server";

export const loader = (args: LoaderFunctionArgs) => readIn(args, "group.manage", async (permit, { url, request }) => {
  const kind = url.pathname.endsWith(".csv") ? "csv" : "xlsx";
  return paperResponse({ bytes: await writeTable(groupTable(permit), kind, request.signal), name: `arbetsgrupper.${kind}`, kind });
});
