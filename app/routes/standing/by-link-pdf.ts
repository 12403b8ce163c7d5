import type { LoaderFunctionArgs } from "@remix-run/node";
import { managersSheet } from "~/domain/standing/papers.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(
    args,
    "standing.read",
    async (permit, { url }) => paperResponse(await managersSheet(permit, url.searchParams.get("ar"))),
    { link: "standing" },
  );
