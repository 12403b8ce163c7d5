import type { LoaderFunctionArgs } from "@remix-run/node";
import { attendanceCsv, attendanceExcel } from "~/domain/meetings/attendance/files.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) => readIn(args, "attendance.see", async (permit, { url }) => {
  const from = url.searchParams.get("fran") ?? "";
  return url.pathname.endsWith(".csv")
    ? paperResponse({ bytes: attendanceCsv(permit, from), name: "narvaro.csv", kind: "csv" })
    : paperResponse({ bytes: await attendanceExcel(permit, from), name: "narvaro.xlsx", kind: "xlsx" });
});
