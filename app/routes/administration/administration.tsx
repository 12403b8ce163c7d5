import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { appointStaff, createCounty, createNetwork, endStaff } from "~/domain/network/commands.server";
import { countySchema, networkSchema, networkTemplates, staffSchema } from "~/domain/network/schema";
import { installation } from "~/domain/network/settings.server";
import { lastCheck } from "~/domain/records/queries.server";
import { again } from "~/http/again";
import { read, write, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { longDate, through } from "~/platform/calendar";
import { capital, counted, listed, numberWord } from "~/platform/swedish";
import {
  DateField,
  EmailField,
  ErrorSummary,
  FormFields,
  Hidden,
  Select,
  TextArea,
  TextField,
} from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button, Empty, Notice } from "~/ui/parts";
import { titled } from "~/ui/shell";

const posted = z.discriminatedUnion("gor", [
  countySchema.extend({ gor: z.literal("lan") }),
  networkSchema.extend({ gor: z.literal("natverk"), countyId: z.string().min(1, "Välj län") }),
  staffSchema.extend({ gor: z.literal("strateg"), networkId: z.string().min(1, "Välj nätverk") }),
  staffSchema.extend({ gor: z.literal("administrator") }),
  z.object({ gor: z.literal("avsluta"), id: z.string() }),
]);
const meets = {
  account: "Inloggning",
  person: "Person",
  organisation: "Organisation",
  contact: "Kontaktperson",
  guest: "Gäst på ett möte",
} as const;
export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Administration") }];
export const loader = (args: LoaderFunctionArgs) =>
  read(args, "installation.manage", (permit) => ({ ...installation(permit), checked: lastCheck(permit) }));
export const action = (args: ActionFunctionArgs) =>
  write(args, "installation.manage", posted, async (permit, input) => {
    if (input.gor === "lan") {
      const { gor: _, ...county } = input;
      await createCounty(permit, county);
    } else if (input.gor === "natverk") {
      const { gor: _, countyId, ...network } = input;
      await createNetwork(permit, countyId, network);
    } else if (input.gor === "strateg")
      await appointStaff(permit, input.networkId, { ...input, role: "strategist" });
    else if (input.gor === "administrator")
      await appointStaff(permit, null, { ...input, role: "administrator" });
    else await endStaff(permit, input.id);
    const done = { to: paths.administration, notice: "Sparat." };
    return input.gor === "avsluta" ? done : { ...done, sent: again.added(input.name) };
  });

export default function Administration() {
  const v = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const part = (
    gor: string,
    title: string,
    above: React.ReactNode,
    fields: React.ReactNode,
    values: Record<string, unknown> = {},
  ) => (
    <Card title={title}>
      {above}
      <FormFields
        state={
          failed?.values.gor === gor
            ? { values: failed.values, errors: failed.errors, prefix: gor }
            : { values, errors: {}, prefix: gor }
        }
      >
        <Form noValidate>
          <Hidden name="gor" value={gor} />
          {fields}
          <div className="acts">
            <Button quiet>Lägg till</Button>
          </div>
        </Form>
      </FormFields>
    </Card>
  );
  const person = (
    <>
      <TextField name="name" label="Namn" autoComplete="off" />
      <EmailField name="email" label="Mejladress" />
      <div className="pair">
        <DateField name="fromOn" label="Från" />
        <DateField name="untilOn" label="Till och med" optional />
      </div>
    </>
  );
  return (
    <Page narrow title="Administration">
      <ErrorSummary errors={failed?.errors ?? {}} prefix={failed?.values.gor} />
      {v.stray > 0 && (
        <Notice tone="wait">
          <p>
            {capital(counted(v.stray, "meddelande", "meddelanden"))} i svarsbrevlådan hör inte till något
            nätverk. Läs dem i brevlådan.
          </p>
        </Notice>
      )}
      <Stack>
        <Card title="Kontroll av det som sparas">
          <Checked of={v.checked} />
        </Card>
        {v.meeting.length > 0 && (
          <Card title="Står två gånger">
            <p>
              De här skrevs på olika sätt och visar sig vara samma. Inget har slagits ihop, och alla kommer in
              som förut. Be den som ansvarar för uppgifterna att avsluta den ena.
            </p>
            <ul className="rows flush">
              {v.meeting.map((m) => (
                <li key={m.what + m.each.join()}>
                  <span>{listed(m.each)}</span>
                  <span className="muted">
                    {meets[m.what]}
                    {m.where && `, ${m.where}`}
                  </span>
                </li>
              ))}
            </ul>
          </Card>
        )}
        {part(
          "natverk",
          "Nätverk",
          v.networks.length === 0 ? (
            <Empty>Här visas nätverken. Lägg först till länet.</Empty>
          ) : (
            <ul className="rows flush">
              {v.networks.map((n) => (
                <li key={n.id}>
                  <a href={paths.network({ countySlug: n.countySlug, slug: n.slug })}>{n.name}</a>
                  <span className="muted">{n.countyName}</span>
                </li>
              ))}
            </ul>
          ),
          <>
            <Select
              name="countyId"
              label="Län"
              options={[["", "Välj län"], ...v.counties.map((c) => [c.id, c.name] as const)]}
            />
            <Select
              name="template"
              label="Vad är det för nätverk?"
              hint="Ger åtagandena och exemplen som nätverket börjar med. Länsstrategen ändrar dem i inställningarna."
              options={[["", "Välj"], ...networkTemplates]}
            />
            <TextField name="name" label="Nätverkets namn" />
            <TextField name="shortName" label="Kort namn" />
            <TextField name="slug" label="Adress" hint="Små bokstäver och bindestreck" className="short" />
            <TextArea name="purpose" label="Vad nätverket är till för" />
            <EmailField name="mailbox" label="Funktionsbrevlåda" />
          </>,
        )}
        {part(
          "strateg",
          "Länsstrateg",
          <Strategists networks={v.networks} />,
          <>
            <Select
              name="networkId"
              label="Nätverk"
              options={[
                ["", "Välj nätverk"],
                ...v.networks.map((n) => [n.id, `${n.name}, ${n.countyName}`] as const),
              ]}
            />
            <Hidden name="role" value="strategist" />
            {person}
          </>,
          { fromOn: v.today },
        )}
        {part(
          "lan",
          "Län",
          <ul className="rows flush">
            {v.counties.map((c) => (
              <li key={c.id}>
                <span>{c.name}</span>
                <span className="muted">{c.code}</span>
              </li>
            ))}
          </ul>,
          <>
            <TextField name="name" label="Länets namn" hint="Till exempel Uppsala län" />
            <div className="pair">
              <TextField name="code" label="Länskod" />
              <TextField name="slug" label="Adress" hint="Till exempel uppsala" />
            </div>
            <TextField name="genitive" label="Genitiv" hint="Till exempel Uppsala" />
            <TextField name="authority" label="Myndighet" hint="Till exempel Länsstyrelsen i Uppsala län" />
          </>,
        )}
        {part(
          "administrator",
          "Administratörer",
          <ul className="rows flush">
            {v.administrators.map((a) => (
              <li key={a.id}>
                <span>
                  {a.name}
                  <br />
                  <span className="muted">{a.email}</span>
                </span>
                <Form>
                  <Hidden name="gor" value="avsluta" />
                  <Hidden name="id" value={a.id} />
                  <Button small quiet>
                    Avsluta
                  </Button>
                </Form>
              </li>
            ))}
          </ul>,
          <>
            <Hidden name="role" value="administrator" />
            {person}
          </>,
          { fromOn: v.today },
        )}
      </Stack>
    </Page>
  );
}

type Installation = ReturnType<typeof installation>;

/** Who is strategist in which network, and the button that ends it. */
function Strategists({ networks }: Pick<Installation, "networks">) {
  const all = networks.flatMap((n) => n.staff.map((s) => ({ ...s, network: n.name, county: n.countyName })));
  if (all.length === 0) return <Empty>Här visas länsstrategerna.</Empty>;
  return (
    <ul className="rows flush">
      {all.map((s) => (
        <li key={s.id}>
          <span>
            {s.name}
            <br />
            <span className="muted">
              {s.email}. {s.network}, {s.county}
              {s.standIn && ". Vikarie"}. Från {longDate(s.fromOn)}
              {s.untilOn && ` till och med ${through(s.untilOn)}`}
            </span>
          </span>
          <Form>
            <Hidden name="gor" value="avsluta" />
            <Hidden name="id" value={s.id} />
            <Button small quiet>
              Avsluta<span className="hidden"> {s.name}</span>
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}

function Checked({ of }: { of: ReturnType<typeof lastCheck> }) {
  if (!of)
    return (
      <p>
        En gång i veckan läses alla händelser, filer och stämplade papper igenom. Här står vad kontrollen kom
        fram till.
      </p>
    );
  return (
    <>
      {of.faults.length > 0 ? (
        <Notice tone="gap">
          <p>{of.words}</p>
        </Notice>
      ) : (
        <p>{of.words}</p>
      )}
      {of.faults.length > 0 && (
        <ul className="rows flush">
          {of.faults.map((f) => (
            <li key={f.about + f.where + f.what}>
              <span>{f.what}</span>
              <span className="muted">
                {kinds[f.about]} {f.where}
              </span>
            </li>
          ))}
        </ul>
      )}
      {of.more > 0 && <p>Och {numberWord(of.more)} till. Kör npm run verify för att se alla.</p>}
      <p className="muted">Senast kontrollerat {of.at}</p>
    </>
  );
}
const kinds = { event: "Händelse", file: "Fil", paper: "Papper" } as const;
