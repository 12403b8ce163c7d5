import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { placeOf } from "~/domain/network/queries.server";
import { createPoll } from "~/domain/meetings/polls/commands.server";
import { pollSchema } from "~/domain/meetings/polls/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { DateField, ErrorSummary, Fieldset, FormFields, TextArea, TextField } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { TimeField } from "../views/meeting-form";
import { titled } from "~/ui/shell";

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Föreslå flera tider") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "meeting.manage", (permit) => ({ place: placeOf(permit.network) }));
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "meeting.manage", pollSchema, async (permit, input) => ({
    to: paths.poll(permit.network, await createPoll(permit, input)),
    notice: "Frågan är på väg till alla representanter.",
    sent: "Frågan är redan skickad till alla representanter. Skickar du den här också får de två frågor. Ska bara den här gälla, stäng först den andra på dess sida.",
  }));

export default function NewPoll() {
  const { place } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  return (
    <Page
      narrow
      above={<a href={paths.meetings(place)}>Möten</a>}
      title="Föreslå flera tider"
      lead="Varje organisation svarar på vilka tider som passar. Sedan väljer du en, och den blir mötet."
    >
      <ErrorSummary errors={failed?.errors ?? {}} />
      <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {} }}>
        <Form noValidate className="form" creates>
          <TextField name="title" label="Vad mötet heter" />
          <TextField name="place" label="Plats" optional />
          <TextArea name="message" label="Några rader i mejlet" rows={3} optional />
          <DateField name="answerByOn" label="Sista svarsdag" optional />
          <Fieldset legend="Förslag" hint="Minst två. Tomma rader hoppas över.">
            {Array.from({ length: 5 }, (_, i) => (
              <div className="triple" key={i}>
                <DateField name={`options.${i}.heldOn`} label={`Dag ${i + 1}`} />
                <TimeField name={`options.${i}.fromTime`} label="Börjar" />
                <TimeField name={`options.${i}.toTime`} label="Slutar" />
              </div>
            ))}
          </Fieldset>
          <div className="acts">
            <Button>Skicka frågan</Button>
            <a href={paths.meetings(place)}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
