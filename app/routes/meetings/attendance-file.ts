import type { LoaderFunctionArgs } from "@remix-run/node";
import { attendanceTable } from "~/domain/meetings/attendance/files.server";
import { tableResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "attendance.see", (permit, at) =>
    tableResponse(attendanceTable(permit, at.url.searchParams.get("fran") ?? ""), "narvaro", at),
  );
