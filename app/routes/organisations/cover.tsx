import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organisationAt } from "~/domain/organisations/queries.server";
import { endCover, startCover } from "~/domain/seats/commands.server";
import { coverSchema } from "~/domain/seats/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { placeOf } from "~/domain/network/queries.server";
import { paths } from "~/paths";
import { CoverForm } from "~/routes/replacements/views";
import { ErrorSummary, FormFields } from "~/ui/fields";
import { Page } from "~/ui/page";
import { titled } from "~/ui/shell";

const posted = z.discriminatedUnion("gor", [
  z.object({ gor: z.literal("avsluta"), id: z.string() }),
  coverSchema.extend({ gor: z.literal("borja") }),
]);

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Ersättaren tjänstgör") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "cover.start", (permit, { params }) => ({
    place: placeOf(permit.network),
    ...organisationAt(permit, params.organisation),
    today: permit.today,
  }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "cover.start", posted, async (permit, input, { params }) => {
    const to = paths.organisation(permit.network, params.organisation);
    if (input.gor === "avsluta") {
      await endCover(permit, input.id);
      return { to, notice: "Perioden är avslutad." };
    }
    const { gor: _, ...days } = input;
    await startCover(permit, { organisationId: organisationAt(permit, params.organisation).id, ...days });
    return { to, notice: "Sparat. Ersättaren har fått besked." };
  });

export default function Cover() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.organisation(p.place, p.slug)}>{p.name}</a>}
      title="Ersättaren tjänstgör"
      lead="Ersättaren går in för representanten under en period. Representanten har kvar sin plats, och ingen ny blankett behövs. Ni behöver inte säga varför."
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <CoverForm today={p.today} />
      </FormFields>
    </Page>
  );
}
