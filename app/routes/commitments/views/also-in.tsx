// "Gäller alla tre": the other organisations where whoever leaves has the same seat.
import type { FillView } from "~/domain/commitments/queries.server";
import type { Rejected } from "~/http/porter.server";
import { Checkbox, Fieldset, Hidden, TextField } from "~/ui/fields";
import type { Register } from "./person-fields";
import { allOfThem } from "~/domain/commitments/texts";

export type Values = Record<string, unknown>;

/** What the fields show: what was typed, or what is saved. Of each other organisation what was typed for it, whatever place it had. */
export function valuesOf({ draft, alsoIn }: FillView, failed: Rejected | undefined): Values {
  const shown: Values = failed?.values ?? draft;
  const typed = failed && Array.isArray(shown.alsoIn) ? (shown.alsoIn as (Values | undefined)[]) : [];
  const alsoShown = alsoIn.map((o) => typed.find((t) => t?.organisationId === o.organisationId) ?? o);
  return { ...shown, alsoIn: alsoShown };
}

export function AlsoIn({ others, field }: { others: FillView["alsoIn"]; field: Register }) {
  return (
    <Fieldset
      legend={allOfThem(others.length + 1)}
      hint="Samma person sitter för fler organisationer. Kryssa för dem som bytet gäller, så räcker det med en blankett. Varje organisations chef skriver under för sig."
    >
      {others.map((o, i) => (
        <div key={o.organisationId} role="group" aria-label={o.organisation}>
          <Hidden name={`alsoIn.${i}.organisationId`} value={o.organisationId} />
          <Checkbox
            name={`alsoIn.${i}.chosen`}
            label={`Gäller även ${o.organisation}`}
            {...field(`alsoIn.${i}.chosen`)}
          />
          <div className="pair">
            <TextField
              name={`alsoIn.${i}.managerName`}
              label={`Chef, ${o.organisation}`}
              autoComplete="off"
              {...field(`alsoIn.${i}.managerName`)}
            />
            <TextField
              name={`alsoIn.${i}.managerEmail`}
              label="Chefens mejladress"
              type="email"
              autoComplete="off"
              {...field(`alsoIn.${i}.managerEmail`)}
            />
          </div>
        </div>
      ))}
    </Fieldset>
  );
}
