import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { giveSpread } from "~/domain/spread/commands.server";
import { spreadForm } from "~/domain/spread/queries.server";
import { spreadSchema } from "~/domain/spread/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { ErrorSummary, FormFields } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { ToWhom } from "~/ui/to-whom";
import { examplesOf } from "~/domain/network/terms.server";
import { SpreadFields } from "./views/fields";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Skicka ut något att sprida") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "spread.manage", (permit) => ({
    ...spreadForm(permit),
    example: examplesOf(permit.network.id).spread,
  }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "spread.manage", spreadSchema, async (permit, input) => {
    const id = await giveSpread(permit, input);
    return {
      to: paths.spreadItem(permit.network, id),
      made: paths.changeSpread(permit.network, id),
      notice: "Det är utskickat. Representanterna har fått mejl.",
    };
  });

export default function NewSpread() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const errors = failed?.errors ?? {};
  return (
    <Page
      narrow
      above={<a href={paths.spread(p.place)}>Sprida</a>}
      title="Skicka ut något att sprida"
      lead="Representanterna får ett paket att föra vidare: ett färdigt mejl, en text till intranätet, ett blad, en bild och en länk som kollegor läser utan att logga in. Filer lägger du till efteråt."
    >
      <ErrorSummary errors={errors} />
      <FormFields state={{ values: failed?.values ?? p.values, errors }}>
        <Form creates noValidate className="form">
          <SpreadFields example={p.example} />
          <ToWhom organisations={p.organisations} typed={failed && (failed.values.organisations ?? [])} />
          <div className="acts">
            <Button>Skicka ut</Button>
            <a href={paths.spread(p.place)}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
