import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { memberOptions } from "~/domain/network/queries.server";
import { contactSchema } from "~/domain/network/schema";
import {
  addAssociation,
  addContact,
  addDomain,
  endContact,
  organisationLeaves,
  renameOrganisation,
} from "~/domain/organisations/commands.server";
import { noteManager, shownManagers } from "~/domain/confirmations/commands.server";
import { managersOf } from "~/domain/confirmations/reading.server";
import { managerSchema } from "~/domain/confirmations/schema";
import { signerWords } from "~/domain/commitments/texts";
import { organisationAt, organisationPage } from "~/domain/organisations/queries.server";
import { again } from "~/http/again";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { inLatin, printable } from "~/platform/printable";
import { isDate, longDate } from "~/platform/calendar";
import { listed } from "~/platform/swedish";
import {
  Checkbox,
  DateField,
  EmailField,
  ErrorSummary,
  FormFields,
  Hidden,
  Select,
  TextField,
} from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card, Page, Stack } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

const posted = z.discriminatedUnion("gor", [
  z.object({
    gor: z.literal("namn"),
    name: z
      .string()
      .trim()
      .min(1, "Skriv organisationens namn")
      .max(120, "Högst 120 tecken")
      .refine(printable, inLatin),
  }),
  contactSchema.extend({ gor: z.literal("kontakt") }),
  z.object({ gor: z.literal("kontakt-slut"), id: z.string() }),
  z.object({ gor: z.literal("doman"), domain: z.string() }),
  z.object({ gor: z.literal("forening"), association: z.string().refine(printable, inLatin) }),
  managerSchema.extend({ gor: z.literal("chef") }),
  z.object({
    gor: z.literal("lamnar"),
    lastOn: z.string().refine(isDate, "Välj sista dagen"),
    successorId: z.string().default(""),
  }),
]);

const asked = {
  mail: "Sparat. Chefen har fått frågan om uppdraget fortfarande stämmer.",
  phone: "Sparat. Ring chefen och notera svaret under Att göra.",
  later: "Sparat. Chefen får frågan när dagen kommer och ingen lugn period pågår.",
  nothing: "Sparat.",
} as const;

export const meta: MetaFunction = ({ matches }) => [{ title: titled(matches, "Organisationens uppgifter") }];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "organisation.manage", (permit, { params, also }) => {
    const p = organisationPage(also("organisation.see"), params.organisation, null);
    const managers = managersOf(permit.network.id, p.organisation.id, permit.today);
    return {
      managers,
      was: shownManagers(managers),
      today: permit.today,
      others: memberOptions(also("linkRequest.use")).filter(([id]) => id !== p.organisation.id),
      place: p.place,
      organisation: p.organisation,
      contacts: p.contacts,
      domains: p.domains,
      associations: p.associations,
    };
  });
export const action = (args: ActionFunctionArgs) =>
  writeIn(args, "organisation.manage", posted, async (permit, input, { params, url }) => {
    const { id, slug } = organisationAt(permit, params.organisation);
    const here = { to: url.pathname, notice: "Sparat." };
    switch (input.gor) {
      case "namn":
        await renameOrganisation(permit, id, input.name);
        return here;
      case "kontakt":
        await addContact(permit, id, input);
        return { ...here, sent: again.added(input.email) };
      case "kontakt-slut":
        await endContact(permit, input.id);
        return here;
      case "doman":
        await addDomain(permit, id, input.domain);
        return { ...here, sent: again.added(input.domain) };
      case "forening":
        await addAssociation(permit, id, input.association);
        return { ...here, sent: again.added(input.association) };
      case "chef": {
        const { gor: _, ...manager } = input;
        return { to: url.pathname, notice: asked[await noteManager(permit, id, manager)] };
      }
      case "lamnar":
        await organisationLeaves(permit, id, input.lastOn, input.successorId || null);
        return {
          to: paths.organisation(permit.network, slug),
          notice: "Sparat. Platserna slutar samma dag.",
        };
    }
  });

export default function Details() {
  const {
    place,
    organisation: o,
    contacts,
    domains,
    associations,
    others,
    managers,
    was,
    today,
  } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const first: Partial<Record<string, Record<string, string>>> = {
    namn: { name: o.name },
    chef: { seats: "both", fromOn: today },
  };
  const part = (
    gor: string,
    title: string,
    fields: React.ReactNode,
    button: string,
    list?: React.ReactNode,
  ) => (
    <Card title={title}>
      {list}
      <FormFields
        state={
          failed?.values.gor === gor
            ? { values: failed.values, errors: failed.errors, prefix: gor }
            : {
                values: first[gor] ?? {},
                errors: {},
                prefix: gor,
              }
        }
      >
        <Form noValidate>
          <Hidden name="gor" value={gor} />
          {fields}
          <div className="acts">
            <Button small quiet>
              {button}
            </Button>
          </div>
        </Form>
      </FormFields>
    </Card>
  );
  return (
    <Page
      narrow
      above={<a href={paths.organisation(place, o.slug)}>{o.name}</a>}
      title="Organisationens uppgifter"
    >
      <ErrorSummary errors={failed?.errors ?? {}} prefix={failed?.values.gor} />
      <Stack>
        {part(
          "kontakt",
          "Kontaktpersoner",
          <>
            <TextField name="name" label="Namn" optional />
            <EmailField
              name="email"
              label="Mejladress"
              hint="Kontaktpersonen kan be om en länk och fylla i blanketter."
            />
          </>,
          "Lägg till",
          contacts.length > 0 && (
            <ul className="rows flush">
              {contacts.map((c) => (
                <li key={c.id}>
                  <span>
                    {c.name ?? c.email}
                    {c.name && (
                      <>
                        <br />
                        <span className="muted">{c.email}</span>
                      </>
                    )}
                  </span>
                  <Form>
                    <Hidden name="gor" value="kontakt-slut" />
                    <Hidden name="id" value={c.id} />
                    <Button small quiet>
                      Ta bort
                    </Button>
                  </Form>
                </li>
              ))}
            </ul>
          ),
        )}
        {part(
          "doman",
          "Kända mejldomäner",
          <TextField
            name="domain"
            label="Domän"
            hint="Till exempel kommunen.se. Har chefen en annan domän får du se det."
          />,
          "Lägg till",
          domains.length > 0 && <p>{listed(domains)}</p>,
        )}
        {part(
          "chef",
          "Ansvarig chef",
          <>
            <Hidden name="was" value={was} />
            <Select
              name="seats"
              label="Vems chef?"
              options={(["both", "representative", "deputy"] as const).map((s) => [s, signerWords[s]])}
            />
            <div className="pair">
              <TextField name="name" label="Namn" autoComplete="off" />
              <TextField name="title" label="Titel" optional autoComplete="off" />
              <EmailField name="email" label="Mejladress" />
              <TextField name="phone" label="Telefon" optional type="tel" autoComplete="off" />
            </div>
            <Checkbox
              name="sharedMailbox"
              label="Funktionsbrevlåda som flera delar"
              hint="Då ringer du chefen i stället för att vi mejlar."
            />
            <DateField name="fromOn" label="Från och med" />
          </>,
          "Notera ny chef",
          <>
            {managers.length > 0 && (
              <ul className="plainlist">
                {managers.map((m) => (
                  <li key={m.id}>
                    {m.name}
                    {m.title && `, ${m.title}`}{" "}
                    <span className="muted">
                      {signerWords[m.seat].toLowerCase()}
                      {m.fromOn > today && ` från ${longDate(m.fromOn)}`}
                    </span>
                  </li>
                ))}
              </ul>
            )}
            <p className="muted">
              Har organisationen fått en ny chef utan att en ny blankett behövs? Den nya chefen får frågan om
              uppdraget fortfarande stämmer.
            </p>
          </>,
        )}
        {part(
          "namn",
          "Namn",
          <TextField
            name="name"
            label="Organisationens namn"
            hint="Det gamla namnet finns kvar i historiken."
          />,
          "Byt namn",
        )}
        {part(
          "forening",
          "Gemensam plats",
          <TextField
            name="association"
            label="Förening"
            hint="När flera föreningar har en plats tillsammans."
          />,
          "Lägg till",
          associations.length > 0 && <p>{listed(associations)}</p>,
        )}
        {part(
          "lamnar",
          "Lämna nätverket",
          <>
            <DateField
              name="lastOn"
              label="Sista dagen"
              hint="Representantens och ersättarens platser slutar samma dag. Historiken finns kvar."
            />
            <Select
              name="successorId"
              label="Går upp i en annan organisation"
              optional
              options={[["", "Nej, organisationen lämnar"], ...others]}
            />
          </>,
          "Organisationen lämnar",
        )}
        <p className="muted">
          Lades organisationen till av misstag, och har ingenting hänt med den?{" "}
          <a href={paths.organisationAct(place, o.slug, "ta-bort")}>Ta bort den</a>.
        </p>
      </Stack>
    </Page>
  );
}
