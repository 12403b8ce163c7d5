import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { removalPage, removeOrganisation } from "~/domain/organisations/removing.server";
import { readIn, writeIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Ta bort organisationen") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "organisation.manage", (permit, { params }) => removalPage(permit, params.organisation));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "organisation.manage", z.object({}), async (permit, _, { params }) => {
    await removeOrganisation(permit, params.organisation);
    return { to: paths.organisations(permit.network), notice: "Organisationen är borttagen." };
  });

export default function Remove() {
  const p = useLoaderData<typeof loader>();
  return (
    <Page
      narrow
      above={<a href={paths.organisation(p.place, p.slug)}>{p.name}</a>}
      title={`Ta bort ${p.name}`}
    >
      {p.refused ? (
        <>
          <Notice tone="wait">
            <p>{p.refused}</p>
          </Notice>
          <p>
            <a href={paths.organisationAct(p.place, p.slug, "uppgifter")}>Lämna nätverket</a>
          </p>
        </>
      ) : (
        <>
          <p>
            Det här är för en organisation som lades till av misstag. Den försvinner ur alla listor, med sina
            kontaktpersoner och domäner. Det går inte att ångra.
          </p>
          <Form className="acts">
            <Button warn>Ta bort organisationen</Button>
            <a href={paths.organisation(p.place, p.slug)}>Avbryt</a>
          </Form>
        </>
      )}
    </Page>
  );
}
