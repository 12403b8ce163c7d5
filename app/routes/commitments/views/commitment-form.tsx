// The form, the same for a link, a member and the strategist; works without browser code, and checks
// each field as it is left where there is some (react-hook-form, with the very rules the server uses).
import { useForm, type FieldErrors as HookErrors, type Resolver } from "react-hook-form";
import { useRef } from "react";
import { nestedText } from "~/http/form";
import type { Rejected } from "~/http/porter.server";
import type { FillView } from "~/domain/commitments/queries.server";
import {
  draftSchema,
  faults,
  namesAnother,
  questions,
  type Draft,
  type Question,
} from "~/domain/commitments/schema";
import { isReplacement } from "~/domain/commitments/rules";
import { kindWords, purposes, termLine } from "~/domain/commitments/texts";
import {
  Asks,
  Checkbox,
  DateField,
  ErrorSummary,
  Fieldset,
  FormFields,
  Hidden,
  idOf,
  Select,
  TextField,
} from "~/ui/fields";
import { Form } from "~/ui/form";
import { useStill } from "~/ui/still";
import { Button, Notice } from "~/ui/parts";
import { AlsoIn, valuesOf, type Values } from "./also-in";
import { ManagerFields, PersonFields, type Register } from "./person-fields";

type Errors = Record<string, string[]>;

/** "a.b": ["…"] → { a: { b: { message } } }, as react-hook-form keeps its errors. */
function hookErrors(found: Record<string, string[]>): HookErrors<Values> {
  const errors: Record<string, unknown> = {};
  for (const [path, [message]] of Object.entries(found)) {
    const parts = path.split(".");
    let at = errors;
    parts.forEach((part, i) => {
      const next = parts[i + 1];
      if (next === undefined) at[part] = { type: "rule", message };
      else at = (at[part] ??= /^\d+$/.test(next) ? [] : {}) as Record<string, unknown>;
    });
  }
  return errors as HookErrors<Values>;
}
const messageAt = (errors: unknown, path: string): string | undefined => {
  let at = errors;
  for (const part of path.split(".")) at = (at as Record<string, unknown> | undefined)?.[part];
  return (at as { message?: string } | undefined)?.message;
};

/** What is asked about comes among the fields' errors, and is none of them. */
function apart(found: Errors, all: readonly Question[]) {
  const asked = all.filter((q) => found[q.path]?.includes(q.sentence));
  const errors = Object.entries(found).map(([path, sentences]): [string, string[]] => [
    path,
    sentences.filter((s) => !asked.some((q) => q.path === path && q.sentence === s)),
  ]);
  return { asked, errors: Object.fromEntries(errors.filter(([, sentences]) => sentences.length > 0)) };
}

const hasHint = (p: Draft["representative"]): boolean => p.protected || p.sharedMailbox;

/** What was refused only until it is said to be right. */
function Asked({ asked }: { asked: readonly Question[] }) {
  if (asked.length === 0) return null;
  return (
    <Asks title="Stämmer det här?">
      <ul className="plainlist">
        {asked.map((q) => (
          <li key={q.key}>
            <p>
              {q.sentence} {q.suggestion && `Förslag: ${q.suggestion}.`}{" "}
              <a href={`#${idOf(q.path)}`}>Ändra i fältet</a>, eller kryssa här:
            </p>
            <Checkbox name="confirmed[]" value={q.key} id={idOf(q.key)} label={q.yes} />
          </li>
        ))}
      </ul>
    </Asks>
  );
}

function Representative({
  whole,
  leaving,
  field,
  draft,
}: {
  whole: boolean;
  leaving: string | null;
  field: Register;
  draft: Draft | null;
}) {
  return (
    <Fieldset
      legend={whole ? "Representant" : "Ny representant"}
      hint={
        whole ? "Den som talar för hela organisationen i nätverket." : (leaving ?? "Platsen är vakant i dag.")
      }
    >
      <PersonFields
        at="representative"
        register={field}
        hiddenHint={draft !== null && hasHint(draft.representative)}
      />
    </Fieldset>
  );
}

function Deputy({
  whole,
  leaving,
  field,
  draft,
}: {
  whole: boolean;
  leaving: string | null;
  field: Register;
  draft: Draft | null;
}) {
  return (
    <Fieldset
      legend={whole ? "Ersättare" : "Ny ersättare"}
      hint={
        whole
          ? "Går in när representanten inte kan och får samma information."
          : (leaving ?? "Platsen är tom i dag.")
      }
    >
      {whole && (
        <Checkbox
          name="deputyLater"
          label="Vi utser ersättare senare"
          hint="Då lämnar du fälten nedanför tomma. Vi påminner er."
          {...field("deputyLater")}
        />
      )}
      <PersonFields at="deputy" register={field} hiddenHint={draft !== null && hasHint(draft.deputy)} />
    </Fieldset>
  );
}

function Channels({ values, field }: { values: Values; field: Register }) {
  const channels = Math.max(1, Array.isArray(values.channels) ? values.channels.length : 1);
  return (
    <Fieldset
      legend="Interna kontaktvägar"
      hint="Där representanten kan sprida och samla in information i hela organisationen. Exempel som når alla: Kommunens ledningsgrupp, varje kvartal."
    >
      {Array.from({ length: channels }, (_, i) => (
        <div className="triple" key={i} role="group" aria-label={`Kontaktväg ${i + 1}`}>
          <TextField
            name={`channels.${i}.name`}
            label={`Kontaktväg ${i + 1}`}
            autoComplete="off"
            {...field(`channels.${i}.name`)}
          />
          <Select
            name={`channels.${i}.purpose`}
            label="Används till att"
            options={Object.entries(purposes)}
            inputProps={field(`channels.${i}.purpose`).inputProps}
          />
          <TextField
            name={`channels.${i}.frequency`}
            label="Hur ofta"
            autoComplete="off"
            {...field(`channels.${i}.frequency`)}
          />
        </div>
      ))}
      <div className="acts">
        <Button quiet small name="gor" value="kontaktvag">
          Lägg till en kontaktväg
        </Button>
      </div>
    </Fieldset>
  );
}

function DeputyManager({ field, draft }: { field: Register; draft: Draft | null }) {
  return (
    <Fieldset legend="Chef för ersättaren">
      <Checkbox name="sameManager" label="Samma chef som för representanten" {...field("sameManager")} />
      <details className="more" open={draft !== null && (!draft.sameManager || namesAnother(draft))}>
        <summary>Det är en annan chef</summary>
        <div>
          <p className="hint">Ta bort krysset ovanför och fyll i. Då skriver båda cheferna under.</p>
          <ManagerFields at="deputyManager" register={field} />
        </div>
      </details>
    </Fieldset>
  );
}

/** Whoever answers for the persons: of a change, the one seat's manager alone. */
function Managers({ kind, field, draft }: { kind: FillView["kind"]; field: Register; draft: Draft | null }) {
  if (kind === "deputy")
    return (
      <Fieldset legend="Chef för ersättaren" hint="Den som skriver under.">
        <ManagerFields at="deputyManager" register={field} />
      </Fieldset>
    );
  const whole = !isReplacement(kind);
  return (
    <>
      <Fieldset
        legend={whole ? "Chef för representanten" : "Chef för den nya representanten"}
        hint="Den som ansvarar för uppdraget i organisationen och skriver under."
      >
        <ManagerFields at="manager" register={field} />
      </Fieldset>
      {whole && <DeputyManager field={field} draft={draft} />}
    </>
  );
}

function Association({ view, field }: { view: FillView; field: Register }) {
  if (view.associations.length === 0) return null;
  return (
    <Fieldset
      legend="Gemensam plats"
      hint={`${view.organisation} har en plats tillsammans. En av föreningarna skriver under för alla.`}
    >
      <Select
        name="association"
        label="Vilken förening skriver under?"
        options={[["", "Välj förening"], ...view.associations.map((a) => [a, a] as const)]}
        inputProps={field("association").inputProps}
      />
    </Fieldset>
  );
}

function From({ kind, term, field }: Pick<FillView, "kind" | "term"> & { field: Register }) {
  const whole = !isReplacement(kind);
  return (
    <Fieldset legend="Från när">
      <DateField
        name="startOn"
        label={whole ? "Uppdraget gäller från" : "Bytet gäller från"}
        hint={`${termLine(kind, term)}. ${whole ? "" : "Den som lämnar har sin plats till dagen före."}`}
        {...field("startOn")}
      />
    </Fieldset>
  );
}

function Filler({ word, field, draft }: { word: string | null; field: Register; draft: Draft | null }) {
  const email = <Hidden name="filler.email" value={draft?.filler.email ?? ""} />;
  if (word !== null)
    return (
      <>
        <Hidden name="filler.name" value={word} />
        {email}
      </>
    );
  return (
    <Fieldset legend="Du som fyller i">
      <TextField name="filler.name" label="Ditt namn" autoComplete="name" {...field("filler.name")} />
      {email}
    </Fieldset>
  );
}

function Refused({ errors }: { errors: Errors }) {
  return (
    <>
      {errors.form && (
        <Notice tone="wait" title={errors.form[0]}>
          <p>
            Det du skrev står kvar här nedanför men är inte sparat. Spara igen om det är det som ska gälla.
          </p>
        </Notice>
      )}
      <ErrorSummary errors={Object.fromEntries(Object.entries(errors).filter(([k]) => k !== "form"))} />
    </>
  );
}

/** Checks each field when it is left, by the server's own rules; the whole form is checked where it is saved, so that it is kept. */
function useChecks(view: FillView) {
  const form = useRef<HTMLFormElement>(null);
  const check = (values: unknown) => {
    const draft = draftSchema.safeParse(values);
    return draft.success ? faults(draft.data, view.kind, { onBehalf: view.onBehalf, today: view.today }) : {};
  };
  const resolver: Resolver<Values> = async (values) => {
    const wrong = check(form.current ? nestedText(new FormData(form.current)) : values);
    return Object.keys(wrong).length ? { values: {}, errors: hookErrors(wrong) } : { values, errors: {} };
  };
  const { register, formState } = useForm<Values>({ resolver, mode: "onBlur", reValidateMode: "onBlur" });
  const shown = useStill(formState.errors);
  // Registered once a field: a new ref at every drawing would write the value back into a date that is half typed.
  const registered = useRef(new Map<string, Record<string, unknown>>());
  const field: Register = (name) => {
    if (!registered.current.has(name)) {
      const { ref, onBlur, onChange } = register(name);
      registered.current.set(name, { ref, onBlur, onChange });
    }
    return { error: messageAt(shown, name), inputProps: registered.current.get(name) };
  };
  return { form, field };
}

export function CommitmentForm({
  view,
  failed,
  cancel,
}: {
  view: FillView;
  failed: Rejected | undefined;
  cancel?: React.ReactNode;
}) {
  const { kind } = view;
  const { form, field } = useChecks(view);
  const values = valuesOf(view, failed);
  const known = draftSchema.safeParse(values).data ?? null;
  const { asked, errors } = apart(failed?.errors ?? {}, known ? questions(known, kind) : []);
  const whole = !isReplacement(kind);
  const leaving = view.leaver ? `Lämnar uppdraget: ${view.leaver}.` : null;

  return (
    <FormFields state={{ values, errors }}>
      <Refused errors={errors} />
      <Form className="form" noValidate ref={form}>
        <Hidden name="version" value={view.version} />
        {known?.confirmed.map((key) => (
          <Hidden key={key} name="confirmed[]" value={key} />
        ))}
        <Asked asked={asked} />
        <Association view={view} field={field} />
        {kind !== "deputy" && <Representative whole={whole} leaving={leaving} field={field} draft={known} />}
        {kind !== "representative" && <Deputy whole={whole} leaving={leaving} field={field} draft={known} />}
        {kind !== "deputy" && <Channels values={values} field={field} />}
        <Managers kind={kind} field={field} draft={known} />
        {view.alsoIn.length > 0 && <AlsoIn others={view.alsoIn} field={field} />}
        <From kind={kind} term={view.term} field={field} />
        {!view.onBehalf && <Filler word={view.wordForName} field={field} draft={known} />}
        <div className="acts last">
          <Button name="gor" value="kontrollera">
            Kontrollera svaren
          </Button>
          <Button quiet name="gor" value="spara">
            Spara och fortsätt senare
          </Button>
          {cancel}
        </div>
      </Form>
    </FormFields>
  );
}
export const formTitle = (view: FillView): string =>
  `${view.state === "draft" ? kindWords[view.kind] : "Blankett"} för ${view.organisation}`;
