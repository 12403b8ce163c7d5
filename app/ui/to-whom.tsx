// To all members or to those ticked: the same fields wherever something is asked of organisations.
import { RadioGroup, useField } from "./fields";

export interface Choosable { id: string; name: string; chosen?: boolean }
/** `typed`: what a failed post had ticked. */
export function ToWhom({ organisations, typed, label = "Vilka gäller det?" }: { organisations: readonly Choosable[]; typed?: unknown; label?: string }) {
  const { message } = useField("organisations");
  const ticked = typed === undefined ? null : new Set([typed].flat());
  return (
    <>
      <RadioGroup name="to" label={label} options={[["all", "Alla organisationer"], ["chosen", "De här organisationerna"]]} />
      <fieldset className={`field${message ? " wrong" : ""}`} id="f-organisations" tabIndex={-1}>
        <legend className="hidden">De här organisationerna</legend>
        {message && <p className="error"><span className="hidden">Fel: </span>{message}</p>}
        <div className="invitees">{organisations.map((o) => <div className="check" key={o.id}><input type="checkbox" id={`o-${o.id}`} name="organisations[]" value={o.id} defaultChecked={ticked ? ticked.has(o.id) : o.chosen} /><label htmlFor={`o-${o.id}`}>{o.name}</label></div>)}</div>
      </fieldset>
    </>
  );
}
