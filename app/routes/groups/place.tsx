import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { givePlace } from "~/domain/groups/commands.server";
import { placeForm } from "~/domain/groups/queries.server";
import { placeSchema } from "~/domain/groups/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import {
  Checkbox,
  EmailField,
  ErrorSummary,
  FormFields,
  Hidden,
  RadioGroup,
  Select,
  TextField,
} from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Plats i arbetsgruppen") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "group.manage", (permit, { params, url }) =>
    placeForm(permit, params.group, url.searchParams.get("organisation")),
  );
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "group.manage", placeSchema, async (permit, input, { params }) => {
    await givePlace(permit, params.group, input);
    return { to: paths.group(permit.network, params.group), notice: "Platsen är sparad." };
  });

export default function Place() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const o = p.organisation;
  const who: [string, string][] = o
    ? [
        ...(o.representative
          ? [["representative", `${o.representative}, representant`] as [string, string]]
          : []),
        ...(o.deputy ? [["deputy", `${o.deputy}, ersättare`] as [string, string]] : []),
        ["colleague", "En kollega i organisationen"],
        ["vacant", "Ingen än, platsen är vakant"],
      ]
    : [];
  return (
    <Page
      narrow
      above={<a href={paths.group(p.place, p.group.id)}>{p.group.name}</a>}
      title={o ? `Plats för ${o.name}` : "Ge en organisation plats"}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      {!o ? (
        <form method="get" className="form">
          <Select name="organisation" label="Organisation" options={p.free} />
          <div className="acts">
            <Button>Fortsätt</Button>
            <a href={paths.group(p.place, p.group.id)}>Avbryt</a>
          </div>
        </form>
      ) : (
        <FormFields
          state={{
            values: failed?.values ?? {
              who: o.representative ? "representative" : "vacant",
              protected: o.protectedDefault ? "on" : "",
            },
            errors: failed?.errors ?? {},
          }}
        >
          <Form noValidate className="form">
            <Hidden name="organisationId" value={o.id} />
            <RadioGroup name="who" label="Vem har platsen?" options={who} />
            <div className="pair">
              <TextField name="name" label="Om en kollega: namn" autoComplete="off" optional />
              <EmailField
                name="email"
                label="Och mejladress"
                hint="Kollegan kallas till gruppens möten och svarar genom mejlet."
                optional
              />
            </div>
            <Checkbox name="protected" label="Kollegan har skyddade personuppgifter" />
            <div className="acts">
              <Button>Spara</Button>
              <a href={paths.group(p.place, p.group.id)}>Avbryt</a>
            </div>
          </Form>
        </FormFields>
      )}
    </Page>
  );
}
