import type { LoaderFunctionArgs } from "@remix-run/node";
import { attendanceTable } from "~/domain/meetings/attendance/files.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";
import { writeTable } from "~/platform/table.server";

export const loader = (args: LoaderFunctionArgs) => readIn(args, "attendance.see", async (permit, { url, request }) => {
  const kind = url.pathname.endsWith(".csv") ? "csv" : "xlsx";
  return paperResponse({ bytes: await writeTable(attendanceTable(permit, url.searchParams.get("fran") ?? ""), kind, request.signal), name: `narvaro.${kind}`, kind });
});
