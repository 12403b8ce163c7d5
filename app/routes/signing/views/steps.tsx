import type { ReactNode } from "react";
import { CodeField, Hidden } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Button } from "~/ui/parts";

const names = ["Läs", "Kod", "Svara"];
export const Steps = ({ at }: { at: 1 | 2 | 3 }) => (
  <p className="steps">
    Steg {at} av 3: {names[at - 1]}
  </p>
);

/** Has this browser typed the code lately, or is one on its way? */
export interface Proof {
  proven: boolean;
  asked: boolean;
  address: string;
}
/** The end of a form that takes a code. Where the last one has run out, a new one is asked for and typed here: all else stays as it was written. */
export function AnswerActs({ proof, children }: { proof: Proof; children: ReactNode }) {
  const { proven, asked, address } = proof;
  if (proven) return <div className="acts">{children}</div>;
  const send = (words: string) => (
    <Button quiet={asked} name="gor" value="skicka">
      {words}
    </Button>
  );
  if (!asked) return <div className="acts">{send(`Skicka en ny kod till ${address}`)}</div>;
  return (
    <>
      <CodeField name="code" label="Kod" autoFocus hint={`Står i mejlet till ${address}.`} />
      <div className="acts">
        {children}
        {send("Skicka en ny kod")}
      </div>
    </>
  );
}

/** The code: sent when asked for, never by opening the link. */
export function CodeForms({ asked, address }: { asked: boolean; address: string }) {
  return (
    <>
      {asked && (
        <Form className="form" noValidate>
          <Hidden name="gor" value="kod" />
          <CodeField name="code" label="Kod" autoFocus hint={`Står i mejlet till ${address}.`} />
          <div className="acts">
            <Button>Fortsätt</Button>
          </div>
        </Form>
      )}
      <Form className="after">
        <Hidden name="gor" value="skicka" />
        {asked ? (
          <p className="muted">
            Kom inget mejl? Titta i skräpposten.{" "}
            <button type="submit" className="plain">
              Skicka en ny kod
            </button>
          </p>
        ) : (
          <div className="acts">
            <Button>Skicka en kod till {address}</Button>
          </div>
        )}
      </Form>
    </>
  );
}
