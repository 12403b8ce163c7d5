// The fields of one meeting.
import { DateField, Fieldset, RadioGroup, Select, TextArea, TextField } from "~/ui/fields";
import { meetingKinds } from "~/domain/meetings/texts";

/** Plain text: a native time field follows the language of the browser, and people here write 15:30. */
export const TimeField = (props: { name: string; label: string; optional?: boolean; hint?: string }) => (
  <TextField {...props} className="time" />
);

export function MeetingFields({
  groups,
  placeExample,
}: {
  groups: readonly (readonly [string, string])[];
  placeExample: string | null;
}) {
  return (
    <>
      <div className="pair">
        <TextField name="title" label="Vad mötet heter" />
        <Select
          name="kind"
          label="Sorts möte"
          options={Object.entries(meetingKinds).filter(([kind]) => kind !== "group" || groups.length > 0)}
        />
      </div>
      {groups.length > 0 && (
        <Select
          name="groupId"
          label="Arbetsgrupp"
          hint="Bara för ett arbetsgruppsmöte. De som har plats i gruppen kallas."
          options={[["", "Ingen"], ...groups]}
          optional
        />
      )}
      <div className="triple">
        <DateField name="heldOn" label="Dag" />
        <TimeField name="fromTime" label="Börjar" />
        <TimeField name="toTime" label="Slutar" />
      </div>
      <TimeField name="gatherTime" label="Samling med fika från" optional />
      <Fieldset legend="Var" hint="Skriv plats, digital länk eller båda.">
        <TextField
          name="place"
          label="Plats"
          hint={placeExample && `Till exempel ${placeExample}`}
          optional
        />
        <TextField name="access" label="Hitta och komma in" hint="Ingång, hörslinga, parkering" optional />
        <TextField
          name="places"
          label="Antal platser i rummet"
          hint="Tomt: alla får plats. Annars får de första plats, och resten står i kö i den ordning de svarade."
          inputMode="numeric"
          className="short"
          optional
        />
        <TextField name="link" label="Digital länk" inputMode="url" hint="Börjar med https://" optional />
      </Fieldset>
      <Fieldset legend="Kallelsen">
        <RadioGroup
          name="audience"
          label="Vilka kallas?"
          options={[
            ["representatives", "Representanterna. Ersättaren kallas när representanten inte kan"],
            ["both", "Representanterna och ersättarna"],
          ]}
        />
        <div className="pair">
          <DateField
            name="answerByOn"
            label="Sista svarsdag"
            hint="Påminnelser går 7 och 2 dagar före, bara till dem som inte har svarat."
            optional
          />
          <DateField name="proposeByOn" label="Sista dag att föreslå punkter" optional />
        </div>
        <TextArea
          name="message"
          label="Några rader i kallelsen"
          hint="Vad mötet handlar om, vad man ska förbereda"
          rows={5}
          optional
        />
      </Fieldset>
    </>
  );
}
