import { findingKinds } from "~/domain/findings/rules";
import { kindWords } from "~/domain/findings/texts";
import { RadioGroup, TextArea, TextField } from "~/ui/fields";

export const FindingFields = () => (
  <>
    <RadioGroup
      name="kind"
      label="Vad är det?"
      options={findingKinds.map((k) => [k, kindWords[k]] as const)}
    />
    <TextField name="title" label="Rubrik" />
    <TextArea
      name="text"
      label="Text"
      hint="Skriv inget om enskilda personer. Nämn inte organisationen, för den kan vilja vara med utan namn."
      rows={7}
    />
  </>
);
