import type { LoaderFunctionArgs } from "@remix-run/node";
import { filledPaper } from "~/domain/commitments/sealing/pages.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "commitment.see", async (permit, { params }) =>
    paperResponse(await filledPaper(permit, params.id, false)),
  );
