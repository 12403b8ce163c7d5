import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeVisit, planVisit } from "~/domain/visits/commands.server";
import { visitForm } from "~/domain/visits/queries.server";
import { visitSchema } from "~/domain/visits/schema";
import { readIn, writeIn, type Rejected } from "~/http/porter.server";
import { paths } from "~/paths";
import { DateField, ErrorSummary, FormFields, Hidden, Version, Select, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Page } from "~/ui/page";
import { Button } from "~/ui/parts";
import { titled } from "~/ui/shell";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: titled(matches, data?.visit ? "Ändra besöket" : "Planera ett besök") },
];
export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "visit.manage", (permit, { maybe: params, url }) =>
    visitForm(permit, { id: params.visit ?? null, organisation: url.searchParams.get("organisation") }),
  );
export const action = (args: ActionFunctionArgs) =>
  writeIn(
    args,
    "visit.manage",
    visitSchema,
    async (permit, input, { maybe: params }) => {
      const id = params.visit ?? (await planVisit(permit, input));
      if (params.visit) await changeVisit(permit, id, input);
      return {
        to: paths.visit(permit.network, id),
        made: params.visit ? undefined : paths.changeVisit(permit.network, id),
        notice: "Sparat.",
      };
    },
    { keepOnConflict: true },
  );

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function Questions({ page: p, failed }: { page: Shown; failed: Rejected | undefined }) {
  const ticked = failed && new Set([failed.values.questions ?? []].flat());
  if (p.questions.length === 0) return null;
  return (
    <fieldset className="field">
      <legend>Ta med från Frågor att lyfta</legend>
      {p.questions.map((q) => (
        <div className="check" key={q.id}>
          <input
            type="checkbox"
            id={`q-${q.id}`}
            name="questions[]"
            value={q.id}
            defaultChecked={ticked ? ticked.has(q.id) : q.chosen}
          />
          <label htmlFor={`q-${q.id}`}>{q.title}</label>
        </div>
      ))}
    </fieldset>
  );
}

export default function EditVisit() {
  const p = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as Rejected | undefined;
  const errors = failed?.errors ?? {};
  const back = p.visit ? paths.visit(p.place, p.visit.id) : paths.visits(p.place);
  return (
    <Page
      narrow
      above={<a href={back}>{p.visit ? p.visit.organisation : "Kommunbesök"}</a>}
      title={p.visit ? "Ändra besöket" : "Planera ett besök"}
    >
      <ErrorSummary errors={errors} />
      <FormFields state={{ values: failed?.values ?? p.values, errors }}>
        <Form creates={!p.visit} noValidate className="form">
          {p.visit ? (
            <>
              <Hidden name="organisationId" value={p.visit.organisationId} />
              <Version sent={failed?.values} now={p.visit.version} />
            </>
          ) : (
            <Select
              name="organisationId"
              label="Organisation"
              options={[["", "Välj"], ...p.organisations.map((o) => [o.id, o.name] as const)]}
            />
          )}
          <DateField name="visitOn" label="Dag" />
          <TextArea
            name="whom"
            label="Vem träffar vi?"
            hint="Skriv inte privata uppgifter"
            rows={2}
            optional
          />
          <Questions page={p} failed={failed} />
          <TextArea
            name="lines"
            label="Egna frågor att ta med"
            hint="En fråga på varje rad"
            rows={5}
            optional
          />
          {!p.visit && !p.organisationId && (
            <p className="hint">Organisationens frågor att lyfta kan du välja när besöket är sparat.</p>
          )}
          <div className="acts">
            <Button>Spara</Button>
            <a href={back}>Avbryt</a>
          </div>
        </Form>
      </FormFields>
    </Page>
  );
}
