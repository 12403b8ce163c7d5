import type { LoaderFunctionArgs } from "@remix-run/node";
import { statusPaper } from "~/domain/network/status.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "status.see", async (permit) => paperResponse(await statusPaper(permit)));
