import type { LoaderFunctionArgs } from "@remix-run/node";
import { openMaterial } from "~/domain/material/opening.server";
import { redirectOut } from "~/http/redirect";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(
    args,
    "material.see",
    async (permit, { params }) => {
      const opened = await openMaterial(permit, params.material, null, false);
      return "url" in opened
        ? redirectOut(opened.url, { status: 303, headers: { "Cache-Control": "private, no-store" } })
        : paperResponse({ ...opened, inline: true });
    },
    { link: "read" },
  );
