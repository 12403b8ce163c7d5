import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { takeBack } from "~/domain/commitments/moving-in/commands.server";
import { correctView } from "~/domain/commitments/moving-in/correcting.server";
import { placeOf } from "~/domain/network/queries.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

const posted = z.object({
  why: z.string().trim().min(1, "Skriv varför").max(1000, "Högst 1 000 tecken"),
});

export const meta: MetaFunction = ({ matches }) => [
  { title: titled(matches, "Ta bort det som hämtades från Excel") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "moveIn.use", async (permit, { params }) => ({
    at: paths.commitment(placeOf(permit.network), params.id),
    organisation: (await correctView(permit, params.id)).organisation,
  }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "moveIn.use", posted, async (permit, { why }, { params }) => {
    await takeBack(permit, params.id, why);
    return {
      to: paths.commitment(permit.network, params.id),
      notice: "Det som hämtades från Excel är borttaget. Organisationen har ingen blankett.",
    };
  });

export default function TakeBack() {
  const { at, organisation } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={at}>Blanketten för {organisation}</a>}
      title="Ta bort det som hämtades från Excel"
      lead={`${organisation} står utan blankett, representant och ersättare, som före hämtningen. Det syns här att uppgifterna har funnits och varför de togs bort.`}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <Form className="form" noValidate>
          <TextArea name="why" label="Varför?" />
          <div className="acts">
            <Button warn>Ta bort</Button>
            <a className="btn quiet" href={at}>
              Tillbaka
            </a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
