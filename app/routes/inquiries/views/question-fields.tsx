// The questions as fields: the same for an organisation and for its colleagues.
import type { Question, Said } from "~/domain/inquiries/rules";
import { scale } from "~/domain/inquiries/rules";
import { useField } from "~/ui/fields";

function Field({ q, said }: { q: Question; said: readonly string[] }) {
  const { message } = useField(`q.${q.id}`);
  const id = `f-q-${q.id}`;
  const error = message && <p className="error" id={`${id}-error`}><span className="hidden">Fel: </span>{message}</p>;
  const label = <>{q.label}{!q.required && <span className="optional"> (frivilligt)</span>}</>;
  const name = `q.${q.id}`;
  if (q.kind === "text" || q.kind === "number") return (
    <div className={`field${message ? " wrong" : ""}`}>
      <label htmlFor={id}>{label}</label>{q.hint && <p className="hint">{q.hint}</p>}{error}
      {q.kind === "text" ? <textarea id={id} name={name} rows={4} className="ds-input" defaultValue={said[0] ?? ""} aria-invalid={message ? true : undefined} aria-describedby={message ? `${id}-error` : undefined} />
        : <input id={id} name={name} inputMode="decimal" className="ds-input short" autoComplete="off" defaultValue={said[0] ?? ""} aria-invalid={message ? true : undefined} aria-describedby={message ? `${id}-error` : undefined} />}
    </div>
  );
  const choices = q.kind === "scale" ? scale.map((v) => [v, v === "1" ? "1, stämmer inte alls" : v === "5" ? "5, stämmer helt" : v] as const) : q.options.map((o) => [o, o] as const);
  return (
    <fieldset className={`field radios${message ? " wrong" : ""}`} id={id} tabIndex={-1}>
      <legend>{label}</legend>{q.hint && <p className="hint">{q.hint}</p>}{error}
      {choices.map(([value, words], i) => <div className="check" key={value}><input type={q.kind === "several" ? "checkbox" : "radio"} id={`${id}-${i}`} name={q.kind === "several" ? `${name}[]` : name} value={value} defaultChecked={said.includes(value)} /><label htmlFor={`${id}-${i}`}>{words}</label></div>)}
    </fieldset>
  );
}
/** `typed`: what a failed post had, by question. */
export const QuestionFields = ({ questions, said, typed }: { questions: readonly Question[]; said: Said; typed?: unknown }) => {
  const given = typed && typeof typed === "object" ? (typed as Record<string, string | string[]>) : null;
  return <>{questions.map((q) => <Field key={q.id} q={q} said={given ? [given[q.id] ?? []].flat() : (said[q.id] ?? [])} />)}</>;
};
