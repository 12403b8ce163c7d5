import { levels } from "~/domain/questions/rules";
import { levelWords } from "~/domain/questions/texts";
import { RadioGroup, TextArea, TextField } from "~/ui/fields";

export const QuestionFields = () => (
  <>
    <RadioGroup
      name="level"
      label="Vart ska frågan?"
      options={levels.map((l) => [l, levelWords[l]] as const)}
    />
    <TextField name="title" label="Frågan" hint="En mening" />
    <TextArea
      name="background"
      label="Bakgrund"
      hint="Varför behöver den lyftas? Skriv inget om enskilda personer."
      rows={6}
    />
  </>
);
