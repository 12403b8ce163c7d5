import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { linkPolicies, type Purpose } from "~/domain/access/links";
import { renewExpired } from "~/domain/access/requests/commands.server";
import { read, write } from "~/http/porter.server";
import { notFound } from "~/platform/refusal";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";
import { titled } from "~/ui/shell";

const purposeOf = (given: string | undefined): Purpose => {
  if (!given || !Object.hasOwn(linkPolicies, given)) throw notFound();
  return given as Purpose;
};
export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Länken har gått ut") }];
export const loader = (args: LoaderFunctionArgs) =>
  read(args, "link.renew", (_, { params, url }) => {
    purposeOf(params.purpose);
    return { sent: url.searchParams.has("skickad") };
  });
export const action = (args: ActionFunctionArgs) =>
  write(args, "link.renew", z.object({}), async (permit, _, { params, url }) => {
    await renewExpired(permit, purposeOf(params.purpose), params.token);
    return { to: `${url.pathname}?skickad` };
  });

export default function Expired() {
  const { sent } = useLoaderData<typeof loader>();
  if (sent)
    return (
      <Page narrow title="En ny länk är på väg">
        <Notice tone="ok">
          <p>
            Mejlet kommer inom någon minut till samma adress som förra gången. Kom det inget? Titta i
            skräpposten eller mejla länsstyrelsen.
          </p>
        </Notice>
      </Page>
    );
  return (
    <Page
      narrow
      title="Länken har gått ut"
      lead="En länk gäller bara en tid. Vi kan skicka en ny till samma mejladress."
    >
      <Form className="acts">
        <Button>Skicka en ny länk</Button>
      </Form>
    </Page>
  );
}
