// The settings that are words: what the network calls itself, the six duties, its days and examples.
import { dutyNames } from "~/domain/commitments/texts";
import { FormFields, Hidden, TextArea, TextField, type FormState } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card } from "~/ui/page";
import { Button } from "~/ui/parts";

export function WordsCard({
  state,
  within,
}: {
  state: FormState;
  /** How the two names are written inside a sentence today. */
  within: { name: string; shortName: string };
}) {
  return (
    <Card title="Nätverkets ord">
      <FormFields state={state}>
        <Form noValidate>
          <Hidden name="gor" value="ord" />
          <TextField
            name="nameWithin"
            label="Namnet inne i en mening"
            hint={`Nu: ”… samordnar ${within.name}”. Lämna tomt om det stämmer.`}
            optional
          />
          <TextField
            name="shortNameWithin"
            label="Det korta namnet inne i en mening"
            hint={`Nu: ”Välkommen till ${within.shortName}”. Lämna tomt om det stämmer.`}
            optional
          />
          <fieldset className="field">
            <legend>De sex åtagandena</legend>
            <p className="hint">
              Står i blanketten som chefen skriver under. En ändring gäller blanketter som skickas efter den.
            </p>
            {dutyNames.map((name, i) => (
              <TextArea key={name} name={`duties.${i}`} label={name} rows={2} />
            ))}
            <TextArea name="gives" label="Det här ger organisationen" rows={3} />
          </fieldset>
          <TextArea
            name="knownDays"
            label="Dagar att känna till"
            hint="En på varje rad. Börja med en dag eller en vecka, till exempel 31 maj eller v. 45. Visas i årshjulet."
            rows={4}
            optional
          />
          <TextField
            name="sportsWeek"
            label="Sportlovsvecka i länet"
            inputMode="numeric"
            className="short"
            optional
          />
          <TextField
            name="placeExample"
            label="Exempel på en mötesplats"
            hint="Visas när någon skriver var ett möte är."
            optional
          />
          <TextField
            name="spreadExample"
            label="Exempel på något att sprida"
            hint="Visas när någon skriver rubriken."
            optional
          />
          <TextArea
            name="inOtherLanguages"
            label="Om nätverket på andra språk"
            hint="Visas på sidan Andra språk. Börja stycket med fi:, se: eller en: så hamnar det under sitt språk."
            rows={6}
            optional
          />
          <div className="acts">
            <Button>Spara orden</Button>
          </div>
        </Form>
      </FormFields>
    </Card>
  );
}
