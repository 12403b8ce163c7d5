import type { LoaderFunctionArgs } from "@remix-run/node";
import { poster } from "~/domain/meetings/check-in/papers.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "attendance.take", async (permit, { params }) =>
    paperResponse(await poster(permit, params.meeting)),
  );
