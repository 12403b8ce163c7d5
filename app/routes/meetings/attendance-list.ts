import type { LoaderFunctionArgs } from "@remix-run/node";
import { attendanceList } from "~/domain/meetings/attendance/papers.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "attendance.take", async (permit, { params, also }) =>
    paperResponse(await attendanceList(permit, also("protected.reveal"), params.meeting)),
  );
