import type { LoaderFunctionArgs } from "@remix-run/node";
import { blankPaper } from "~/domain/commitments/sealing/pages.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "front.see", async (permit) => paperResponse(await blankPaper(permit)));
