// To all members or to those ticked: the same fields wherever something is asked of organisations.
import { RadioGroup, useField } from "./fields";

export interface Choosable {
  id: string;
  name: string;
  chosen?: boolean;
}
/** The organisations, each with a box. `typed`: what a failed post had ticked. */
export function Chosen({
  organisations,
  typed,
  legend,
  hideLegend,
}: {
  organisations: readonly Choosable[];
  typed?: unknown;
  legend: string;
  hideLegend?: boolean;
}) {
  const { message } = useField("organisations");
  const ticked = typed === undefined ? null : new Set([typed].flat());
  return (
    <fieldset className={`field${message ? " wrong" : ""}`} id="f-organisations" tabIndex={-1}>
      <legend className={hideLegend ? "hidden" : undefined}>{legend}</legend>
      {message && (
        <p className="error">
          <span className="hidden">Fel: </span>
          {message}
        </p>
      )}
      <div className="invitees">
        {organisations.map((o) => (
          <div className="check" key={o.id}>
            <input
              type="checkbox"
              id={`o-${o.id}`}
              name="organisations[]"
              value={o.id}
              defaultChecked={ticked ? ticked.has(o.id) : o.chosen}
            />
            <label htmlFor={`o-${o.id}`}>{o.name}</label>
          </div>
        ))}
      </div>
    </fieldset>
  );
}

/** The boxes show once they are asked for (theme.css); where a browser cannot, they always do. */
export const ToWhom = ({
  organisations,
  typed,
  label = "Vilka gäller det?",
}: {
  organisations: readonly Choosable[];
  typed?: unknown;
  label?: string;
}) => (
  <>
    <RadioGroup
      name="to"
      label={label}
      options={[
        ["all", "Alla organisationer"],
        ["chosen", "De här organisationerna"],
      ]}
    />
    <Chosen legend="De här organisationerna" hideLegend organisations={organisations} typed={typed} />
  </>
);
