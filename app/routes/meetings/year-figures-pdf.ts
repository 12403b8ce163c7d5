import type { LoaderFunctionArgs } from "@remix-run/node";
import { yearFiguresPaper } from "~/domain/meetings/attendance/year.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "attendance.see", async (permit, { url }) =>
    paperResponse(await yearFiguresPaper(permit, url.searchParams.get("ar"))),
  );
