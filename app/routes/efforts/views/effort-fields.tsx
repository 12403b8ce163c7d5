// What a new effort and a changed one have in common.
import { DateField, TextArea, TextField } from "~/ui/fields";

export const EffortFields = () => (
  <>
    <TextField name="title" label="Insats" hint="Till exempel: Gå igenom våra rutiner" />
    <TextArea name="text" label="Vad ska organisationerna göra?" rows={6} />
    <DateField name="lastOn" label="Sista dag" />
  </>
);
