import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inNetwork } from "~/domain/access/permits.server";
import { signView } from "~/domain/commitments/signing/queries.server";
import { read } from "~/http/porter.server";
import { redirect } from "~/http/redirect";
import { paths } from "~/paths";
import { Done } from "./views/done";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Kvitto") }];
export const loader = (args: LoaderFunctionArgs) =>
  read(
    args,
    "commitment.sign",
    async (permit, { browserHash, params }) => {
      const v = await signView(inNetwork(permit), browserHash);
      // There is no receipt while the form waits: the page to read says what to do.
      if (v.signature.state === "pending" && v.state === "awaitingSignature")
        throw redirect(paths.sign(params.token), 303);
      return { ...v, token: params.token };
    },
    { link: "sign" },
  );

export default function Receipt() {
  return <Done view={useLoaderData<typeof loader>()} fresh />;
}
