import type { LoaderFunctionArgs } from "@remix-run/node";
import { effortFile } from "~/domain/efforts/queries.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "effort.see", async (permit, { params }) =>
    paperResponse({ ...(await effortFile(permit, params.effort, params.file)), inline: true }),
  );
