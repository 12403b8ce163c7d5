import type { LoaderFunctionArgs } from "@remix-run/node";
import { openMaterial } from "~/domain/material/opening.server";
import { redirectOut } from "~/http/redirect";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "material.see", async (permit, { params, url, request }) => {
    const version = url.searchParams.get("version");
    const ahead =
      request.method !== "GET" || /prefetch|preview/.test(request.headers.get("Sec-Purpose") ?? "");
    const opened = await openMaterial(
      permit,
      params.material,
      version === null ? null : Number(version),
      !ahead,
    );
    return "url" in opened
      ? redirectOut(opened.url, { status: 303, headers: { "Cache-Control": "private, no-store" } })
      : paperResponse({ ...opened, inline: true });
  });
