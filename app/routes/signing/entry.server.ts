// The manager's three answers share a door: the whole commitment, and the code first.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { inNetwork } from "~/domain/access/permits.server";
import { signView } from "~/domain/commitments/signing/queries.server";
import { redirect } from "~/http/redirect";
import { read } from "~/http/porter.server";
import { paths } from "~/paths";

export const readToAnswer = (args: LoaderFunctionArgs, act: "underskrift" | "avbojande" | "fel-chef") =>
  read(
    args,
    "commitment.sign",
    async (permit, { browserHash, params }) => {
      const v = await signView(inNetwork(permit), browserHash);
      const token = params.token;
      if (v.signature.state !== "pending" || v.state !== "awaitingSignature")
        throw redirect(paths.sign(token), 303);
      if (!v.proven) throw redirect(paths.signCode(token, act), 303);
      return { ...v, token };
    },
    { link: "sign" },
  );
