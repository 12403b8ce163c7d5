import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inNetwork } from "~/domain/access/permits.server";
import { replaceView } from "~/domain/seats/queries.server";
import { read } from "~/http/porter.server";
import { paths } from "~/paths";
import { Page } from "~/ui/page";
import { ButtonLink, PostButton } from "~/ui/parts";
import { Seats } from "./views";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data ? `Byte för ${data.organisation}` : "Byte") },
];
export const loader = (args: LoaderFunctionArgs) =>
  read(
    args,
    "replacement.start",
    async (permit, { params, browserHash }) => ({
      ...(await replaceView(inNetwork(permit), browserHash)),
      token: params.token,
    }),
    { link: "replace" },
  );

export default function Replace() {
  const v = useLoaderData<typeof loader>();
  return (
    <Page
      title={v.organisation}
      lead={
        <>
          {v.network}. Vad vill du ändra? {v.authority} får besked när du börjar.
        </>
      }
    >
      <Seats view={v} token={v.token} />
      <div className="acts">
        {v.mayCover && (
          <ButtonLink quiet href={paths.replaceAct(v.token, "ersattaren-tjanstgor")}>
            Ersättaren tjänstgör en period
          </ButtonLink>
        )}
        <PostButton quiet action={paths.replaceAct(v.token, "ny-blankett")} hidden={{ seat: "whole" }}>
          Skicka in en hel ny blankett
        </PostButton>
      </div>
      <p className="muted after">
        När en ny representant eller ersättare utses skriver ansvarig chef under, precis som första gången.
        Frågor? Skriv till {v.mailbox}.
      </p>
    </Page>
  );
}
