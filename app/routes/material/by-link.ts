// By the link of a letter: the press counts and leads on to the file; to fetch it counts as nothing.
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { openMaterial, pressOpen } from "~/domain/material/opening.server";
import { redirectOut } from "~/http/redirect";
import { paperResponse } from "~/http/paper.server";
import { readIn, writeIn } from "~/http/porter.server";
import { paths } from "~/paths";

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
    { link: "attend" },
  );
/** A form may not lead to another site: for an address the page then shows the address itself. */
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "material.see",
    z.object({}),
    async (permit, _, { params }) => {
      const { url } = await pressOpen(permit, params.material);
      return {
        to: url
          ? `${paths.answer(params.token)}#m-${params.material}`
          : paths.materialByLink(params.token, params.material),
      };
    },
    { link: "attend" },
  );
