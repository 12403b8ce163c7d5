import type { LoaderFunctionArgs } from "@remix-run/node";
import { heldLink, inNetwork } from "~/domain/access/permits.server";
import { linkPaper } from "~/domain/commitments/sealing/pages.server";
import { signView } from "~/domain/commitments/signing/queries.server";
import { paperResponse } from "~/http/paper.server";
import { read } from "~/http/porter.server";

export const loader = (args: LoaderFunctionArgs) =>
  read(
    args,
    "file.see",
    async (permit, { browserHash, also }) => {
      const { proven } = await signView(also("commitment.sign"), browserHash);
      return paperResponse(await linkPaper(inNetwork(permit), heldLink(permit).commitmentId, proven));
    },
    { link: "sign" },
  );
