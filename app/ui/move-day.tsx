// The last day of one organisation, moved: the same card wherever something is asked of organisations.
import { Form } from "./form";
import { DateField, FormFields, Hidden, Select, type FormState } from "./fields";
import { Card } from "./page";
import { Button } from "./parts";

export const MoveDay = ({
  options,
  failed,
}: {
  options: readonly (readonly [string, string])[];
  failed: FormState | null;
}) => (
  <Card title="Flytta sista dagen för en organisation">
    <FormFields state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {}, prefix: "dag" }}>
      <Form noValidate>
        <Hidden name="gor" value="flytta" />
        <Select name="organisationId" label="Organisation" options={options} />
        <DateField name="lastOn" label="Ny sista dag" />
        <div className="acts">
          <Button quiet>Flytta</Button>
        </div>
      </Form>
    </FormFields>
  </Card>
);
