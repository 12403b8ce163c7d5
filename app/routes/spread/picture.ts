import type { LoaderFunctionArgs } from "@remix-run/node";
import { picture } from "~/domain/spread/papers.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "spread.answer", async (permit, { params }) =>
    paperResponse(await picture(permit, params.item, params.organisation)),
  );
