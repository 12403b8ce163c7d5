import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { planYear } from "~/domain/meetings/commands.server";
import { yearToPlan } from "~/domain/meetings/planning.server";
import { yearSchema } from "~/domain/meetings/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { must } from "~/platform/must";
import { capital, counted, listed } from "~/platform/swedish";
import { longDate, weekdayDate } from "~/platform/calendar";
import { DateField, ErrorSummary, FormFields, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { TimeField } from "./views/meeting-form";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Planera ett år") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "meeting.manage", (permit, { url }) => yearToPlan(permit, url.searchParams.get("ar")));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "meeting.manage", yearSchema, async (permit, input) => {
    const count = await planYear(permit, input);
    const first = must(
      input.meetings.find((m) => m.heldOn),
      "a day at least",
    );
    const year = first.heldOn.slice(0, 4);
    return {
      to: paths.meetings(permit.network, year),
      notice: `${capital(counted(count, "möte är planerat", "möten är planerade"))}. Ingen har fått kallelse än.`,
      sent: "Du har redan sparat året. Sparar du en gång till läggs de här mötena till bredvid dem som finns. Ändra hellre mötena ett för ett.",
    };
  });

export default function Plan() {
  const { place, year, years, fromYear, meetings, planned, aYear } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  // What was typed stays, also where the year has been planned since.
  const typed = failed?.values.meetings;
  const lines = Array.isArray(typed)
    ? typed.map((_, i) => (typed.length === meetings.length ? meetings[i] : undefined))
    : meetings;
  const already =
    planned.length > 0
      ? `Planerade sedan tidigare: ${listed(planned.map((m) => `${m.title} ${longDate(m.heldOn)}`))}. `
      : "";
  const pattern = fromYear
    ? `Förslaget utgår från samma veckor, veckodagar och tider som ${fromYear}, utan helgdagar, lugna perioder och dagar att känna till. `
    : "Förslaget är spritt över våren och hösten, utan helgdagar, lugna perioder och dagar att känna till. ";
  return (
    <Page
      narrow
      above={<a href={paths.meetings(place)}>Möten</a>}
      title={`Planera ${year}`}
      lead={`Nätverket har ${counted(aYear, "ordinarie möte", "ordinarie möten")} om året. ${already}${
        meetings.length > 0
          ? `${pattern}Ändra det som ska ändras. En rad utan dag hoppas över.`
          : "Året har redan så många möten som det ska."
      }`}
    >
      <nav className="tabs" aria-label="År">
        {years.map((y) => (
          <a key={y} href={paths.planYear(place, y)} aria-current={y === year ? "page" : undefined}>
            {y}
          </a>
        ))}
      </nav>
      <ErrorSummary errors={failed?.errors ?? {}} />
      {lines.length === 0 && (
        <p>
          <a href={paths.newMeeting(place)}>Lägg till ett möte</a>
        </p>
      )}
      {lines.length > 0 && (
        <FormFields state={{ values: failed?.values ?? { meetings }, errors: failed?.errors ?? {} }}>
          <Form noValidate className="form" action={paths.planYear(place, year)} creates>
            {lines.map((m, i) => (
              <fieldset className="group" key={i}>
                <legend>
                  <h2>Möte {i + 1}</h2>
                </legend>
                {m?.heldOn && (
                  <p className="hint">
                    Förslag: {weekdayDate(m.heldOn)}
                    {m.insteadOf && `. ${m.insteadOf}`}
                    {m.clash && ` – ${m.clash}`}
                  </p>
                )}
                <TextField name={`meetings.${i}.title`} label="Vad mötet heter" />
                <div className="triple">
                  <DateField name={`meetings.${i}.heldOn`} label="Dag" />
                  <TimeField name={`meetings.${i}.fromTime`} label="Börjar" />
                  <TimeField name={`meetings.${i}.toTime`} label="Slutar" />
                </div>
                <TextField name={`meetings.${i}.place`} label="Plats" optional />
              </fieldset>
            ))}
            <div className="acts">
              <Button>Spara året</Button>
              <a href={paths.meetings(place)}>Avbryt</a>
            </div>
          </Form>
        </FormFields>
      )}
    </Page>
  );
}
