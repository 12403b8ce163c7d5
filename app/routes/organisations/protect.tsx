import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { placeOf } from "~/domain/network/queries.server";
import { protect, protectView } from "~/domain/people/protecting.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { invalid } from "~/platform/refusal";
import { Checkbox, ErrorSummary, FormFields } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";
import { titled } from "~/ui/shell";
import { protectedName } from "~/domain/people/texts";

const title = "Personen har skyddade personuppgifter";
export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, title) }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "person.protect", async (permit, { params }) => ({
    place: placeOf(permit.network),
    ...(await protectView(permit, params.id)),
  }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "person.protect",
    z.object({ sure: z.string().max(10).default("") }),
    async (permit, { sure }, { params }) => {
      if (sure !== "on") throw invalid({ sure: ["Bekräfta att personen har skyddade personuppgifter"] });
      const slug = await protect(permit, params.id);
      return {
        to: paths.organisation(permit.network, slug),
        notice: "Personen har nu skyddade personuppgifter. Namnet visas inte längre.",
      };
    },
  );

export default function Protect() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.organisation(p.place, p.slug)}>{p.organisation}</a>}
      title={title}
      lead={`Namnet ${p.name} döljs på en gång i hela länet. I stället står ”${protectedName}”, eller bara uppdraget, till exempel ”Representanten”. Det går inte att ångra.`}
    >
      <ul>
        <li>Namn, mejladress och telefon tas bort från sidor, listor, blanketter och texter.</li>
        <li>
          Mejl som väntar på att skickas går i väg utan namnet. Det som redan är skickat finns kvar hos den
          som fick det.
        </li>
        <li>
          Stämplade blanketter får en ny kopia utan namnet. Bara länsstyrelsen kan hämta den ursprungliga.
        </li>
        <li>
          Är personen också kontakt eller chef någonstans tas mejladressen bort där. Lägg in någon annan om
          det behövs.
        </li>
        <li>Under det som personen själv har skrivit under som chef står namnet kvar.</li>
        <li>Personen får sina egna mejl och kan logga in som förut.</li>
      </ul>
      {p.files.length > 0 && (
        <Notice tone="wait">
          <p>Namnet står också i filer som ni själva behöver byta ut eller ta bort:</p>
          <ul>
            {p.files.map((f) => (
              <li key={f.id}>
                <a href={paths.aboutMaterial(p.place, f.id)}>{f.title}</a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <Form className="form" noValidate>
          <Checkbox name="sure" label={`${p.name} har skyddade personuppgifter`} />
          <div className="acts">
            <Button>Dölj personens uppgifter</Button>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
