// The fields of a person and of a manager, as the form asks for them.
import { Checkbox, EmailField, TextField } from "~/ui/fields";
import { More } from "~/ui/parts";

export type Register = (name: string) => { error?: string; inputProps?: Record<string, unknown> };

export function PersonFields({
  at,
  register,
  hiddenHint,
}: {
  at: "representative" | "deputy";
  register: Register;
  hiddenHint: boolean;
}) {
  return (
    <>
      <TextField
        name={`${at}.name`}
        label="För- och efternamn"
        autoComplete="off"
        {...register(`${at}.name`)}
      />
      <TextField
        name={`${at}.title`}
        label="Titel"
        optional
        autoComplete="off"
        {...register(`${at}.title`)}
      />
      <EmailField
        name={`${at}.email`}
        label="Mejladress"
        hint="Mejladressen i tjänsten. Hit kommer kallelser och inloggningskoder."
        {...register(`${at}.email`)}
      />
      <TextField
        name={`${at}.phone`}
        label="Telefon"
        optional
        type="tel"
        inputMode="tel"
        autoComplete="off"
        {...register(`${at}.phone`)}
      />
      <More label="Skyddade personuppgifter eller delad brevlåda" open={hiddenHint}>
        <Checkbox
          name={`${at}.protected`}
          label="Personen har skyddade personuppgifter"
          hint="Bara länsstyrelsen ser namnet. Alla andra ser organisationen och rollen. Skriv inte varför."
          {...register(`${at}.protected`)}
        />
        <Checkbox
          name={`${at}.sharedMailbox`}
          label="Mejladressen är en funktionsbrevlåda som flera delar"
          {...register(`${at}.sharedMailbox`)}
        />
      </More>
    </>
  );
}

export function ManagerFields({ at, register }: { at: "manager" | "deputyManager"; register: Register }) {
  return (
    <>
      <TextField
        name={`${at}.name`}
        label="Chefens för- och efternamn"
        autoComplete="off"
        hint="Förening: ordförande eller firmatecknare. Är ordföranden själv representant skriver en annan ledamot under."
        {...register(`${at}.name`)}
      />
      <EmailField
        name={`${at}.email`}
        label="Chefens mejladress"
        hint="Hit skickas länken för underskrift. Har chefen ingen egen adress: skriv telefonnumret nedan i stället."
        {...register(`${at}.email`)}
      />
      <div className="pair">
        <TextField
          name={`${at}.title`}
          label="Titel"
          optional
          autoComplete="off"
          {...register(`${at}.title`)}
        />
        <TextField
          name={`${at}.phone`}
          label="Telefon"
          optional
          type="tel"
          inputMode="tel"
          autoComplete="off"
          {...register(`${at}.phone`)}
        />
      </div>
      <div className="pair">
        <TextField
          name={`${at}.unit`}
          label="Enhet"
          optional
          autoComplete="off"
          {...register(`${at}.unit`)}
        />
        <TextField name={`${at}.town`} label="Ort" optional autoComplete="off" {...register(`${at}.town`)} />
      </div>
      <Checkbox name={`${at}.acting`} label="Chefen är tillförordnad (t.f.)" {...register(`${at}.acting`)} />
      <Checkbox
        name={`${at}.sharedMailbox`}
        label="Chefens adress är en funktionsbrevlåda som flera delar"
        hint="Då räcker inte koden som underskrift. Chefen skriver under på papper, eller bekräftar per telefon med länsstyrelsen."
        {...register(`${at}.sharedMailbox`)}
      />
    </>
  );
}
