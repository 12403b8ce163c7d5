import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { appointStaff, changeSettings, changeWords, endStaff } from "~/domain/network/commands.server";
import { settingsSchema, staffSchema, wordsSchema } from "~/domain/network/schema";
import { networkSettings } from "~/domain/network/settings.server";
import { again } from "~/http/again";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { longDate, through } from "~/platform/calendar";
import {
  Checkbox,
  DateField,
  EmailField,
  ErrorSummary,
  FormFields,
  Hidden,
  TextArea,
  TextField,
} from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";
import { WordsCard } from "./words-card";

const posted = z.discriminatedUnion("gor", [
  settingsSchema.extend({ gor: z.literal("natverk") }),
  wordsSchema.extend({ gor: z.literal("ord") }),
  staffSchema.extend({ gor: z.literal("strateg") }),
  z.object({ gor: z.literal("strateg-slut"), id: z.string() }),
]);
export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Inställningar") }];
export const loader = (args: LoaderFunctionArgs) => readIn(args, "network.manage", networkSettings);
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "network.manage", posted, async (permit, { gor, ...input }, { url }) => {
    if (gor === "natverk") await changeSettings(permit, input as z.output<typeof settingsSchema>);
    else if (gor === "ord") await changeWords(permit, input as z.output<typeof wordsSchema>);
    else if (gor === "strateg")
      await appointStaff(permit, permit.network.id, {
        ...(input as z.output<typeof staffSchema>),
        role: "strategist",
      });
    else await endStaff(permit, (input as { id: string }).id);
    const done = { to: url.pathname, notice: "Sparat." };
    return gor === "strateg"
      ? { ...done, sent: again.added((input as z.output<typeof staffSchema>).name) }
      : done;
  });

export default function Settings() {
  const s = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const state = (gor: string, values: Record<string, unknown>) =>
    failed?.values.gor === gor
      ? { values: failed.values, errors: failed.errors, prefix: gor }
      : { values, errors: {}, prefix: gor };
  return (
    <Page narrow title="Inställningar" lead={s.name}>
      <ErrorSummary errors={failed?.errors ?? {}} prefix={failed?.values.gor} />
      <Stack>
        <Card title="Nätverket">
          <FormFields state={state("natverk", s.values)}>
            <Form noValidate>
              <Hidden name="gor" value="natverk" />
              <TextField name="name" label="Namn" />
              <TextField name="shortName" label="Kort namn" />
              <TextArea
                name="purpose"
                label="Vad nätverket är till för"
                hint="Visas på den öppna sidan."
                rows={7}
              />
              <TextField name="formedYear" label="Bildades" inputMode="numeric" className="short" optional />
              <EmailField
                name="mailbox"
                label="Funktionsbrevlåda"
                hint="Hit går mejl till länsstyrelsen, och hit kommer svar på mejlen som andra får."
              />
              <TextField
                name="diaryNumber"
                label="Nätverkets ärende"
                hint="Föreslås som diarienummer när du tar emot en blankett."
                className="short"
                optional
              />
              <TextField
                name="termMonths"
                label="Period i månader"
                hint="Tomt: blanketten gäller tills vidare. Med en period frågar vi 60 och 14 dagar innan den går ut. Alla behåller sina platser."
                inputMode="numeric"
                className="short"
                optional
              />
              <TextField
                name="meetingsAYear"
                label="Möten per år"
                hint="Så många dagar föreslås när du planerar ett år. Extra möten räknas inte."
                inputMode="numeric"
                className="short"
              />
              <fieldset className="field">
                <legend>Lugna perioder</legend>
                <p className="hint">
                  Då skickas inga påminnelser i länet, och länkar gäller längre. Månad-dag, till exempel
                  06-22.
                </p>
                {s.values.quiet.map((_, i) => (
                  <div className="pair" key={i}>
                    <TextField name={`quiet.${i}.from`} label="Från" className="short" />
                    <TextField name={`quiet.${i}.to`} label="Till och med" className="short" />
                  </div>
                ))}
              </fieldset>
              <div className="acts">
                <Button>Spara</Button>
              </div>
            </Form>
          </FormFields>
        </Card>
        <WordsCard state={state("ord", s.words)} within={s.within} />
        <Card title="Länsstrateger">
          <ul className="rows flush">
            {s.staff.map((p) => (
              <li key={p.id}>
                <span>
                  {p.name}
                  {p.standIn && ", vikarie"}
                  <br />
                  <span className="muted">
                    {p.email}. Från {longDate(p.fromOn)}
                    {p.untilOn && ` till och med ${through(p.untilOn)}`}
                  </span>
                </span>
                <Form>
                  <Hidden name="gor" value="strateg-slut" />
                  <Hidden name="id" value={p.id} />
                  <Button small quiet>
                    Avsluta
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
          <FormFields state={state("strateg", { fromOn: s.today, role: "strategist" })}>
            <Form noValidate>
              <Hidden name="gor" value="strateg" />
              <Hidden name="role" value="strategist" />
              <TextField name="name" label="Namn" autoComplete="off" />
              <EmailField name="email" label="Mejladress" />
              <div className="pair">
                <DateField name="fromOn" label="Från" />
                <DateField name="untilOn" label="Till och med" optional />
              </div>
              <Checkbox name="standIn" label="Vikarie för länsstrategen" />
              <div className="acts">
                <Button quiet>Lägg till</Button>
              </div>
            </Form>
          </FormFields>
        </Card>
      </Stack>
    </Page>
  );
}
