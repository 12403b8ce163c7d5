import type { HandoverPage } from "~/domain/handover/queries.server";
import { seatWords } from "~/domain/commitments/texts";
import { choiceWords } from "~/domain/groups/texts";
import { through } from "~/platform/calendar";
import { FormFields, Hidden, Select } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Button } from "~/ui/parts";

/** Place by place: to the successor, to the other seat, or vacant. */
export function Places({ leaver: l, today }: { leaver: HandoverPage["leaving"][number]; today: string }) {
  const passed = l.untilOn !== null && l.untilOn <= today;
  return (
    <FormFields
      state={{
        values: { plats: Object.fromEntries(l.places.map((p) => [p.groupId, p.choice])) },
        errors: {},
        prefix: l.holdingId,
      }}
    >
      <Form>
        <h3 className="after">
          {l.who}, {seatWords[l.seat].toLowerCase()}
        </h3>
        <p className="muted">
          {l.untilOn
            ? `${passed ? "Slutade" : "Sista dagen är"} ${through(l.untilOn)}.`
            : "Ett byte är påbörjat."}
        </p>
        <Hidden name="gor" value="platser" />
        <Hidden name="innehav" value={l.holdingId} />
        {l.places.map((p) => (
          <Select
            key={p.groupId}
            name={`plats.${p.groupId}`}
            label={p.group}
            hint={passed ? `Platsen har nu: ${p.now ?? "ingen, den är vakant"}` : undefined}
            options={Object.entries(choiceWords(l.seat))}
          />
        ))}
        <div className="acts">
          <Button small quiet>
            Spara valet
          </Button>
        </div>
      </Form>
    </FormFields>
  );
}
