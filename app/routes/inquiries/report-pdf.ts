import type { LoaderFunctionArgs } from "@remix-run/node";
import { reportPaper } from "~/domain/inquiries/report.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "inquiry.see", async (permit, { params }) =>
    paperResponse(await reportPaper(permit, params.inquiry)),
  );
