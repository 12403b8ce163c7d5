import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerFile } from "~/domain/inquiries/files.server";
import { paperResponse } from "~/http/paper.server";
import { readIn } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "inquiry.answer", async (permit, { params }) =>
    paperResponse({
      ...(await answerFile(permit, params.inquiry, params.organisation, params.file)),
      inline: true,
    }),
  );
