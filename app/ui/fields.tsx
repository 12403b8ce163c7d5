// Form fields: label, hint, error and input as one, the same with and without browser code.
import {
  createContext,
  useContext,
  useEffect,
  useRef,
  type InputHTMLAttributes,
  type ReactNode,
  type TextareaHTMLAttributes,
} from "react";
import { TypedContext } from "./typed";

export interface FormState {
  /** What was typed or is suggested, by field path. */
  values: Record<string, unknown>;
  errors: Record<string, readonly string[]>;
  /** Where a page has several forms: what the ids of this one's fields begin with. */
  prefix?: string;
}
const FormContext = createContext<FormState>({ values: {}, errors: {} });
/** Gives its fields their values and errors by name ("representative.email"). */
export const FormFields = ({ state, children }: { state: FormState; children: ReactNode }) => (
  <FormContext.Provider value={state}>{children}</FormContext.Provider>
);

function whatIsAt(values: Record<string, unknown>, path: string): unknown {
  let at: unknown = values;
  for (const part of path.split("."))
    at = at && typeof at === "object" ? (at as Record<string, unknown>)[part] : undefined;
  return at;
}
/** A value by path; numbers index lists. */
export function valueAt(values: Record<string, unknown>, path: string): string {
  const at = whatIsAt(values, path);
  if (at === true) return "on";
  return typeof at === "string" || typeof at === "number" ? String(at) : "";
}
export const idOf = (name: string, prefix = ""): string =>
  `f-${prefix && `${prefix}-`}${name.replace(/[^a-zA-Z0-9]+/g, "-")}`;

/** Is this the choice of a name, or among its choices ("organisations[]")? */
function isChosen(values: Record<string, unknown>, name: string, value: string): boolean {
  const at = whatIsAt(values, name.replace(/\[\]$/, ""));
  return Array.isArray(at) ? at.includes(value) : valueAt({ at }, "at") === value;
}

interface Basics {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
  error?: string;
  children?: ReactNode;
}

/** What a field shows: its own error first, then the form's. What was typed and comes back goes before all else. */
export function useField(name: string, error?: string) {
  const { values, errors, prefix } = useContext(FormContext);
  const typed = useContext(TypedContext);
  const id = idOf(name, prefix);
  const message = error ?? typed?.errors[name]?.[0] ?? errors[name]?.[0];
  const value = valueAt(typed?.values ?? values, name);
  const chosen = (one: string) => isChosen(typed?.values ?? values, name, one);
  return { id, value, message, chosen, back: typed && { defaultValue: value } };
}

function Around({
  id,
  label,
  hint,
  optional,
  message,
  children,
  below,
}: {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
  message?: string;
  children: ReactNode;
  below?: ReactNode;
}) {
  return (
    <div className={`field${message ? " wrong" : ""}`}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="optional"> (frivilligt)</span>}
      </label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {message && (
        <p className="error" id={`${id}-error`}>
          <span className="hidden">Fel: </span>
          {message}
        </p>
      )}
      {children}
      {below}
    </div>
  );
}
const described = (id: string, hint: unknown, message: unknown) =>
  [hint && `${id}-hint`, message && `${id}-error`].filter(Boolean).join(" ") || undefined;

type Input = Omit<InputHTMLAttributes<HTMLInputElement>, "name" | "children">;
export function TextField({
  name,
  label,
  hint,
  optional,
  error,
  children,
  inputProps,
  className,
  ...rest
}: Basics & Input & { inputProps?: Record<string, unknown> }) {
  const { id, value, message, back } = useField(name, error);
  return (
    <Around id={id} label={label} hint={hint} optional={optional} message={message} below={children}>
      <input
        id={id}
        name={name}
        type="text"
        className={`ds-input ${className ?? ""}`.trim()}
        defaultValue={value}
        aria-invalid={message ? true : undefined}
        aria-describedby={described(id, hint, message)}
        {...rest}
        {...inputProps}
        {...(rest.type !== "file" && back)}
      />
    </Around>
  );
}
export const EmailField = (props: Parameters<typeof TextField>[0]) => (
  <TextField type="email" autoComplete="off" inputMode="email" spellCheck={false} {...props} />
);
export const DateField = (props: Parameters<typeof TextField>[0]) => (
  <TextField type="date" className="short" {...props} />
);
export const CodeField = (props: Parameters<typeof TextField>[0]) => (
  <TextField
    className="code"
    autoComplete="one-time-code"
    inputMode="text"
    spellCheck={false}
    autoCapitalize="characters"
    {...props}
  />
);

/** `above` stands between the label and the field: tools for it. */
export function TextArea({
  name,
  label,
  hint,
  optional,
  error,
  rows = 4,
  above,
  ...rest
}: Basics & { above?: ReactNode } & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "name" | "children">) {
  const { id, value, message, back } = useField(name, error);
  return (
    <Around id={id} label={label} hint={hint} optional={optional} message={message}>
      {above}
      <textarea
        id={id}
        name={name}
        rows={rows}
        className="ds-input"
        defaultValue={value}
        aria-invalid={message ? true : undefined}
        aria-describedby={described(id, hint, message)}
        {...rest}
        {...back}
      />
    </Around>
  );
}

export function Select({
  name,
  label,
  hint,
  optional,
  error,
  options,
  inputProps,
}: Basics & { options: readonly (readonly [string, string])[]; inputProps?: Record<string, unknown> }) {
  const { id, value, message, back } = useField(name, error);
  return (
    <Around id={id} label={label} hint={hint} optional={optional} message={message}>
      <select
        id={id}
        name={name}
        className="ds-input"
        defaultValue={value}
        aria-invalid={message ? true : undefined}
        aria-describedby={described(id, hint, message)}
        {...inputProps}
        {...back}
      >
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </Around>
  );
}

export function Checkbox({
  name,
  label,
  hint,
  error,
  value = "on",
  inputProps,
  id: ownId,
}: Basics & { value?: string; id?: string; inputProps?: Record<string, unknown> }) {
  const { id: usual, chosen, message } = useField(name, error);
  const id = ownId ?? usual;
  return (
    <div className={`field tick${message ? " wrong" : ""}`}>
      {message && (
        <p className="error" id={`${id}-error`}>
          <span className="hidden">Fel: </span>
          {message}
        </p>
      )}
      <div className="check">
        <input
          type="checkbox"
          id={id}
          name={name}
          value={value}
          defaultChecked={chosen(value)}
          aria-invalid={message ? true : undefined}
          aria-describedby={described(id, hint, message)}
          {...inputProps}
        />
        <label htmlFor={id}>{label}</label>
      </div>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function RadioGroup({
  name,
  label,
  hint,
  error,
  options,
}: Basics & { options: readonly (readonly [string, ReactNode])[] }) {
  const { id, value, message } = useField(name, error);
  return (
    <fieldset
      className={`field radios${message ? " wrong" : ""}`}
      aria-describedby={described(id, hint, message)}
    >
      <legend>{label}</legend>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {message && (
        <p className="error" id={`${id}-error`}>
          <span className="hidden">Fel: </span>
          {message}
        </p>
      )}
      {options.map(([key, text], i) => (
        <div className="check" key={key}>
          <input
            type="radio"
            id={i === 0 ? id : `${id}-${key}`}
            name={name}
            value={key}
            defaultChecked={value === key}
          />
          <label htmlFor={i === 0 ? id : `${id}-${key}`}>{text}</label>
        </div>
      ))}
    </fieldset>
  );
}

export const FileField = ({ accept, ...props }: Parameters<typeof TextField>[0] & { accept?: string }) => (
  <TextField {...props} type="file" className="file" {...{ accept, defaultValue: undefined }} />
);
export const Hidden = ({ name, value }: { name: string; value: string | number }) => (
  <input type="hidden" name={name} value={value} />
);
/** The version that a form was filled in against: after a refusal the one that was sent, so that a second press is refused too. */
export const Version = ({ sent, now }: { sent: Record<string, unknown> | undefined; now: number }) => {
  const was = sent?.version;
  return <Hidden name="version" value={typeof was === "string" || typeof was === "number" ? was : now} />;
};
export function Fieldset({
  legend,
  hint,
  children,
}: {
  legend: ReactNode;
  hint?: ReactNode;
  children: ReactNode;
}) {
  return (
    <fieldset className="group">
      <legend>
        <h2>{legend}</h2>
      </legend>
      {hint && <p className="hint">{hint}</p>}
      {children}
    </fieldset>
  );
}

/** What is asked before it goes on: first on the page and in focus. No fault, and nothing in red. */
export const Asks = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="notice wait asks" tabIndex={-1} autoFocus aria-labelledby="fraga">
    <h2 id="fraga">{title}</h2>
    {children}
  </section>
);

/** What is wrong, first on the page and in focus, with a link to each field. Renders nothing without errors. */
export function ErrorSummary({
  errors,
  prefix,
}: {
  errors: Record<string, readonly string[]>;
  prefix?: unknown;
}) {
  const box = useRef<HTMLDivElement>(null);
  const rows = Object.entries(errors).filter(([, sentences]) => sentences.length > 0);
  const found = rows.map(([name, sentences]) => `${name}:${sentences[0]}`).join("|");
  const known = useRef(found);
  // Takes focus when something new is wrong, never back from a field that is being mended: what was there from the beginning
  // has had it by `autoFocus`, long before a slow browser has read our code.
  useEffect(() => {
    if (found && found !== known.current) box.current?.focus();
    known.current = found;
  }, [found]);
  if (rows.length === 0) return null;
  return (
    <div className="summary" role="alert" tabIndex={-1} autoFocus ref={box} id="fel">
      <h2>{rows.length === 1 ? "En uppgift behöver rättas" : "Några uppgifter behöver rättas"}</h2>
      <ul>
        {rows.map(([name, sentences]) => (
          <li key={name}>
            {name === "form" ? (
              sentences[0]
            ) : (
              <a href={`#${idOf(name, typeof prefix === "string" ? prefix : "")}`}>{sentences[0]}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
