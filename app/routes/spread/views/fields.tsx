// What something new to spread and a changed one have in common.
import { DateField, TextArea, TextField } from "~/ui/fields";

export const SpreadFields = ({ example }: { example: string | null }) => (
  <>
    <TextField name="title" label="Rubrik" hint={example && `Till exempel: ${example}`} />
    <TextArea
      name="why"
      label="Varför är det viktigt?"
      hint="Ett par meningar. De står först i mejlet och på bilden."
      rows={3}
    />
    <TextArea name="text" label="Vad ska spridas?" rows={8} />
    <TextField
      name="targets"
      label="Vilka i organisationerna är det till för?"
      hint="Till exempel: chefer och alla som möter invånare"
    />
    <DateField name="lastOn" label="Sista dag" />
  </>
);
