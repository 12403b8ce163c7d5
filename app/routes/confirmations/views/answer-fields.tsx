import { questions } from "~/domain/confirmations/texts";
import { RadioGroup, TextArea, TextField } from "~/ui/fields";

const yesNo = [
  ["yes", "Ja"],
  ["no", "Nej"],
] as const;
/** The three questions, the same by link and by telephone. */
export const AnswerFields = ({ name, note }: { name: string; note: string }) => (
  <>
    <RadioGroup name="resources" label={questions.resources} options={yesNo} />
    <RadioGroup name="room" label={questions.room} options={yesNo} />
    <RadioGroup name="channels" label={questions.channels} options={yesNo} />
    <TextArea
      name="note"
      label={note}
      hint="Bara länsstyrelsen läser det. Skriv inget om enskilda personers hälsa eller privatliv."
      rows={3}
      optional
    />
    <TextField name="byName" label={name} autoComplete="name" />
  </>
);
