import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { correctTo, correctView } from "~/domain/commitments/moving-in/correcting.server";
import { correctSchema } from "~/domain/commitments/moving-in/schema";
import { seatWords } from "~/domain/commitments/texts";
import { placeOf } from "~/domain/network/queries.server";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate } from "~/platform/calendar";
import { Checkbox, DateField, EmailField, ErrorSummary, FormFields, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, Notice } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [
  { title: titled(matches, "Rätta det som hämtades från Excel") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "moveIn.use", async (permit, { params }) => ({
    ...(await correctView(permit, params.id)),
    at: paths.commitment(placeOf(permit.network), params.id),
  }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "moveIn.use",
    correctSchema,
    async (permit, given, { params }) => ({
      to: paths.commitment(permit.network, await correctTo(permit, params.id, given)),
      notice: "Uppgifterna är rättade.",
    }),
    { keepOnConflict: true },
  );

const kept = "Skyddade uppgifter visas inte. Lämna tomt för att behålla det som finns.";

export default function Correct() {
  const v = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const person = (seat: "representative" | "deputy") => (
    <Card title={seatWords[seat]}>
      {v.hidden.includes(seat) && <p className="muted">{kept}</p>}
      <TextField name={seat} label="Namn" autoComplete="off" />
      <EmailField name={`${seat}Email`} label="Mejladress" />
      <TextField name={`${seat}Phone`} label="Telefon" autoComplete="off" />
      <TextField name={`${seat}Title`} label="Titel" autoComplete="off" />
      <Checkbox
        name={`${seat}Protected`}
        label="Personen har skyddade personuppgifter"
        hint="Namn och adress syns bara för länsstyrelsen, en gång i taget och med en anledning."
      />
    </Card>
  );
  return (
    <Page
      narrow
      above={<a href={v.at}>Blanketten för {v.organisation}</a>}
      title="Rätta det som hämtades från Excel"
      lead="Blanketten finns på papper och är inte undertecknad här. Skriv som det står på pappret."
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      {v.uncertain && (
        <Notice tone="wait">
          <p>
            I listan stod {longDate(v.uncertain)}. Är det dagen då det började gälla, eller dagen då
            blanketten kom in? Skriv den där den hör hemma.
          </p>
        </Notice>
      )}
      <FormFields state={{ values: failed?.values ?? v.values, errors: failed?.errors ?? {} }}>
        <Form className="form" noValidate>
          <Stack>
            {person("representative")}
            {person("deputy")}
            <Card title="Ansvarig chef">
              <TextField name="manager" label="Namn" autoComplete="off" />
              <EmailField name="managerEmail" label="Mejladress" />
              <TextField name="managerPhone" label="Telefon" autoComplete="off" />
              <TextField name="managerTitle" label="Titel" autoComplete="off" />
            </Card>
            <Card title="Dagar">
              <p className="muted">Lämna tomt det som är okänt.</p>
              <DateField name="startOn" label="Gäller från" />
              <DateField name="cameInOn" label="Blanketten kom in" />
              <DateField name="paperSignedOn" label="Undertecknad på papper" />
            </Card>
            <div className="acts">
              <Button>Spara</Button>
              <a className="btn quiet" href={v.at}>
                Tillbaka
              </a>
            </div>
          </Stack>
        </Form>
      </FormFields>
    </Page>
  );
}
