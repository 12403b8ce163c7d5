import { DateField, TextArea, TextField } from "~/ui/fields";

/** What is asked for and why; the questions come afterwards. */
export const InquiryFields = () => (
  <>
    <TextField name="title" label="Rubrik" hint="Till exempel: Utbildning under året" />
    <TextArea name="why" label="Varför frågar ni, och vad används svaren till?" rows={4} />
    <DateField name="lastOn" label="Sista dag" />
  </>
);
