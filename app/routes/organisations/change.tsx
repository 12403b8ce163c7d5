import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { askForLink } from "~/domain/access/requests/commands.server";
import { begin } from "~/domain/commitments/drafting/commands.server";
import { seatAct } from "~/domain/commitments/texts";
import { organisationAt, organisationPage } from "~/domain/organisations/queries.server";
import type { SeatHolder } from "~/domain/seats/queries.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { through } from "~/platform/calendar";
import { notFound } from "~/platform/refusal";
import { ErrorSummary, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";
import { protectedName } from "~/domain/people/texts";

const kinds = { blankett: "whole", "byt-representant": "representative", "byt-ersattare": "deputy" } as const;
type Act = keyof typeof kinds;
const actOf = (given: string | undefined): Act => {
  if (!given || !Object.hasOwn(kinds, given)) throw notFound();
  return given as Act;
};
/** Who has the seat, and until when. */
function heldBy(holder: SeatHolder | null): string | undefined {
  if (!holder) return undefined;
  const until = holder.untilOn ? ` Sista dagen är ${through(holder.untilOn)}.` : "";
  return `${holder.hidden ? protectedName : holder.name} har platsen i dag.${until}`;
}

const posted = z.discriminatedUnion("gor", [
  z.object({ gor: z.literal("fyll-i") }),
  z.object({ gor: z.literal("lank"), email: z.string() }),
]);

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.title ?? "Byt") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "organisation.see", (permit, { params }) => {
    const act = actOf(params.act);
    const page = organisationPage(permit, params.organisation, null);
    const kind = kinds[act];
    const holder = kind === "whole" ? null : page[kind];
    const known = [
      ...page.contacts.map((c) => ({
        email: c.email,
        who: c.name ? `${c.name}, kontaktperson` : "Kontaktperson",
      })),
      ...page.managers.flatMap((m) => (m.email ? [{ email: m.email, who: `${m.name}, chef` }] : [])),
      ...[page.representative, page.deputy].flatMap((h) =>
        h?.email
          ? [{ email: h.email, who: `${h.name}, ${h.seat === "deputy" ? "ersättare" : "representant"}` }]
          : [],
      ),
    ].filter((k, i, all) => all.findIndex((x) => x.email === k.email) === i);
    return {
      place: page.place,
      organisation: page.organisation.name,
      slug: page.organisation.slug,
      title:
        kind === "whole"
          ? "Ny blankett"
          : seatAct(kind, { held: holder !== null, leaves: page.now?.[kind].becomesVacant ?? false }),
      heldBy: heldBy(holder),
      staff: page.staff,
      known: page.staff && act !== "blankett" ? known : [],
    };
  });
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "replacement.start", posted, async (permit, input, { params, also }) => {
    const act = actOf(params.act);
    const organisation = organisationAt(permit, params.organisation);
    if (input.gor === "lank") {
      also("invitation.send");
      await askForLink(also("linkRequest.use"), organisation.id, input.email);
      return {
        to: paths.organisation(permit.network, organisation.slug),
        notice: "Länken är skickad. Du får besked när de börjar.",
      };
    }
    const id = await begin(permit, organisation.id, kinds[act], permit.roles.has("strategist"));
    return { to: paths.commitmentAct(permit.network, id, "utkast") };
  });

export default function Change() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.organisation(p.place, p.slug)}>{p.organisation}</a>}
      title={p.title}
      lead={p.heldBy}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <Stack>
        {p.known.length > 0 && (
          <Card title="Låt organisationen göra det" pad={false}>
            <ul className="rows">
              {p.known.map((k) => (
                <li key={k.email}>
                  <span>
                    {k.who}
                    <br />
                    <span className="muted">{k.email}</span>
                  </span>
                  <Form>
                    <Hidden name="gor" value="lank" />
                    <Hidden name="email" value={k.email} />
                    <Button small quiet>
                      Skicka länk
                    </Button>
                  </Form>
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Card title={p.staff ? "Fyll i åt organisationen" : "Fyll i blanketten"}>
          <p>
            {p.staff
              ? "Till exempel efter ett telefonsamtal eller från ett papper. Det framgår att länsstyrelsen har fyllt i, och ansvarig chef skriver under som vanligt."
              : "Du fyller i, kontrollerar svaren och skickar till ansvarig chef, som skriver under. Länsstyrelsen får besked när du börjar."}
          </p>
          <Form className="acts">
            <Hidden name="gor" value="fyll-i" />
            <Button>Börja fylla i</Button>
          </Form>
        </Card>
      </Stack>
    </Page>
  );
}
