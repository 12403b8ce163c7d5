import type { LoaderFunctionArgs } from "@remix-run/node";
import { badges } from "~/domain/meetings/attendance/badges.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "attendance.take", async (permit, { params, also }) =>
    paperResponse(await badges(permit, also("protected.reveal"), params.meeting)),
  );
