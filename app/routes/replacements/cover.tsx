import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { heldLink, inNetwork } from "~/domain/access/permits.server";
import { startCover } from "~/domain/seats/commands.server";
import { replaceView } from "~/domain/seats/queries.server";
import { coverSchema } from "~/domain/seats/schema";
import { read, write, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields } from "~/ui/fields";
import { Page } from "~/ui/page";
import { CoverForm } from "./views";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Ersättaren tjänstgör") }];
export const loader = (args: LoaderFunctionArgs) =>
  read(
    args,
    "cover.start",
    async (_, { params, browserHash, also }) => ({
      ...(await replaceView(also("replacement.start"), browserHash)),
      token: params.token,
    }),
    { link: "replace" },
  );
export const action = (args: ActionFunctionArgs) =>
  write(
    args,
    "cover.start",
    coverSchema,
    async (permit, input, { params }) => {
      await startCover(inNetwork(permit), { organisationId: heldLink(permit).organisationId, ...input });
      return {
        to: paths.replace(params.token),
        notice: "Sparat. Ersättaren och länsstyrelsen har fått besked.",
      };
    },
    { link: "replace" },
  );

export default function Cover() {
  const v = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.replace(v.token)}>{v.organisation}</a>}
      title="Ersättaren tjänstgör"
      lead={`${v.seats[1]?.who ?? "Ersättaren"} går in för representanten under en period. Representanten har kvar sin plats, och ingen ny blankett behövs. Ni behöver inte säga varför.`}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <CoverForm today={v.today} />
      </FormFields>
    </Page>
  );
}
