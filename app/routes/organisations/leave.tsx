import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { organisationPage } from "~/domain/organisations/queries.server";
import { seatWords } from "~/domain/commitments/texts";
import { leave } from "~/domain/seats/commands.server";
import { alsoLeaving } from "~/domain/seats/queries.server";
import { leaveSchema } from "~/domain/seats/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { redirect } from "~/http/redirect";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { notFound } from "~/platform/refusal";
import { listed } from "~/platform/swedish";
import { LeaveForm } from "~/routes/replacements/views";
import { ErrorSummary, FormFields, TextField } from "~/ui/fields";
import { Page } from "~/ui/page";
import { titled } from "~/ui/shell";
import { protectedName } from "~/domain/people/texts";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Slutar utan efterträdare") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "organisation.see", (permit, { params, url }) => {
    const page = organisationPage(permit, params.organisation, null);
    const holder = page.holders.find((h) => h.holdingId === url.searchParams.get("plats"));
    if (!holder || (!page.staff && !page.may.leave.includes(holder.holdingId))) throw notFound();
    // It has been said already: the organisation's page tells the last day.
    if (holder.untilOn) throw redirect(paths.organisation(permit.network, params.organisation), 303);
    return {
      place: page.place,
      organisation: page.organisation.name,
      slug: page.organisation.slug,
      holdingId: holder.holdingId,
      seat: seatWords[holder.seat].toLowerCase(),
      who: holder.hidden ? protectedName : holder.name,
      own: page.may.leave.includes(holder.holdingId),
      today: page.today,
      also: alsoLeaving(permit, holder.holdingId),
    };
  });
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "seat.leave", leaveSchema, async (permit, input, { params, browserHash }) => {
    const own = permit.seats.some((s) => s.holdingId === input.holdingId);
    const { who, organisations } = await leave(permit, input, browserHash);
    return {
      to:
        permit.seats.length > 0 && !permit.roles.has("strategist")
          ? paths.mine
          : paths.organisation(permit.network, params.organisation),
      notice: `${own ? "Du" : who} ${input.lastOn < permit.today ? "slutade" : "slutar"} ${longDate(input.lastOn)}${organisations.length > 1 ? ` för ${listed(organisations)}` : ""}.`,
    };
  });

export default function Leave() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.organisation(p.place, p.slug)}>{p.organisation}</a>}
      title="Slutar utan efterträdare"
      lead={`${p.own ? "Du" : p.who} slutar som ${p.seat}. Platsen blir vakant tills någon ny är utsedd.`}
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <LeaveForm
          holdingId={p.holdingId}
          today={p.today}
          also={p.also}
          why={
            p.own ? null : (
              <TextField
                name="why"
                label="Varför avslutar länsstyrelsen platsen?"
                hint="Till exempel: chefen ringde och sa det. Skriv inte om hälsa eller privatliv."
              />
            )
          }
        />
      </FormFields>
    </Page>
  );
}
