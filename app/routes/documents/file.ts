import type { LoaderFunctionArgs } from "@remix-run/node";
import { storedPaper } from "~/domain/commitments/sealing/pages.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "file.see", async (permit, { params }) => paperResponse(await storedPaper(permit, params.id)));
