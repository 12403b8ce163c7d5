import type { LoaderFunctionArgs } from "@remix-run/node";
import { visitBrief } from "~/domain/visits/papers.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "visit.manage", async (permit, { params, also }) =>
    paperResponse(await visitBrief(permit, also("standing.see"), params.visit)),
  );
